"""The worker's part: telling residents that something waits, again and again until it is through.

What is claimed (brygga.ground.claims) by a worker that dies may be sent twice: SMTP knows no more, but the Message-ID
is the same.
"""

import logging
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q

from brygga.ground import claims, clock, tenancy
from brygga.ground.seals import SEALER
from brygga.messages import carriers
from brygga.messages.carriers import NO_WAY_BACK, Envelope
from brygga.messages.models import AddressCheck, Notice, NoticeChoice
from brygga.messages.queries.checks import code_of
from brygga.messages.queries.notices import can_send, channels, choice_of
from brygga.messages.queries.ways import index_of, token_of
from brygga.messages.rules import CODE_WITHIN, COUNTED_FOR, MOST_ATTEMPTS, retry_after, tagged
from brygga.messages.wording import Words, words_for, words_for_code
from brygga.municipalities.queries import by_code

AT_ONCE = 50
MOST_LOOKED_AT = 200
"""In a round, with those that are left for later: it is never a long one."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claimed:
    """A notice in hand, how it is to go and what it says; words are None where nobody wants it.

    waits: its way is away for now, so that it is left for later without a try.
    """

    notice: Notice
    channel: str = ""
    address: str = ""
    words: Words | None = None
    envelope: Envelope = NO_WAY_BACK
    waits: bool = False


def send_notices() -> int:
    """Send what is due and say how many went. What goes by a server that is away waits; the rest goes."""
    sent, away = 0, set[str]()
    for _look in range(MOST_LOOKED_AT):
        if sent >= AT_ONCE or not _ways(away) or (claimed := _claim(away)) is None:
            break
        if claimed.waits:
            continue
        if _tried(claimed):
            sent += claimed.words is not None
        else:
            away.add(claimed.channel)
    return sent


def _ways(away: set[str]) -> list[str]:
    """By which something can be sent still, this round."""
    return [channel for channel in channels() if channel not in away]


def send_codes() -> int:
    """Send the codes that are waited for and say how many went. What goes by a server that is away waits."""
    sent, away = 0, set[str]()
    while sent < AT_ONCE and (check := _claim_check(_ways(away))) is not None:
        try:
            _send_code(check)
        except carriers.NotTaken as answer:
            later = clock.now() + retry_after(check.attempts)
            _mark_check(check, state="failed" if answer.for_good else "queued", next_try_at=later)
        except carriers.Away as why:
            log.warning("No code can be sent by %s now (%s).", check.channel, why)
            _mark_check(check, next_try_at=clock.now() + retry_after(check.attempts))
            away.add(check.channel)
        else:
            _mark_check(check, state="sent")
            sent += 1
    return sent


def forget_codes() -> None:
    """An address that nobody showed to be theirs is not kept for longer than codes are counted."""
    with tenancy.enter(SEALER):
        AddressCheck.objects.filter(asked_at__lt=clock.now() - COUNTED_FOR).delete()


def _claim_check(ways: list[str]) -> AddressCheck | None:
    now = clock.now()
    with tenancy.enter(SEALER):
        queued = AddressCheck.objects.filter(state=AddressCheck.State.QUEUED, done_at=None)
        queued = queued.filter(asked_at__gt=now - CODE_WITHIN, channel__in=ways)
        check: AddressCheck | None = claims.claimed(queued, now)
        return check


def _send_code(check: AddressCheck) -> None:
    words = words_for_code(code_of(check.id))
    if check.channel == NoticeChoice.Channel.SMS:
        carriers.text_message(check.address, words.short)
    else:
        carriers.mail(check.id, check.address, words.subject, words.text)


def _mark_check(check: AddressCheck, **changes: object) -> None:
    with tenancy.enter(SEALER):
        AddressCheck.objects.filter(id=check.id).update(**changes)


def _claim(away: set[str]) -> Claimed | None:
    """Claim one that is due.

    One that would go by a way that is away is put behind the others, and no attempt is counted.
    """
    now = clock.now()
    with tenancy.enter(SEALER):
        queued = Notice.objects.filter(Q(closed_at=None) | Q(attempts=0), state=Notice.State.QUEUED)
        notice: Notice | None = claims.first_due(queued, now)
        if notice is None:
            return None
        claimed = _addressed(notice)
        waits = claimed.channel in away
        notice.attempts += not waits
        notice.next_try_at = now + (retry_after(1) if waits else claims.CLAIM)
        notice.token_index = index_of(token_of(notice.id))
        notice.save(update_fields=["attempts", "next_try_at", "token_index"])
        return replace(claimed, waits=waits)


def _addressed(notice: Notice) -> Claimed:
    """To whom, in what words: read when it is sent, so that a choice just changed holds."""
    choice = choice_of(notice.recipient_index)
    if choice is None or choice.style == NoticeChoice.Style.OFF or _is_over(notice):
        return Claimed(notice)
    if not can_send(choice.channel):
        return Claimed(notice)
    plain = choice.style == NoticeChoice.Style.PLAIN and not notice.shielded
    with tenancy.enter(tenancy.DOOR):
        home = by_code(notice.municipality)
    envelope = _envelope(notice, choice)
    words = words_for(home, plain=plain, answers=bool(envelope.answers), kind=notice.kind)
    return Claimed(notice, choice.channel, choice.address, words, envelope)


def _envelope(notice: Notice, choice: NoticeChoice) -> Envelope:
    """Answers by mail only by choice, and never where a case is shielded: the mail alone could tell on somebody."""
    if not settings.MAIL_ANSWERS:
        return NO_WAY_BACK
    own = tagged(settings.MAIL_ANSWERS, token_of(notice.id))
    return Envelope(returns=own, answers=own if choice.answers and not notice.shielded else "")


def _is_over(notice: Notice) -> bool:
    """Read meanwhile, taken back, or of no use any more."""
    return notice.closed_at is not None or (notice.until is not None and notice.until <= clock.now())


def _tried(claimed: Claimed) -> bool:
    """Whether somebody answered there, or nobody had to be asked."""
    notice, now = claimed.notice, clock.now()
    if claimed.words is None:
        _mark(notice, state=Notice.State.UNWANTED, closed_at=notice.closed_at or now)
        return True
    try:
        _send(claimed, claimed.words)
    except carriers.NotTaken as answer:
        _failed(notice, answer.problem, for_good=answer.for_good)
    except carriers.Away as why:
        log.warning("No notice can be sent by %s now (%s).", claimed.channel, why)
        _failed(notice, "away", for_good=False)
        return False
    else:
        seen = {"closed_at": clock.now()} if notice.kind != Notice.Kind.MESSAGE else {}
        _mark(notice, state=Notice.State.SENT, sent_at=clock.now(), problem="", **seen)
    return True


def _failed(notice: Notice, problem: str, *, for_good: bool) -> None:
    now = clock.now()
    if for_good or notice.attempts >= MOST_ATTEMPTS:
        _mark(notice, state=Notice.State.FAILED, problem=problem, closed_at=now)
    else:
        _mark(notice, problem=problem, next_try_at=now + retry_after(notice.attempts))
    log.warning("A notice could not be sent (%s), attempt %s.", problem, notice.attempts)


def _mark(notice: Notice, **changes: object) -> None:
    with tenancy.enter(SEALER):
        Notice.objects.filter(id=notice.id).update(**changes)


def _send(claimed: Claimed, words: Words) -> None:
    if claimed.channel == NoticeChoice.Channel.SMS:
        carriers.text_message(claimed.address, words.short)
    else:
        carriers.mail(claimed.notice.id, claimed.address, words.subject, words.text, claimed.envelope)
