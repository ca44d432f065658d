"""A mail server of the test's own: real SMTP on a real socket, which can be taken down and be rude."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from brygga.messages.actions import notices


@dataclass
class Mailbox:
    """What came, and what the server answers: a text such as "550 No such user", or nothing for yes."""

    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    recipient_answer: Callable[[str], str] = lambda _address: ""
    data_answer: Callable[[], str] = lambda: ""

    async def handle_RCPT(  # noqa: N802 - the server's own names
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        answer = self.recipient_answer(address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.data_answer()
        if answer:
            return answer
        mail: Any = message_from_bytes(envelope.content, policy=policy.default)
        self.received += [(address, mail) for address in envelope.rcpt_tos]
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(box: Mailbox, port: int) -> Iterator[None]:
    running = Controller(box, hostname="127.0.0.1", port=port)
    running.start()
    try:
        yield
    finally:
        running.stop()


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notices are due as soon as they are queued."""
    monkeypatch.setattr(notices, "READ_AT_ONCE", timedelta(0))
