"""What is said is said once, in order, to those it concerns and to nobody else."""

from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from brygga.access.gate import NotYours, Refused
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case
from brygga.cases.queries import opened
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.models import Event
from brygga.messages import actions, queries
from brygga.messages.models import Conversation, Draft, Message, OwnDraft, Participant
from brygga.messages.rules import MOST_PER_MINUTE, PAGE, Sent
from brygga.messages.tests.build import says
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff

pytestmark = pytest.mark.django_db


def all_said(case: Case) -> list[tuple[int, str]]:
    with at_work(staff("cecilia")):
        return list(Message.objects.filter(case=case).order_by("number").values_list("number", "text"))


def seen(actor: ResidentActor | StaffActor, case: Case) -> queries.Thread:
    with at_work(actor):
        return queries.thread(actor, case)


def read(actor: ResidentActor | StaffActor, case: Case) -> None:
    with at_work(actor):
        found = queries.thread(actor, case)
        actions.mark_read(actor, case, found.last_number, found.read_to)


def test_question_and_answer_are_read_by_both() -> None:
    case = almas_case()
    alma, cecilia = resident(ALMA), staff("cecilia")
    says(alma, case, "Hej, har ni fått hyresavin?")
    says(cecilia, case, "Ja, den kom i går.")
    assert [one.who for one in seen(alma, case).messages] == ["Du", "Cecilia Holm, Helsingborg"]
    assert [one.who for one in seen(cecilia, case).messages] == ["Alma Nilsson", "Du"]
    assert [one.number for one in seen(alma, case).messages] == [1, 2]


def test_the_same_message_sent_twice_is_one() -> None:
    case, alma, once = almas_case(), resident(ALMA), uuid7()
    first = says(alma, case, "Hej", once)
    again = says(alma, case, "Hej", once)
    assert first.id == again.id
    assert all_said(case) == [(1, "Hej")]


def test_words_added_before_sending_again_are_not_lost() -> None:
    case, alma, once = almas_case(), resident(ALMA), uuid7()
    says(alma, case, "Hej", once)
    for _attempt in range(3):
        says(alma, case, "Hej, en sak till", once)
    assert all_said(case) == [(1, "Hej"), (2, "Hej, en sak till")]


def test_an_id_that_is_taken_in_another_case_loses_nothing() -> None:
    case, other, alma, once = almas_case(), almas_case(), resident(ALMA), uuid7()
    says(alma, other, "Hej", once)
    for _attempt in range(2):
        says(alma, case, "Hej", once)
    assert all_said(case) == [(1, "Hej")]


def test_five_hundred_messages_with_random_resends_are_five_hundred() -> None:
    """Resent at once, later, out of order: as after lost answers and reconnected pages."""
    case, alma, cecilia, dice = almas_case(), resident(ALMA), staff("cecilia"), Random(7)  # noqa: S311
    sent: list[tuple[object, Sent]] = []
    start = clock.now()
    with at_work(alma) as a:
        key_of = {True: (a, actions.write), False: (cecilia, actions.answer)}
    for number in range(500):
        by_alma = dice.random() < 0.5
        sent.append((by_alma, Sent(uuid7(), f"Meddelande {number}")))
    for number, (by_alma, message) in enumerate(sent):
        actor, act = key_of[bool(by_alma)]
        resent = [(by_alma, message)] * dice.choice((1, 1, 2, 3))
        resent += dice.sample(sent[: number + 1], min(number, dice.choice((0, 0, 1))))
        with clock.pinned(start + timedelta(seconds=20 * number)):
            for again, one in resent:
                actor, act = key_of[bool(again)]
                with at_work(actor):
                    act(actor, case, one)  # type: ignore[operator]
    kept = all_said(case)
    assert [number for number, _text in kept] == list(range(1, 501))
    assert sorted(text for _number, text in kept) == sorted(message.text for _who, message in sent)


def test_a_read_message_says_so_to_its_writer_only_when_the_other_side_has_read() -> None:
    case, alma, cecilia = almas_case(), resident(ALMA), staff("cecilia")
    says(alma, case, "Hej")
    assert seen(alma, case).messages[0].read == "Skickat"
    assert seen(cecilia, case).messages[0].new
    read(cecilia, case)
    assert seen(alma, case).messages[0].read == "Läst av Cecilia Holm"
    assert not seen(cecilia, case).messages[0].new
    says(cecilia, case, "Hej på dig")
    assert seen(cecilia, case).messages[1].read == "Skickat"
    read(alma, case)
    assert seen(cecilia, case).messages[1].read == "Läst"


