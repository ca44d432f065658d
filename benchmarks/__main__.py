"""`python -m benchmarks [--quick] [--only NAME ...]`: seed, serve, measure, print; build/bench.json keeps it all."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import figures, serving
from benchmarks.serving import House, Served

LEVELS = (1, 8, 32)
KEPT = Path("build") / "bench.json"


@dataclass(frozen=True)
class Size:
    """How large a run is. once: how many times an operation that works once can be measured in all."""

    cases: int
    full: int
    seconds: float
    once: int


FULL = Size(cases=100_000, full=3_000, seconds=3.5, once=640)
QUICK = Size(cases=20_000, full=1_000, seconds=0.8, once=160)
VISITORS = 11
"""Residents who open their case for the first time: one right after the start, the others when all is warm."""


def main() -> int:
    options = _options()
    begun = time.monotonic()
    with ExitStack() as stack:
        house, data = serving.ready(stack)
        _measure(stack, house, data, options)
    _say(f"The whole run took {time.monotonic() - begun:.0f} s.")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer cases and shorter runs, under a minute")
    parser.add_argument(
        "--only", nargs="*", default=[], help="names of operations, for instance my_case submit"
    )
    return parser.parse_args()


def _measure(stack: ExitStack, house: House, data: Path, options: argparse.Namespace) -> None:
    from benchmarks import joining, people, report, scenarios, seeding  # noqa: PLC0415 - they need Django
    from brygga.demo import cast  # noqa: PLC0415
    from brygga.ground import clock  # noqa: PLC0415
    from brygga.ground.management.commands.prepare_database import prepare  # noqa: PLC0415
    from brygga.people import oidc  # noqa: PLC0415

    size = QUICK if options.quick else FULL
    prepare()
    cast.load("owner")
    readers = people.persons(1, scenarios.READERS + VISITORS)
    indexes = {number: person.number_index for number, person in enumerate(readers, start=1)}
    seeded = seeding.seed(size.cases, size.full, indexes, clock.today())
    _say(f"Seeded {seeded.cases} cases.")
    product = serving.product(stack, house)
    (data / "jwks.json").write_text(json.dumps(oidc.client_jwks()), encoding="ascii")
    serving.eid(stack, house, data / "jwks.json")
    visits = _visits(house, readers, scenarios.READERS)
    first = next(visits)
    bare = serving.bare(stack, house, data / "programs")
    asked = scenarios.all_of(house, readers[: scenarios.READERS], size.once)
    measured = [
        _operation(house, product, bare, one, data / "programs", size)
        for one in asked
        if not options.only or one.name in options.only
    ]
    warm = figures.percentile(sorted(visits), 0.5)
    cost = joining.joined(house, product)
    beginning = report.First(1000 * first, 1000 * warm)
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(report.as_json(seeded, measured, beginning, cost), indent=1), encoding="utf-8")
    print(report.table(seeded, measured, beginning, cost))


def _visits(house: House, readers: list, first: int) -> Iterator[float]:
    """Seconds for one resident after another to open their case, each for the first time."""
    from benchmarks import people, seeding  # noqa: PLC0415

    for number, reader in enumerate(readers[first:], start=first + 1):
        (cookie,) = people.sessions([people.signed_in("resident", reader.id)])
        address = f"http://127.0.0.1:{house.port}/helsingborg/mina-sidor/arende/{seeding.case_id(number)}/"
        status, seconds = serving.fetched(address, cookie)
        assert status == 200, status
        yield seconds


def _operation(house: House, product: Served, bare: Served, one, folder: Path, size: Size):
    from benchmarks import measuring, report, scenarios  # noqa: PLC0415

    paths = one.prepare()
    programs = scenarios.programs(house, one, paths, folder)
    requests = [scenarios.raw_request(product.port, *path) for path in paths]
    bare_requests = scenarios.bare_requests(one.name, bare.port)
    share = max(1, (len(requests) - 8) // len(LEVELS))
    watched = {"database": house.database_pid}
    ours = {"application": product.pid, "port": product.port, "once": one.once, **watched}
    theirs = {"application": bare.pid, "port": bare.port, **watched}
    measuring.run(requests=requests[:8], clients=2, seconds=0.3, **ours)
    measuring.run(requests=bare_requests, clients=2, seconds=0.2, **theirs)
    runs, bare_runs = [], []
    for number, clients in enumerate(LEVELS):
        mine = requests[8 + number * share : 8 + (number + 1) * share] if one.once else requests
        runs.append(measuring.run(requests=mine, clients=clients, seconds=size.seconds, **ours))
        bare_runs.append(
            measuring.run(requests=bare_requests, clients=clients, seconds=size.seconds / 2, **theirs)
        )
    queries = sorted(program.queries for program in programs)[len(programs) // 2]
    measured = report.Measured(one.name, one.title, queries, runs, bare_runs)
    _say(f"{one.title}: {measured.cpu:.1f} CPU-ms, {measured.ratio:.1f} times the bare program")
    return measured


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
