"""What turns out to be a fact is moved from a working note to the journal, where the resident reads it."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from brygga.cases.models import Case, WorkingNote
from brygga.cases.queries import trail_of
from brygga.documentation.models import Note, NoteDraft
from brygga.ground.ids import uuid7
from brygga.messages import actions
from tests.cast import almas_case, at_work, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db
WORDS = "Alma berättade att hyran höjs i mars"


@pytest.fixture
def case() -> Case:
    return almas_case()


@pytest.fixture
def cecilia() -> Client:
    return client_for(staff("cecilia"))


def moving(case: Case) -> str:
    return f"/helsingborg/arbete/arende/{case.id}/minnesanteckning/till-journalen/"


def noted(case: Case) -> UUID:
    with at_work(staff("cecilia")) as actor:
        note = actions.write_working_note(actor, Case.objects.get(id=case.id), uuid7(), WORDS)
    return UUID(str(note.id))


def kept(model: Any, case: Case) -> list[str]:
    with at_work(staff("cecilia")):
        return list(model.objects.filter(case=case).values_list("text", flat=True))


def test_a_note_becomes_the_beginning_of_a_journal_note_and_is_gone(case: Case, cecilia: Client) -> None:
    note = noted(case)
    answer = cecilia.post(moving(case), {"note": str(note)})
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"/helsingborg/arbete/arende/{case.id}/anteckning/",
    )
    assert WORDS in cecilia.get(answer["Location"]).content.decode()
    assert kept(WorkingNote, case) == []
    with at_work(staff("cecilia")):
        assert not Note.objects.filter(case=case).exists(), "signed by nobody but who reads it through"
        assert "journal_working_note" in [line.verb for line in trail_of(case)]
    again = cecilia.post(moving(case), {"note": str(note)})
    assert again.status_code == 404
    assert kept(NoteDraft, case) == [WORDS]


def test_words_that_were_only_typed_go_the_same_way(case: Case, cecilia: Client) -> None:
    for _twice in range(2):
        assert cecilia.post(moving(case), {"text": WORDS}).status_code == 303
    assert kept(NoteDraft, case) == [WORDS]
    assert kept(WorkingNote, case) == []
    assert cecilia.post(moving(case), {"text": "  "}).status_code == 303
    assert kept(NoteDraft, case) == [WORDS]


def test_what_was_begun_in_the_journal_stays_first(case: Case, cecilia: Client) -> None:
    place = f"/helsingborg/arbete/arende/{case.id}/anteckning/utkast/"
    begun = {"once": str(uuid7()), "kind": "call", "heading": "Samtal", "text": "Ringde Alma."}
    assert cecilia.post(place, begun).status_code == 204
    cecilia.post(moving(case), {"note": str(noted(case))})
    assert kept(NoteDraft, case) == [f"Ringde Alma.\n\n{WORDS}"]


def test_nobody_moves_what_a_colleague_wrote(case: Case) -> None:
    note = noted(case)
    assert client_for(staff("maria")).post(moving(case), {"note": str(note)}).status_code == 404
    for who in ("david", "eva", "gustav", "frida"):
        assert client_for(staff(who)).post(moving(case), {"text": WORDS}).status_code == 404
    assert kept(WorkingNote, case) == [WORDS]
    assert kept(NoteDraft, case) == []


def test_what_is_no_id_is_not_found(case: Case, cecilia: Client) -> None:
    assert cecilia.post(moving(case), {"note": "inget-id", "text": WORDS}).status_code == 404
    assert cecilia.get(moving(case)).status_code == 405
    assert kept(NoteDraft, case) == []
