"""Several parties: entered, reached, and shielded when one of them is in danger."""

from typing import Any

import pytest
from django.db import connection, connections

from brygga.cases import actions, queries
from brygga.cases.models import Assignment, Case, Party
from brygga.cases.rules import Fault, Unfit
from brygga.cases.tests.build import GUN, represented
from brygga.demo.cast import HELSINGBORG, ident
from brygga.ground import seals
from brygga.ground.models import Wall
from brygga.ground.verifying import verify
from brygga.ground.walls import guarded_models
from tests.attack.rows import filled
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.committed import sweep
from tests.doors import client_for

WORK = "/helsingborg/arbete/arende"
MINE = "/helsingborg/mina-sidor/arende"


def status(actor: Any, address: str) -> int:
    return client_for(actor).get(address).status_code


def first(case: Case) -> Party:
    with at_work(staff("cecilia")):
        return queries.parties_of(case)[0]


@pytest.mark.django_db
def test_a_further_party_who_reads_opens_the_case_and_one_who_does_not_does_not() -> None:
    case = almas_case()
    client = client_for(staff("cecilia"))
    typed = {"name": BO[1], "number": BO[0], "role": "guardian", "reads": "on"}
    place = f"{WORK}/{case.id}/personer/ny/"
    assert client.post(place, typed).status_code == 303
    assert status(resident(BO), f"{MINE}/{case.id}/") == 200
    assert client.post(place, {"name": GUN[1], "number": GUN[0], "role": "other"}).status_code == 303
    assert status(resident(GUN), f"{MINE}/{case.id}/") == 404
    again = client.post(place, typed)
    assert again.status_code == 422
    assert "finns redan" in again.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"name": "Bo", "role": "king"},
        {"name": "B" * 121, "role": "other"},
        {"name": "Bo", "role": "other", "number": "19790316-2390"},
        {"name": "Bo", "role": "other", "reads": "on"},
    ],
)
def test_a_person_wrongly_typed_comes_back(typed: dict[str, str]) -> None:
    case = almas_case()
    answer = client_for(staff("cecilia")).post(f"{WORK}/{case.id}/personer/ny/", typed)
    assert answer.status_code == 422
    assert typed.get("name", "") in answer.content.decode()


@pytest.mark.django_db
def test_contact_details_are_put_right_and_the_address_is_sealed() -> None:
    case = almas_case()
    party = first(case)
    client = client_for(staff("cecilia"))
    place = f"{WORK}/{case.id}/personer/{party.id}/"
    seen = actions.mark_of(actions.contact_of(party))
    typed = {"phone": "070-174 06 05", "wishes": "Tolk: somaliska", "address": "Provgatan 9", "reads": "on"}
    assert "Exempelgatan 4" in client.get(place).content.decode()
    assert client.post(place, typed | {"seen": seen}).status_code == 303
    assert "Provgatan 9" in client.get(place).content.decode()
    with connection.cursor() as cursor, at_work(staff("cecilia")):
        cursor.execute("select address_sealed from cases_party where id = %s", [party.id])
        assert b"Provgatan" not in bytes(cursor.fetchone()[0])
        (event,) = [one for one in queries.trail_of(case) if one.verb == "correct_contact"]
    assert event.detail == {"changed": ["phone", "wishes", "address"]}


@pytest.mark.django_db
def test_the_second_of_two_is_told_and_loses_nothing() -> None:
    case = almas_case()
    party = first(case)
    seen = actions.mark_of(actions.contact_of(party))
    client = client_for(staff("cecilia"))
    place = f"{WORK}/{case.id}/personer/{party.id}/"
    assert client.post(place, {"phone": "1", "reads": "on", "seen": seen}).status_code == 303
    answer = client.post(place, {"phone": "2", "reads": "on", "seen": seen})
    assert answer.status_code == 422
    assert "Någon annan ändrade" in answer.content.decode()
    assert 'value="2"' in answer.content.decode()
    assert client.post(place, {"phone": "1", "reads": "on", "seen": seen}).status_code == 303  # sent twice


