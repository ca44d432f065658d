"""What is said of notes, asked, answered and handed in."""

from datetime import timedelta

import pytest

from brygga.access.gate import NotYours
from brygga.cases import queries as cases
from brygga.cases.rules import Stage, WrongStage
from brygga.documentation import actions, queries
from brygga.documentation.models import Communication, Document, DocumentContent, Passage, Remark
from brygga.documentation.rules import checked
from brygga.documentation.tests.build import communicated_case, investigated, new_note, note_in
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.tests.files import pdf, photo
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff

pytestmark = pytest.mark.django_db
SOON = timedelta(days=14)


def upload(content: bytes = b"", name: str = "kvitto.jpg"):  # type: ignore[no-untyped-def]
    return checked(name, content or photo(), most=10_000_000)


def test_an_objection_stays_in_the_file_by_its_paragraph_and_marks_the_case() -> None:
    case = almas_case()
    note = note_in(case)
    once = uuid7()
    with at_work(resident(ALMA)) as alma:
        for _again in range(2):
            actions.object_to(alma, case, note, once, "Så sa jag inte.", 1)
        (shown,) = queries.journal(alma, case).notes
    assert [said.who for said in shown.blocks[1].remarks] == ["Du invände"]
    with at_work(staff("cecilia")) as cecilia:
        assert Remark.objects.filter(case=case).count() == 1
        fresh = cases.case_for(cecilia, case.id)
        (row,) = [row for row in queries.staff_panels(cecilia, fresh)["timeline"] if row.kind == "remark"]
    assert fresh.new_for_staff
    assert (row.title, row.text, row.end) == ("Alma invände", "Så sa jag inte.", "Samtal med Alma")


def test_an_answer_follows_what_it_answers() -> None:
    case = almas_case()
    note = note_in(case)
    with at_work(resident(ALMA)) as alma:
        said = actions.comment(alma, case, note, uuid7(), "Tack.", None)
    once = uuid7()
    with at_work(staff("david")) as david:
        for _again in range(2):
            actions.answer_remark(david, case, said, once, "Tack själv.")
    with at_work(resident(ALMA)) as alma:
        (shown,) = queries.journal(alma, case).notes
    assert [one.who for one in shown.remarks] == ["Du kommenterade", "David Berg svarade"]


def test_a_review_is_asked_for_once_and_waits_until_answered() -> None:
    case = almas_case()
    note_in(case)
    with at_work(staff("cecilia")):
        ident = Passage.objects.get(case=case).id
    with at_work(resident(ALMA)) as alma:
        passage = queries.passage_for(case, ident)
        asked = actions.ask_for_review(alma, case, passage, uuid7(), "")
        hidden = queries.journal(alma, case).notes[0].blocks[2].hidden
        assert hidden is not None
        assert hidden.asked == asked.at
    with at_work(staff("cecilia")) as cecilia:
        actions.answer_remark(cecilia, case, asked, uuid7(), "Det får vara dolt till jul.")
    with at_work(resident(ALMA)) as alma:
        hidden = queries.journal(alma, case).notes[0].blocks[2].hidden
        assert hidden is not None
        assert hidden.asked is None


def test_an_ask_waits_for_alma_and_her_answer_ends_the_waiting() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        once = uuid7()
        for _again in range(2):
            ask = actions.ask_to_complete(cecilia, case, once, "Skicka hyresavin.", clock.today() + SOON)
        assert cases.case_for(cecilia, case.id).waiting_for == "resident"
    once = uuid7()
    with at_work(resident(ALMA)) as alma:
        for _again in range(2):
            actions.answer_ask(alma, case, ask, once, "Här är den.", [upload()])
        (shown,) = queries.resident_panels(alma, case)["asks"]
    assert not shown.open
    assert [answer.who for answer in shown.answers] == ["Du"]
    assert [document.name for document in shown.documents] == ["kvitto.jpg"]
    with at_work(staff("cecilia")) as cecilia:
        fresh = cases.case_for(cecilia, case.id)
        rows = queries.staff_panels(cecilia, fresh)["timeline"]
        assert Document.objects.filter(case=case).count() == 1
    assert (fresh.waiting_for, fresh.new_for_staff) == ("", True)
    assert [row.title for row in rows if row.kind in {"ask", "answer"}] == [
        "Alma kompletterade",
        "Bad om komplettering",
    ]


def test_the_case_waits_until_the_last_ask_is_answered() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        asks = [
            actions.ask_to_complete(cecilia, case, uuid7(), f"Nummer {n}", clock.today() + SOON)
            for n in range(2)
        ]
    with at_work(resident(ALMA)) as alma:
        actions.answer_ask(alma, case, asks[0], uuid7(), "Ja")
    with at_work(staff("cecilia")) as cecilia:
        fresh = cases.case_for(cecilia, case.id)
        assert fresh.waiting_for == "resident"
        for _again in range(2):
            actions.withdraw_ask(cecilia, fresh, queries.ask_for(case, asks[1].id))
        assert cases.case_for(cecilia, case.id).waiting_for == ""
        assert [event.verb for event in cases.trail_of(case)].count("withdraw_ask") == 1
    with at_work(resident(ALMA)) as alma, pytest.raises(actions.Withdrawn):
        actions.answer_ask(alma, case, queries.ask_for(case, asks[1].id), uuid7(), "För sent")


def test_an_answer_to_an_ask_does_not_end_the_waiting_for_the_investigation() -> None:
    case, _sent = communicated_case()
    with at_work(staff("cecilia")) as cecilia:
        fresh = cases.case_for(cecilia, case.id)
        ask = actions.ask_to_complete(cecilia, fresh, uuid7(), "Mer?", clock.today() + SOON)
    with at_work(resident(ALMA)) as alma:
        actions.answer_ask(alma, cases.case_for(alma, case.id), ask, uuid7(), "Ja")
        assert cases.case_for(alma, case.id).waiting_for == "resident"


