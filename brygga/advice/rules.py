"""Advice without a name: how long words are kept, how many may wait, when somebody answers. Pure.

SoL (2025:400) 14:4: what is said in advice about somebody's personal circumstances need not be written down.
14:2 and 19:1: what tells that a child is harmed must be acted on, also here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID, uuid5

from brygga.law.holidays import is_free_day

ACTIVITY = "counselling_anonymous"

TEXT_MAX = 4_000
CARRIED_MAX = 4_000
"""What an application has room for; longer words are cut, and the whole can be saved as a file."""
MOST_PER_MINUTE = 12
MINUTE = timedelta(minutes=1)
"""Lines of one visitor: far more than anybody writes, far less than a program does."""
MOST_LINES = 300
MOST_UNANSWERED = 40
"""Lines before anybody has answered: room for all there is to tell, and a floor that cannot be filled without end."""
MOST_HERE = 100
"""Visitors with the page open whom nobody has answered. More than that cannot be answered in an hour by anybody."""
MOST_WAITING = 1_000
"""All that wait, also questions left for the morning: the room behind an open door has a size."""

KEPT_AFTER_END = timedelta(hours=2)
"""How long the words remain when a conversation has ended: long enough to copy them or to go on to an application."""
QUIET_ENDS = timedelta(hours=24)
"""Nobody has written for so long after an answer: it has ended."""
UNANSWERED_ENDS = timedelta(days=7)
"""A question that nobody could answer is not kept for ever."""

HERE_WITHIN = timedelta(seconds=75)
"""Staff: a page that says every half minute that it is open may miss one of those and still be there."""
VISITOR_HERE_WITHIN = timedelta(minutes=3)
"""Visitors: what follows the page is looked at again each minute."""
LEFT_AFTER = timedelta(minutes=10)
"""Whoever took a conversation and has been away so long leaves it to colleagues."""
AGAIN_WITHIN = timedelta(minutes=2)
"""A form sent twice by a double press comes within this; one found later on a shared computer does not."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that looks like a number."""
KEY_LETTERS = 16
KEY_COOKIE = "brygga_samtal"
"""Sent below /radgivning/ of one municipality alone, and kept for as long as the browser is open."""
_CONVERSATIONS = UUID("b7a0f7f2-3f0e-5b0e-9d5d-6d9c6b0f3a11")


class Kind(StrEnum):
    """What was begun: a conversation while somebody answers, or a question left for when somebody does."""

    CHAT = "chat"
    QUESTION = "question"


class End(StrEnum):
    """Who ended a conversation."""

    VISITOR = "visitor"
    STAFF = "staff"
    QUIET = "quiet"


def key_from(secret: bytes) -> str:
    """Sixteen letters and numbers (80 bits) out of at least ten secret bytes."""
    number = int.from_bytes(sha256(secret).digest()[:10], "big")
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(KEY_LETTERS))


def as_code(key: str) -> str:
    """The key as somebody copies it by hand: groups of four."""
    return "-".join(key[start : start + 4] for start in range(0, len(key), 4))


def from_code(typed: str) -> str:
    """The key, from how people write it; "" where it is none."""
    bare = re.sub(r"[\s-]", "", typed).upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return bare if len(bare) == KEY_LETTERS and set(bare) <= set(_ALPHABET) else ""


def conversation_id(key_hash: str) -> UUID:
    """A conversation's id: the same for the same key, and no way back to the key."""
    return uuid5(_CONVERSATIONS, key_hash)


def line_id(conversation: UUID, once: UUID, text: str) -> UUID:
    """The same words from the same form are one line; a form that is sent again with other words is another."""
    return uuid5(conversation, f"{once} {sha256(text.encode()).hexdigest()}")


SATURDAY = 5


@dataclass(frozen=True)
class Pass:
    """A shift: each week on a weekday, but not on holidays that fall there; or on one day."""

    starts: time
    ends: time
    weekday: int | None = None
    day: date | None = None
    valid_from: date = date.min
    valid_to: date | None = None

    def on(self, day: date) -> bool:
        if self.day is not None:
            return self.day == day
        until = self.valid_to or date.max
        holiday = day.weekday() < SATURDAY and is_free_day(day)
        return self.weekday == day.weekday() and self.valid_from <= day <= until and not holiday


def is_on(shifts: Iterable[Pass], now: datetime) -> bool:
    """Whether one of the shifts is under way at a local moment."""
    return any(shift.on(now.date()) and shift.starts <= now.time() < shift.ends for shift in shifts)


@dataclass(frozen=True)
class Opening:
    """Open until a moment, or closed until one; none where nothing is planned within two weeks."""

    is_open: bool
    until: datetime | None


DAYS_AHEAD = 14


def opening(shifts: Iterable[Pass], now: datetime) -> Opening:
    """When somebody answers, by the rota alone. now: local."""
    known = tuple(shifts)
    spans = [_joined(_of_day(known, now, ahead)) for ahead in range(DAYS_AHEAD + 1)]
    for starts, ends in (span for day in spans for span in day):
        if starts <= now < ends:
            return Opening(True, ends)
        if starts > now:
            return Opening(False, starts)
    return Opening(False, None)


def week(shifts: Iterable[Pass], now: datetime) -> list[tuple[date, list[tuple[datetime, datetime]]]]:
    """The coming seven days that somebody answers on, and when."""
    known = tuple(shifts)
    days = [(now.date() + timedelta(days=ahead), _joined(_of_day(known, now, ahead))) for ahead in range(7)]
    return [(day, spans) for day, spans in days if spans]


def _of_day(shifts: Iterable[Pass], now: datetime, ahead: int) -> list[tuple[datetime, datetime]]:
    day = now.date() + timedelta(days=ahead)
    return sorted(
        (datetime.combine(day, one.starts, now.tzinfo), datetime.combine(day, one.ends, now.tzinfo))
        for one in shifts
        if one.on(day)
    )


def _joined(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Shifts that meet or overlap are one time to whoever asks."""
    joined: list[tuple[datetime, datetime]] = []
    for starts, ends in spans:
        if joined and starts <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((starts, ends))
    return joined


def is_here(here_at: datetime | None, now: datetime) -> bool:
    """Whether a member of staff has the page open."""
    return here_at is not None and now - here_at <= HERE_WITHIN


def visitor_is_here(seen_at: datetime, now: datetime) -> bool:
    return now - seen_at <= VISITOR_HERE_WITHIN
