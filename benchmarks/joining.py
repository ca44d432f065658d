"""What it costs to add one municipality while everything runs."""

import time
from dataclasses import dataclass

from django.db import connections

from benchmarks import processes
from benchmarks.serving import House, Served, fetched
from brygga.municipalities.models import Municipality, Unit

FIRST_CODE, COUNT = 9001, 20


@dataclass(frozen=True)
class Joined:
    """For one municipality: seconds from the first statement to its own page, and memory and disk it takes."""

    seconds: float
    worst_seconds: float
    memory_kb: float
    disk_kb: float


def joined(house: House, served: Served) -> Joined:
    """Add some, one at a time, each asked for before it exists and opened as soon as it does. No restart."""
    before = _memory(house, served), _disk()
    times = []
    for code in range(FIRST_CODE, FIRST_CODE + COUNT):
        address = f"http://127.0.0.1:{served.port}/kommun-{code}/"
        assert fetched(address)[0] == 404
        begun = time.perf_counter()
        _add(code)
        while fetched(address)[0] != 200:
            time.sleep(0.02)
        times.append(time.perf_counter() - begun)
    memory, disk = _memory(house, served) - before[0], _disk() - before[1]
    return Joined(sorted(times)[len(times) // 2], max(times), max(0, memory) / COUNT, max(0, disk) / COUNT)


def _add(code: int) -> None:
    pattern = Municipality.objects.using("owner").get(slug="helsingborg")
    pattern.code, pattern.slug, pattern.name, pattern.short = code, f"kommun-{code}", f"Kommun {code}", "Kom"
    pattern.full_name = f"Kommun {code}"
    pattern.save(using="owner", force_insert=True)
    Unit(municipality=code, name="Mottagning", areas=["adults"]).save(using="owner", force_insert=True)


def _memory(house: House, served: Served) -> int:
    return processes.memory_kb(served.pid) + processes.memory_kb(house.database_pid)


def _disk() -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select pg_database_size(current_database()) / 1024")
        return int(cursor.fetchone()[0])
