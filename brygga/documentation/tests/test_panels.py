"""What each audience is given, and at what cost."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from brygga.cases import queries as cases
from brygga.cases.models import Party
from brygga.documentation import actions, queries
from brygga.documentation.queries.words import new_since
from brygga.documentation.rules import checked
from brygga.documentation.tests.build import communicated_case, note_in
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.tests.files import photo
from tests.cast import ALMA, almas_case, at_work, resident, staff

pytestmark = pytest.mark.django_db
SECRET = "Grannen Gun"


def test_alma_reads_the_note_with_an_honest_hole() -> None:
    case = almas_case()
    note = note_in(case)
    with at_work(resident(ALMA)) as alma:
        (shown,) = queries.resident_panels(alma, case)["journal"].notes
    assert shown.id == note.id
    assert [block.text for block in shown.blocks] == [
        "Alma ringde i dag.",
        "Hon vill ha hjälp med hyran.",
        "",
        "Jag lovade svar.",
    ]
    hidden = shown.blocks[2].hidden
    assert hidden is not None
    assert hidden.what == "Två meningar är dolda för dig"
    assert (hidden.who, hidden.section) == ("Cecilia Holm", "26 kap. 1 § och 10 kap. 3 § OSL")
    assert SECRET not in repr(shown)


def drawn(name: str, context: dict[str, object]) -> str:
    """A panel drawn alone, as the page that includes it would."""
    more = {
        "house": {"slug": "helsingborg"},
        "now": clock.now(),
        "today": clock.today(),
    }
    return render_to_string(f"documentation/panels/{name}.html", context | more)


def test_every_panel_of_the_resident_draws_and_holds_nothing_withheld() -> None:
    case = almas_case()
    note_in(case)
    with at_work(resident(ALMA)) as alma:
        context = queries.resident_panels(alma, case)
        pages = [drawn(name, context) for name in ("journal", "asks", "documents", "communication")]
    assert "Två meningar är dolda för dig" in pages[0]
    assert "Hon vill ha hjälp med hyran." in pages[0]
    assert not any(SECRET in page for page in pages)


def test_staff_read_the_withheld_words_and_the_ground() -> None:
    case = almas_case()
    note_in(case)
    with at_work(staff("david")) as david:
        context = queries.staff_panels(david, case)
        stream, editor = drawn("staff_timeline", context), drawn("editor", context)
    assert SECRET in stream
    assert "26 kap. 1 §" in stream
    assert "Skriv in, Alma ser den nu" in editor


def test_where_no_party_has_been_let_in_the_button_does_not_say_that_one_reads_it() -> None:
    case = almas_case()
    with at_work(staff("david")) as david:
        (alma,) = cases.parties_of(case)
        alma.reads = False
        assert "ser den nu" not in drawn("editor", queries.staff_panels(david, case, [alma]))
        alma.reads = True
        both = [alma, replace_name(alma, "Bo Ek")]
        assert "Skriv in, den enskilde ser den nu" in drawn("editor", queries.staff_panels(david, case, both))


def replace_name(party: Party, name: str) -> Party:
    return Party(id=uuid7(), case_id=party.case_id, role="guardian", name=name, reads=True)


Counting = Callable[[int], AbstractContextManager[object]]


@pytest.mark.parametrize("notes", [1, 25])
def test_the_resident_pays_one_query_however_much_there_is(
    notes: int, django_assert_num_queries: Counting
) -> None:
    case = almas_case()
    for _ in range(notes):
        note_in(case)
    with at_work(resident(ALMA)) as alma:
        queries.resident_panels(alma, case)  # the first time also writes that it was read
        with django_assert_num_queries(1):
            panels = queries.resident_panels(alma, case)
    assert panels["journal"].total == notes


def test_staff_pay_one_query_and_one_for_the_parties(django_assert_num_queries: Counting) -> None:
    case = almas_case()
    for _ in range(5):
        note_in(case)
    with at_work(staff("cecilia")) as cecilia:
        with django_assert_num_queries(2):
            queries.staff_panels(cecilia, case)
        with django_assert_num_queries(1):
            queries.staff_panels(cecilia, case, parties=[])
        with django_assert_num_queries(1):
            queries.as_the_party_sees_it(cecilia, case)


def test_staff_see_that_a_note_was_read_but_not_before_it_was() -> None:
    case = almas_case()
    note_in(case)
    with at_work(staff("cecilia")) as cecilia:
        assert queries.staff_panels(cecilia, case)["journal"].notes[0].read is None
    with at_work(resident(ALMA)) as alma:
        queries.resident_panels(alma, case)
    note_in(case, "En till.")
    with at_work(staff("cecilia")) as cecilia:
        newest, oldest = queries.staff_panels(cecilia, case)["journal"].notes
    assert newest.read is None
    assert oldest.read is not None


def test_a_note_that_arrives_while_the_page_is_open_is_new_and_counts_as_read() -> None:
    case, start = almas_case(), clock.now()
    alma = resident(ALMA)
    with clock.pinned(start), at_work(alma):
        cases.opened(alma, case.id)
        assert queries.resident_panels(alma, case)["journal"].total == 0
    with clock.pinned(start + timedelta(minutes=2)):
        note_in(case)
    with clock.pinned(start + timedelta(minutes=3)), at_work(alma):
        cases.opened(alma, case.id)
        (note,) = queries.resident_panels(alma, case)["journal"].notes
        reads = [event for event in cases.trail_of(case) if event.verb == "read"]
        queries.resident_panels(alma, case)
        assert len([event for event in cases.trail_of(case) if event.verb == "read"]) == len(reads) == 2
    assert note.new == "Nytt för en minut sedan"
    with clock.pinned(start + timedelta(minutes=30)), at_work(alma):
        cases.opened(alma, case.id)
        assert queries.resident_panels(alma, case)["journal"].notes[0].new == ""


def test_at_the_first_visit_nothing_is_marked_as_new() -> None:
    case = almas_case()
    note_in(case)
    alma = resident(ALMA)
    with at_work(alma):
        cases.opened(alma, case.id)
        assert queries.resident_panels(alma, case)["journal"].notes[0].new == ""


def test_the_stream_has_everything_newest_first() -> None:
    case, sent = communicated_case()
    note = note_in(case)
    with at_work(resident(ALMA)) as alma:
        actions.object_to(alma, case, note, uuid7(), "Nej.", 0)
        actions.attach_document(alma, case, checked("bild.jpg", photo(), most=10_000))
        actions.respond(alma, case, sent, uuid7(), "Ja.", wants_to_speak=False)
    with at_work(staff("cecilia")) as cecilia:
        rows = queries.staff_panels(cecilia, case)["timeline"]
        html = drawn("staff_timeline", {"timeline": rows, "case": case})
    kinds = [row.kind for row in rows]
    assert kinds == ["response", "document", "remark", "note", "communication", "note"]
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    assert "Alma invände" in html
    assert "bild.jpg" in html


def test_another_party_is_not_named_to_the_one_who_reads() -> None:
    case = almas_case()
    note = note_in(case)
    with at_work(resident(ALMA)) as alma:
        actions.comment(alma, case, note, uuid7(), "Hej.", None)
        (said,) = queries.journal(alma, case).notes[0].remarks
    with at_work(resident(ALMA)) as alma:
        stranger = replace(alma, id=uuid7())
        (seen,) = queries.journal(stranger, case).notes[0].remarks
    assert (said.who, seen.who) == ("Du kommenterade", "En annan part kommenterade")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "Nytt just nu"),
        (1, "Nytt för en minut sedan"),
        (9, "Nytt för 9 minuter sedan"),
        (90, "Nytt sedan du var här sist"),
    ],
)
def test_how_new_something_is_is_said_in_words(minutes: int, words: str) -> None:
    assert new_since(clock.now(), clock.now() + timedelta(minutes=minutes)) == words


def test_an_ask_is_open_until_it_is_answered_or_withdrawn() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        ask = actions.ask_to_complete(cecilia, case, uuid7(), "Mer?", clock.today() + timedelta(days=9))
        assert [one.id for one in queries.staff_panels(cecilia, case)["open_asks"]] == [ask.id]
        actions.withdraw_ask(cecilia, case, ask)
        assert queries.staff_panels(cecilia, case)["open_asks"] == ()
