"""Emergency opening through the front door: who may, what it shows and allows, who sees it, and the review."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from brygga.access.models import Position
from brygga.access.queries import missed_openings
from brygga.access.rules import StaffActor
from brygga.cases.models import Case
from brygga.demo.cast import HELSINGBORG, ident
from brygga.documentation.tests.build import note_in
from brygga.ground import clock
from brygga.ground.ids import uuid7
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db

ASK = "/helsingborg/arbete/nodoppning/"
LIST = "/helsingborg/kommunen/kontroll/nodoppningar/"
WHY = "Grannen ringer om ett barn som skriker."


@pytest.fixture
def case() -> Case:
    return almas_case("child")


@pytest.fixture
def maria(case: Case) -> StaffActor:
    """A caseworker of Helsingborg who works with elderly people only."""
    with at_work(staff("gustav")):
        Position.objects.filter(staff_id=ident("maria")).update(areas=["elderly"])
    return staff("maria")


def typed(number: str, **more: Any) -> dict[str, Any]:
    return {"once": str(uuid4()), "number": number, "ground": "child", "reason": WHY, **more}


def page(case: Case, what: str = "") -> str:
    return f"/helsingborg/arbete/arende/{case.id}/{what}"


def let_in(maria: StaffActor, case: Case, **more: Any) -> Client:
    client = client_for(maria)
    answer = client.post(ASK, typed(case.number, **more))
    assert (answer.status_code, answer.url) == (303, page(case))  # type: ignore[attr-defined]
    return client


def text(answer: Any) -> str:
    return answer.content.decode()  # type: ignore[no-any-return]


def test_maria_reaches_nothing_then_opens_one_case_and_the_ribbon_is_on_every_page(
    case: Case, maria: StaffActor
) -> None:
    client = client_for(maria)
    assert client.get(page(case)).status_code == 404
    let_in(maria, case)
    for what in ("", "historik/", "personer/", "anteckning/", "kopplingar/"):
        answer = client.get(page(case, what))
        if answer.status_code == 404:
            continue  # no such page
        assert answer.status_code == 200
        assert re.search(r"emergency-ribbon.*?60 minuter kvar", text(answer), re.DOTALL), what
    assert "emergency-ribbon" not in text(client.get("/helsingborg/arbete/"))
    assert client.get(page(almas_case("child"))).status_code == 404, "another case of the same person"


def test_two_sends_open_once_and_a_second_opening_of_the_same_case_gains_no_time(
    case: Case, maria: StaffActor
) -> None:
    client, form = client_for(maria), typed(case.number)
    for sent in (form, form, typed(case.number)):
        assert client.post(ASK, sent).status_code == 303
    assert text(client_for(staff("leila")).get(LIST)).count(case.number) == 1


def test_whoever_reaches_the_case_is_led_there_without_an_opening(case: Case) -> None:
    client = client_for(staff("cecilia"))
    assert client.post(ASK, typed(case.number)).status_code == 303
    assert "emergency-ribbon" not in text(client.get(page(case)))
    assert case.number not in text(client_for(staff("leila")).get(LIST))


@pytest.mark.parametrize("who", ["eva", "gustav", "frida", "alma", "bo"])
def test_the_page_is_not_there_for_others(case: Case, who: str) -> None:
    actor = {"alma": ALMA, "bo": BO}.get(who)
    client = client_for(resident(actor) if actor else staff(who))
    assert client.get(ASK).status_code == 404
    assert client.post(ASK, typed(case.number)).status_code == 404


def test_eva_asks_in_her_own_municipality_for_a_case_of_helsingborg(case: Case) -> None:
    client = client_for(staff("eva"))
    answer = client.post("/bjuv/arbete/nodoppning/", typed(case.number))
    assert answer.status_code == 422
    assert client.get(page(case)).status_code == 404


def test_what_may_not_be_opened_looks_exactly_like_what_does_not_exist(maria: StaffActor) -> None:
    hidden, client = almas_case(protected=True), client_for(maria)
    answers = []
    for number in (hidden.number, "Hbg 2026-999999"):
        once = str(uuid4())
        answer = client.post(ASK, typed(number, once=once))
        shown = text(answer).replace(number, "NUMBER").replace(once, "ONCE")
        answers.append(
            (answer.status_code, re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', "", shown))
        )
    assert answers[0] == answers[1]
    assert answers[0][0] == 422
    assert WHY in answers[0][1], "what was typed is kept"


def test_numbers_cannot_be_tried_one_after_the_other(case: Case, maria: StaffActor) -> None:
    client = client_for(maria)
    statuses = [client.post(ASK, typed(f"Hbg 2026-99999{n}")).status_code for n in range(6)]
    assert statuses == [422] * 5 + [429]
    assert client.post(ASK, typed(case.number)).status_code == 429


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"ground": ""},
        {"ground": "x"},
        {"reason": "kort"},
        {"reason": "x" * 1001},
        {"once": "x"},
    ],
)
def test_bad_input_opens_nothing(case: Case, maria: StaffActor, wrong: dict[str, str]) -> None:
    client = client_for(maria)
    assert client.post(ASK, typed(case.number) | wrong).status_code == 422
    assert client.get(page(case)).status_code == 404


def test_maria_writes_what_she_saw_and_does_nothing_else(case: Case, maria: StaffActor) -> None:
    client = let_in(maria, case)
    note = {
        "once": str(uuid7()),
        "kind": "assessment",
        "heading": "Omedelbar skyddsbedömning",
        "text": "Barnet är hos sin mormor och är tryggt i natt.",
        "happened_on": clock.today().isoformat(),
    }
    answer = client.post(page(case, "anteckning/"), note)
    assert answer.status_code in {302, 303}, text(answer)
    with at_work(staff("cecilia")):
        before = Case.objects.values().get(id=case.id)
    assert before["version"] > case.version, "those who have it open are told"
    reasons = {"reasons": "Barnet är inte tryggt.", "once": str(uuid7())}
    for what in ("steg/start_assessment/", "anmalan/inled/"):
        assert client.post(page(case, what), reasons).status_code == 404  # the wall hands out no row to change
    assert client.post(page(case, "handlaggare/"), {"staff_id": str(maria.id)}).status_code in {403, 422}
    ask = {"once": str(uuid7()), "question": "Skicka lönebesked.", "answer_by": "2027-01-01"}
    assert client.post(page(case, "fraga/"), ask).status_code == 403
    message = {"once": str(uuid7()), "text": "Hej, jag ringer dig i morgon.", "subject": "Hej"}
    for what in ("meddelanden/", "meddelanden/utkast/"):
        assert client.post(page(case, what), message).status_code in {403, 404, 422}, what
    with at_work(staff("cecilia")):
        assert Case.objects.values().get(id=case.id) == before


def test_alma_sees_who_when_and_why_and_what_the_review_came_to(case: Case, maria: StaffActor) -> None:
    let_in(maria, case)
    reads = f"/helsingborg/mina-sidor/arende/{case.id}/lasare/"
    seen = text(client_for(resident(ALMA)).get(reads))
    assert "Maria Falk" in seen
    assert "Nödöppnade ärendet" in seen
    assert WHY in seen
    assert "20 kap. 1 § SoL" in seen.replace("\xa0", " ")
    gustav = client_for(staff("gustav"))
    address = re.search(rf"{LIST}[0-9a-f-]+/", text(gustav.get(LIST)))
    assert address
    assert gustav.post(address[0], {"accepted": "no", "note": "Fel ärende."}).status_code == 303
    seen = text(client_for(resident(ALMA)).get(reads))
    assert "inte borde ha gjorts" in seen
    assert "Fel ärende" not in seen


def test_a_reason_that_tells_a_secret_is_kept_from_alma_and_shown_to_the_reviewer(
    case: Case, maria: StaffActor
) -> None:
    let_in(maria, case, hidden="on")
    seen = text(client_for(resident(ALMA)).get(f"/helsingborg/mina-sidor/arende/{case.id}/lasare/"))
    assert "Nödöppnade ärendet" in seen
    assert WHY not in seen
    gustav = client_for(staff("gustav"))
    address = re.search(rf"{LIST}[0-9a-f-]+/", text(gustav.get(LIST)))
    assert address
    assert WHY in text(gustav.get(address[0]))


def test_the_review_is_for_managers_and_administration_and_never_ones_own(
    case: Case, maria: StaffActor
) -> None:
    let_in(maria, case)
    for who in ("maria", "cecilia", "david", "eva", "frida"):
        assert client_for(staff(who)).get(LIST).status_code == 404, who
    leila = client_for(staff("leila"))
    shown = text(leila.get(LIST))
    assert "1 nödöppning är inte granskad" in shown
    address = re.search(rf"{LIST}[0-9a-f-]+/", shown)
    assert address
    wrong = leila.post(address[0], {"accepted": "", "note": ""})
    assert wrong.status_code == 422
    assert leila.post(address[0], {"accepted": "yes", "note": "Behövdes."}).status_code == 303
    assert leila.post(address[0], {"accepted": "no", "note": "Ändrat mig."}).status_code == 303
    shown = text(leila.get(LIST))
    assert "Godtagen" in shown
    assert "inte granskad" not in shown
    assert leila.get(f"{LIST}{uuid4()}/").status_code == 404


def test_an_opening_can_be_closed_before_its_time(case: Case, maria: StaffActor) -> None:
    client = let_in(maria, case)
    assert client.post(page(case, "nodoppning/stang/")).status_code == 303
    assert client.get(page(case)).status_code == 404
    assert client.post(page(case, "nodoppning/stang/")).status_code == 404
    assert client_for(staff("cecilia")).post(page(case, "nodoppning/stang/")).status_code == 404


def test_a_manager_who_opened_does_not_review_it_herself(case: Case) -> None:
    with at_work(staff("gustav")):
        Position.objects.filter(staff_id=ident("leila")).update(areas=["elderly"])
        post = {"municipality": HELSINGBORG, "staff_id": ident("leila"), "valid_from": clock.today()}
        Position.objects.create(role="registrar", **post)
    let_in(staff("leila"), case)
    leila = client_for(staff("leila"))
    address = re.search(rf"{LIST}[0-9a-f-]+/", text(leila.get(LIST)))
    assert address
    assert "kan inte granska" in text(leila.get(address[0]))
    leila.post(address[0], {"accepted": "yes", "note": "Behövdes."})
    assert "1 nödöppning är inte granskad" in text(leila.get(LIST))


def test_pages_keep_their_budgets(case: Case, maria: StaffActor) -> None:
    client = let_in(maria, case)
    client.get(page(case))
    for address, most in ((ASK, 5), (page(case), 16)):
        with counted() as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= most, asked
    gustav = client_for(staff("gustav"))
    gustav.get(LIST)
    with counted() as asked:
        gustav.get(LIST)
    assert len(asked) <= 5, asked


def test_attempts_that_opened_nothing_are_shown_to_those_who_review_and_to_nobody_else(
    case: Case, maria: StaffActor
) -> None:
    client = client_for(maria)
    for number in range(3):
        client.post(ASK, typed(f"Hbg 2026-99999{number}"))
    seen = text(client_for(staff("gustav")).get(LIST))
    assert "Försök som inte öppnade något" in seen
    assert "99999" not in seen, "what was tried is nobody's to read"
    for who in ("maria", "david", "eva"):
        with at_work(staff(who)):
            assert missed_openings(clock.now() - timedelta(days=1)) == []
    with at_work(staff("gustav")):
        assert [one.tries for one in missed_openings(clock.now() - timedelta(days=1))] == [3]


def test_an_opening_shows_no_way_to_do_what_it_does_not_allow(case: Case, maria: StaffActor) -> None:
    note_in(case, "Vi talades vid.")
    ways = (
        "Boka en tid",
        "Skriv ett meddelande",
        "Öppna ett videorum",
        "Ändra vem som arbetar",
        "Rätta",
        "brådskande",
    )
    client = let_in(maria, case)
    seen = text(client.get(page(case)))
    assert [way for way in ways if way in seen] == []
    assert [way for way in ways if way not in text(client_for(staff("cecilia")).get(page(case)))] == []
