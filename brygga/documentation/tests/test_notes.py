"""Notes: written once, corrected by new ones, withheld honestly."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from brygga.access.gate import Refused
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.documentation import actions, queries
from brygga.documentation.models import Note, NoteDraft, Passage
from brygga.documentation.tests.build import TEXT, new_note, note_in
from brygga.ground import clock
from brygga.ground.ids import uuid7
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff

pytestmark = pytest.mark.django_db
TYPED = {"kind": "call", "heading": "", "text": "Hon ring", "withhold": {}}


def test_signing_writes_note_passages_and_trail_and_removes_the_draft() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        actions.save_draft(cecilia, case, uuid7(), TYPED)
        note = actions.sign_note(cecilia, case, new_note())
        assert queries.draft_of(cecilia, case) is None
        (passage,) = Passage.objects.filter(note=note)
        (event,) = [event for event in cases.trail_of(case) if event.verb == "sign_note"]
    assert (passage.text, passage.sentences) == ("Grannen Gun berättade om bråk. Hon är rädd.", 2)
    assert "Grannen" not in str(note.runs)
    assert (event.subject, event.detail, event.activity) == (note.id, {"withheld": 1}, "case_recording")
    assert "Grannen" not in str(event.detail)


def test_a_note_sent_twice_is_one_note() -> None:
    case, new = almas_case(), new_note()
    with at_work(staff("cecilia")) as cecilia:
        first, again = actions.sign_note(cecilia, case, new), actions.sign_note(cecilia, case, new)
        assert first.id == again.id
        assert Note.objects.filter(case=case).count() == 1
        assert Passage.objects.filter(case=case).count() == 1
        assert [event.verb for event in cases.trail_of(case)].count("sign_note") == 1


def test_a_signed_note_tells_open_pages_and_moves_the_version() -> None:
    case = almas_case()
    before = case.version
    with at_work(staff("cecilia")) as cecilia:
        actions.sign_note(cecilia, case, new_note())
        assert cases.case_for(cecilia, case.id).version == before + 1


def test_a_draft_is_kept_as_typed_for_its_author_alone() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        actions.save_draft(cecilia, case, uuid7(), TYPED)
        actions.save_draft(cecilia, case, uuid7(), TYPED | {"text": "Hon ringde [["})
        assert NoteDraft.objects.filter(case=case).count() == 1
        panels = queries.staff_panels(cecilia, case)
        assert panels["editor_form"]["text"].value() == "Hon ringde [["
    with at_work(staff("david")) as david:
        assert queries.draft_of(david, case) is None
        assert queries.staff_panels(david, case)["draft"] is None


def test_a_draft_that_arrives_after_its_note_is_let_go() -> None:
    case, new = almas_case(), new_note()
    with at_work(staff("cecilia")) as cecilia:
        actions.sign_note(cecilia, case, new)
        actions.save_draft(cecilia, case, new.id, TYPED)
        assert queries.draft_of(cecilia, case) is None


def test_a_correction_is_a_new_note_and_both_stay() -> None:
    case = almas_case()
    wrong = note_in(case)
    with at_work(staff("david")) as david:
        assert queries.typed_text(david, wrong) == (TEXT, ["other_person"])
        right = actions.correct_note(david, case, wrong, new_note("Hon ringde i går."))
    with at_work(resident(ALMA)) as alma:
        newest, oldest = queries.journal(alma, case).notes
    assert (newest.id, newest.corrects, newest.author) == (right.id, wrong.id, "David Berg")
    assert oldest.corrected_by == right.id


def test_nothing_is_withheld_without_a_ground_or_beyond_a_year() -> None:
    case = almas_case()
    (held,) = new_note().withheld
    with at_work(staff("cecilia")) as cecilia:
        for too_few_or_many in ((), (held, held)):
            with pytest.raises(ValueError, match="ground"):
                actions.sign_note(cecilia, case, new_note(withheld=too_few_or_many))
        late = type(held)(held.ground, clock.today() + timedelta(days=400))
        with pytest.raises(ValueError, match="late"):
            actions.sign_note(cecilia, case, new_note(withheld=(late,)))
        assert not Note.objects.filter(case=case).exists()


def test_lifting_shows_alma_the_words_once_and_for_all() -> None:
    case = almas_case()
    note_in(case)
    with at_work(staff("cecilia")) as cecilia:
        passage = Passage.objects.get(case=case)
        actions.lift_passage(cecilia, case, passage)
        actions.lift_passage(cecilia, case, passage)
        assert [event.verb for event in cases.trail_of(case)].count("lift_passage") == 1
    with at_work(resident(ALMA)) as alma:
        (note,) = queries.journal(alma, case).notes
    assert note.blocks[2].text == "Grannen Gun berättade om bråk. Hon är rädd."
    assert note.blocks[2].lifted is not None


def test_a_withholding_that_stands_gets_a_new_day_and_a_new_name() -> None:
    case = almas_case()
    note_in(case)
    until = clock.today() + timedelta(days=90)
    with at_work(staff("david")) as david:
        passage = queries.passage_for(case, Passage.objects.get(case=case).id)
        actions.keep_withheld(david, case, passage, until)
        with pytest.raises(ValueError, match="year"):
            actions.keep_withheld(david, case, passage, clock.today())
    with at_work(resident(ALMA)) as alma:
        hidden = queries.journal(alma, case).notes[0].blocks[2].hidden
    assert hidden is not None
    assert (hidden.until, hidden.who) == (until, "David Berg")


def test_a_lifted_passage_is_not_withheld_again() -> None:
    case = almas_case()
    note_in(case)
    with at_work(staff("cecilia")) as cecilia:
        passage = Passage.objects.get(case=case)
        actions.lift_passage(cecilia, case, passage)
        actions.keep_withheld(cecilia, case, passage, clock.today() + timedelta(days=9))
        assert [event.verb for event in cases.trail_of(case)].count("keep_withheld") == 0


@pytest.mark.parametrize("who", ["eva", "gustav"])
def test_those_without_reach_find_no_case_to_write_in(who: str) -> None:
    case = almas_case()
    with at_work(staff(who)) as actor, pytest.raises(Case.DoesNotExist):
        cases.case_for(actor, case.id)


def test_eva_with_the_case_in_hand_is_still_refused() -> None:
    case = almas_case()
    with at_work(staff("eva")) as eva, pytest.raises(Refused):
        actions.sign_note(eva, case, new_note())


def test_a_row_of_another_case_is_refused() -> None:
    one, other = almas_case(), almas_case()
    note_in(one)
    with at_work(staff("cecilia")) as cecilia:
        passage = Passage.objects.get(case=one)
        with pytest.raises(ValueError, match="another case"):
            actions.lift_passage(cecilia, other, passage)


def test_the_residents_role_cannot_read_withheld_words_even_by_name() -> None:
    case = almas_case()
    note_in(case)
    with (
        at_work(resident(ALMA)),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        list(Passage.objects.filter(case=case).values_list("text"))


def test_bo_reads_nothing_of_almas() -> None:
    case = almas_case()
    note_in(case)
    with at_work(resident(BO)) as bo:
        assert queries.journal(bo, case).notes == ()


def test_a_note_about_a_day_that_has_passed_says_that_day() -> None:
    case = almas_case()
    day = clock.today() - timedelta(days=3)
    note = note_in(case, happened_on=day)
    assert note.happened_at.astimezone(clock.STOCKHOLM).date() == day
