"""What processes have used, from /proc: CPU of a whole family, and memory that is theirs."""

import os
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")


def family(root: int) -> list[int]:
    """A process and everything it has started."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))):
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def cpu_seconds(root: int) -> float:
    """User and system time of a family, with that of its dead that have been waited for."""
    return sum(_used(pid) for pid in family(root))


def memory_kb(root: int) -> int:
    """Proportional set size of a family: memory shared by two counts half for each."""
    return sum(_pss(pid) for pid in family(root))


def _used(pid: int) -> float:
    fields = _stat(pid)
    return TICK * sum(int(field) for field in fields[11:15]) if fields else 0.0


def _stat(pid: int) -> list[str]:
    """The fields after the name, or nothing where the process is gone."""
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        )
    except OSError:
        return []


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