def test_an_answer_to_the_investigation_does_not_end_the_waiting_for_an_ask() -> None:
    case, sent = communicated_case()
    with at_work(staff("cecilia")) as cecilia:
        fresh = cases.case_for(cecilia, case.id)
        actions.ask_to_complete(cecilia, fresh, uuid7(), "Mer?", clock.today() + SOON)
    with at_work(resident(ALMA)) as alma:
        actions.respond(alma, cases.case_for(alma, case.id), sent, uuid7(), "", wants_to_speak=False)
        assert cases.case_for(alma, case.id).waiting_for == "resident"


def test_a_document_is_sealed_found_again_and_every_reading_is_in_the_trail() -> None:
    case = almas_case()
    with at_work(resident(ALMA)) as alma:
        for _again in range(2):
            kept = actions.attach_document(alma, case, upload(pdf(), "avtal.pdf"))
        assert Document.objects.filter(case=case).count() == 1
        sealed = DocumentContent.objects.get(document=kept).sealed
        assert b"%PDF" not in bytes(sealed)
    with at_work(staff("david")) as david:
        _document, content = queries.opened_document(david, case, kept.id)
        (event,) = [event for event in cases.trail_of(case) if event.verb == "read_document"]
    assert content == pdf()
    assert (event.actor_name, event.subject) == ("David Berg", kept.id)
    assert "avtal 2026-014" in event.grounds["relied_on"]


def test_staff_put_documents_in_the_case_too() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        actions.attach_document(cecilia, case, upload())
    with at_work(resident(ALMA)) as alma:
        (document,) = queries.resident_panels(alma, case)["documents"]
    assert document.by == "Cecilia Holm"


def test_an_investigation_is_sent_once_and_waits_for_alma() -> None:
    case, sent = communicated_case()
    with at_work(staff("cecilia")) as cecilia:
        fresh = cases.case_for(cecilia, case.id)
        again = actions.communicate(cecilia, fresh, sent.id, new_note(), clock.today() + SOON)
        assert Communication.objects.filter(case=case).count() == 1
    assert again.id == sent.id
    assert (fresh.stage, fresh.waiting_for) == (Stage.COMMUNICATED, "resident")
    with at_work(resident(ALMA)) as alma:
        panels = queries.resident_panels(alma, case)
    assert panels["communication"].title == "Utredning"


def test_nothing_is_sent_before_there_is_an_investigation() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia, pytest.raises(WrongStage):
        actions.communicate(cecilia, case, uuid7(), new_note("Utredd."), clock.today() + SOON)


def test_alma_asks_for_more_time_gets_it_and_answers() -> None:
    case, sent = communicated_case()
    with at_work(resident(ALMA)) as alma:
        mine = cases.case_for(alma, case.id)
        actions.ask_for_more_time(alma, mine, sent, uuid7(), "En vecka till.")
        panels = queries.resident_panels(alma, mine)
        assert panels["communication"].asked_for_time
        assert cases.case_for(alma, case.id).waiting_for == "resident"
    with at_work(staff("cecilia")) as cecilia:
        fresh = cases.case_for(cecilia, case.id)
        note = queries.note_for(case, sent.note_id)
        later = actions.communicate(cecilia, fresh, uuid7(), note, clock.today() + 2 * SOON)
    once = uuid7()
    with at_work(resident(ALMA)) as alma:
        mine = cases.case_for(alma, case.id)
        assert not queries.resident_panels(alma, mine)["communication"].asked_for_time
        for _again in range(2):
            actions.respond(alma, mine, later, once, "Jag bor inte ensam.", wants_to_speak=True)
        assert queries.resident_panels(alma, mine)["communication"] is None
    with at_work(staff("cecilia")) as cecilia:
        fresh = cases.case_for(cecilia, case.id)
        rows = [row for row in queries.staff_panels(cecilia, fresh)["timeline"] if row.kind == "response"]
    assert (fresh.waiting_for, fresh.new_for_staff) == ("", True)
    assert [row.title for row in rows] == ["Alma svarade på utredningen", "Alma ber om mer tid"]
    assert "Vill lämna uppgifter muntligt inför nämnden." in rows[0].text


def test_having_nothing_to_add_is_an_answer() -> None:
    case, sent = communicated_case()
    with at_work(resident(ALMA)) as alma:
        actions.respond(alma, cases.case_for(alma, case.id), sent, uuid7(), "", wants_to_speak=False)
    with at_work(staff("cecilia")) as cecilia:
        rows = queries.staff_panels(cecilia, cases.case_for(cecilia, case.id))["timeline"]
    assert "Har inget att tillägga." in [row.text for row in rows]


def test_bo_can_do_none_of_it() -> None:
    case, sent = communicated_case()
    note = note_in(case)
    with at_work(resident(BO)) as bo:
        for act in (
            lambda: actions.comment(bo, case, note, uuid7(), "x", None),
            lambda: actions.attach_document(bo, case, upload()),
            lambda: actions.respond(bo, case, sent, uuid7(), "x", wants_to_speak=False),
        ):
            with pytest.raises(NotYours):
                act()


def test_an_investigation_of_another_case_is_not_sent_here() -> None:
    case = almas_case()
    foreign = note_in(almas_case(), "Utredning")
    with at_work(staff("cecilia")) as cecilia:
        investigated(cecilia, case)
        with pytest.raises(ValueError, match="another case"):
            actions.communicate(cecilia, case, uuid7(), foreign, clock.today() + SOON)
