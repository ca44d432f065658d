"""The load: a program of its own that sends prepared requests over kept-alive connections, one at a time on each.

Reads one JSON object on standard input (port, requests, clients, seconds, once), writes one on standard output
(latencies in seconds, statuses, bytes of one answer, elapsed, its own CPU seconds).
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle


@dataclass
class Seen:
    """What came back."""

    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    size: int = 0


async def one_client(port: int, requests: Iterator[bytes], until: float, seen: Seen) -> None:
    """Ask, wait for the whole answer, ask again; until the time is up or nothing is left to ask."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    for request in requests:
        begun = time.perf_counter()
        writer.write(request)
        status, body, closed = await _answer(reader)
        ended = time.perf_counter()
        seen.latencies.append(ended - begun)
        seen.statuses[status] += 1
        seen.size = len(body)
        if closed:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        if ended > until:
            break
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head[9:12])
    closed = b"connection: close" in head
    if b"transfer-encoding: chunked" in head:
        return status, await _chunks(reader), closed
    _, found, rest = head.partition(b"content-length:")
    length = int(rest.split(b"\r\n", 1)[0]) if found else 0
    return status, await reader.readexactly(length), closed


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(parts)


async def run(order: dict[str, object]) -> dict[str, object]:
    """One run of so many clients."""
    asked = [str(request).encode() for request in order["requests"]]  # type: ignore[attr-defined]
    requests = iter(asked) if order["once"] else cycle(asked)
    seen, begun = Seen(), time.perf_counter()
    until = begun + float(order["seconds"])  # type: ignore[arg-type]
    clients = (one_client(int(order["port"]), requests, until, seen) for _ in range(int(order["clients"])))  # type: ignore[call-overload]
    await asyncio.gather(*clients)
    return {
        "latencies": seen.latencies,
        "statuses": seen.statuses,
        "bytes": seen.size,
        "elapsed": time.perf_counter() - begun,
        "cpu": time.process_time(),
    }


if __name__ == "__main__":
    json.dump(asyncio.run(run(json.load(sys.stdin))), sys.stdout)
