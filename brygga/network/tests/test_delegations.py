"""The delegation order, and what the law keeps with the board."""

from datetime import timedelta

import pytest

from brygga.access import gate
from brygga.demo.cast import BJUV, HELSINGBORG, ident
from brygga.ground import clock
from brygga.law import Step
from brygga.municipalities.models import Delegation
from brygga.network.tests.build import HOME, LINE, gustav, hidden, send
from tests.cast import almas_case, at_work, staff

pytestmark = pytest.mark.django_db

NEW = f"{HOME}delegation/ny/"


def test_a_line_lets_somebody_decide_and_its_end_stops_them() -> None:
    case = almas_case()
    assert not may_decide("financial_aid_recovery", case)
    answer = send(gustav(), NEW, {**LINE, "activity": "financial_aid_recovery"})
    assert answer.status_code == 302, answer.content.decode()
    assert may_decide("financial_aid_recovery", case)
    with at_work(staff("gustav")):
        line = Delegation.objects.get(reference="2026-X-01")
    ended = (clock.today() - timedelta(days=1)).isoformat()
    assert gustav().post(f"{HOME}delegation/{line.id}/avsluta/", {"last_day": ended}).status_code == 302
    assert not may_decide("financial_aid_recovery", case)
    assert "2026-X-01" in gustav().get(f"{HOME}delegation/").content.decode(), "ended, not removed"


def may_decide(activity: str, case: object) -> bool:
    with at_work(staff("david")) as david:
        answer = gate.ask(david, activity, Step.DECIDE, case, clock.today())  # type: ignore[arg-type]
    return answer.permitted


@pytest.mark.parametrize("performer", [HELSINGBORG, 1282])
def test_a_placement_of_a_child_stays_with_the_board_and_the_section_is_shown(performer: int) -> None:
    answer = send(
        gustav(), NEW, {**LINE, "activity": "child_placement_decision", "performer": str(performer)}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Beslut om vård i familjehem eller jourhem kan inte delegeras" in page
    assert "30 kap. 6 § SoL" in page
    assert 'value="2026-X-01"' in page, "nothing typed is lost"
    with at_work(staff("gustav")):
        assert not Delegation.objects.filter(activity="child_placement_decision").exists()


def test_a_municipality_without_agreement_gets_no_delegation() -> None:
    answer = send(gustav(), NEW, {**LINE, "performer": str(BJUV)})
    assert answer.status_code == 422
    assert "9 kap. 37 § KL" in answer.content.decode()


def test_what_everybody_may_do_needs_no_line() -> None:
    answer = send(
        gustav(), NEW, {**LINE, "activity": "child_interview", "step": "carry_out", "performer": "1283"}
    )
    assert answer.status_code == 422
    assert "behövs ingen delegation" in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"position": ""}, "Skriv en befattning eller välj en person"),
        ({"staff_id": str(ident("david"))}, "inte båda"),
        ({"position": "", "staff_id": str(ident("cecilia"))}, "arbetar inte i den kommunen"),
        ({"reference": "2026-D-01"}, "Beteckningen används redan"),
        ({"activity": "nothing_like_it"}, "nothing_like_it"),
    ],
)
def test_what_is_wrong_is_said(values: dict[str, str], says: str) -> None:
    answer = send(gustav(), NEW, {**LINE, **values})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_named_person_is_shown_by_name() -> None:
    answer = send(gustav(), NEW, {**LINE, "position": "", "staff_id": str(ident("david"))})
    assert answer.status_code == 302
    assert "David Berg" in gustav().get(f"{HOME}delegation/").content.decode()


def test_sent_twice_is_one_line() -> None:
    client = gustav()
    form = {**hidden(client.get(NEW).content.decode()), **LINE}
    assert [client.post(NEW, form).status_code for _ in range(2)] == [302, 302]
    with at_work(staff("gustav")):
        assert Delegation.objects.filter(reference="2026-X-01").count() == 1
