"""How an agreement ends: what is counted before, who comes in on which day, and who is reminded."""

from datetime import date, timedelta

import pytest
from django.db import connection

from brygga.cases import actions as cases
from brygga.cases import queries as listed
from brygga.cases.models import Case
from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA, ident
from brygga.ground import clock
from brygga.ground.templating import day_year
from brygga.network import rules
from brygga.network.tests.build import HOME, gustav, registrar_of
from brygga.network.tests.drafting import filled
from tests.cast import almas_case, at_work, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

END = f"{HOME}avtal/{ident('agreement 2026-014')}/avsluta/"


def with_david() -> Case:
    """A running case of Helsingborg that David of Landskrona handles."""
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        cases.assign(cecilia, case, ident("david"))
    return case


def test_before_it_ends_one_sees_how_many_cases_by_area_and_who_takes_over_but_never_which() -> None:
    case = with_david()
    page = gustav().get(END).content.decode()
    assert "Ekonomiskt bistånd" in page
    assert '<td class="number">1</td>' in page
    assert "Mottagning" in page
    assert case.number not in page
    assert "Alma" not in page


def test_without_running_cases_it_says_so() -> None:
    assert "Inga pågående ärenden" in gustav().get(END).content.decode()


@pytest.mark.parametrize(("days", "status"), [(0, {200}), (-1, {403, 404})])
def test_the_gate_closes_by_itself_the_day_after_the_last(days: int, status: set[int]) -> None:
    """The last day is still a day; nobody has to do anything for the next one."""
    case, last = with_david(), clock.today() + timedelta(days=days)
    assert gustav().post(END, {"last_day": last.isoformat()}).status_code == 302
    david = client_for(staff("david"))
    assert david.get(f"/helsingborg/arbete/arende/{case.id}/").status_code in status


def test_home_finds_what_was_left_behind_and_the_administration_is_told_to_appoint_somebody() -> None:
    case = with_david()
    assert "behöver ny handläggare" not in gustav().get(HOME).content.decode()
    yesterday = clock.today() - timedelta(days=1)
    gustav().post(END, {"last_day": yesterday.isoformat()})
    assert "1 ärende behöver ny handläggare" in gustav().get(HOME).content.decode()
    with at_work(staff("cecilia")) as cecilia:
        assert case.id in {row["id"] for row in listed.work_list(cecilia, "border")}
        cases.assign(cecilia, case, cecilia.id)
    assert "behöver ny handläggare" not in gustav().get(HOME).content.decode()


@pytest.mark.parametrize("who", ["cecilia", "david", "eva"])
def test_nobody_but_the_own_administration_has_anything_counted(who: str) -> None:
    with_david()
    with at_work(staff(who)), connection.cursor() as cursor:
        cursor.execute("select * from brygga.work_across(%s, %s)", [HELSINGBORG, [LANDSKRONA]])
        assert cursor.fetchall() == []
    with at_work(staff("gustav")), connection.cursor() as cursor:
        cursor.execute("select * from brygga.work_across(%s, %s)", [HELSINGBORG, [LANDSKRONA]])
        assert len(cursor.fetchall()) == 1


def test_another_administration_counts_nothing_of_ours() -> None:
    with_david()
    with at_work(registrar_of(LANDSKRONA), HELSINGBORG), connection.cursor() as cursor:
        cursor.execute("select * from brygga.work_across(%s, %s)", [HELSINGBORG, [LANDSKRONA]])
        assert cursor.fetchall() == []


@pytest.mark.parametrize(("days", "reminded"), [(260, True), (330, False)])
def test_one_is_reminded_in_time_for_the_period_of_notice_and_not_before(days: int, reminded: bool) -> None:
    """Six months' notice: it is decided on half a year before the end, and said three months before that."""
    client, today = gustav(), clock.today()
    last = today + timedelta(days=days)
    term = {"valid_from": today.isoformat(), "valid_to": last.isoformat(), "notice_months": "6"}
    assert client.post(f"{filled(client, tid=term)}registrera/").status_code == 302
    act = day_year(rules.months_before(last, 6))
    assert (f"Bestäm senast {act}" in client.get(HOME).content.decode()) is reminded


def test_the_period_of_notice_is_shown_before_one_ends_it() -> None:
    client = gustav()
    answer = client.post(f"{filled(client)}registrera/")
    page = client.get(f"{answer.headers['Location']}avsluta/").content.decode()
    assert "Uppsägningstiden är 6 månader" in page


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2027, 12, 31), 6, date(2027, 6, 30)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2027, 1, 15), 1, date(2026, 12, 15)),
        (date(2027, 1, 15), 0, date(2027, 1, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, before: date) -> None:
    assert rules.months_before(day, months) == before


@pytest.mark.parametrize(
    ("principle", "weight", "entrusted", "decides"),
    [
        (True, None, None, "council"),
        (None, True, True, "council"),
        (False, False, True, "board"),
        (False, False, False, "entrust"),
        (False, False, None, "ask"),
        (None, False, True, "ask"),
        (None, None, None, "ask"),
    ],
)
def test_who_decides(
    principle: bool | None, weight: bool | None, entrusted: bool | None, decides: str
) -> None:
    assert rules.who_decides(principle, weight, entrusted) == decides


def test_a_party_may_still_close_its_own_doors_at_once() -> None:
    """Notice is between the municipalities; what is open is each one's own."""
    client = gustav()
    agreement = client.post(f"{filled(client)}registrera/").headers["Location"].split("/")[-2]
    bjuv = client_for(registrar_of(BJUV))
    bjuv.post(f"/bjuv/kommunen/avtal/{agreement}/godkann/")
    day = clock.today().isoformat()
    assert bjuv.post(f"/bjuv/kommunen/avtal/{agreement}/avsluta/", {"last_day": day}).status_code == 302
