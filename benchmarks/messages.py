"""`python -m benchmarks.messages [--quick]`: how fast a message is delivered, and whether any is lost or doubled.

Pages and streams as docs/how-to/deploy.md has them, on this machine, with the load on it too. First: conversations
open on both sides, a steady pace of messages, each page fetching what it is told of. Then: thousands of messages
with connections cut at random, answers unheard and messages sent twice, while the programs are killed now and then.
Prints a table and keeps it in build/bench-messages.json.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks import conversing, figures, processes, serving
from benchmarks.conversing import Ports, Side, Talk

KEPT = Path("build") / "bench-messages.json"
AT_ONCE, KILLED_EVERY, STAFF_PAGES = 24, 30.0, 20


@dataclass(frozen=True)
class Size:
    talks: int
    seconds: float
    paces: tuple[float, ...]  # messages a second
    messages: int


FULL = Size(talks=500, seconds=40.0, paces=(2.0, 5.0, 10.0), messages=10_000)
QUICK = Size(talks=60, seconds=10.0, paces=(5.0,), messages=600)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.messages", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer of everything, about a minute")
    parser.add_argument("--delivery", action="store_true", help="delivery only, no storm")
    asked = parser.parse_args()
    size = QUICK if asked.quick else FULL
    with ExitStack() as stack:
        house, _data = serving.ready(stack)
        talks = _seeded(size.talks)
        _say(f"{size.talks} conversations.")
        product = serving.product(stack, house)
        streams = serving.streams(stack, house)
        ports = Ports(product.port, streams.port)
        asyncio.run(conversing.delivery(talks, ports, 5, 4))  # warm
        found: dict[str, Any] = {"conversations": size.talks, "delivery": []}
        for pace in size.paces:
            found["delivery"].append(_paced(talks, ports, pace, size.seconds))
        if not asked.delivery:
            found["storm"] = _stormed(size.messages, product)
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(found, indent=1), encoding="utf-8")
    storm = found.get("storm", {"lost": 0, "doubled": 0})
    return 1 if storm["lost"] or storm["doubled"] else 0


def _seeded(count: int, first: int = 1) -> list[Talk]:
    """Cases through the product's own actions, each with a resident of its own; staff with many pages open."""
    from benchmarks import people  # noqa: PLC0415 - they need Django
    from brygga.cases import actions as cases  # noqa: PLC0415
    from brygga.demo import cast  # noqa: PLC0415
    from brygga.ground.management.commands.prepare_database import prepare  # noqa: PLC0415
    from tests.cast import at_work, staff  # noqa: PLC0415

    if first == 1:
        prepare()
        cast.load("owner")
    residents = people.persons(first, count)
    own = people.sessions([people.signed_in("resident", one.id) for one in residents])
    cecilia, talks = staff("cecilia"), []
    theirs = people.sessions(
        [people.signed_in("staff", cecilia.id) for _page in range(1 + count // STAFF_PAGES)]
    )
    for number, person in enumerate(residents):
        with at_work(cecilia):
            party = cases.NewParty(name=person.name, number=person.number)
            place = {
                "municipality": cast.HELSINGBORG,
                "short": "Hbg",
                "kind": "income_support",
                "title": "Hjälp",
            }
            case = cases.open_case(cecilia, **place, parties=[party])
        talks.append(
            Talk(
                case.id,
                Side(f"/helsingborg/mina-sidor/arende/{case.id}/meddelanden/", own[number]),
                Side(f"/helsingborg/arbete/arende/{case.id}/meddelanden/", theirs[number // STAFF_PAGES]),
                case.version,
            )
        )
    return talks


def _paced(talks: list[Talk], ports: Ports, pace: float, seconds: float) -> dict[str, Any]:
    found = asyncio.run(conversing.delivery(talks, ports, pace, seconds))
    told = {name: figures.latency(getattr(found, name)).__dict__ for name in ("kept", "told", "shown")}
    line = {"per_second": pace, "messages": len(found.kept), "missing": found.missing, **told}
    _say(
        f"{len(talks)} open on both sides, {pace:.0f} messages a second, {len(found.kept)} in all, "
        f"{found.missing} missing; milliseconds p50 / p95 / p99:"
    )
    for name, words in (
        ("kept", "answered"),
        ("told", "the other side is told"),
        ("shown", "and has the words"),
    ):
        _say(f"  {words:24} {told[name]['p50']:7.0f} {told[name]['p95']:7.0f} {told[name]['p99']:7.0f}")
    return line


def _stormed(messages: int, product: serving.Served) -> dict[str, Any]:
    """New conversations, since what is counted is everything in them."""
    talks = _seeded(max(60, messages // 20), first=100_000)
    begun, kills = time.monotonic(), 0

    async def run() -> conversing.Stormed:
        nonlocal kills
        storm = asyncio.create_task(conversing.storm(talks, product.port, messages, at_once=AT_ONCE, seed=7))
        while not storm.done():
            await asyncio.wait([storm], timeout=KILLED_EVERY)
            if not storm.done():
                kills += _killed(product)
        return storm.result()

    seen = asyncio.run(run())
    lost, doubled = conversing.amiss(talks, _kept())
    _say(
        f"{messages} messages, {seen.tries} tries, {dict(seen.faults)}, {kills} programs killed, "
        f"{time.monotonic() - begun:.0f} s: {lost} lost, {doubled} doubled"
    )
    faults = {"tries": seen.tries, "faults": seen.faults, "killed": kills}
    return {"messages": messages, "lost": lost, "doubled": doubled, **faults}


def _killed(product: serving.Served) -> int:
    """Kill one of the programs that answer, without warning; the server starts another."""
    workers = [pid for pid in processes.family(product.pid) if pid != product.pid]
    if not workers:
        return 0
    os.kill(workers[-1], signal.SIGKILL)
    return 1


def _kept() -> dict[UUID, list[tuple[int, str]]]:
    from brygga.messages.models import Message  # noqa: PLC0415
    from tests.cast import at_work, staff  # noqa: PLC0415

    found: dict[UUID, list[tuple[int, str]]] = defaultdict(list)
    with at_work(staff("cecilia")):
        rows = Message.objects.order_by("case_id", "number")
        for case, number, text in rows.values_list("case_id", "number", "text"):
            found[case].append((number, text))
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
