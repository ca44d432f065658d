"""Agreements: registered once, in force for those who have approved, ended and never removed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA, ident
from brygga.ground import clock
from brygga.municipalities.models import Agreement, Approval, Change
from brygga.network.tests.build import AGREEMENT, HOME, gustav, hidden, registrar_of, send
from tests.cast import almas_case, at_work, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

NEW = f"{HOME}avtal/nytt/"


def register(**more: Any) -> Agreement:
    answer = send(gustav(), NEW, {**AGREEMENT, **more})
    assert answer.status_code == 302, answer.content.decode()
    return newest()


def newest() -> Agreement:
    with at_work(staff("gustav")):
        return Agreement.objects.exclude(id=ident("agreement 2026-014")).get()


def eva_reaches(case: Case) -> bool:
    with at_work(staff("eva")) as eva:
        try:
            return cases.case_for(eva, case.id).id == case.id
        except Case.DoesNotExist:
            return False


def test_an_agreement_opens_nothing_until_each_party_has_approved_it() -> None:
    case, agreement = almas_case(), register()
    assert not eva_reaches(case), "Bjuv has not approved"
    bjuv = client_for(registrar_of(BJUV))
    assert "väntar på ert godkännande" in bjuv.get("/bjuv/kommunen/").content.decode()
    assert bjuv.post(f"/bjuv/kommunen/avtal/{agreement.id}/godkann/").status_code == 302
    assert eva_reaches(case)


def test_no_municipality_lets_itself_in_to_another() -> None:
    """Bjuv registers an agreement with Helsingborg on its own: nobody in Bjuv sees anything more."""
    case = almas_case()
    bjuv = client_for(registrar_of(BJUV))
    sent = send(bjuv, "/bjuv/kommunen/avtal/nytt/", {**AGREEMENT, "towns": [str(HELSINGBORG)]})
    assert sent.status_code == 302
    assert not eva_reaches(case)
    agreement = newest()
    assert bjuv.post(f"{HOME}avtal/{agreement.id}/godkann/").status_code == 404
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with refused, at_work(staff("registrar 1260"), HELSINGBORG), transaction.atomic():
        Approval.objects.create(municipality=HELSINGBORG, agreement_id=agreement.id, at=clock.now())


def test_a_party_closes_its_own_doors_without_asking_anyone() -> None:
    case, agreement = almas_case(), register()
    bjuv = registrar_of(BJUV)
    client_for(bjuv).post(f"/bjuv/kommunen/avtal/{agreement.id}/godkann/")
    assert eva_reaches(case)
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    answer = client_for(bjuv).post(f"/bjuv/kommunen/avtal/{agreement.id}/avsluta/", {"last_day": yesterday})
    assert answer.status_code == 302
    assert not eva_reaches(case)
    assert "Avslutat av kommunen" in gustav().get(f"{HOME}avtal/{agreement.id}/").content.decode()


def test_what_an_approved_agreement_says_cannot_be_changed_even_by_raw_sql() -> None:
    agreement = register()
    denied = pytest.raises(ProgrammingError, match="permission denied")
    with denied, at_work(staff("gustav")), transaction.atomic():
        Agreement.objects.filter(id=agreement.id).update(areas=["children"])


def test_the_registering_party_ends_it_for_all_and_the_row_stays() -> None:
    day = (clock.today() - timedelta(days=1)).isoformat()
    answer = gustav().post(f"{HOME}avtal/{ident('agreement 2026-014')}/avsluta/", {"last_day": day})
    assert answer.status_code == 302
    case = almas_case()
    with at_work(staff("david")) as david, pytest.raises(Case.DoesNotExist):
        cases.case_for(david, case.id)
    assert "Har upphört" in gustav().get(f"{HOME}avtal/").content.decode()


def test_an_agreement_does_not_end_before_what_has_already_been_done_under_it() -> None:
    answer = gustav().post(f"{HOME}avtal/{ident('agreement 2026-014')}/avsluta/", {"last_day": "2026-02-01"})
    assert answer.status_code == 422


def test_sent_twice_is_registered_once() -> None:
    client = gustav()
    form = {**hidden(client.get(NEW).content.decode()), **AGREEMENT}
    first, second = client.post(NEW, form), client.post(NEW, form)
    assert first.headers["Location"] == second.headers["Location"]
    with at_work(staff("gustav")):
        assert Change.objects.filter(what="agreement").count() == 1


def test_a_reference_in_use_is_refused_kindly_and_nothing_typed_is_lost() -> None:
    answer = send(gustav(), NEW, {**AGREEMENT, "reference": "2026-014"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Beteckningen används redan" in page
    assert 'value="Gemensam mottagning"' in page


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"towns": []}, "minst en part till"),
        ({"others": "Atlantis"}, "känner inte igen Atlantis"),
        ({"areas": []}, "måste fyllas i"),
        ({"valid_to": "2025-01-01"}, "Sista dagen kan inte komma före"),
        ({"reference": "x" * 21}, "20 tecken"),
        ({"valid_from": "i går"}, "giltigt datum"),
        ({"activities": ["no_such"]}, "no_such"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(values: dict[str, Any], says: str) -> None:
    answer = send(gustav(), NEW, {**AGREEMENT, **values})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Gemensam mottagning" in answer.content.decode()


def test_an_agreement_beside_another_on_the_same_work_is_registered_only_on_purpose() -> None:
    same = {**AGREEMENT, "towns": [str(LANDSKRONA)]}
    answer = send(gustav(), NEW, same)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Samma kommuner har redan avtal om samma sak då: 2026-014" in page
    assert "Båda avtalen ska gälla" in page
    assert send(gustav(), NEW, {**same, "beside": "on"}).status_code == 302
    later = {**same, "reference": "2026-022", "valid_from": "2040-01-01", "valid_to": "2041-01-01"}
    ended = (clock.today() - timedelta(days=1)).isoformat()
    for one in (ident("agreement 2026-014"), newest().id):
        gustav().post(f"{HOME}avtal/{one}/avsluta/", {"last_day": ended})
    assert send(gustav(), NEW, later).status_code == 302


def test_a_party_outside_brygga_is_named_and_waits_for_nobody() -> None:
    agreement = register(towns=[str(LANDSKRONA)], others="Kävlinge kommun\nsvalöv", beside="on")
    page = gustav().get(f"{HOME}avtal/{agreement.id}/").content.decode()
    assert "Kävlinge" in page
    assert "Svalöv" in page
    assert page.count("Använder inte Brygga") == 2
