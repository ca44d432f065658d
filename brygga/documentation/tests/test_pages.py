"""Every page and act through the front door, with those who may and all those who may not."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from brygga.cases.models import Case
from brygga.documentation import actions, queries
from brygga.documentation.models import Communication, Document, Note, NoteDraft, Passage, Remark
from brygga.documentation.rules import checked
from brygga.documentation.tests.build import HIDDEN, TEXT, communicated_case, investigated, note_in
from brygga.documentation.tests.files import pdf, photo
from brygga.ground import clock
from brygga.ground.ids import uuid7
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db
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


@pytest.fixture
def file() -> File:
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


def test_alma_opens_every_page_and_none_shows_what_is_withheld(file: File) -> None:
    client = alma()
    for address in file.resident_pages():
        response = client.get(file.mine + address, follow=True)
        assert response.status_code == 200, address
        assert HIDDEN.encode() not in response.content
        assert b"socialtj" not in re.search(rb"<title>.*?</title>|$", response.content).group().lower()  # type: ignore[union-attr]


@pytest.mark.parametrize("key", ["cecilia", "david"])
def test_staff_with_reach_open_every_page(file: File, key: str) -> None:
    client = worker(key)
    for address in file.staff_pages():
        assert client.get(file.work + address).status_code == 200, address


NOBODY: list[tuple[str, Callable[[], Any]]] = [
    ("bo", lambda: resident(BO)),
    ("petra", lambda: resident(PETRA, protected=True)),
    ("eva", lambda: staff("eva")),
    ("gustav", lambda: staff("gustav")),
]


@pytest.mark.parametrize("who", [actor for _, actor in NOBODY], ids=[name for name, _ in NOBODY])
def test_everyone_else_finds_nothing_at_any_address(file: File, who: Callable[[], Any]) -> None:
    client = client_for(who())
    addresses = [file.mine + page for page in file.resident_pages()]
    addresses += [file.work + page for page in file.staff_pages()]
    for address in addresses:
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"text": "x", "question": "x", "keep": "no"}).status_code in {404, 405}, (
            address
        )
    assert client.post(file.work + "anteckning/utkast/", {"once": str(uuid7())}).status_code == 404
    assert client.post(file.work + f"fraga/{file.ask}/dra-tillbaka/").status_code == 404


def test_alma_has_no_key_to_the_staff_door_and_staff_none_to_hers(file: File) -> None:
    for address in file.staff_pages():
        assert alma().get(file.work + address).status_code == 404
    for address in file.resident_pages():
        assert worker().get(file.mine + address).status_code == 404


def test_rows_of_another_case_are_not_found_in_this_one(file: File) -> None:
    other = f"/helsingborg/mina-sidor/arende/{almas_case().id}/"
    client = alma()
    for address in file.resident_pages()[:6] + file.resident_pages()[7:8]:
        assert client.get(other + address).status_code == 404, address


def test_alma_objects_to_a_paragraph_and_sending_twice_keeps_one(file: File) -> None:
    client, url = alma(), f"{file.mine}anteckning/{file.note.id}/synpunkt/?stycke=2"
    form = {"once": once_in(page(client, url)), "text": "Det var på tisdagen."}
    for _again in range(2):
        assert went_to(client.post(url, form), f"{file.mine}#anteckning-{file.note.id}")
    with at_work(staff("cecilia")):
        (kept,) = Remark.objects.filter(case=file.case, text="Det var på tisdagen.")
    assert (kept.kind, kept.paragraph) == ("objection", 2)


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_a_remark_must_say_something_within_the_limit_and_keeps_what_was_typed(file: File, text: str) -> None:
    url = f"{file.mine}anteckning/{file.note.id}/synpunkt/?slag=kommentar"
    response = alma().post(url, {"text": text})
    assert response.status_code == 422
    assert "Något behöver rättas" in response.content.decode()
    assert text.strip() in response.content.decode()


def test_alma_asks_for_review_without_saying_why(file: File) -> None:
    client, url = alma(), f"{file.mine}dolt/{file.passage}/omprovning/"
    assert went_to(client.post(url, {"once": once_in(page(client, url)), "text": ""}), file.mine)
    assert "Du har begärt omprövning" in drawn_journal(file)


def drawn_journal(file: File) -> str:
    return page(alma(), f"{file.mine}panel/journal/")


def test_alma_answers_with_words_and_two_photographs(file: File) -> None:
    client, url = alma(), f"{file.mine}fraga/{file.ask}/"
    files = [SimpleUploadedFile("a.jpg", photo()), SimpleUploadedFile("b.png", photo(kind="PNG"))]
    form = {"once": once_in(page(client, url)), "text": "Här är de.", "documents": files}
    assert went_to(client.post(url, form), file.mine)
    with at_work(resident(ALMA)) as actor:
        (ask,) = queries.resident_panels(actor, file.case)["asks"]
    assert sorted(document.name for document in ask.documents) == ["a.jpg", "b.png"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Skriv något, eller skicka med"),
        (b"MZ\x90", "inte en bild eller PDF"),
        (pdf(b"/OpenAction << /S /JavaScript >>"), "köras av sig självt"),
        (b"\xff\xd8\xff" + b"x" * (10 * 1024 * 1024), "för stor"),
    ],
)
def test_a_hostile_or_empty_answer_is_refused_in_words_and_nothing_is_kept(
    file: File, content: bytes, says: str
) -> None:
    files = [SimpleUploadedFile("fil.jpg", content)] if content else []
    response = alma().post(f"{file.mine}fraga/{file.ask}/", {"text": "", "documents": files})
    assert response.status_code == 422
    assert says in response.content.decode()
    with at_work(staff("cecilia")):
        assert Document.objects.filter(case=file.case, by_resident=True).count() == 0


def test_too_many_files_at_once_are_refused(file: File) -> None:
    files = [SimpleUploadedFile(f"{n}.png", photo(kind="PNG")) for n in range(9)]
    response = alma().post(f"{file.mine}dokument/ny/", {"documents": files})
    assert response.status_code == 422
    assert "högst 8 filer" in response.content.decode()


def test_an_answer_to_a_withdrawn_ask_is_told_so_and_keeps_what_was_typed(file: File) -> None:
    assert worker().post(f"{file.work}fraga/{file.ask}/dra-tillbaka/").status_code == 303
    response = alma().post(f"{file.mine}fraga/{file.ask}/", {"text": "Min avi är 6 200 kr"})
    assert response.status_code == 422
    assert "behöver inte längre" in response.content.decode()
    assert "Min avi är 6 200 kr" in response.content.decode()


def test_alma_reads_the_investigation_and_answers(file: File) -> None:
    client, url = alma(), f"{file.mine}utredning/{file.communication.id}/"
    html = page(client, url)
    assert "Alma behöver hjälp med hyran." in html
    assert 'id="mer-tid"' in html
    form = {"once": once_in(html), "text": "Det stämmer.", "wants_to_speak": "on"}
    assert went_to(client.post(url, form), file.mine)
    assert "Vill lämna uppgifter muntligt" in page(alma(), f"{file.mine}hela-akten/")


def test_alma_asks_for_more_time_on_the_same_page(file: File) -> None:
    client = alma()
    url = f"{file.mine}utredning/{file.communication.id}/mer-tid/"
    assert went_to(client.post(url, {"tid-once": str(uuid7()), "tid-text": "En vecka"}), file.mine)
    assert client.post(url, {"tid-text": "x" * 1001}).status_code == 422


def test_a_document_is_a_download_that_can_do_nothing(file: File) -> None:
    response = alma().get(f"{file.mine}dokument/{file.document.id}/")
    assert response.content == pdf()
    assert response["Content-Disposition"] == 'attachment; filename="beslut.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"


def test_cecilia_writes_and_alma_reads_all_but_what_is_withheld(file: File) -> None:
    client, url = worker(), f"{file.work}anteckning/"
    form = {"once": once_in(page(client, url)), "kind": "visit", "heading": "Besök", "text": TEXT}
    form |= {"happened_on": clock.today().isoformat()}
    response = client.post(url, form)
    assert response.status_code == 422
    assert "Välj grund" in response.content.decode()
    assert HIDDEN in response.content.decode()
    form |= {"ground": "other_person", "review_on": SOON}
    for _again in range(2):
        assert went_to(client.post(url, form), file.work)
    html = drawn_journal(file)
    assert html.count("Besök") >= 1
    assert HIDDEN not in html
    with at_work(staff("cecilia")):
        assert Note.objects.filter(case=file.case, heading="Besök").count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": ""}, "behöver fyllas i"),
        ({"text": "a [[ b"}, "saknar sitt ]]"),
        ({"text": "x" * 20_001}, "för lång"),
        ({"kind": "shout"}, "Välj något i listan"),
        ({"happened_on": "i går"}, "år-månad-dag"),
        ({"happened_on": "2999-01-01"}, "framtiden"),
        ({"text": TEXT, "ground": "whim", "review_on": SOON}, "Välj något i listan"),
        ({"text": TEXT, "ground": "weighty", "review_on": "2999-01-01"}, "tolv månader"),
    ],
)
def test_a_note_that_may_not_stand_is_told_why_and_nothing_is_written(
    file: File, changes: dict[str, str], says: str
) -> None:
    form = {"once": str(uuid7()), "kind": "call", "text": "Ring", "happened_on": clock.today().isoformat()}
    response = worker().post(f"{file.work}anteckning/", form | changes)
    assert response.status_code == 422
    assert says in response.content.decode()
    with at_work(staff("cecilia")):
        assert Note.objects.filter(case=file.case).count() == 2


def test_what_is_typed_is_kept_and_found_again(file: File) -> None:
    client = worker("david")
    typed = {"once": str(uuid7()), "text": "Halvfärdig [[mening", "heading": "y" * 200, "kind": "?"}
    assert client.post(f"{file.work}anteckning/utkast/", typed).status_code == 204
    assert "Halvfärdig [[mening" in page(client, f"{file.work}anteckning/")
    assert client.post(f"{file.work}anteckning/utkast/", {"text": "x"}).status_code == 422
    with at_work(staff("cecilia")):
        assert NoteDraft.objects.filter(case=file.case).count() == 1


def test_david_corrects_a_note_with_its_text_before_him(file: File) -> None:
    client, url = worker("david"), f"{file.work}anteckning/{file.note.id}/ratta/"
    html = page(client, url)
    assert HIDDEN in html
    form = {
        "once": once_in(html),
        "kind": "call",
        "text": "Rättat.",
        "happened_on": clock.today().isoformat(),
    }
    assert went_to(client.post(url, form), file.work)
    assert "Den här anteckningen är rättad." in drawn_journal(file)


def test_a_withholding_is_tried_again_both_ways(file: File) -> None:
    client, url = worker(), f"{file.work}dolt/{file.passage}/"
    assert client.post(url, {"keep": "yes"}).status_code == 422
    assert went_to(client.post(url, {"keep": "yes", "review_on": SOON}), file.work)
    assert HIDDEN not in drawn_journal(file)
    assert went_to(client.post(url, {"keep": "no"}), file.work)
    assert HIDDEN in drawn_journal(file)


def test_an_answer_stands_with_the_objection(file: File) -> None:
    client, url = worker("david"), f"{file.work}synpunkt/{file.remark.id}/"
    assert client.post(url, {"text": ""}).status_code == 422
    assert went_to(client.post(url, {"text": "Jag har ändrat."}), file.work)
    assert "David Berg svarade" in drawn_journal(file)


def test_an_ask_needs_a_question_and_a_day_that_can_be_met(file: File) -> None:
    client, url = worker(), f"{file.work}fraga/"
    assert client.post(url, {"question": "", "answer_by": "2020-01-01"}).status_code == 422
    assert client.post(url, {"question": "Mer?", "answer_by": "2999-01-01"}).status_code == 422
    assert went_to(client.post(url, {"question": "Mer?", "answer_by": SOON}), file.work)


def test_an_investigation_is_chosen_or_written_and_sent() -> None:
    case = almas_case()
    with at_work(staff("david")) as david:
        investigated(david, case)
    note = note_in(case, "Utredd.", by="david", kind="investigation", heading="Utredning ett")
    client, url = worker("david"), f"/helsingborg/arbete/arende/{case.id}/kommunicera/"
    html = page(client, url)
    assert "Utredning ett" in html
    assert client.post(url, {"answer_by": SOON}).status_code == 422
    assert client.post(url, {"text": TEXT, "answer_by": SOON}).status_code == 422
    assert client.post(url, {"note": str(note.id), "answer_by": SOON}).status_code == 303
    assert client.post(url, {"text": "Ny.", "answer_by": SOON}).status_code == 303
    with at_work(staff("cecilia")):
        assert Communication.objects.filter(case=case).count() == 2


def test_too_early_an_investigation_is_refused_and_leaves_nothing() -> None:
    case = almas_case()
    url = f"/helsingborg/arbete/arende/{case.id}/kommunicera/"
    assert worker().post(url, {"text": "Ny.", "answer_by": SOON}).status_code == 409
    with at_work(staff("cecilia")):
        assert not Note.objects.filter(case=case).exists()


def test_staff_put_a_document_in_the_case(file: File) -> None:
    client, url = worker("david"), f"{file.work}dokument/ny/"
    assert client.post(url, {}).status_code == 422
    assert went_to(
        client.post(url, {"documents": [SimpleUploadedFile("intyg.pdf", pdf(b"/A 1"))]}), file.work
    )
    assert "intyg.pdf" in page(alma(), f"{file.mine}panel/documents/")


def test_staff_see_the_file_as_the_party_does(file: File) -> None:
    html = page(worker("david"), f"{file.work}som-den-enskilde/")
    assert HIDDEN not in html
    assert "Två meningar är dolda för dig" in html
    assert "Du invände" in html


def test_the_whole_record_holds_everything_alma_may_read(file: File) -> None:
    html = page(alma(), f"{file.mine}hela-akten/")
    for words in (
        "Hon vill ha hjälp med hyran.",
        "Så sa jag inte.",
        "Skicka hyresavin.",
        "beslut.pdf",
        "dolda för dig",
    ):
        assert words in html
