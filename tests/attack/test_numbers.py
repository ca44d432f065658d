"""Case numbers with SQL of one's own: nobody uses up another municipality's series."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connections

from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA
from brygga.ground import clock, tenancy
from brygga.ground.tenancy import Reach, Role
from tests.attack.attackers import Line, attacking, bare, begin, denied
from tests.attack.conftest import Scene

ASK = "select brygga.next_number(%s, %s, %s)"
YEAR = clock.today().year


def number(line: Line, home: int, case: UUID, year: int = YEAR) -> int:
    row = line.execute(ASK, [home, year, case]).fetchone()
    assert row is not None
    return int(row[0])


def newcomer(*cases: UUID, focus: int = HELSINGBORG) -> Reach:
    """Somebody with so many cases set aside, as whoever applies or reports."""
    return Reach(Role.RESIDENT, uuid4(), cases=cases, focus=focus)


@pytest.mark.parametrize(
    ("who", "homes"),
    [
        ("cecilia", {HELSINGBORG, LANDSKRONA}),  # the agreement is mutual
        ("eva", {BJUV}),
        ("gustav", {HELSINGBORG}),
        ("david", {HELSINGBORG, LANDSKRONA}),
    ],
)
@pytest.mark.parametrize("home", [HELSINGBORG, BJUV, LANDSKRONA])
def test_staff_draw_from_the_series_they_reach_and_from_no_other(
    scene: Scene, who: str, homes: set[int], home: int
) -> None:
    with attacking(scene.people[who], home) as line:
        assert denied(line, ASK, [home, YEAR, uuid4()]) == ("" if home in homes else "42501")


def test_looking_at_ones_own_does_not_open_anothers_series(scene: Scene) -> None:
    with attacking(scene.people["eva"], BJUV) as line:
        assert denied(line, ASK, [HELSINGBORG, YEAR, uuid4()]) == "42501"
        line.execute("select set_config('brygga.focus', %s, true)", [str(HELSINGBORG)])
        assert denied(line, ASK, [HELSINGBORG, YEAR, uuid4()]) == "42501"


@pytest.mark.parametrize("who", ["alma", "bo", "petra"])
def test_a_resident_draws_for_no_case_but_those_set_aside_for_them(scene: Scene, who: str) -> None:
    for home in (HELSINGBORG, BJUV):
        with attacking(scene.people[who], home) as line:
            assert denied(line, ASK, [home, YEAR, uuid4()]) == "42501"
            assert denied(line, ASK, [home, YEAR, scene.almas.id]) == "42501", (
                "it is there, and has its number"
            )


def test_asked_a_hundred_times_a_case_set_aside_uses_up_one_number() -> None:
    mine, next_ones = uuid4(), uuid4()
    with attacking(newcomer(mine, next_ones)) as line:
        first = number(line, HELSINGBORG, mine)
        assert {number(line, HELSINGBORG, mine) for _time in range(100)} == {first}
        assert number(line, HELSINGBORG, next_ones) == first + 1


def test_a_number_set_aside_in_one_place_or_year_is_not_had_in_another() -> None:
    mine = uuid4()
    with attacking(newcomer(mine)) as line:
        number(line, HELSINGBORG, mine)
        assert denied(line, ASK, [HELSINGBORG, YEAR - 1, mine]) == "42501"
        line.execute("select set_config('brygga.focus', %s, true)", [str(BJUV)])
        assert denied(line, ASK, [BJUV, YEAR, mine]) == "42501"


@pytest.mark.parametrize("year", [-1, 1899, 2100, 32767])
def test_a_series_of_another_time_is_not_begun(year: int) -> None:
    mine = uuid4()
    with attacking(newcomer(mine)) as line:
        assert denied(line, ASK, [HELSINGBORG, year, mine]) == "42501"


def test_a_draft_draws_where_it_was_begun(scene: Scene) -> None:
    bo, case = scene.people["bo"], uuid4()
    draft = (
        "insert into applications_draft (id, person_id, case_id, municipality, kind, answers, created_at, saved_at)"
        " values (%s, %s, %s, 1260, 'income_support', '{}', now(), now())"
    )
    with attacking(Reach(Role.RESIDENT, bo.id, cases=(case,), focus=HELSINGBORG)) as line:
        line.execute(draft, [uuid4(), bo.id, case])
        assert denied(line, ASK, [HELSINGBORG, YEAR, case]) == "42501"
        line.execute("select set_config('brygga.focus', '1260', true)")
        assert denied(line, ASK, [1260, YEAR, case]) == ""


def test_neither_the_door_nor_a_reach_that_lies_draws_anything() -> None:
    with attacking(tenancy.DOOR) as line:
        assert denied(line, ASK, [HELSINGBORG, YEAR, uuid4()]) == "42501"
    mine = uuid4()
    with attacking(newcomer(mine)) as line:
        line.execute(
            "select set_config('brygga.reach', replace(current_setting('brygga.reach'), '|r|', '|s|'), true)"
        )
        assert denied(line, ASK, [HELSINGBORG, YEAR, mine]) == "42501"


@pytest.mark.parametrize("table", ["cases_numberseries", "cases_givennumber"])
@pytest.mark.parametrize("who", ["cecilia", "alma"])
def test_the_series_themselves_are_out_of_reach(scene: Scene, who: str, table: str) -> None:
    with attacking(scene.people[who], HELSINGBORG) as line:
        for statement in (
            f"select * from {table}",
            f"delete from {table}",
            f"update {table} set year = 2000",
        ):
            assert denied(line, statement) == "42501"


def test_at_once_the_same_case_gets_the_same_number_and_another_the_next() -> None:
    one, other = uuid4(), uuid4()
    try:
        with bare() as first, bare() as second, bare() as third, ThreadPoolExecutor(2) as pool:
            for line, case in ((first, one), (second, one), (third, other)):
                begin(line, newcomer(case))
            drawn = number(first, HELSINGBORG, one)
            waiting = [
                pool.submit(number, second, HELSINGBORG, one),
                pool.submit(number, third, HELSINGBORG, other),
            ]
            with pytest.raises(TimeoutError):
                waiting[0].result(0.2)
            first.execute("commit")
            assert [one.result(10) for one in waiting] == [drawn, drawn + 1]
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("delete from cases_givennumber where case_id in (%s, %s)", [one, other])
            cursor.execute(
                "update cases_numberseries set last = last - 1 where municipality = %s", [HELSINGBORG]
            )
        connections["owner"].close()
