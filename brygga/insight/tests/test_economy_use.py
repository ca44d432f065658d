"""Counts of work: only numbers, none about few, and only for the administration of one's own municipality."""

import csv
import io
import re
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from brygga.applications.models import Application
from brygga.cases.models import Case
from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA
from brygga.ground import clock, tenancy, trail
from brygga.ground.ids import uuid7
from brygga.insight.queries import economy
from brygga.insight.queries import economy_settlement as settlement
from brygga.insight.rules.economy import Key, Place
from brygga.insight.rules.economy_sums import Balance, Work, balances, borne, payments, priced, shared_cost
from brygga.municipalities.models import Agreement, Approval
from brygga.municipalities.queries import agreements_of
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

HOME = "/helsingborg/kommunen/ekonomi/"
SAID = trail.Grounds("Avtalet ger rätt till det.")


def period() -> tuple[date, date]:
    return clock.today() - timedelta(days=364), clock.today()


def worked(cases: list[Case], times: int = 1, who: str = "david", activity: str = "case_recording") -> None:
    """Acts in the cases, as the trail keeps them."""
    with at_work(staff(who)) as actor:
        for case in cases:
            for _time in range(times):
                trail.record(actor, "note_signed", case, SAID, activity=activity, step="carry_out")


def made(many: int, kind: str = "income_support") -> list[Case]:
    return [almas_case(kind) for _number in range(many)]


def counted(who: str = "gustav", home: int = HELSINGBORG) -> list[tuple[int, int, str, str, int | None]]:
    with at_work(staff(who), home):
        return economy.work_between(home, [HELSINGBORG, LANDSKRONA], *period())


def settled(cost: int = 0, key: Key = Key.POPULATION) -> settlement.Settled:
    with at_work(staff("gustav")):
        asked = settlement.Asked(*period(), 30, cost, key)
        return settlement.settled(HELSINGBORG, asked, agreements_of(HELSINGBORG))


def applied(cases: list[Case]) -> None:
    person = resident(ALMA)
    with tenancy.enter(tenancy.Reach(tenancy.Role.RESIDENT, person.id, cases=tuple(c.id for c in cases))):
        for case in cases:
            Application.within(
                case,
                id=uuid7(),
                case=case,
                kind="income_support",
                answers=[],
                sent_at=clock.now(),
                person_id=person.id,
                signature={},
            ).save(force_insert=True)


def test_work_of_another_municipality_is_counted_from_five_cases_on() -> None:
    cases = made(5)
    worked(cases, times=2)
    assert (HELSINGBORG, LANDSKRONA, "case_recording", "carry_out", 10) in counted()


def test_many_acts_in_fewer_than_five_cases_have_no_number() -> None:
    worked(made(4), times=9)
    assert (HELSINGBORG, LANDSKRONA, "case_recording", "carry_out", None) in counted()
    assert settled().hidden == 1
    page = client_for(staff("gustav")).get(f"{HOME}avrakning/").content.decode()
    assert "1 rad gäller för få ärenden" in page


@pytest.mark.parametrize("who", ["cecilia", "david", "frida"])
def test_nobody_but_the_administration_is_given_counts(who: str) -> None:
    worked(made(5))
    assert counted(who) == []
    with at_work(staff(who)):
        assert economy.measured(HELSINGBORG, *period())[0].digital is None


def test_the_administration_of_one_municipality_is_given_no_other_municipalitys_counts() -> None:
    worked(made(5))
    with at_work(staff("gustav")):
        assert economy.work_between(BJUV, [HELSINGBORG], *period()) == []
        assert economy.work_between(LANDSKRONA, [HELSINGBORG], *period()) == []


@pytest.mark.parametrize("role", [tenancy.Role.RESIDENT, tenancy.Role.DOOR])
def test_residents_and_the_door_cannot_even_ask(role: tenancy.Role) -> None:
    with tenancy.enter(tenancy.Reach(role)), connection.cursor() as cursor:
        cursor.execute(
            "select has_function_privilege(current_user, p.oid, 'execute') from pg_proc p "
            "where p.proname in ('work_between', 'cases_opened')"
        )
        assert cursor.fetchall() == [(False,), (False,)]


def test_cases_are_counted_by_how_they_came() -> None:
    cases = made(11)
    applied(cases[:6])
    with at_work(staff("gustav")):
        row = next(
            row for row in economy.measured(HELSINGBORG, *period()) if row.service.code == "income_support"
        )
    assert (row.digital, row.other) == (6, 5)
    assert row.digital_part == Decimal(600) / 11
    assert row.volume == Decimal(11000) / 147734


def test_a_number_too_small_to_tell_hides_the_share_it_would_give_away() -> None:
    cases = made(9)
    applied(cases[:5])
    with at_work(staff("gustav")):
        row = next(r for r in economy.measured(HELSINGBORG, *period()) if r.service.code == "income_support")
    assert (row.digital, row.other, row.volume, row.digital_part) == (5, None, None, None)


