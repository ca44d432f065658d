"""The receiver: from the mail server beside, into conversations, one letter and recipient at a time.

It speaks SMTP, for a mail server that asks before it answers the sender, and LMTP (RFC 2033), for one that queues.
What is refused is refused in the dialogue, so that the sender's own mail server tells the sender; nothing is sent from
here. What cannot be kept now is answered 4xx, and comes again. The sentences go back over open mail: they tell nothing,
and are written without the letters that old mail servers cannot carry.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from typing import Any, TypeVar

from aiosmtpd.lmtp import LMTP
from django.conf import settings
from django.db import connection

from brygga.messages import actions
from brygga.messages.letters import Unreadable, letter_of
from brygga.messages.queries import ways
from brygga.messages.rules import token_in

SIZE_MOST = 25 * 1024 * 1024
"""What mail servers carry, as sent: files take a third more room in a mail than they are."""

KEPT = "250 2.0.0 Tack, framme"
NO_ADDRESS = "550 5.1.1 Adressen finns inte / No such address"
ONE_BY_ONE = "452 4.5.3 En mottagare i taget / One recipient at a time"
LATER = "451 4.3.0 Inte just nu, kom igen / Not now, try again"
SLOWLY = "451 4.7.1 Inte just nu, kom igen / Not now, try again"
NOT_TAKEN = {
    "address": NO_ADDRESS,
    "sender": "550 5.7.1 Svaret togs inte emot. Logga in och skriv, eller ring / Not accepted: sign in, or call",
    "files": "550 5.6.1 Svaret togs inte emot: bara JPEG, PNG och PDF, 8 st, 10 MB / Not accepted: this kind of file",
    "long": "550 5.3.4 Svaret togs inte emot: dela upp texten / Not accepted: too long, divide it",
    "empty": "550 5.6.0 Svaret togs inte emot: det var tomt / Not accepted: nothing in it",
    "unreadable": "550 5.6.0 Svaret togs inte emot: brevet gick inte att tolka / Not accepted: not readable",
}

_RECEIPTS = re.compile(r" (?:RET|ENVID|NOTIFY|ORCPT|AUTH)=\S*", re.IGNORECASE)
"""What a mail server hands on unasked (RFC 3461, RFC 4954). We send no receipts, and refuse nobody for wanting one."""

log = logging.getLogger(__name__)
T = TypeVar("T")


class Receiver:
    """What aiosmtpd calls. The names are its own."""

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if envelope.rcpt_tos:
            return ONE_BY_ONE
        token = token_in(address, settings.MAIL_ANSWERS)
        if not token or not await _beside(ways.is_known, token):
            return NO_ADDRESS
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        token = token_in(envelope.rcpt_tos[0], settings.MAIL_ANSWERS)
        return await _beside(taken, token, (envelope.mail_from or "").strip("<>"), envelope.content)

    async def handle_exception(self, error: Exception) -> str:
        """Nothing of the fault goes out, and nothing of the letter into the log. The letter comes again."""
        log.error("A letter could not be received now (%s).", type(error).__name__)
        return LATER


def taken(token: str, sender: str, content: bytes) -> str:
    """What to answer when a letter has been handed over; after 250 it is kept."""
    try:
        letter = letter_of(content)
        receive = actions.receive if sender else actions.came_back  # reports have no sender: RFC 5321, 4.5.5
        receive(token, letter)
    except Unreadable as error:
        return NOT_TAKEN["long" if str(error) == "long" else "unreadable"]
    except actions.NotTaken as no:
        return NOT_TAKEN[no.why]
    except actions.TooMany:
        return SLOWLY
    return KEPT


async def _beside(do: Callable[..., T], *given: object) -> T:
    """In a thread, with a database connection that is given back."""

    def work() -> T:
        try:
            return do(*given)
        finally:
            connection.close()

    return await asyncio.to_thread(work)


class Protocol(LMTP):
    """LMTP to whoever says LHLO, SMTP to whoever says EHLO: with one recipient at a time they are the same."""

    async def smtp_EHLO(self, arg: str) -> None:  # noqa: N802
        await self.smtp_LHLO(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        await super().smtp_MAIL(arg and _RECEIPTS.sub("", arg))

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        await super().smtp_RCPT(arg and _RECEIPTS.sub("", arg))


def protocol() -> Protocol:
    return Protocol(
        Receiver(), data_size_limit=SIZE_MOST, hostname="localhost", ident="LMTP", enable_SMTPUTF8=True
    )