@pytest.mark.django_db
def test_a_party_who_no_longer_reads_is_out_with_the_next_request() -> None:
    case = almas_case()
    party = first(case)
    now = actions.contact_of(party)
    with at_work(staff("cecilia")) as cecilia:
        closed = actions.Contact(now.phone, now.wishes, now.address, reads=False)
        actions.correct_contact(cecilia, case, party, closed, seen=actions.mark_of(now))
    assert status(resident(ALMA), f"{MINE}/{case.id}/") == 404


@pytest.mark.django_db
@pytest.mark.parametrize("who", [lambda: resident(BO), lambda: staff("eva"), lambda: staff("gustav")])
def test_everyone_else_finds_none_of_the_pages(who: Any) -> None:
    case = almas_case()
    client = client_for(who())
    party = first(case)
    for page in ("", "ny/", f"{party.id}/", f"{party.id}/skydda/", f"{party.id}/ombud/"):
        assert client.get(f"{WORK}/{case.id}/personer/{page}").status_code == 404
        assert client.post(f"{WORK}/{case.id}/personer/{page}", {"name": "x"}).status_code in {404, 405}


@pytest.mark.django_db
def test_a_party_of_another_case_is_none_of_this_one() -> None:
    case, other = almas_case(), first(almas_case())
    client = client_for(staff("cecilia"))
    for page in ("", "skydda/", "ombud/"):
        assert client.get(f"{WORK}/{case.id}/personer/{other.id}/{page}").status_code == 404


def given_to_david(case: Case) -> None:
    with at_work(staff("cecilia")) as cecilia:
        actions.start_assessment(cecilia, case)
        actions.assign(cecilia, case, ident("david"))


@pytest.mark.django_db
def test_david_who_had_the_case_gets_404_right_after_it_is_shielded() -> None:
    case = almas_case()
    given_to_david(case)
    david = staff("david")
    addresses = [f"{WORK}/{case.id}/", f"{WORK}/{case.id}/personer/", f"{WORK}/{case.id}/historik/"]
    assert [status(david, address) for address in addresses] == [200, 200, 200]
    place = f"{WORK}/{case.id}/personer/{first(case).id}/skydda/"
    client = client_for(staff("cecilia"))
    assert "Hela ärendet skyddas" in client.get(place).content.decode()
    for _twice in range(2):
        assert client.post(place).status_code == 303
    assert [status(david, address) for address in addresses] == [404, 404, 404]
    assert status(staff("maria"), addresses[0]) == 404
    assert status(staff("cecilia"), addresses[0]) == 200
    assert status(resident(ALMA), f"{MINE}/{case.id}/") == 200
    with at_work(staff("cecilia")) as cecilia:
        fresh = queries.case_for(cecilia, case.id)
        assert (fresh.handler_id, fresh.performer, fresh.shielded) == (None, HELSINGBORG, True)
        assert not Assignment.objects.filter(case=case, ends_at=None).exists()
        assert len([one for one in queries.trail_of(fresh) if one.verb == "shield"]) == 1


@pytest.mark.django_db
def test_a_cleared_handler_at_home_keeps_the_case() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        actions.start_assessment(cecilia, case)
        actions.shield(cecilia, case)
        assert queries.case_for(cecilia, case.id).handler_name == "Cecilia Holm"
        assert Assignment.objects.filter(case=case, ends_at=None).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["david", "maria"])
def test_who_is_not_cleared_is_told_kindly_and_nothing_has_changed(who: str) -> None:
    case = almas_case()
    party = first(case)
    client = client_for(staff(who))
    answer = client.post(f"{WORK}/{case.id}/personer/{party.id}/skydda/")
    assert answer.status_code == 422
    assert "behörig kollega" in answer.content.decode()
    typed = {"name": BO[1], "role": "other", "protected": "on"}
    assert client.post(f"{WORK}/{case.id}/personer/ny/", typed).status_code == 422
    assert status(staff(who), f"{WORK}/{case.id}/") == 200
    assert not first(case).protected


