"""The resident's pages and acts through the front door, with those who may and all those who may not."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brygga.documentation import queries
from brygga.documentation.models import Document, Remark
from brygga.documentation.tests.build import HIDDEN
from brygga.documentation.tests.whole import (
    File,
    alma,
    drawn_journal,
    once_in,
    page,
    went_to,
    whole_file,
    worker,
)
from brygga.ground.ids import uuid7
from brygga.ground.tests.files import pdf, photo
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def file() -> File:
    return whole_file()


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


def test_alma_hands_in_a_photograph_of_her_own_accord(file: File) -> None:
    sent = {"documents": [SimpleUploadedFile("Läkarintyg.jpg", photo())]}
    assert went_to(alma().post(f"{file.mine}dokument/ny/", sent), f"{file.mine}#panel-documents")
    assert "Läkarintyg.jpg" in page(alma(), f"{file.mine}panel/documents/")
