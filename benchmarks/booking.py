"""`python -m benchmarks.booking`: the free times of fifty people over sixty days, and what ten times the history costs.

A database of its own, with four hundred past and a hundred coming meetings for each of fifty staff, then ten times
the past. Through the product's own queries, walls and all, as a worker of the municipality. Prints a table and
keeps it in build/bench-booking.json.
"""

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import figures, serving

KEPT = Path("build") / "bench-booking.json"
STAFF, DAYS, ROUNDS = 50, 60, 30
COMING, PAST = 100, 400  # meetings for each
LIMIT_MS = 100

_PEOPLE = """
with them as (
    select ('00000003-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id, i
    from generate_series(1, %(staff)s) as i
), hired as (
    insert into people_staff (id, municipality, affiliation, name, title, phone, professions, active)
    select id, %(home)s, 'p' || i || '@2120001157', 'Kim Exempel ' || i, 'socialsekreterare', '', '["socionom"]', true
    from them returning id
), posted as (
    insert into access_position (id, municipality, staff_id, role, areas, shielded, valid_from, valid_to, decided_by)
    select gen_random_uuid(), %(home)s, id, 'caseworker', '["income_support"]', false, '2026-01-01', null, '' from them
)
insert into booking_hours (id, municipality, staff_id, weekday, starts, ends, minutes, channels, place,
    valid_from, valid_to)
select gen_random_uuid(), %(home)s, id, day, part.starts, part.ends, 45, '["physical", "phone", "video"]', 'Rum ' || i,
    '2026-01-01', null
from them cross join generate_series(0, 4) as day cross join (values (time '09:00', time '12:00'), ('13:00', '16:00'))
    as part (starts, ends)
"""
_MEETINGS = """
insert into booking_meeting (id, municipality, area, shielded, case_id, staff_id, staff_name, staff_municipality,
    starts_at, ends_at, lane, channel, state, booked_at, changed_at)
select gen_random_uuid(), c.municipality, c.area, c.shielded, c.id, s.id, s.name, s.municipality, at,
    at + interval '45 minutes', int8range(n, n + 1), 'phone', %(state)s, at, at
from (
    select s.*, k, %(from)s::timestamptz + k * %(step)s * interval '1 hour' as at,
        %(base)s + row_number() over () * 10 as n
    from people_staff s cross join generate_series(1, %(each)s) as k where s.name like 'Kim Exempel %%'
) as s cross join cases_case c
"""


def main() -> int:
    with ExitStack() as stack:
        serving.ready(stack)
        found = _measured()
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(f"{STAFF} staff, {DAYS} days, milliseconds (p50, p95, own CPU), {ROUNDS} rounds after warming up:")
    for name, told in found["milliseconds"].items():
        print(f"  {name:42} {told['p50']:7.1f} {told['p95']:7.1f} {told['cpu']:7.1f}")
    print(f"Every time with ten times the past: {found['ratio']:.2f} times as long.")
    return 0 if found["every_time_ms"] < LIMIT_MS else 1


def _measured() -> dict[str, Any]:
    from benchmarks import seeding  # noqa: PLC0415 - they need Django
    from brygga.booking import queries  # noqa: PLC0415
    from brygga.demo import cast  # noqa: PLC0415
    from brygga.ground import clock  # noqa: PLC0415
    from brygga.ground.management.commands.prepare_database import prepare  # noqa: PLC0415
    from tests.cast import almas_case, at_work, staff  # noqa: PLC0415

    prepare()
    cast.load("owner")
    case = almas_case()
    for table, column, default in seeding.defaults():
        _run(f'alter table {table} alter column "{column}" set default {default}', {})
    _run(_PEOPLE, {"staff": STAFF, "home": cast.HELSINGBORG})
    today = clock.today()
    _meetings("booked", today, COMING, 14)
    _meetings("came", today - timedelta(days=300), PAST, 12)
    told: dict[str, Any] = {}
    with at_work(staff("cecilia")):
        errand = queries.errands_of(case)[0]

    def every_time() -> int:
        found = queries.diaries(case, errand)
        last = today + timedelta(days=DAYS)
        return len(list(queries.offers(found, today, last, clock.now())))

    def first_page() -> int:
        return len(queries.offered(case, clock.now(), errand, team=True).offers)

    for name in ("", ", ten times the past"):
        if name:
            for times in range(1, 10):
                _meetings("came", today - timedelta(days=300 + 220 * times), PAST, 12)
            _run("vacuum analyze booking_meeting", {})
        told[f"every free time{name}"] = _timed(every_time, at_work, staff)
        told[f"the times of a page{name}"] = _timed(first_page, at_work, staff)
    before, after = told["every free time"]["p50"], told["every free time, ten times the past"]["p50"]
    return {"milliseconds": told, "ratio": after / before, "every_time_ms": after}


def _timed(ask: Callable[[], int], at_work: Any, staff: Any) -> dict[str, float]:
    seconds, cpu = [], []
    cecilia = staff("cecilia")
    for number in range(ROUNDS + 3):
        with at_work(cecilia):
            begun, used = time.perf_counter(), time.process_time()
            assert ask() > 0
            if number >= 3:
                seconds.append(time.perf_counter() - begun)
                cpu.append(time.process_time() - used)
    found = figures.latency(seconds)
    return {"p50": found.p50, "p95": found.p95, "p99": found.p99, "cpu": figures.latency(cpu).p50}


_base = iter(range(0, 10**10, 10_000_000))


def _meetings(state: str, first: date, each: int, step: int) -> None:
    begins = datetime.combine(first, datetime.min.time())
    values = {"state": state, "from": begins, "step": step, "each": each, "base": next(_base)}
    _run(_MEETINGS, values)


def _run(statement: str, values: dict[str, Any]) -> None:
    from django.db import connections  # noqa: PLC0415

    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values or None)


if __name__ == "__main__":
    raise SystemExit(main())