@pytest.mark.django_db
def test_shielding_closes_the_case_for_everyone_not_named() -> None:
    case = almas_case()
    represented(case)
    with at_work(staff("cecilia")) as cecilia:
        bo = actions.add_party(cecilia, case, actions.NewParty(name=BO[1], number=BO[0], role="guardian"))
    assert status(resident(GUN), f"{MINE}/{case.id}/") == 200
    client = client_for(staff("cecilia"))
    place = f"{WORK}/{case.id}/personer/{bo.id}/skydda/"
    assert client.post(place, {"keep": "nobody"}).status_code == 422
    assert client.post(place).status_code == 303
    assert status(resident(BO), f"{MINE}/{case.id}/") == 200
    assert status(resident(GUN), f"{MINE}/{case.id}/") == 404
    assert status(resident(ALMA), f"{MINE}/{case.id}/") == 404


@pytest.mark.django_db
def test_who_is_named_goes_on_reading() -> None:
    case = almas_case()
    alma = first(case)
    with at_work(staff("cecilia")) as cecilia:
        child = actions.add_party(cecilia, case, actions.NewParty(name="Elsa", role="child", reads=False))
        actions.protect(cecilia, case, child, keep=[alma.id])
    assert status(resident(ALMA), f"{MINE}/{case.id}/") == 200


@pytest.mark.django_db
def test_a_protected_person_entered_shields_the_case() -> None:
    case = almas_case()
    typed = {"name": BO[1], "number": BO[0], "role": "child", "reads": "on", "protected": "on"}
    assert client_for(staff("cecilia")).post(f"{WORK}/{case.id}/personer/ny/", typed).status_code == 303
    assert status(staff("david"), f"{WORK}/{case.id}/") == 404
    assert status(resident(BO), f"{MINE}/{case.id}/") == 200
    with at_work(staff("cecilia")) as cecilia:
        assert all(party.shielded for party in queries.parties_of(queries.case_for(cecilia, case.id)))
        with pytest.raises(Unfit) as unfit:
            actions.add_party(
                cecilia, queries.case_for(cecilia, case.id), actions.NewParty(name=BO[1], number=BO[0])
            )
        assert unfit.value.fault is Fault.ALREADY


def behind(case: Case) -> dict[str, set[bool]]:
    """As the owner: for each table, where the rows of the case stand."""
    found = {}
    with connections["owner"].cursor() as cursor:
        for model, guard in guarded_models():
            if guard.wall is Wall.CASE:
                key = "id" if model is Case else "case_id"
                places = f"select distinct shielded from {model._meta.db_table} where {key} = %s"  # noqa: S608
                cursor.execute(places, [case.id])
                found[model._meta.db_table] = {row[0] for row in cursor.fetchall()}
    connections["owner"].close()
    return found


def test_every_row_of_every_table_moves_and_the_sealed_trail_still_holds(
    django_db_setup: None, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        try:
            case, untouched = almas_case(), almas_case()
            filled(case, resident(ALMA).id)
            filled(untouched, resident(BO).id)
            seals.seal_all()
            assert set(map(frozenset, behind(case).values())) == {frozenset({False})}
            with at_work(staff("cecilia")) as cecilia:
                actions.shield(cecilia, case)
            assert len(behind(case)) > 20
            assert set(map(frozenset, behind(case).values())) == {frozenset({True})}
            assert set(map(frozenset, behind(untouched).values())) == {frozenset({False})}
            seals.seal_all()
            assert verify(HELSINGBORG).events > 4
            with at_work(staff("david"), HELSINGBORG):
                assert not Party.objects.filter(case_id=case.id).exists()
        finally:
            sweep()
