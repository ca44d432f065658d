"""The password to the mail server: over TLS, or the mail waits."""

from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from brygga.messages import carriers
from brygga.messages.tests.mail import Mailbox, free_port


@pytest.mark.parametrize("query", ["", "?starttls"])
def test_a_password_is_never_sent_in_the_clear(settings: Any, query: str) -> None:
    """This server takes passwords in the clear, as one does that somebody has put in between."""
    heard: list[object] = []

    def asked(_server: Any, _session: Any, _envelope: Any, _way: str, given: object) -> AuthResult:
        heard.append(given)
        return AuthResult(success=True)

    box, port = Mailbox(), free_port()
    settings.SMTP_URL, settings.MAIL_FROM = (
        f"smtp://brygga:hemligt@127.0.0.1:{port}/{query}",
        "nytt@post.exempel",
    )
    running = Controller(box, hostname="127.0.0.1", port=port, authenticator=asked, auth_require_tls=False)
    running.start()
    try:
        with pytest.raises(carriers.Away):
            carriers.mail(UUID(int=1), "alma@exempel.se", "Nytt", "Något väntar")
    finally:
        running.stop()
    assert heard == []
    assert box.received == []
