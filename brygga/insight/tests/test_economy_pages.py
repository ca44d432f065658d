"""The pages of the economic model: who may read, what is asked and answered, what bad input gets."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from brygga.ground import clock
from brygga.insight.models import Figure
from tests.cast import ALMA, BO, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db

HOME = "/helsingborg/kommunen/ekonomi/"
VOLUME = f"{HOME}uppgifter/volume/advice/"
SALARY = f"{HOME}uppgifter/salary_month/alla/"
READ = (HOME, f"{HOME}uppgifter/")
KEPT = (SALARY, VOLUME, f"{HOME}anvandning/", f"{HOME}avrakning/", f"{HOME}avrakning.csv")
ASKED = f"{HOME}?kommun=1283&kommun=1260&tjanst=income_support&nyckel=equal&ar=4"


def page(who: Any, address: str, status: int = 200) -> str:
    answer = client_for(who).get(address)
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def gustav() -> Client:
    return client_for(staff("gustav"))


def once(text: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', text)
    assert found
    return found[1]


def values(client: Client, address: str = SALARY, **more: str) -> dict[str, str]:
    """The form of a figure, filled in as Gustav would."""
    filled = {
        "once": once(client.get(address).content.decode()),
        "value": "41000",
        "valid_from": "2026-01-01",
        "kind": "published",
        "source": "Löneöversyn 2026",
        "source_url": "",
        "note": "",
        "decided_by": "Socialnämnden",
    }
    return filled | more


@pytest.mark.parametrize("address", READ)
@pytest.mark.parametrize("who", ["gustav", "cecilia", "frida"])
def test_own_staff_and_elected_may_read(who: str, address: str) -> None:
    assert "<h1" in page(staff(who), address)


@pytest.mark.parametrize("address", [*READ, *KEPT])
@pytest.mark.parametrize("who", ["eva", "david"])
def test_staff_of_other_municipalities_get_404_agreement_or_not(who: str, address: str) -> None:
    page(staff(who), address, 404)


@pytest.mark.parametrize("address", [*READ, *KEPT])
@pytest.mark.parametrize("who", [ALMA, BO])
def test_residents_get_404(who: tuple[str, str], address: str) -> None:
    page(resident(who), address, 404)


@pytest.mark.parametrize("address", [*READ, *KEPT])
def test_a_stranger_is_sent_to_sign_in(address: str) -> None:
    assert client_for(None).get(address).status_code in {302, 303}


@pytest.mark.parametrize("address", KEPT)
@pytest.mark.parametrize("who", ["cecilia", "frida"])
def test_only_the_administration_edits_and_counts(who: str, address: str) -> None:
    page(staff(who), address, 404)
    assert address not in page(staff(who), f"{HOME}uppgifter/")


def test_the_first_answer_is_for_those_in_brygga_and_says_what_is_assumed() -> None:
    text = page(staff("gustav"), HOME)
    for name in ("Bjuv", "Helsingborg", "Landskrona", "Ängelholm"):
        assert f'<th scope="row">{name}</th>' in text
    assert "av 43 uppgifter är antaganden" in text
    assert "Digitaliseringsrådet" in text
    assert '<svg class="economy-chart"' in text
    assert " style=" not in text


def test_the_address_holds_the_whole_question() -> None:
    text = page(staff("gustav"), ASKED)
    assert '<th scope="row">Bjuv</th>' in text
    assert '<th scope="row">Ängelholm</th>' not in text
    assert "Ansökan om ekonomiskt bistånd</th>" in text
    assert "Socialjour kvällar och helger</th>" not in text
    years = re.findall(r'<th scope="row">(20\d\d)</th>', text)
    assert len(years) == 4


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kommun=1283&tjanst=advice&nyckel=equal&ar=0", "större än eller lika med 1"),
        ("kommun=1283&tjanst=advice&nyckel=equal&ar=fem", "heltal"),
        ("kommun=9999&tjanst=advice&nyckel=equal&ar=5", "9999"),
        ("kommun=x&tjanst=advice&nyckel=equal&ar=5", "x"),
        ("kommun=1283&tjanst=nothing&nyckel=equal&ar=5", "nothing"),
        ("kommun=1283&tjanst=advice&nyckel=dice&ar=5", "dice"),
        ("tjanst=advice&nyckel=equal&ar=5", "måste fyllas i"),
        ("kommun=1283&kommun=1260&tjanst=advice&nyckel=fixed&ar=5&andelar=Bjuv+10", "för varje vald kommun"),
        ("kommun=1283&tjanst=advice&nyckel=fixed&ar=5&andelar=Paris+10", "Paris"),
        ("kommun=1283&tjanst=advice&nyckel=fixed&ar=5&andelar=Helsingborg+-3", "Helsingborg -3"),
        ("kommun=1283&tjanst=advice&nyckel=fixed&ar=5&andelar=Helsingborg+NaN", "Helsingborg NaN"),
        ("kommun=1283&tjanst=advice&nyckel=fixed&ar=5&andelar=Helsingborg+tio", "Helsingborg tio"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why_and_keeps_what_was_chosen(query: str, said: str) -> None:
    text = page(staff("gustav"), f"{HOME}?{query}", 422)
    assert said in text
    assert "economy-chart" not in text
    if "kommun=1283" in query:
        assert re.search(r'value="1283"[^>]*checked|checked[^>]*value="1283"', text)


def test_fixed_shares_divide_to_the_krona() -> None:
    query = "kommun=1283&kommun=1260&tjanst=advice&nyckel=fixed&ar=5&andelar=Bjuv+1,+Helsingborg+2"
    text = re.sub(r"\s", " ", page(staff("gustav"), f"{HOME}?{query}"))
    # 350,000 x (2 - 0.75) = 437,500 to start, a third and two thirds of it
    assert "145 833" in text
    assert "291 667" in text
    assert "437 500" in text


def test_an_own_figure_replaces_the_default_and_keeps_its_history() -> None:
    client = gustav()
    answer = client.post(SALARY, values(client))
    assert answer.status_code == 302
    assert answer["Location"] == f"{HOME}uppgifter/#salary_month-alla"
    again = client.post(SALARY, values(client, value="42000", valid_from="2026-06-01"))
    assert again.status_code == 302
    text = re.sub(r"\s", " ", client.get(f"{HOME}uppgifter/").content.decode())
    assert "42 000 kr" in text
    assert "grundvärde 38 800 kr" in text
    assert "Bestämt av Socialnämnden" in text
    assert "41 000 kr" in re.sub(r"\s", " ", client.get(SALARY).content.decode())


def test_an_own_figure_is_used_in_the_answer_and_only_for_its_own_municipality() -> None:
    client = gustav()
    before = client.get(ASKED).content
    client.post(SALARY, values(client, value="80000"))
    assert client.get(ASKED).content != before
    bjuv_alone = f"{HOME}?kommun=1260&tjanst=income_support&nyckel=equal&ar=4"
    text = re.sub(r"\s", " ", client.get(bjuv_alone).content.decode())
    assert "38 800 kr" in text


def test_a_figure_from_a_later_day_waits_for_its_day() -> None:
    client = gustav()
    later = clock.today() + timedelta(days=30)
    client.post(SALARY, values(client, valid_from=later.isoformat()))
    text = re.sub(r"\s", " ", client.get(f"{HOME}uppgifter/").content.decode())
    assert "38 800 kr" in text
    assert "41 000 kr" not in text


def test_an_own_population_counts_in_the_answer() -> None:
    client = gustav()
    address = f"{HOME}uppgifter/population/alla/"
    client.post(address, values(client, address, value="152091", source="SCB 2025"))
    assert "152 091" in re.sub(r"\s", " ", client.get(HOME).content.decode())


def test_a_form_sent_twice_gives_one_figure() -> None:
    client = gustav()
    filled = values(client)
    for _time in range(2):
        assert client.post(SALARY, filled).status_code == 302
    with at_work(staff("gustav")):
        assert Figure.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"value": ""}, "måste fyllas i"),
        ({"value": "mycket"}, "tal"),
        ({"value": "-1"}, "0"),
        ({"value": "41000.5"}, "helt tal"),
        ({"value": "1e40"}, "mindre än eller lika med"),
        ({"valid_from": "1850-01-01"}, "från år 2000"),
        ({"valid_from": "2090-01-01"}, "från år 2000"),
        ({"valid_from": "i morgon"}, "datum"),
        ({"source": ""}, "antagande"),
        ({"source": "x" * 201}, "200"),
        ({"source_url": "javascript:alert(1)"}, "giltig URL"),
        ({"kind": "certain"}, "certain"),
        ({"decided_by": ""}, "måste fyllas i"),
    ],
)
def test_a_figure_that_cannot_be_kept_says_why_and_keeps_what_was_typed(
    wrong: dict[str, str], said: str
) -> None:
    client = gustav()
    answer = client.post(SALARY, values(client, note="Skrivet med möda", **wrong))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "Skrivet med möda" in text
    with at_work(staff("gustav")):
        assert not Figure.objects.exists()


def test_a_share_above_a_hundred_per_cent_is_refused() -> None:
    client = gustav()
    address = f"{HOME}uppgifter/digital_last/alla/"
    answer = client.post(address, values(client, address, value="101"))
    assert answer.status_code == 422
    assert "från 0 till 100" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["volume/nothing/", "nothing/alla/", "salary_month/advice/", "population/advice/"]
)
def test_a_figure_there_is_not_is_404(address: str) -> None:
    page(staff("gustav"), f"{HOME}uppgifter/{address}", 404)


def test_nobody_else_adds_a_figure_to_a_municipality() -> None:
    client = client_for(staff("cecilia"))
    answer = client.post(SALARY, values(gustav()))
    assert answer.status_code == 404
    with at_work(staff("gustav")):
        assert not Figure.objects.exists()


@pytest.mark.parametrize(
    ("address", "most"),
    [("", 4), ("uppgifter/", 3), ("uppgifter/volume/advice/", 4), ("anvandning/", 5), ("avrakning/", 6)],
)
def test_a_page_stays_within_its_budget(address: str, most: int) -> None:
    client = gustav()
    client.get(HOME + address)
    with counted() as statements:
        assert client.get(HOME + address).status_code == 200
    assert len(statements) == most, "\n".join(statements)


def test_the_answer_in_english_names_services_in_english() -> None:
    client = gustav()
    client.cookies["django_language"] = "en"
    assert "Applications for income support" in client.get(ASKED).content.decode()
