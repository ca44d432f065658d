"""Start the simulated e-ID: `python -m brygga.simulated_eid --help`."""

import argparse
import asyncio
import os
import signal
import sys

from granian.constants import Interfaces
from granian.server.embed import Server

from brygga.simulated_eid.app import create_app
from brygga.simulated_eid.clients import Client
from brygga.simulated_eid.guard import NotADemoError


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m brygga.simulated_eid", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument(
        "--issuer", required=True, help="this provider's address as browsers and Brygga see it"
    )
    parser.add_argument("--jwks", required=True, help="address or file of Brygga's public keys")
    parser.add_argument("--resident-redirect", action="append", default=[], metavar="URL")
    parser.add_argument("--staff-redirect", action="append", default=[], metavar="URL")
    parser.add_argument("--professional-redirect", action="append", default=[], metavar="URL")
    parser.add_argument("--post-logout", action="append", default=[], metavar="URL")
    return parser.parse_args(given)


def clients(given: argparse.Namespace) -> dict[str, Client]:
    """The three doors of Brygga, as three clients with the same keys."""
    after = frozenset(given.post_logout)
    residents = Client("brygga-residents", "resident", given.jwks, frozenset(given.resident_redirect), after)
    staff = Client("brygga-staff", "staff", given.jwks, frozenset(given.staff_redirect), after)
    others = frozenset(given.professional_redirect)
    professionals = Client("brygga-professionals", "professional", given.jwks, others, after)
    return {client.client_id: client for client in (residents, staff, professionals)}


async def serve(server: Server) -> None:
    """Until someone says stop."""
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(stop, server.stop)
    await server.serve()


def main() -> None:
    """Start, or say why not."""
    given = arguments()
    try:
        app = create_app(given.issuer, clients(given), os.environ)
    except NotADemoError as refusal:
        sys.exit(str(refusal))
    server = Server(
        app, given.host, given.port, interface=Interfaces.ASGINL, websockets=False, log_enabled=False
    )
    asyncio.run(serve(server))


if __name__ == "__main__":
    main()