def test_a_counted_value_can_be_taken_over_as_a_dated_figure() -> None:
    cases = made(10)
    applied(cases[:5])
    client = client_for(staff("gustav"))
    text = client.get(f"{HOME}anvandning/").content.decode()
    way = re.search(r'href="([^"]*digital_last/income_support/[^"]*)"', text)
    assert way
    form = client.get(way[1].replace("&amp;", "&")).content.decode()
    assert 'value="50,00"' in form or 'value="50.00"' in form
    assert "Räknat i Brygga" in form
    assert re.search(r'value="measured"[^>]*checked', form)


def test_settlement_prices_time_and_sets_off_work_against_work() -> None:
    worked(made(6), times=2)
    found = settled()
    row = found.work[0]
    assert (row.home, row.performer, row.acts, row.minutes) == (HELSINGBORG, LANDSKRONA, 12, 360)
    # 38,800 x 1.4453 x 12 / 1,600 is 420.5823 kronor an hour, six of them
    assert row.amount == 2523
    assert found.balances == (Balance(HELSINGBORG, LANDSKRONA, 2523),)


def test_what_own_staff_do_at_home_is_no_settlement() -> None:
    worked(made(6), who="cecilia")
    assert settled().work == ()


def test_a_cost_in_common_is_divided_to_the_krona() -> None:
    found = settled(cost=1_000_001)
    assert sum(amount for _place, amount in found.shared) == 1_000_001
    by_use = settled(cost=100, key=Key.USE)
    assert [amount for _place, amount in by_use.shared] == [50, 50], "nobody has used anything yet"


def agreed(cost_key: str, shares: dict[int, int] | None = None, parties: int = 2) -> Agreement:
    """Helsingborg, Landskrona and Bjuv share the cost by a key of their own; the first so many have approved it."""
    day, all_three = clock.today() - timedelta(days=100), [HELSINGBORG, LANDSKRONA, BJUV]
    terms = {"cost_key": cost_key, "shares": {str(code): part for code, part in (shares or {}).items()}}
    row = Agreement(
        id=uuid7(),
        municipality=HELSINGBORG,
        reference="2026-900",
        title="Delad mottagning",
        parties=all_three,
        areas=["income_support"],
        instruments=["AVTAL"],
        valid_from=day,
        decided_by="Socialnämnden",
        decided_on=day,
        terms=terms,
    )
    with administering(HELSINGBORG):
        row.save(force_insert=True)
    for code in all_three[:parties]:
        with administering(code):
            Approval.objects.create(municipality=code, agreement_id=row.id, at=clock.now())
    return row


def administering(code: int) -> AbstractContextManager[tenancy.Reach]:
    return tenancy.enter(tenancy.Reach(tenancy.Role.STAFF, keys=((code * 100, code * 100 + 1),), focus=code))


def settled_by(agreement: Agreement, who: str = "gustav") -> settlement.Settled:
    with at_work(staff(who)):
        return settlement.settled(
            HELSINGBORG, settlement.Asked(*period(), 30, 0, Key.POPULATION, agreement), ()
        )


def test_an_agreement_of_fixed_shares_makes_each_bear_its_part_of_all_the_work() -> None:
    worked(made(6), times=2)
    found = settled_by(agreed("fixed", {HELSINGBORG: 50, LANDSKRONA: 30, BJUV: 20}))
    owed = {part.place.code: part.owes for part in found.borne}
    assert sum(part.bears for part in found.borne) == 2523
    assert owed[LANDSKRONA] == 757 - 2523
    assert sum(owed.values()) == 0
    paid = {(row.payer, row.payee): row.amount for row in found.balances}
    assert paid == {(HELSINGBORG, LANDSKRONA): owed[HELSINGBORG], (BJUV, LANDSKRONA): owed[BJUV]}


def test_an_agreement_by_use_is_settled_pair_by_pair() -> None:
    worked(made(6), times=2)
    found = settled_by(agreed("use"))
    assert found.borne == ()
    assert found.balances == (Balance(HELSINGBORG, LANDSKRONA, 2523),)


def test_work_before_the_agreement_began_is_not_settled_by_it() -> None:
    worked(made(6))
    agreement = agreed("equal")
    agreement.valid_from = clock.today() + timedelta(days=1)
    assert settled_by(agreement).work == ()


def test_whoever_has_not_approved_the_agreement_counts_nobodys_work_by_it() -> None:
    worked(made(6))
    agreement = agreed("equal", parties=1)
    with administering(HELSINGBORG):
        assert (
            economy.work_under(HELSINGBORG, agreement.id, *period()) == []
        )  # Landskrona has not approved it
    with administering(BJUV):
        assert economy.work_under(BJUV, agreement.id, *period()) == []
    with at_work(staff("cecilia")):
        assert economy.work_under(HELSINGBORG, agreement.id, *period()) == []


