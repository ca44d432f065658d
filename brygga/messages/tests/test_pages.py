"""The pages of the conversation, through the front door, with and without JavaScript."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brygga.cases.models import Case
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.tests.files import pdf, photo
from brygga.messages.models import Message
from brygga.messages.rules import MOST_PER_MINUTE, PAGE, TEXT_MAX
from brygga.messages.tests.build import says
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7*7 }} \u202e'


def mine(case: Case) -> str:
    return f"/helsingborg/mina-sidor/arende/{case.id}/meddelanden/"


def work(case: Case) -> str:
    return f"/helsingborg/arbete/arende/{case.id}/meddelanden/"


@pytest.fixture
def case() -> Case:
    return almas_case()


@pytest.fixture
def alma(case: Case) -> Client:
    return client_for(resident(ALMA))


@pytest.fixture
def cecilia() -> Client:
    return client_for(staff("cecilia"))


def texts(case: Case) -> list[str]:
    with at_work(staff("cecilia")):
        return list(Message.objects.filter(case=case).order_by("number").values_list("text", flat=True))


def form(text: str, **more: Any) -> dict[str, Any]:
    return {"once": str(uuid7()), "text": text, **more}


def test_a_conversation_without_javascript(case: Case, alma: Client, cecilia: Client) -> None:
    answer = alma.post(mine(case), form("Hej, har ni fått hyresavin?"))
    assert (answer.status_code, answer["Location"]) == (303, f"{mine(case)}#skriv")
    page = cecilia.get(work(case)).content.decode()
    assert "Hej, har ni fått hyresavin?" in page
    assert cecilia.post(work(case), form("Ja, i går.")).status_code == 303
    page = alma.get(mine(case)).content.decode()
    assert "Ja, i går." in page
    assert "Läst av Cecilia Holm" in page


def test_a_form_sent_twice_is_one_message(case: Case, alma: Client) -> None:
    sent = form("Hej")
    for more in ({}, {}, HTMX):
        assert alma.post(mine(case), sent, **more).status_code in {200, 303}
    assert texts(case) == ["Hej"]


def test_with_javascript_only_the_form_and_the_thread_come_back(case: Case, alma: Client) -> None:
    answer = alma.post(mine(case), form("Hej"), **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert 'hx-swap-oob="innerHTML"' in page
    assert page.count("<textarea") == 1
    assert "Hej" in page


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(case: Case, alma: Client) -> None:
    long = "å" * (TEXT_MAX + 1)
    for more in ({}, HTMX):
        answer = alma.post(mine(case), form(long), **more)
        assert answer.status_code == 422
        assert long in answer.content.decode()
        assert f"högst {TEXT_MAX}" in answer.content.decode()
    assert alma.post(mine(case), form("   ")).status_code == 422
    assert alma.post(mine(case), {}).status_code == 422
    assert alma.post(mine(case), form("Hej \x00")).status_code == 422
    assert alma.post(mine(case), {"once": "inget-id", "text": "Hej"}).status_code == 422
    assert texts(case) == []
    assert alma.post(mine(case), form("å" * TEXT_MAX)).status_code == 303


def test_hostile_text_is_text(case: Case, alma: Client, cecilia: Client) -> None:
    assert alma.post(mine(case), form(HOSTILE)).status_code == 303
    for client, place in ((alma, mine(case)), (cecilia, work(case))):
        for address in (place, f"{place}trad/", place.removesuffix("meddelanden/")):
            page = client.get(address).content.decode()
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert "&lt;script&gt;alert(1)" in page
            assert "49" not in page.split("onerror=alert(2)")[1][:30]
    page = cecilia.get("/helsingborg/arbete/meddelanden/").content.decode()
    assert "<script>alert" not in page


def test_a_flood_gets_a_kind_sentence_and_the_words_stay(case: Case, alma: Client) -> None:
    with clock.pinned(clock.now()):
        for number in range(MOST_PER_MINUTE):
            assert alma.post(mine(case), form(f"{number}")).status_code == 303
        answer = alma.post(mine(case), form("Jag behöver hjälp"))
        page = answer.content.decode()
        assert answer.status_code == 429
        assert "Jag behöver hjälp" in page
        assert "ring" in page
        assert "Jag behöver hjälp" in alma.get(mine(case)).content.decode(), "kept as a draft too"
    assert len(texts(case)) == MOST_PER_MINUTE


def test_a_closed_case_says_what_to_do_instead(case: Case, alma: Client, cecilia: Client) -> None:
    alma.post(mine(case), form("Hej"))
    with at_work(staff("cecilia")):
        Case.objects.filter(id=case.id).update(closed_at=clock.now())
    for client, place in ((alma, mine(case)), (cecilia, work(case))):
        page = client.get(place).content.decode()
        assert "Hej" in page
        assert "<textarea" not in page
        assert "Ärendet är avslutat" in page
        for more in ({}, HTMX):
            answer = client.post(place, form("En sak till"), **more)
            assert answer.status_code == 409
            assert "En sak till" in answer.content.decode()
    assert texts(case) == ["Hej"]


@pytest.mark.parametrize(
    ("who", "place"),
    [
        *((lambda: resident(BO), place) for place in ("", "trad/", "utkast/")),
        *((lambda: resident(PETRA), place) for place in ("", "trad/", "utkast/")),
    ],
)
def test_another_resident_finds_nothing(case: Case, who: Callable[[], Any], place: str) -> None:
    says(resident(ALMA), case, "Hej")
    client = client_for(who())
    assert client.get(f"{mine(case)}{place}").status_code in {404, 405}
    assert client.post(f"{mine(case)}{place}", form("Hej")).status_code in {404, 405}
    assert client.post(mine(case), form("Hej")).status_code == 404
    assert texts(case) == ["Hej"]


@pytest.mark.parametrize("who", ["eva", "frida", "gustav"])
@pytest.mark.parametrize("place", ["", "trad/", "utkast/", "inget-svar/", "har/"])
def test_staff_outside_find_nothing(case: Case, who: str, place: str) -> None:
    says(resident(ALMA), case, "Hej")
    client = client_for(staff(who))
    assert client.get(f"{work(case)}{place}").status_code in {404, 405}
    assert client.post(f"{work(case)}{place}", form("Hej")).status_code in {404, 405}
    assert texts(case) == ["Hej"]


def test_residents_and_staff_do_not_find_each_others_doors(case: Case, alma: Client, cecilia: Client) -> None:
    assert alma.get(work(case)).status_code in {302, 303, 404}
    assert cecilia.get(mine(case)).status_code in {302, 303, 404}
    assert alma.get("/helsingborg/arbete/meddelanden/").status_code in {302, 303, 404}


def test_a_protected_identity_is_read_only_by_those_chosen() -> None:
    case = almas_case(protected=True)
    petra = client_for(resident(PETRA, protected=True))
    assert petra.post(mine(case), form("Hej")).status_code == 303
    assert "Hej" in client_for(staff("cecilia")).get(work(case)).content.decode()
    assert client_for(staff("david")).get(work(case)).status_code == 404


def test_a_photograph_is_sent_made_anew_and_opened_by_the_other_side(
    case: Case, alma: Client, cecilia: Client
) -> None:
    files = [
        SimpleUploadedFile("hyra.pdf", pdf(), "application/pdf"),
        SimpleUploadedFile("bild.jpg", photo((400, 600)), "image/jpeg"),
    ]
    assert alma.post(mine(case), form("", documents=files)).status_code == 303
    page = cecilia.get(work(case)).content.decode()
    assert "hyra.pdf" in page
    assert "bild.jpg" in page
    address = page.split('href="')[1:]
    links = [part.split('"')[0] for part in address if "/meddelanden/fil/" in part.split('"')[0]]
    assert len(links) == 2
    for link in links:
        answer = cecilia.get(link)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert client_for(resident(BO)).get(link.replace("arbete", "mina-sidor")).status_code == 404
        assert client_for(staff("eva")).get(link).status_code == 404
    assert alma.get(links[0].replace("arbete", "mina-sidor")).status_code == 200


def test_a_hostile_file_is_refused_and_the_words_stay(case: Case, alma: Client) -> None:
    file = SimpleUploadedFile("bild.jpg", b"MZ not a picture", "image/jpeg")
    answer = alma.post(mine(case), form("Här är bilden", documents=[file]))
    assert answer.status_code == 422
    assert "Här är bilden" in answer.content.decode()
    assert texts(case) == []


def test_what_is_begun_is_found_again_in_another_browser(case: Case, alma: Client) -> None:
    assert alma.post(f"{mine(case)}utkast/", {"text": "Jag undrar om"}).status_code == 204
    assert "Jag undrar om" in client_for(resident(ALMA)).get(mine(case)).content.decode()


def test_a_message_that_needs_no_answer_leaves_the_list(case: Case, alma: Client, cecilia: Client) -> None:
    alma.post(mine(case), form("Tack för hjälpen!"))
    page = cecilia.get("/helsingborg/arbete/meddelanden/").content.decode()
    assert "Alma Nilsson" in page
    assert "Tack för hjälpen!" not in page, "words are read where the trail tells of it"
    assert cecilia.post(f"{work(case)}inget-svar/").status_code == 303
    assert "Alma Nilsson" not in cecilia.get("/helsingborg/arbete/meddelanden/").content.decode()


def test_the_case_pages_tell_of_the_conversation(case: Case, alma: Client, cecilia: Client) -> None:
    assert "Skriv ett meddelande" in alma.get(mine(case).removesuffix("meddelanden/")).content.decode()
    cecilia.post(work(case), form("Hej Alma"))
    page = alma.get(mine(case).removesuffix("meddelanden/")).content.decode()
    assert "1 nytt" in page
    assert "Hej Alma" in page
    panel = alma.get(f"{mine(case).removesuffix('meddelanden/')}panel/messages/")
    assert panel.status_code == 200
    alma.get(mine(case))
    assert "1 nytt" not in alma.get(mine(case).removesuffix("meddelanden/")).content.decode()


def test_strange_numbers_in_the_address_do_no_harm(case: Case, alma: Client) -> None:
    for before in ("x", "-1", "9" * 40, "0", "1;drop", "²"):
        assert alma.get(mine(case), {"fore": before}).status_code == 200


def test_more_messages_do_not_mean_more_questions(case: Case, alma: Client, cecilia: Client) -> None:
    def asked(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len([q for q in captured if q["sql"].lstrip().upper()[:6] in {"SELECT", "INSERT", "UPDATE"}])

    pages = [(alma, mine(case)), (cecilia, work(case)), (cecilia, "/helsingborg/arbete/meddelanden/")]
    alma.post(mine(case), form("Hej"))
    before = [asked(*page) for page in pages]
    for number in range(10):
        says(staff("cecilia"), case, f"{number}")
        says(resident(ALMA), case, f"{number}")
    assert [asked(*page) for page in pages] == before
    assert before[0] <= 13
    assert before[1] <= 13
    assert before[2] <= 6


def test_the_whole_file_has_the_whole_conversation_and_its_files(case: Case, alma: Client) -> None:
    start = clock.now()
    for number in range(PAGE + 5):
        with clock.pinned(start + timedelta(minutes=number)):
            says(staff("cecilia"), case, f"Rad {number}.")
    with clock.pinned(start + timedelta(hours=2)):
        alma.post(mine(case), form("Här", documents=SimpleUploadedFile("avi.pdf", pdf())))
    record = mine(case).replace("meddelanden", "hela-akten")
    page = alma.get(record).content.decode()
    assert [f"Rad {number}." in page for number in range(PAGE + 5)] == [True] * (PAGE + 5)
    assert page.index("Rad 0.") < page.index("Rad 9.")
    assert "avi.pdf" in page
    for stranger in (resident(BO), staff("cecilia")):
        assert client_for(stranger).get(record).status_code in {302, 303, 401, 403, 404}
