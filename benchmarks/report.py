"""The table on the terminal, and the same as JSON."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.figures import ratio
from benchmarks.joining import Joined
from benchmarks.measuring import Run, mean_cpu
from benchmarks.seeding import Seeded

AIMS = {"my_case": 5.0, "case": 5.0, "list": 7.0, "submit": 5.0}
RATIO_AIM = 6.0


@dataclass(frozen=True)
class Measured:
    """One operation: the product's runs and the bare program's, made in turns."""

    name: str
    title: str
    queries: int
    product: list[Run]
    bare: list[Run]

    @property
    def cpu(self) -> float:
        return sum(mean_cpu(self.product))

    @property
    def ratio(self) -> float:
        return ratio(self.cpu, sum(mean_cpu(self.bare)))


@dataclass(frozen=True)
class First:
    """The first request after a start, a resident opening their case, and the same when warm; in milliseconds."""

    first: float
    warm: float


def table(seeded: Seeded, measured: list[Measured], first: First, joined: Joined) -> str:
    return "\n".join(_lines(seeded, measured, first, joined))


def _lines(seeded: Seeded, measured: list[Measured], first: First, joined: Joined) -> Iterator[str]:
    yield (
        f"{seeded.municipalities} municipalities in use, {seeded.cases} cases, {seeded.notes} notes, "
        f"{seeded.events} lines of trail. CPU in ms per request; p50/p95/p99 in ms."
    )
    yield ""
    clients = [run.clients for run in measured[0].product]
    heads = "".join(f"{f'{number} clients':>21}" for number in clients)
    yield f"{'':41}{'app':>6}{'pg':>6}{'sum':>6}{'aim':>5}{'queries':>9}{'ratio':>7}{heads}"
    for one in measured:
        aim = AIMS.get(one.name)
        yield _row(one.title, one.product, f"{aim:.0f}" if aim else "", one.queries, f"{one.ratio:.1f}")
        yield _row("   bare program, same SQL and bytes", one.bare, "", one.queries, "")
    yield ""
    yield (
        f"first request after start {first.first:.1f} ms, warm {first.warm:.1f} ms: "
        f"{ratio(first.first, first.warm):.1f} times (aim 2)"
    )
    yield (
        f"one more municipality: {joined.seconds:.2f} s to its page, at worst {joined.worst_seconds:.2f} s (aim 2), "
        f"{joined.memory_kb:.0f} kB of memory (aim 1000), {joined.disk_kb:.0f} kB of disk; nothing restarted"
    )
    yield f"The aim for the ratio is {RATIO_AIM:.0f}. {_failed(measured)}"


def _row(title: str, runs: list[Run], aim: str, queries: int, beside: str) -> str:
    application, database = mean_cpu(runs)
    cells = "".join(f"{_latency(run):>21}" for run in runs)
    figures = f"{application:6.1f}{database:6.1f}{application + database:6.1f}"
    return f"{title:41}{figures}{aim:>5}{queries:9}{beside:>7}{cells}"


def _latency(run: Run) -> str:
    spread = run.latency
    return "/".join(
        f"{value:.1f}" if value < 100 else f"{value:.0f}" for value in (spread.p50, spread.p95, spread.p99)
    )


def _failed(measured: list[Measured]) -> str:
    """Answers with another status than one expects of the operation; there should be none."""
    odd: dict[str, int] = {}
    for one in measured:
        for run in (*one.product, *one.bare):
            for status, count in run.statuses.items():
                if int(status) >= 400:
                    odd[f"{one.name} {status}"] = odd.get(f"{one.name} {status}", 0) + count
    return f"Failed answers: {odd}." if odd else "No answer failed."


def as_json(seeded: Seeded, measured: list[Measured], first: First, joined: Joined) -> dict[str, Any]:
    return {
        "seeded": asdict(seeded),
        "operations": {
            one.name: {"cpu_ms": one.cpu, "ratio": one.ratio, "queries": one.queries}
            | {"product": [asdict(run) for run in one.product], "bare": [asdict(run) for run in one.bare]}
            for one in measured
        },
        "first_request": asdict(first),
        "one_more_municipality": asdict(joined),
    }
