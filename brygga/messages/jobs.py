"""The worker's part: mails that something waits, sent over SMTP, tried again until they are through.

A mail is claimed in a transaction of its own before it is sent, and marked sent after. Should the worker
die in between it is sent again when the claim has run out, with the same Message-ID: SMTP knows no more.
"""

import logging
import smtplib
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q

from brygga.ground import clock, tenancy
from brygga.messages.models import Notice, NoticeChoice
from brygga.messages.queries.notices import choice_of
from brygga.messages.rules import MOST_ATTEMPTS, retry_after
from brygga.messages.wording import Mail, mail_for
from brygga.municipalities.queries import by_code

AT_ONCE = 50
CLAIM = timedelta(seconds=60)
"""Longer than a try can take: whoever holds a claim that has run out is gone."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claimed:
    """A mail in hand: which, for how many times, and what it says; None where nobody wants it."""

    notice: Notice
    address: str
    mail: Mail | None


def send_notices() -> int:
    """Send what is due and say how many went. A server that is away stops the round; all wait their turn."""
    if not settings.SMTP_URL:
        return 0
    sent = 0
    while sent < AT_ONCE and (claimed := _claim()) is not None:
        if not _tried(claimed):
            break
        sent += claimed.mail is not None
    return sent


def _claim() -> Claimed | None:
    """Take one due mail, so that no other worker does; count the attempt before it is made."""
    now = clock.now()
    with tenancy.enter(tenancy.DOOR):
        due = Notice.objects.filter(state=Notice.State.QUEUED, next_try_at__lte=now).filter(
            Q(closed_at=None) | Q(attempts=0)
        )
        notice = due.select_for_update(skip_locked=True).order_by("next_try_at", "id").first()
        if notice is None:
            return None
        notice.attempts += 1
        notice.next_try_at = now + CLAIM
        notice.save(update_fields=["attempts", "next_try_at"])
        return _addressed(notice)


def _addressed(notice: Notice) -> Claimed:
    """To whom, in what words: read when it is sent, so that a choice just changed holds."""
    choice = choice_of(notice.recipient_index)
    if choice is None or choice.style == NoticeChoice.Style.OFF or notice.closed_at is not None:
        return Claimed(notice, "", None)
    plain = choice.style == NoticeChoice.Style.PLAIN and not notice.shielded
    mail = mail_for(by_code(notice.municipality), plain=plain)
    return Claimed(notice, choice.email, mail)


def _tried(claimed: Claimed) -> bool:
    """Whether to go on with the next one."""
    notice, now = claimed.notice, clock.now()
    if claimed.mail is None:
        _mark(notice, state=Notice.State.UNWANTED, closed_at=notice.closed_at or now)
        return True
    try:
        _send(notice, claimed.address, claimed.mail)
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _said in refusal.recipients.values()]
        return _failed(notice, "address", for_good=all(code >= 500 for code in codes))
    except smtplib.SMTPDataError as error:
        return _failed(notice, "refused", for_good=error.smtp_code >= 500)
    except OSError as error:  # the rest of SMTP's errors too: the server is away, or not yet set up right
        log.warning("The mail server does not take mail (%s).", type(error).__name__)
        return not _failed(notice, "away", for_good=False)
    _mark(notice, state=Notice.State.SENT, sent_at=clock.now(), problem="")
    return True


def _failed(notice: Notice, problem: str, *, for_good: bool) -> bool:
    now = clock.now()
    if for_good or notice.attempts >= MOST_ATTEMPTS:
        _mark(notice, state=Notice.State.FAILED, problem=problem, closed_at=now)
    else:
        _mark(notice, problem=problem, next_try_at=now + retry_after(notice.attempts))
    log.warning("A notice could not be sent (%s), attempt %s.", problem, notice.attempts)
    return True


def _mark(notice: Notice, **changes: object) -> None:
    with tenancy.enter(tenancy.DOOR):
        Notice.objects.filter(id=notice.id).update(**changes)


def _send(notice: Notice, address: str, mail: Mail) -> None:
    sender = settings.MAIL_FROM or "noreply@localhost"
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<{notice.id}@{domain}>", "Auto-Submitted": "auto-generated"}
    EmailMessage(mail.subject, mail.text, sender, [address], headers=headers, connection=_connection()).send()


def _connection() -> BaseEmailBackend:
    parts = urlsplit(settings.SMTP_URL)
    backend: BaseEmailBackend = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname or "localhost",
        port=parts.port or (465 if parts.scheme == "smtps" else 25),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=parts.scheme == "smtps",
        use_tls="starttls" in parts.query,
        timeout=settings.MAIL_TIMEOUT_SECONDS,
    )
    return backend