def test_nobody_writes_without_the_trail_and_its_grounds() -> None:
    case = almas_case()
    says(resident(ALMA), case, "Hej")
    says(staff("cecilia"), case, "Hej på dig")
    with at_work(staff("cecilia")):
        events = list(Event.objects.filter(case_id=case.id, verb__contains="message").order_by("at", "id"))
        case.refresh_from_db()
    assert [event.verb for event in events] == ["write_message", "answer_message"]
    assert "14 kap. 3 § SoL" in " ".join(events[1].grounds["sections"])
    assert not any("Hej" in str(event.detail) for event in events)
    assert case.new_for_staff


def test_a_colleague_by_agreement_answers_under_their_own_municipality() -> None:
    case, alma = almas_case(), resident(ALMA)
    says(alma, case, "Hej")
    says(staff("david"), case, "Hej från grannkommunen")
    assert seen(alma, case).messages[1].who == "David Berg, Landskrona"


@pytest.mark.parametrize("who", ["eva", "frida", "gustav"])
def test_staff_without_reach_can_neither_read_nor_write(who: str) -> None:
    case = almas_case()
    says(resident(ALMA), case, "Hej")
    with at_work(staff(who)) as actor:
        with pytest.raises((Case.DoesNotExist, Refused)):
            opened(actor, case.id)
        with pytest.raises((Refused, NotYours, Case.DoesNotExist)):
            actions.answer(actor, case, Sent(uuid7(), "Hej"))
    assert all_said(case) == [(1, "Hej")]


def test_bo_can_neither_read_nor_write() -> None:
    case = almas_case()
    says(resident(ALMA), case, "Hej")
    with at_work(resident(BO)) as bo:
        assert not Message.objects.filter(case=case.id).exists()
        with pytest.raises(NotYours):
            actions.write(bo, case, Sent(uuid7(), "Hej"))


def test_a_protected_identity_is_out_of_reach_across_the_border() -> None:
    case = almas_case(protected=True)
    petra = resident(PETRA, protected=True)
    says(petra, case, "Hej")
    with at_work(staff("david")):
        assert not Message.objects.filter(case=case.id).exists()
        assert not Conversation.objects.filter(case=case.id).exists()


def test_what_was_said_can_never_be_changed_or_taken_away() -> None:
    case = almas_case()
    says(resident(ALMA), case, "Hej")
    for actor in (resident(ALMA), staff("cecilia")):
        with at_work(actor):
            with pytest.raises(ProgrammingError), transaction.atomic():
                Message.objects.filter(case=case).update(text="Något annat")
            with pytest.raises(ProgrammingError), transaction.atomic():
                Message.objects.filter(case=case).delete()


def test_nobody_writes_or_reads_in_another_name_even_with_sql_of_their_own() -> None:
    case = almas_case()
    for actor, by_resident in ((resident(ALMA), True), (staff("cecilia"), False)):
        with at_work(actor):
            forged = Message.within(
                case,
                case=case,
                number=99,
                text="x",
                at=clock.now(),
                by_resident=by_resident,
                author_id=uuid7(),
                author_name="x",
            )
            with pytest.raises(ProgrammingError), transaction.atomic():
                forged.save(force_insert=True)
            seat = Participant.within(case, case=case, person_id=uuid7(), by_resident=False, read_to=1)
            with pytest.raises(ProgrammingError), transaction.atomic():
                seat.save(force_insert=True)


def test_two_messages_never_have_the_same_number() -> None:
    case, alma = almas_case(), resident(ALMA)
    first = says(alma, case, "Hej")
    with at_work(alma):
        copy = Message.within(
            case,
            case=case,
            number=first.number,
            text="x",
            at=clock.now(),
            by_resident=True,
            author_id=alma.id,
            author_name="x",
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)


def test_a_closed_case_is_read_but_not_written_in() -> None:
    case, alma = almas_case(), resident(ALMA)
    says(alma, case, "Hej")
    with at_work(staff("cecilia")):
        Case.objects.filter(id=case.id).update(closed_at=clock.now())
    with pytest.raises(actions.CaseClosed):
        says(alma, case, "En sak till")
    assert len(seen(alma, case).messages) == 1


def test_what_was_sent_before_the_case_closed_is_still_acknowledged_afterwards() -> None:
    case, alma, once = almas_case(), resident(ALMA), uuid7()
    first = says(alma, case, "Hej", once)
    with at_work(staff("cecilia")):
        Case.objects.filter(id=case.id).update(closed_at=clock.now())
    assert says(alma, case, "Hej", once).id == first.id


