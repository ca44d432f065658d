"""The yardstick: a bare ASGI program that sends the same statements to the same walls and answers as many bytes.

No framework, no templates, no law, no translation. It signs its reach, as anybody must who wants rows.
GET /<scenario>/<number> repeats one captured request. Served by granian, with two workers like the product.
"""

import base64
import hmac
import os
import pickle
import re
import time
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from psycopg_pool import AsyncConnectionPool

_KEY = base64.b64decode(os.environ.get("BRYGGA_REACH_KEY", ""))
_REACH = re.compile(r"1\|([dsrx])\|\d+\|\d+\|([0-9a-f-]+)\|([0-9a-f,_-]*)\|[0-9a-f]{64}")
_POOL: list[AsyncConnectionPool] = []


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answer one request."""
    if scope["type"] != "http":
        return
    await _ready()
    _, name, number = scope["path"].split("/")
    program = _programs(name)[int(number)]
    async with _POOL[0].connection() as connection:
        await _repeat(program, connection)
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(program.size).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"x" * program.size})


async def _ready() -> None:
    if not _POOL:
        pool = AsyncConnectionPool(
            os.environ["BRYGGA_DATABASE_URL"],
            min_size=4,
            max_size=16,
            open=False,
            kwargs={"autocommit": True, "prepare_threshold": 2},
        )
        _POOL.append(pool)
        await pool.open(wait=True)


@cache
def _programs(name: str) -> list[Any]:
    kept = Path(os.environ["BRYGGA_BENCH_PROGRAMS"]) / name
    return list(pickle.loads(kept.read_bytes()))  # noqa: S301 - written by this very run


async def _repeat(program: Any, connection: Any) -> None:
    new = {value: uuid4() if isinstance(value, UUID) else uuid4().hex[:20] for value in program.born}
    for statement, values in program.steps:
        if "brygga.reach = '1" in statement:
            await connection.execute(signed(statement, connection.info.backend_pid, new), prepare=False)
            continue
        answer = await connection.execute(statement, renewed(values, new))
        if answer.description:
            await answer.fetchall()


def signed(statement: str, backend_pid: int, new: dict[Any, Any]) -> str:
    """The statement with a reach of our own in place of the captured one."""

    def ours(found: re.Match[str]) -> str:
        kind, actor, payload = found.groups()
        for old, fresh in new.items():
            payload = payload.replace(str(old), str(fresh))
        body = f"1|{kind}|{backend_pid}|{int(time.time()) + 30}|{actor}|{payload}"
        return f"{body}|{hmac.new(_KEY, body.encode(), sha256).hexdigest()}"

    return _REACH.sub(ours, statement)


def renewed(values: Any, new: dict[Any, Any]) -> Any:
    """The values, with those that must be unique replaced."""
    if not new or not values:
        return values
    if isinstance(values, dict):
        return {
            key: new.get(value, value) if isinstance(value, UUID | str) else value
            for key, value in values.items()
        }
    return [new.get(value, value) if isinstance(value, UUID | str) else value for value in values]
