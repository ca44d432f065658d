"""Cases that belong together, for those who work with both."""

import pytest

from brygga.cases import actions, queries
from brygga.cases.models import Case
from brygga.cases.rules import LINKED
from brygga.demo.cast import LANDSKRONA
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

WORK = "/helsingborg/arbete/arende"


def landskronas() -> Case:
    with at_work(staff("david"), LANDSKRONA) as david:
        return actions.open_case(
            david,
            municipality=LANDSKRONA,
            short="Lkr",
            kind="child",
            title="Stöd",
            parties=[actions.NewParty(name="Bo Ek")],
        )


def links(who: str, case: Case) -> list[tuple[str, str]]:
    with at_work(staff(who)):
        return [(why, other.number) for why, other in queries.links_of(case)]


def test_a_link_is_seen_from_both_with_why_and_stage() -> None:
    concern, investigation = almas_case("child"), almas_case("child")
    client = client_for(staff("cecilia"))
    place = f"{WORK}/{concern.id}/kopplingar/"
    for _twice in range(2):
        sent = client.post(place, {"number": f" {investigation.number.lower()} ", "why": "led_to"})
        assert sent.status_code == 303
    assert links("cecilia", concern) == [("led_to", investigation.number)]
    assert links("cecilia", investigation) == [("came_from", concern.number)]
    panel = client.get(f"{WORK}/{investigation.id}/kopplingar/panel/").content.decode()
    assert concern.number in panel
    assert "Kommer ur det andra ärendet" in panel
    assert "Ny" in panel
    with at_work(staff("cecilia")):
        for case in (concern, investigation):
            (event,) = [one for one in queries.trail_of(case) if one.verb == "link_case"]
            assert "14" not in str(event.detail)


def test_unknown_and_out_of_reach_are_answered_alike() -> None:
    case, petras, elsewhere = almas_case(), almas_case("adult", protected=True), landskronas()
    client = client_for(staff("maria"))  # of Helsingborg, not cleared for protected identities
    pages = set()
    for number in ("Hbg 2026-999999", petras.number, elsewhere.number, case.number):
        sent = client.post(f"{WORK}/{case.id}/kopplingar/", {"number": number, "why": "siblings"})
        assert sent.status_code == 422
        shown = sent.content.decode()
        assert "Vi hittar inget ärende med det numret" in shown
        assert number in shown
        pages.add(shown.split("error-summary")[1].split("</div>")[0])
    assert len(pages) == 1


@pytest.mark.parametrize(
    "typed",
    [{}, {"number": "x"}, {"number": "x" * 30, "why": "siblings"}, {"number": "\x00", "why": "siblings"}],
)
def test_a_form_half_filled_in_comes_back(typed: dict[str, str]) -> None:
    case = almas_case()
    assert client_for(staff("cecilia")).post(f"{WORK}/{case.id}/kopplingar/", typed).status_code == 422


def test_a_link_to_a_case_out_of_reach_is_not_even_counted() -> None:
    almas, petras = almas_case("adult"), almas_case("adult", protected=True)
    with at_work(staff("cecilia")) as cecilia:
        actions.link(cecilia, almas, petras.number, "household")
    assert links("cecilia", almas) == [("household", petras.number)]
    assert links("maria", almas) == []
    shown = client_for(staff("maria")).get(f"{WORK}/{almas.id}/kopplingar/").content.decode()
    assert petras.number not in shown
    assert "Inga kopplade ärenden" in shown


def test_alma_sees_nothing_of_a_link() -> None:
    case, other = almas_case(), almas_case("adult", protected=True)
    with at_work(staff("cecilia")) as cecilia:
        actions.link(cecilia, case, other.number, "household")
    client = client_for(resident(ALMA))
    for page in ("", "lasare/", "hela-akten/"):
        shown = client.get(f"/helsingborg/mina-sidor/arende/{case.id}/{page}").content.decode()
        assert other.number not in shown
        assert "oppla" not in shown


@pytest.mark.parametrize("who", ["eva", "gustav"])
def test_others_find_no_page(who: str) -> None:
    case = almas_case()
    client = client_for(staff(who))
    assert client.get(f"{WORK}/{case.id}/kopplingar/").status_code == 404
    assert client.get(f"{WORK}/{case.id}/kopplingar/panel/").status_code == 404
    assert client.post(f"{WORK}/{case.id}/kopplingar/", {"number": "x", "why": "siblings"}).status_code == 404


def test_each_reason_has_its_other_side() -> None:
    assert all(LINKED[LINKED[why]] == why for why in LINKED)


def test_the_history_tells_staff_what_was_done() -> None:
    case, other = almas_case(), almas_case()
    with at_work(staff("cecilia")) as cecilia:
        actions.link(cecilia, case, other.number, "siblings")
    shown = client_for(staff("cecilia")).get(f"{WORK}/{case.id}/historik/").content.decode()
    assert "Kopplade ihop med ett annat ärende" in shown