def test_a_flood_is_stopped_and_a_minute_later_one_may_write_again() -> None:
    case, alma = almas_case(), resident(ALMA)
    with clock.pinned(clock.now()):
        for number in range(MOST_PER_MINUTE):
            says(alma, case, f"{number}")
        with pytest.raises(actions.TooMany):
            says(alma, case, "En till")
        says(staff("cecilia"), case, "Den andra sidan är inte låst")
    with clock.pinned(clock.now() + timedelta(seconds=61)):
        says(alma, case, "Nu går det igen")


def test_a_draft_is_its_writers_own_and_gone_when_sent() -> None:
    case, alma, cecilia = almas_case(), resident(ALMA), staff("cecilia")
    with at_work(alma):
        actions.keep_draft(alma, case, "Jag undrar om")
        actions.keep_draft(alma, case, "Jag undrar om hyran")
        assert queries.draft_of(alma, case) == "Jag undrar om hyran"
    with at_work(cecilia):
        actions.keep_draft(cecilia, case, "Hej Alma, ")
        assert queries.draft_of(cecilia, case) == "Hej Alma, "
        with pytest.raises(ProgrammingError), transaction.atomic():
            OwnDraft.objects.exists()
    with at_work(alma), pytest.raises(ProgrammingError), transaction.atomic():
        Draft.objects.exists()
    says(alma, case, "Jag undrar om hyran")
    with at_work(alma):
        assert queries.draft_of(alma, case) == ""


def test_a_long_conversation_is_read_in_pages() -> None:
    case, alma, start = almas_case(), resident(ALMA), clock.now()
    for number in range(PAGE + 5):
        with clock.pinned(start + timedelta(minutes=number)):
            says(alma, case, f"{number}")
    latest = seen(alma, case)
    assert len(latest.messages) == PAGE
    assert latest.earlier == 6
    with at_work(alma):
        first = queries.thread(alma, case, latest.earlier)
    assert [one.number for one in first.messages] == [1, 2, 3, 4, 5]
    assert first.earlier is None


def test_the_list_of_unanswered_has_ones_own_first_and_each_oldest_first() -> None:
    alma, cecilia = resident(ALMA), staff("cecilia")
    cases, start = [almas_case() for _ in range(4)], clock.now()
    alma = resident(ALMA)
    with at_work(cecilia):
        Case.objects.filter(id=cases[2].id).update(handler_id=cecilia.id)
    for minutes, case in enumerate(cases):
        with clock.pinned(start + timedelta(minutes=minutes)):
            says(alma, case, f"Fråga {minutes}")
    says(cecilia, cases[1], "Svar")

    def waiting() -> list[object]:
        with at_work(cecilia):
            return [
                line.case_id for line in queries.unanswered(cecilia) if line.case_id in {c.id for c in cases}
            ]

    assert waiting() == [cases[2].id, cases[0].id, cases[3].id]
    with at_work(cecilia):
        actions.needs_no_answer(cecilia, cases[0])
    assert waiting() == [cases[2].id, cases[3].id]
    with at_work(staff("eva")) as eva:
        assert not queries.unanswered(eva)


def test_the_list_lets_no_protected_identity_over_the_border() -> None:
    case = almas_case(protected=True)
    says(resident(PETRA, protected=True), case, "Hej")
    with at_work(staff("david")) as david:
        assert case.id not in {line.case_id for line in queries.unanswered(david)}


def test_presence_is_shown_only_by_choice_and_only_while_the_page_is_open() -> None:
    case, alma, cecilia, start = almas_case(), resident(ALMA), staff("cecilia"), clock.now()
    with clock.pinned(start), at_work(cecilia):
        actions.be_here(cecilia, case)
        read_only = queries.thread(cecilia, case)
        assert not read_only.takes_chat
    assert seen(alma, case).here == ()
    with clock.pinned(start), at_work(cecilia):
        actions.take_chat(cecilia, case, takes=True)
    with clock.pinned(start + timedelta(seconds=50)):
        assert seen(alma, case).here == ("Cecilia Holm",)
        with at_work(cecilia):
            actions.be_here(cecilia, case)
    with clock.pinned(start + timedelta(seconds=110)):
        assert seen(alma, case).here == ("Cecilia Holm",)
    with clock.pinned(start + timedelta(seconds=180)):
        assert seen(alma, case).here == ()
