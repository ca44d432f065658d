"""PostgreSQL connection addresses as URIs: taken apart, changed, put together again."""

from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from brygga.launch.faults import LaunchError

OWN_PLACE = {"user", "password", "host", "port", "dbname"}


def taken_apart(address: str) -> dict[str, str]:
    """The parts under libpq's names. Accepts a URI or `key=value` text; raises LaunchError for neither."""
    try:
        return {name: str(value) for name, value in conninfo_to_dict(address).items() if value is not None}
    except psycopg.ProgrammingError as error:
        raise LaunchError(
            "DATABASE_URL is not an address PostgreSQL understands. "
            "Write it as postgresql://user:password@host:5432/database."
        ) from error


def put_together(parts: dict[str, str]) -> str:
    """A URI from libpq's parts. A unix socket's folder has no place in a URI but the query."""
    query = {name: value for name, value in parts.items() if name not in OWN_PLACE}
    host, port = parts.get("host", ""), parts.get("port", "")
    place = ""
    if host.startswith("/") or "," in host:
        query |= {"host": host} | ({"port": port} if port else {})
    else:
        place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    who = quote(parts.get("user", ""), safe="")
    if "password" in parts:
        who += ":" + quote(parts["password"], safe="")
    ending = "?" + urlencode(query, quote_via=quote) if query else ""
    return f"postgresql://{who}{'@' if who else ''}{place}/{quote(parts.get('dbname', ''), safe='')}{ending}"


def changed(address: str, **parts: str) -> str:
    """The same address with some parts replaced, as a URI."""
    return put_together(taken_apart(address) | parts)
