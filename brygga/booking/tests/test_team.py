"""Others than the own worker: who may, by law and agreement; why they are shown; in how many queries."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from brygga.booking import actions, queries
from brygga.booking.models import Meeting
from brygga.booking.queries import Whose, hosts
from brygga.booking.rules import Channel, Span
from brygga.booking.tests.build import FRIDAY, handled, offered, opened, typed
from brygga.cases.queries import trail_of
from brygga.demo.cast import HELSINGBORG, LANDSKRONA
from brygga.ground import clock, remembered
from brygga.municipalities.models import Agreement, Guideline
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _friday() -> Iterator[None]:
    with clock.pinned(FRIDAY):
        yield


def names(found: queries.Offered) -> set[str]:
    return {host.name for host in found.hosts}


def test_the_team_is_whoever_may_do_the_work_for_that_municipality_and_nobody_else() -> None:
    for who in ("cecilia", "maria", "david", "karin", "eva", "nils"):
        opened(who)
    found = offered(handled(), team=True)
    assert found.whose is Whose.CHOSEN
    assert names(found) == {"Cecilia Holm", "Maria Falk", "David Berg", "Karin Öst"}


def test_where_one_person_is_asked_for_nobody_else_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("cecilia", "maria", "david", "eva"):
        opened(who)
    case, looked_up, real = handled(), [], hosts.access.staff_actors

    def spied(idents: list[UUID], day: date) -> Any:
        looked_up.append(list(idents))
        return real(idents, day)

    monkeypatch.setattr(hosts.access, "staff_actors", spied)
    david, eva = staff("david").id, staff("eva").id
    with at_work(staff("cecilia")):
        errand = queries.errands_of(case)[0]
        first = queries.offered_by(case, clock.now(), errand, david).offers[0]
        assert queries.offer_at(case, errand, david, first.free.span.starts, clock.now()) == first
        assert looked_up == [[david], [david]]
        assert queries.offered_by(case, clock.now(), errand, eva).offers == [], (
            "no agreement with her employer"
        )


def test_what_no_agreement_covers_is_for_the_municipalitys_own() -> None:
    for who in ("maria", "david"):
        opened(who)
    assert names(offered(almas_case("elderly"), team=True)) == {"Maria Falk"}


def test_an_agreement_that_has_ended_lets_nobody_in() -> None:
    for who in ("cecilia", "david"):
        opened(who)
    case = handled()
    with at_work(staff("gustav")):
        assert Agreement.objects.update(terminated_on=date(2026, 11, 1)) == 1
    assert names(offered(case, team=True)) == {"Cecilia Holm"}


def test_a_guideline_that_only_the_own_staff_may_do_it_keeps_others_out() -> None:
    for who in ("cecilia", "david"):
        opened(who)
    case = handled()
    _guideline(Guideline.Demand.HOME_ONLY)
    assert names(offered(case, team=True)) == {"Cecilia Holm"}


def _guideline(demand: str) -> None:
    rule = Guideline(
        municipality=HELSINGBORG,
        reference="2026-R-09",
        demand=demand,
        reason="Vi vill se varandra först.",
        decided_by="Socialnämnden",
        decided_on=date(2026, 1, 10),
        valid_from=date(2026, 1, 11),
    )
    with at_work(staff("gustav")):
        rule.save(force_insert=True)
    remembered.forget()


def test_a_worker_without_a_time_in_ten_working_days_is_said_and_others_are_shown() -> None:
    for who in ("cecilia", "maria"):
        opened(who)
    case = handled()
    with at_work(staff("cecilia")) as cecilia:
        actions.be_away(cecilia, Span(FRIDAY, FRIDAY + timedelta(days=16)))
    found = offered(case)
    assert found.whose is Whose.FULL
    assert found.offers[0].host.name == "Maria Falk"
    page = client_for(resident(ALMA)).get(f"/helsingborg/mina-sidor/arende/{case.id}/tid/").content.decode()
    assert "Cecilia Holm har ingen ledig tid de närmaste tio arbetsdagarna" in page


def test_a_time_with_somebody_of_another_municipality_says_which_and_can_be_booked() -> None:
    for who in ("cecilia", "david"):
        opened(who)
    case, alma = handled(), client_for(resident(ALMA))
    address = f"/helsingborg/mina-sidor/arende/{case.id}/tid/"
    assert "David Berg" not in alma.get(address).content.decode()
    page = alma.get(address, {"med": "alla"}).content.decode()
    assert "David Berg, Landskrona" in page
    davids = next(one for one in offered(case, team=True).offers if one.host.name == "David Berg")
    assert alma.post(address, typed(davids, med="alla")).status_code == 303
    with at_work(staff("cecilia")):
        assert Meeting.objects.get(case=case).staff_municipality == LANDSKRONA


def test_somebody_who_may_not_cannot_be_booked_whatever_a_form_says() -> None:
    for who in ("cecilia", "eva"):
        opened(who)
    case = handled()
    when = offered(case).offers[0].free.span.starts
    wish = actions.Wish(staff("eva").id, when, Channel.PHONE)
    with at_work(staff("cecilia")) as cecilia, pytest.raises(actions.Taken):
        actions.book(cecilia, case, wish, once=uuid4())


def test_where_the_first_meeting_is_held_on_the_spot_a_resident_is_told_why_and_cannot_choose_otherwise() -> (
    None
):
    opened()
    case, alma = handled(), client_for(resident(ALMA))
    _guideline(Guideline.Demand.IN_PERSON)
    address = f"/helsingborg/mina-sidor/arende/{case.id}/tid/"
    page = alma.get(address).content.decode()
    assert "Första mötet ska hållas på plats" in page
    assert 'name="channel" value="phone"' not in page
    refused = alma.post(address, typed(offered(case).offers[0], channel="phone"))
    assert refused.status_code == 422
    assert alma.post(address, typed(offered(case).offers[0], channel="physical")).status_code == 303


def test_staff_who_go_against_the_advice_say_why_and_it_is_kept() -> None:
    opened()
    case, cecilia = handled(), client_for(staff("cecilia"))
    _guideline(Guideline.Demand.IN_PERSON)
    address = f"/helsingborg/arbete/arende/{case.id}/tid/"
    wanted = typed(offered(case).offers[0], channel="video", shows_home="on")
    assert "Avråds" in cecilia.get(address).content.decode()
    refused = cecilia.post(address, wanted)
    assert refused.status_code == 422
    assert "Första mötet ska hållas på plats" in refused.content.decode()
    assert "befogat" in refused.content.decode()
    done = cecilia.post(address, wanted | {"why": "Hon bor långt bort och har bett om det."})
    assert done.status_code == 303
    with at_work(staff("cecilia")):
        meeting = Meeting.objects.get(case=case)
        line = next(one for one in trail_of(case) if one.verb == "book_meeting")
    assert meeting.advice == {"fit": "not", "reasons": ["first", "shows_home", "law_full"]}
    assert meeting.why.startswith("Hon bor")
    assert line.detail == {"channel": "video", "advice": "not"}


def test_an_errand_has_its_own_length_and_ways_and_some_only_staff_book() -> None:
    opened()
    case, alma = handled("child"), client_for(resident(ALMA))
    address = f"/helsingborg/mina-sidor/arende/{case.id}/tid/"
    page = alma.get(address, {"om": "2"}).content.decode()
    assert "13.00–13.20" in page
    assert 'value="physical"' not in page
    assert "Samtal med ett barn" not in page
    theirs = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/tid/").content.decode()
    assert "Samtal med ett barn" in theirs


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "²", "1" * 500])
def test_an_errand_that_is_none_is_the_first(number: str) -> None:
    opened()
    page = client_for(resident(ALMA)).get(
        f"/helsingborg/mina-sidor/arende/{handled().id}/tid/", {"om": number}
    )
    assert page.status_code == 200
    assert "13.00–13.45" in page.content.decode()
