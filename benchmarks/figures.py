"""Plain arithmetic on what was measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """Nearest rank: the smallest value that at least this share of all values do not exceed; 0.0 of none."""
    if not sorted_values:
        return 0.0
    return sorted_values[max(0, ceil(share * len(sorted_values)) - 1)]


@dataclass(frozen=True)
class Latency:
    """Milliseconds."""

    p50: float
    p95: float
    p99: float


def latency(seconds: Sequence[float]) -> Latency:
    ordered = sorted(1000 * value for value in seconds)
    return Latency(*(percentile(ordered, share) for share in (0.50, 0.95, 0.99)))


def per_request(cpu_seconds: float, requests: int) -> float:
    """CPU milliseconds for each request; 0.0 where there were none."""
    return 1000 * cpu_seconds / requests if requests else 0.0


def ratio(ours: float, theirs: float) -> float:
    """How many times as much; 0.0 where there is nothing to compare with."""
    return ours / theirs if theirs else 0.0
