"""Who may act for whom, how far, until when: from the first request of the first day to the last of the last."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.test import Client

from brygga.access.gate import NotYours
from brygga.cases import actions, queries
from brygga.cases.models import Case, Party
from brygga.cases.rules import Fault, Unfit
from brygga.cases.tests.build import GUN, later, new, represented
from brygga.ground import clock
from brygga.ground.ids import uuid7
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

MINE = "/helsingborg/mina-sidor/arende"
WORK = "/helsingborg/arbete/arende"


def page(who: tuple[str, str], case: Case) -> int:
    return client_for(resident(who)).get(f"{MINE}/{case.id}/").status_code


def power(case: Case, **changes: str) -> dict[str, str]:
    """What Alma types to let Gun in."""
    last_day = later(clock.today(), days=90).isoformat()
    typed = {"name": GUN[1], "number": GUN[0], "reach": "act", "valid_to": last_day, "once": str(uuid7())}
    return typed | changes


def gives(case: Case, who: tuple[str, str] = ALMA, **changes: str) -> Client:
    client = client_for(resident(who))
    answer = client.post(f"{MINE}/{case.id}/foretradare/", power(case, **changes))
    assert answer.status_code == 303, answer.content.decode()
    return client


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), clock.STOCKHOLM)


def test_whom_staff_register_opens_the_case_with_the_next_request() -> None:
    case = almas_case()
    assert page(GUN, case) == 404
    represented(case)
    assert page(GUN, case) == 200
    assert page(BO, case) == 404


def test_whom_staff_end_is_out_with_the_next_request() -> None:
    case = almas_case()
    one = represented(case)
    client = client_for(staff("cecilia"))
    answer = client.post(f"{WORK}/{case.id}/ombud/{one.id}/avsluta/")
    assert answer.status_code == 303
    assert page(GUN, case) == 404
    assert client.post(f"{WORK}/{case.id}/ombud/{one.id}/avsluta/").status_code == 303
    with at_work(staff("cecilia")):
        assert len([e for e in queries.trail_of(case) if e.verb == "end_representative"]) == 1


def test_it_begins_on_its_first_day_and_ends_after_its_last(settings: Any) -> None:
    settings.SESSION_COOKIE_AGE = 10**7  # sessions are kept by the machine's own clock
    case = almas_case()
    first, last = later(clock.today(), days=3), later(clock.today(), days=10)
    represented(case, valid_from=first, valid_to=last)
    seen = {}
    for day in (later(first, days=-1), first, last, later(last, days=1)):
        with clock.pinned(noon(day)):
            seen[day] = page(GUN, case)
    assert list(seen.values()) == [404, 200, 200, 404]


def test_the_last_day_ends_at_midnight_in_sweden(settings: Any) -> None:
    settings.SESSION_COOKIE_AGE = 10**7
    case = almas_case()
    last = clock.today()
    represented(case, valid_to=last)
    with clock.pinned(datetime.combine(last, time(23, 59), clock.STOCKHOLM)):
        assert page(GUN, case) == 200
    with clock.pinned(datetime.combine(later(last, days=1), time(0, 0), clock.STOCKHOLM)):
        assert page(GUN, case) == 404


def test_alma_lets_gun_in_and_takes_it_back_at_once() -> None:
    case = almas_case()
    alma = gives(case)
    assert page(GUN, case) == 200
    with at_work(resident(ALMA)):
        (standing,) = queries.representatives_of(case, clock.today())
    assert standing.one.capacity == "authorised"
    shown = alma.get(f"{MINE}/{case.id}/foretradare/").content.decode()
    assert GUN[1] in shown
    assert GUN[0] not in shown
    answer = alma.post(f"{MINE}/{case.id}/foretradare/{standing.one.id}/aterkalla/")
    assert answer.status_code == 303
    assert page(GUN, case) == 404
    assert "slutade" in alma.get(f"{MINE}/{case.id}/foretradare/").content.decode()


def test_the_form_sent_twice_gives_one_power_of_attorney() -> None:
    case = almas_case()
    typed = power(case)
    client = client_for(resident(ALMA))
    for _again in range(2):
        assert client.post(f"{MINE}/{case.id}/foretradare/", typed).status_code == 303
    with at_work(resident(ALMA)):
        assert len(queries.representatives_of(case, clock.today())) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": "196408312385"}, "inte ett personnummer"),
        ({"number": "hej"}, "inte ett personnummer"),
        ({"number": "19880916-2384"}, "till den som ska företrädas"),
        ({"valid_to": "2020-01-01"}, "före den första"),
        ({"valid_to": "2099-01-01"}, "inom ett år"),
        ({"valid_to": "i morgon"}, "valid_to"),
        ({"valid_to": ""}, "valid_to"),
        ({"reach": "own"}, "reach"),
        ({"reach": ""}, "reach"),
        ({"name": "G" * 121}, "name"),
        ({"once": "1"}, "error-summary"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(changes: dict[str, str], sentence: str) -> None:
    case = almas_case()
    client = client_for(resident(ALMA))
    answer = client.post(f"{MINE}/{case.id}/foretradare/", power(case, **changes))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "error-summary" in shown
    assert sentence in shown
    assert (changes.get("name") or GUN[1]) in shown
    assert page(GUN, case) == 404


def test_the_same_person_twice_is_said() -> None:
    case = almas_case()
    client = gives(case)
    answer = client.post(f"{MINE}/{case.id}/foretradare/", power(case))
    assert answer.status_code == 422
    assert "finns redan" in answer.content.decode()


def test_a_year_is_the_longest_and_a_day_more_is_too_long() -> None:
    case = almas_case()
    with at_work(resident(ALMA)) as alma:
        with pytest.raises(Unfit) as unfit:
            actions.grant(alma, case, new(valid_to=later(clock.today(), years=1, days=1)))
        assert unfit.value.fault is Fault.TOO_LONG
        with pytest.raises(Unfit):
            actions.grant(alma, case, new(valid_to=None))
        one = actions.grant(alma, case, new(valid_to=later(clock.today(), years=1)))
    assert one.capacity == "authorised"


@pytest.mark.parametrize("may_act", [True, False])
def test_a_representative_hands_nothing_on(may_act: bool) -> None:
    case = almas_case()
    one = represented(case, may_act=may_act, capacity="authorised")
    client = client_for(resident(GUN))
    place = f"{MINE}/{case.id}/foretradare/"
    assert client.get(place).status_code == 404
    assert client.post(place, power(case, name=BO[1], number=BO[0])).status_code == 404
    assert client.post(f"{place}{one.id}/aterkalla/").status_code == 404
    assert page(BO, case) == 404
    assert page(GUN, case) == 200
    assert "Låt någon annan" not in client.get(f"{MINE}/{case.id}/").content.decode()


def test_who_may_only_read_reads_and_does_nothing() -> None:
    case = almas_case()
    represented(case, may_act=False)
    assert page(GUN, case) == 200
    with at_work(resident(GUN)) as gun, pytest.raises(NotYours):
        actions.grant(gun, case, new(BO))


def test_bo_finds_neither_page_nor_act() -> None:
    case = almas_case()
    one = represented(case)
    client = client_for(resident(BO))
    place = f"{MINE}/{case.id}/foretradare/"
    assert client.get(place).status_code == 404
    assert client.post(place, power(case)).status_code == 404
    assert client.post(f"{place}{one.id}/aterkalla/").status_code == 404


@pytest.mark.parametrize("who", ["eva", "gustav"])
def test_staff_without_reach_register_and_end_nothing(who: str) -> None:
    case = almas_case()
    one = represented(case)
    with at_work(staff("cecilia")):
        party = queries.parties_of(case)[0]
    client = client_for(staff(who))
    assert client.get(f"{WORK}/{case.id}/personer/").status_code == 404
    assert client.post(f"{WORK}/{case.id}/personer/{party.id}/ombud/", {}).status_code == 404
    assert client.post(f"{WORK}/{case.id}/ombud/{one.id}/avsluta/").status_code == 404
    assert page(GUN, case) == 200


def test_alma_takes_back_a_power_of_attorney_only_and_no_trustee() -> None:
    case = almas_case()
    trustee = represented(case)
    power_shown = represented(case, BO, capacity="authorised")
    client = client_for(resident(ALMA))
    place = f"{MINE}/{case.id}/foretradare/"
    assert client.post(f"{place}{trustee.id}/aterkalla/").status_code == 404
    assert client.post(f"{place}{power_shown.id}/aterkalla/").status_code == 303
    assert (page(GUN, case), page(BO, case)) == (200, 404)


def test_each_party_sees_and_ends_their_own_representatives_only() -> None:
    case = almas_case()
    one = represented(case, capacity="authorised")
    with at_work(staff("cecilia")) as cecilia:
        actions.add_party(cecilia, case, actions.NewParty(name=BO[1], number=BO[0], role=Party.Role.GUARDIAN))
    client = client_for(resident(BO))
    place = f"{MINE}/{case.id}/foretradare/"
    assert GUN[1] not in client.get(place).content.decode()
    assert client.post(f"{place}{one.id}/aterkalla/").status_code == 404
    assert page(GUN, case) == 200


def test_petra_lets_nobody_in_here_and_is_told_how() -> None:
    case = almas_case("adult", protected=True)
    client = client_for(resident(PETRA, protected=True))
    shown = client.get(f"{MINE}/{case.id}/foretradare/").content.decode()
    assert "Ring oss" in shown
    assert "Ge fullmakt" not in shown
    assert client.post(f"{MINE}/{case.id}/foretradare/", power(case)).status_code == 404
    assert page(GUN, case) == 404


def test_a_child_gives_no_power_of_attorney() -> None:
    case = almas_case("child")
    with at_work(staff("cecilia")) as cecilia:
        child = actions.NewParty(name=BO[1], number=BO[0], role=Party.Role.CHILD)
        actions.add_party(cecilia, case, child)
    assert client_for(resident(BO)).post(f"{MINE}/{case.id}/foretradare/", power(case)).status_code == 404


def test_a_party_who_also_represents_someone_stays_a_party() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        other = actions.add_party(cecilia, case, actions.NewParty(name=BO[1], number=BO[0], role="guardian"))
        actions.register_representative(cecilia, case, other, new(ALMA, may_act=False, capacity="guardian"))
    key = resident(ALMA).key_to(case.id)
    assert key is not None
    assert (key.capacity, key.may_act) == ("party", True)


def test_staff_type_and_it_is_registered_with_its_grounds() -> None:
    case = almas_case()
    client = client_for(staff("cecilia"))
    with at_work(staff("cecilia")):
        party = queries.parties_of(case)[0]
    place = f"{WORK}/{case.id}/personer/{party.id}/ombud/"
    assert client.get(place).status_code == 200
    typed = power(case, capacity="guardian", valid_from=clock.today().isoformat(), valid_to="", reach="read")
    assert client.post(place, typed).status_code == 303
    shown = client.get(f"{WORK}/{case.id}/personer/").content.decode()
    assert GUN[1] in shown
    assert "registrerad av Cecilia Holm" in shown
    with at_work(staff("cecilia")):
        (event,) = [e for e in queries.trail_of(case) if e.verb == "add_representative"]
    assert "14 § FL" in event.grounds["sections"]
    assert GUN[1] not in str(event.detail)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_from": "2026-06-02", "valid_to": "2026-06-01"}, "före den första"),
        ({"valid_from": "2020-01-01", "valid_to": "2020-02-01"}, "redan varit"),
        ({"number": ALMA[0]}, "till den som ska företrädas"),
        ({"number": "640831-0000"}, "inte ett personnummer"),
        ({"capacity": "king"}, "capacity"),
    ],
)
def test_staff_are_told_what_is_wrong(changes: dict[str, str], sentence: str) -> None:
    case = almas_case()
    client = client_for(staff("cecilia"))
    with at_work(staff("cecilia")):
        party = queries.parties_of(case)[0]
    typed = power(case, capacity="trustee", valid_from=clock.today().isoformat()) | changes
    answer = client.post(f"{WORK}/{case.id}/personer/{party.id}/ombud/", typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert GUN[1] in answer.content.decode()


def test_a_representation_of_another_case_is_none_of_this_one() -> None:
    first, second = almas_case(), almas_case()
    one = represented(first, capacity="authorised")
    assert client_for(staff("cecilia")).post(f"{WORK}/{second.id}/ombud/{one.id}/avsluta/").status_code == 404
    place = f"{MINE}/{second.id}/foretradare/{one.id}/aterkalla/"
    assert client_for(resident(ALMA)).post(place).status_code == 404
    assert page(GUN, first) == 200


def reads_of(who: tuple[str, str], case: Case) -> str:
    return client_for(resident(who)).get(f"{MINE}/{case.id}/lasare/").content.decode()


def test_alma_reads_that_her_representative_opened_the_file() -> None:
    case = almas_case()
    represented(case)
    assert page(GUN, case) == 200
    assert "Din företrädare Gun Åberg" in reads_of(ALMA, case)
    assert "Din företrädare" not in reads_of(GUN, case)


def test_of_two_representatives_neither_is_named_for_what_one_did() -> None:
    case = almas_case()
    represented(case)
    represented(case, BO, capacity="authorised")
    assert page(BO, case) == 200
    shown = reads_of(ALMA, case)
    assert "Någon som företräder dig" in shown
    assert GUN[1] not in shown
    assert BO[1] not in shown


def test_another_party_reads_nothing_of_whom_alma_lets_in() -> None:
    case = almas_case()
    gives(case)
    with at_work(staff("cecilia")) as cecilia:
        actions.add_party(cecilia, case, actions.NewParty(name=BO[1], number=BO[0], role=Party.Role.GUARDIAN))
    assert page(GUN, case) == 200
    shown = reads_of(BO, case)
    assert GUN[1] not in shown
    assert "företräd" not in shown


def test_my_cases_names_the_one_that_this_reader_represents() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        other = actions.add_party(cecilia, case, actions.NewParty(name="Elsa Ek", role="child", reads=False))
        actions.register_representative(cecilia, case, other, new(BO, capacity="guardian"))
    represented(case)
    shown = client_for(resident(GUN)).get("/helsingborg/mina-sidor/").content.decode()
    assert "för Alma Nilsson" in shown
    assert "Elsa" not in shown
