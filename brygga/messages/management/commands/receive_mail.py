"""Receives answers to notices by LMTP from the mail server beside (docs/how-to/mail.md). Stops on SIGTERM."""

import asyncio
import logging
import signal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from brygga.messages.receiving import protocol


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAIL_ANSWERS:
            raise CommandError("BRYGGA_MAIL_ANSWERS says no address to receive mail for.")
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # it would write down who mails whom
        try:
            asyncio.run(_served(settings.LMTP_LISTEN))
        except OSError as error:
            raise CommandError(
                f"Mail cannot be received at {settings.LMTP_LISTEN} ({error.strerror})."
            ) from error


async def _served(where: str) -> None:
    """Until a signal; letters that are being taken are taken first."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await _listening(loop, where)
    await stop.wait()
    server.close()
    await loop.shutdown_default_executor()


async def _listening(loop: asyncio.AbstractEventLoop, where: str) -> asyncio.Server:
    """At host:port, or at a path: a socket that only those may write to whom its folder lets in."""
    if "/" in where:
        Path(where).unlink(missing_ok=True)
        return await loop.create_unix_server(protocol, where)
    host, _colon, port = where.rpartition(":")
    return await loop.create_server(protocol, host, int(port))
