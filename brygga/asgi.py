"""Pages and streams in one process (`make run`), or streams alone beside a WSGI server for pages.

`brygga.asgi:application` answers everything; `brygga.asgi:streams` answers streams and nothing else.
"""

from typing import Any, cast

from a2wsgi import WSGIMiddleware

from brygga.wsgi import application as pages  # isort: skip  (sets Django up before the rest is imported)

from django.db import connections
from psycopg.conninfo import make_conninfo

from brygga.ground.sse import Application, Live, Message, Receive, Send
from brygga.ground.streams import Hub
from brygga.portal.live_door import door

PAGES_AT_ONCE = 10
"""Threads; together with the checks of streams they stay below the size of the connection pool (16)."""


def _live_line() -> Hub:
    """A connection of its own, as the login role, which may hear signals and read nothing."""
    parts = connections["default"].get_connection_params()
    known = {"dbname", "user", "password", "host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey"}
    own = {name: value for name, value in parts.items() if name in known and value}
    return Hub(make_conninfo(**own, application_name="brygga live", tcp_user_timeout=20_000))


async def _nothing(scope: Message, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


_wsgi = cast(Application, WSGIMiddleware(cast(Any, pages), workers=PAGES_AT_ONCE))


async def _pages(scope: Message, receive: Receive, send: Send) -> None:
    """a2wsgi hands these to asyncio from another thread, which takes coroutines and nothing else."""

    async def received() -> Message:
        return await receive()

    async def sent(message: Message) -> None:
        await send(message)

    await _wsgi(scope, received, sent)


_hub = _live_line()
application = Live(door, _hub, _pages)
streams = Live(door, _hub, _nothing)