@given(
    amounts=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10**6)), max_size=12),
    keys=st.lists(st.integers(0, 100), min_size=4, max_size=4),
)
def test_payments_leave_nobody_owing_and_nobody_owed(amounts: list[tuple[int, int]], keys: list[int]) -> None:
    places = [Place(code, str(code), 1) for code in range(4)]
    work = [Work(9, who, "a", "decide", 5, 60, amount) for who, amount in amounts]
    parts = borne(work, places, [Decimal(key) for key in keys])
    left = {part.place.code: part.owes for part in parts}
    for row in (paid := payments(parts)):
        left[row.payer] -= row.amount
        left[row.payee] += row.amount
        assert row.amount > 0
    assert set(left.values()) <= {0}
    assert len(paid) < len(places)


def test_the_page_of_an_agreement_says_by_which_key() -> None:
    worked(made(6), times=2)
    agreement = agreed("equal")
    query = "?fran={}&till={}&minuter=30&kostnad=&nyckel=use&avtal={}".format(*period(), agreement.id)
    client = client_for(staff("gustav"))
    page = client.get(f"{HOME}avrakning/{query}").content.decode()
    assert "Avtal 2026-900 delar kostnaden så här: lika" in page
    assert "Har utfört, kronor" in page
    assert client.get(f"{HOME}avrakning/{query}0").status_code == 422, "no such agreement"
    assert "Ska bära" in client.get(f"{HOME}avrakning.csv{query}").content.decode()


def test_the_page_and_the_spreadsheet_say_the_same() -> None:
    worked(made(6), times=2)
    client = client_for(staff("gustav"))
    query = "?fran={}&till={}&minuter=30&kostnad=1000&nyckel=equal".format(*period())
    page = re.sub(r"\s", " ", client.get(f"{HOME}avrakning/{query}").content.decode())
    assert "2 523" in page
    answer = client.get(f"{HOME}avrakning.csv{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["Helsingborg", "Landskrona", "Anteckna i journalen", "carry_out", "12", "360", "2523"]
    assert rows[2][:2] + rows[2][-1:] == ["Helsingborg", "Landskrona", "2523"]
    assert [row[-1] for row in rows[3:]] == ["500", "500"]


@pytest.mark.parametrize("page", ["avrakning/", "avrakning.csv"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("fran=2026-02-01&till=2026-01-01&minuter=30&nyckel=equal", "före den första"),
        ("fran=1900-01-01&till=2026-01-01&minuter=30&nyckel=equal", "tio år"),
        ("fran=igår&till=2026-01-01&minuter=30&nyckel=equal", "datum"),
        ("fran=2026-01-01&till=2026-02-01&minuter=0&nyckel=equal", "större än eller lika med 1"),
        ("fran=2026-01-01&till=2026-02-01&minuter=9&nyckel=fixed", "fixed"),
        ("fran=2026-01-01&till=2026-02-01&minuter=9&nyckel=equal&kostnad=-4", "större än eller lika med 0"),
    ],
)
def test_a_period_that_cannot_be_settled_says_why(page: str, query: str, said: str) -> None:
    answer = client_for(staff("gustav")).get(f"{HOME}{page}?{query}")
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_period_of_use_that_cannot_be_counted_says_why() -> None:
    answer = client_for(staff("gustav")).get(f"{HOME}anvandning/?fran=2026-02-01&till=2026-01-01")
    assert answer.status_code == 422


def test_work_both_ways_is_one_payment_at_most() -> None:
    hourly = {1: Decimal(400), 2: Decimal(500)}
    work = priced(
        [(1, 2, "a", "decide", 6), (2, 1, "a", "decide", 10), (1, 1, "a", "decide", 99)], 60, hourly
    )
    assert [(row.home, row.performer, row.amount) for row in work] == [(1, 2, 3000), (2, 1, 4000)]
    assert balances(work) == (Balance(2, 1, 1000),)
    assert balances(priced([(1, 2, "a", "decide", None)], 60, hourly)) == ()


def test_shares_of_nobody_who_has_used_anything_are_equal() -> None:
    two = [Place(1, "A", 5), Place(2, "B", 6)]
    assert [part for _place, part in shared_cost(11, two, [Decimal(0), Decimal(0)])] == [6, 5]


def test_an_act_is_counted_on_its_swedish_day() -> None:
    worked(made(5))
    with at_work(staff("gustav")):
        yesterday = clock.today() - timedelta(days=1)
        assert economy.work_between(HELSINGBORG, [HELSINGBORG], yesterday, yesterday) == []


def test_ids_are_never_part_of_a_count() -> None:
    worked(made(5))
    assert not any(isinstance(value, UUID) for row in counted() for value in row)
