"""One run: so many clients for so long, with what application and database used meanwhile."""

import json
import subprocess
import sys
from dataclasses import dataclass

from benchmarks import figures, processes


@dataclass(frozen=True)
class Run:
    """CPU in milliseconds per request; client: the load program's own CPU, which is not counted in."""

    clients: int
    requests: int
    per_second: float
    latency: figures.Latency
    application: float
    database: float
    client: float
    size: int
    statuses: dict[str, int]

    @property
    def cpu(self) -> float:
        return self.application + self.database


def run(
    *,
    application: int,
    database: int,
    port: int,
    requests: list[str],
    clients: int,
    seconds: float,
    once: bool = False,
) -> Run:
    """application, database: the processes whose families are counted."""
    order = {"port": port, "requests": requests, "clients": clients, "seconds": seconds, "once": once}
    before = processes.cpu_seconds(application), processes.cpu_seconds(database)
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.client"],
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    after = processes.cpu_seconds(application), processes.cpu_seconds(database)
    seen = json.loads(answer.stdout)
    count = len(seen["latencies"])
    return Run(
        clients=clients,
        requests=count,
        per_second=count / seen["elapsed"],
        latency=figures.latency(seen["latencies"]),
        application=figures.per_request(after[0] - before[0], count),
        database=figures.per_request(after[1] - before[1], count),
        client=figures.per_request(seen["cpu"], count),
        size=seen["bytes"],
        statuses=seen["statuses"],
    )


def mean_cpu(runs: list[Run]) -> tuple[float, float]:
    """Application and database, over all requests of some runs."""
    count = sum(one.requests for one in runs)
    application = sum(one.application * one.requests for one in runs)
    database = sum(one.database * one.requests for one in runs)
    return (application / count, database / count) if count else (0.0, 0.0)
