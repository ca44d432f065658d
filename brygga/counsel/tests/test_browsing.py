"""Reading the law at the desk: who gets in, and what they find."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brygga.counsel.rules import browsing
from brygga.law.books import book
from tests.cast import ALMA, BO, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

LAW = "/helsingborg/lag/"
READ = [
    f"{LAW}verksamheter/",
    f"{LAW}verksamheter/child_investigation/",
    f"{LAW}paragrafer/",
    f"{LAW}paragrafer/kl-9-37/",
    f"{LAW}underlag/",
]


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("who", ["eva", "david"])
def test_staff_of_other_municipalities_get_404(path: str, who: str) -> None:
    assert client_for(staff(who)).get(path).status_code == 404


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("who", [ALMA, BO])
def test_residents_get_404(path: str, who: tuple[str, str]) -> None:
    assert client_for(resident(who)).get(path).status_code == 404


@pytest.mark.parametrize("path", READ)
def test_own_staff_read_in_two_questions_at_most(path: str) -> None:
    client = client_for(staff("cecilia"))
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert sum(q["sql"].lstrip().lower().startswith("select") for q in asked.captured_queries) <= 3


def test_each_activity_and_section_has_a_page() -> None:
    client = client_for(staff("cecilia"))
    for code in book().activities:
        assert client.get(f"{LAW}verksamheter/{code}/").status_code == 200, code
    places = [browsing.slug(key) for key in book().sections]
    assert len(set(places)) == len(places)
    for place in places[::7]:
        assert client.get(f"{LAW}paragrafer/{place}/").status_code == 200, place


def test_search_finds_by_word_and_by_section() -> None:
    client = client_for(staff("cecilia"))
    html = client.get(f"{LAW}verksamheter/", {"sok": "förhandsbedömning"}).content.decode()
    assert "preliminary_assessment_decision" in html
    assert "lss_decision" not in html
    html = client.get(
        f"{LAW}verksamheter/", {"sok": "20 kap. 3 § SoL", "omrade": "children"}
    ).content.decode()
    assert "child_investigation" in html


def test_what_does_not_exist_is_404_and_a_day_that_does_not_is_kept_with_an_error() -> None:
    client = client_for(staff("cecilia"))
    assert client.get(f"{LAW}verksamheter/nothing/").status_code == 404
    assert client.get(f"{LAW}paragrafer/kl-99-99/").status_code == 404
    wrong = client.get(f"{LAW}verksamheter/", {"dag": "2026-02-30"})
    assert wrong.status_code == 422
    assert "2026-02-30" in wrong.content.decode()


def test_a_day_before_the_law_says_so() -> None:
    client = client_for(staff("cecilia"))
    html = client.get(f"{LAW}verksamheter/reporter_feedback/", {"dag": "1990-01-01"}).content.decode()
    assert "ingen kontrollerad rad" in html


def test_a_section_names_what_rests_on_it() -> None:
    html = client_for(staff("cecilia")).get(f"{LAW}paragrafer/sol-20-3/").content.decode()
    assert "child_investigation" in html
