"""Pages open to anyone: each municipality itself, nothing that leads nowhere."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from brygga.ground import clock
from tests.cast import ALMA, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db

SLUGS = ("bjuv", "helsingborg", "landskrona", "angelholm")
ABOUT = ("tillganglighet", "dina-uppgifter", "lamna-snabbt", "om-brygga", "orolig", "boka-tid", "prata")


def body(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def test_the_four_can_be_chosen_each_in_its_own_colours() -> None:
    page = body(Client(), "/")
    for slug in SLUGS:
        assert f'data-theme="{slug}"' in page
        assert f'href="/{slug}/"' in page
        assert f"/tema/{slug}-" in page


def test_under_its_own_name_a_municipality_is_the_first_page(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["social.bjuv.example", "brygga.example"]
    settings.MUNICIPAL_HOSTS = {"social.bjuv.example": "bjuv"}
    there = Client(headers={"host": "social.bjuv.example"}).get("/")
    assert (there.status_code, there.headers["Location"]) == (302, "/bjuv/")
    assert Client(headers={"host": "brygga.example"}).get("/").status_code == 200


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("umeå", "använder inte Brygga än"),
        ("Landskrona", "använder Brygga."),
        ("Atlantis", "Vi hittar ingen kommun som heter så"),
        ("%", "Vi hittar ingen kommun som heter så"),
        ("x" * 5000, "Vi hittar ingen kommun som heter så"),
    ],
)
def test_searching_among_all_290_answers_kindly(words: str, says: str) -> None:
    answer = Client().get("/", {"kommun": words})
    assert says in answer.content.decode()


def test_what_was_searched_for_is_never_markup() -> None:
    page = Client().get("/", {"kommun": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("slug", SLUGS)
def test_a_start_page_has_its_name_its_number_and_every_way_on(slug: str) -> None:
    page = body(Client(), f"/{slug}/")
    assert "Vad behöver du hjälp med?" in page
    for target in set(re.findall(rf'href="(/{slug}/[^"#]*)"', page)):
        if "/logga-in/" not in target:
            assert Client().get(target).status_code in {200, 302}, target
    assert "tel:040628" in page


def test_a_municipalitys_own_words_are_used() -> None:
    assert "Sök stöd och hjälp" in body(Client(), "/angelholm/")
    assert "Säg till om du är orolig" in body(Client(), "/bjuv/")


def test_only_those_with_an_agreement_are_said_to_help() -> None:
    assert "en annan kommun oss: Landskrona." in body(Client(), "/helsingborg/")
    assert "en annan kommun oss" not in body(Client(), "/bjuv/")


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        ("2026-11-23T10:00+01:00", "Öppet nu, till 16.30"),
        ("2026-11-21T12:00+01:00", "Stängt nu. Vi öppnar måndag 8.00"),
        ("2026-11-23T07:00+01:00", "Stängt nu. Vi öppnar i dag 8.00"),
        ("2026-11-23T17:00+01:00", "Stängt nu. Vi öppnar i morgon 8.00"),
    ],
)
def test_it_says_whether_anyone_answers_now(moment: str, says: str) -> None:
    with clock.pinned(datetime.fromisoformat(moment)):
        assert says in body(Client(), "/helsingborg/")


@pytest.mark.parametrize("url", ["/helsingborg/", "/helsingborg/om/prata/", "/helsingborg/ansok/"])
def test_staff_elsewhere_see_the_municipality_of_the_address(url: str) -> None:
    page = body(client_for(staff("eva")), url)
    assert 'data-theme="helsingborg"' in page
    assert "Eva Sjö" not in page


def test_a_resident_signed_in_is_led_to_their_own_pages() -> None:
    page = body(client_for(resident(ALMA)), "/helsingborg/")
    assert "Alma Nilsson" in page
    assert 'href="/helsingborg/mina-sidor/"' in page


@pytest.mark.parametrize("what", ABOUT)
@pytest.mark.parametrize("slug", ["helsingborg", "bjuv"])
def test_pages_of_words_give_a_number_to_call(what: str, slug: str) -> None:
    page = body(Client(), f"/{slug}/om/{what}/")
    assert "tel:" in page
    assert "socialtjänst" not in page.split("</title>")[0].lower()


@pytest.mark.parametrize(
    "url",
    ["/umea/", "/umea/om/prata/", "/umea/sprak/", "/umea/ansok/", "/umea/mina-sidor/", "/helsingborg/om/x/"],
)
def test_what_is_not_here_is_404(url: str) -> None:
    body(Client(), url, 404)
    body(client_for(resident(ALMA)), url, 404)


def test_language_is_chosen_by_a_form_and_kept_in_a_cookie() -> None:
    client = Client()
    answer = client.post("/sprak", {"language": "en", "next": "/helsingborg/"})
    assert (answer.status_code, answer["Location"]) == (302, "/helsingborg/")
    assert client.cookies["django_language"].value == "en"
    assert '<html lang="en"' in body(client, "/helsingborg/")


@pytest.mark.parametrize("to", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_choosing_language_never_leads_away(to: str) -> None:
    answer = Client().post("/sprak", {"language": "en", "next": to})
    assert "example.com" not in answer.get("Location", "")
    assert "javascript" not in answer.get("Location", "")


def test_no_page_can_be_framed_or_run_inline_script() -> None:
    answer = Client().get("/helsingborg/")
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "<script>" not in answer.content.decode()
    assert " style=" not in answer.content.decode()


@pytest.mark.parametrize("url", ["/", "/helsingborg/"])
def test_a_public_page_is_one_query_once_its_municipality_is_known(url: str) -> None:
    client = Client()
    body(client, url)
    with counted() as queries:
        body(client, url)
    assert len(queries) == 1
