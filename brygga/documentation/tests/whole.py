"""A case with one of everything in it, every address of it, and the ways to knock."""

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from brygga.cases.models import Case
from brygga.documentation import actions
from brygga.documentation.models import Communication, Document, Note, Passage, Remark
from brygga.documentation.rules import checked
from brygga.documentation.tests.build import communicated_case, note_in
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.tests.files import pdf
from tests.cast import ALMA, at_work, resident, staff
from tests.doors import client_for

SOON = (clock.today() + timedelta(days=14)).isoformat()


@dataclass(frozen=True)
class File:
    """A case with one of everything in it."""

    case: Case
    note: Note
    passage: UUID
    remark: Remark
    ask: UUID
    document: Document
    communication: Communication

    @property
    def mine(self) -> str:
        return f"/helsingborg/mina-sidor/arende/{self.case.id}/"

    @property
    def work(self) -> str:
        return f"/helsingborg/arbete/arende/{self.case.id}/"

    def resident_pages(self) -> list[str]:
        return [
            f"anteckning/{self.note.id}/synpunkt/",
            f"anteckning/{self.note.id}/synpunkt/?slag=kommentar&stycke=1",
            f"dolt/{self.passage}/omprovning/",
            f"fraga/{self.ask}/",
            f"utredning/{self.communication.id}/",
            f"utredning/{self.communication.id}/mer-tid/",
            "dokument/ny/",
            f"dokument/{self.document.id}/",
            "hela-akten/",
        ]

    def staff_pages(self) -> list[str]:
        return [
            "anteckning/",
            f"anteckning/{self.note.id}/ratta/",
            f"dolt/{self.passage}/",
            f"synpunkt/{self.remark.id}/",
            "fraga/",
            "kommunicera/",
            "dokument/ny/",
            f"dokument/{self.document.id}/",
            "som-den-enskilde/",
        ]


def whole_file() -> File:
    case, sent = communicated_case()
    note = note_in(case)
    with at_work(resident(ALMA)) as alma:
        remark = actions.object_to(alma, case, note, uuid7(), "Så sa jag inte.", 1)
    with at_work(staff("cecilia")) as cecilia:
        ask = actions.ask_to_complete(
            cecilia, case, uuid7(), "Skicka hyresavin.", clock.today() + timedelta(days=9)
        )
        document = actions.attach_document(cecilia, case, checked("beslut.pdf", pdf(), most=10_000))
        passage = Passage.objects.get(note=note).id
    return File(case, note, passage, remark, ask.id, document, sent)


def alma() -> Client:
    return client_for(resident(ALMA))


def worker(key: str = "cecilia") -> Client:
    return client_for(staff(key))


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def once_in(html: str) -> str:
    found = re.search(r'name="once" value="([0-9a-f-]{36})"', html)
    assert found is not None
    return found.group(1)


def went_to(response: HttpResponse, url: str) -> bool:
    return response.status_code == 303 and response["Location"].startswith(url)


def drawn_journal(file: File) -> str:
    return page(alma(), f"{file.mine}panel/journal/")
