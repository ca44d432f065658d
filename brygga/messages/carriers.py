"""Out of the house: mail over SMTP, text messages over the HTTP API that 46elks and others like it speak.

Each takes an address and words, and returns when the other side has taken them over.
"""

import smtplib
from contextlib import closing
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit, urlunsplit
from uuid import UUID

import requests
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend


class NotTaken(Exception):
    """The other side answered no. for_good: and will not change its mind."""

    def __init__(self, problem: str, *, for_good: bool) -> None:
        super().__init__(problem)
        self.problem, self.for_good = problem, for_good


class Away(Exception):
    """Nobody answers there now, or we are not let in: it concerns no single notice."""


@dataclass(frozen=True)
class Envelope:
    """Where a mail comes back to if it does not arrive, and where an answer goes; "" for nowhere of its own."""

    returns: str = ""
    answers: str = ""


NO_WAY_BACK = Envelope()


def mail(ident: UUID, address: str, subject: str, text: str, envelope: Envelope = NO_WAY_BACK) -> None:
    """One mail, with the same Message-ID each time it is sent. Raises NotTaken and Away."""
    sender = settings.MAIL_FROM or "noreply@localhost"
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<{ident}@{domain}>", "Auto-Submitted": "auto-generated", "From": sender}
    if envelope.answers:
        headers["Reply-To"] = envelope.answers
    back = envelope.returns or sender
    server = _connection()
    letter = EmailMessage(subject, text, back, [address], headers=headers, connection=server)
    try:
        with closing(server):  # Django lets a connection be whose beginning failed
            letter.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _said in refusal.recipients.values()]
        raise NotTaken("address", for_good=all(code >= 500 for code in codes)) from refusal
    except smtplib.SMTPDataError as error:
        raise NotTaken("refused", for_good=error.smtp_code >= 500) from error
    except OSError as error:  # the rest of SMTP's errors too
        raise Away(type(error).__name__) from error


def _connection() -> BaseEmailBackend:
    """To the mail server. A password goes by TLS or not at all."""
    parts = urlsplit(settings.SMTP_URL)
    backend: BaseEmailBackend = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname or "localhost",
        port=parts.port or (465 if parts.scheme == "smtps" else 25),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=parts.scheme == "smtps",
        use_tls=parts.scheme != "smtps" and ("starttls" in parts.query or bool(parts.password)),
        timeout=settings.MAIL_TIMEOUT_SECONDS,
    )
    return backend


def text_message(number: str, text: str) -> None:
    """One text message to a number such as +46701234567. Raises NotTaken and Away."""
    parts = urlsplit(settings.SMS_URL)
    where = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
    try:
        answer = requests.post(
            urlunsplit((parts.scheme, where, parts.path, "", "")),
            data={"from": settings.SMS_FROM, "to": number, "message": text},
            auth=(unquote(parts.username or ""), unquote(parts.password or "")),
            timeout=settings.MAIL_TIMEOUT_SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        raise Away(type(error).__name__) from error
    if answer.status_code in {401, 402, 403, 404, 429} or answer.status_code >= 500:
        raise Away(f"HTTP {answer.status_code}")  # our account or their trouble, not this number
    if answer.status_code >= 300:
        raise NotTaken("number", for_good=True)
