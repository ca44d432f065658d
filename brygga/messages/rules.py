"""What a conversation allows, and what may be promised of it. Pure: no Django, no clock."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid5

TEXT_MAX = 10_000
DRAFT_MAX = 2 * TEXT_MAX
MOST_PER_MINUTE = 12
"""Messages of one person in one case: far more than anybody writes, far less than a program does."""

NOTE_MAX, MOST_NOTES = 1_000, 20
"""Working notes are short and few: what grows longer is something the file should hold."""

PAGE = 60
"""Messages shown at once."""

HERE_WITHIN = timedelta(seconds=75)
"""A page that says every half minute that it is open may miss one of those and still be there."""

ENOUGH_ANSWERS = 10
"""Fewer answers than this are no ground for telling anybody how long it usually takes."""

READ_AT_ONCE = timedelta(minutes=1)
"""Nobody is told of what they read while it is said."""

FIRST_RETRY, LONGEST_RETRY = timedelta(seconds=30), timedelta(hours=2)
MOST_ATTEMPTS = 40


@dataclass(frozen=True)
class Sent:
    """What a page has sent: the id it made, and the words."""

    once: UUID
    text: str


def id_for_other_words(once: UUID, text: str) -> UUID:
    """The id of a message whose first id is taken by other words: the same each time it is sent again."""
    return uuid5(once, sha256(text.encode()).hexdigest())


def mobile(typed: str) -> str:
    """A mobile number as networks write it (E.164), from how people write it; "" where it is none.

    Swedish mobile numbers begin with 07; those of other countries are written with + or 00.
    """
    bare = re.sub(r"[\s().–-]", "", typed)
    if re.fullmatch(r"07[02369][0-9]{7}", bare):
        return f"+46{bare[1:]}"
    abroad = re.sub(r"^00", "+", bare)
    if re.fullmatch(r"\+[1-9][0-9]{7,14}", abroad):
        return abroad if not abroad.startswith("+460") else ""
    return ""


def is_here(here_at: datetime | None, now: datetime) -> bool:
    return here_at is not None and now - here_at <= HERE_WITHIN


def retry_after(attempts: int) -> timedelta:
    """How long to wait after the n-th failed attempt: twice as long each time, up to a limit."""
    doubled: timedelta = FIRST_RETRY * 2 ** min(max(attempts - 1, 0), 16)
    return min(doubled, LONGEST_RETRY)


def told_as(seconds: float) -> tuple[str, int]:
    """A time to answer as people say it, never shorter than it was: ("minutes", 5), ("hours", 3), ("days", 2)."""
    minutes = seconds / 60
    for unit, size, most in (("minutes", 5, 60), ("hours", 60, 24 * 60)):
        if minutes <= most - size:
            step = 5 if unit == "minutes" else 1
            return unit, step * max(1, -int(-minutes // size))
    return "days", max(1, -int(-minutes // (24 * 60)))


ANSWER_WITHIN = timedelta(days=30)
"""How long a notice can be answered by mail."""

CODE_WITHIN = timedelta(minutes=30)
"""How long a code can be typed: mail may be slow, and so may whoever looks for it."""

MOST_WRONG, CODES_A_DAY = 5, 5
"""Twenty-five guesses a day at one in a million, by somebody who has signed in with e-ID."""

COUNTED_FOR = timedelta(days=1)

SAME_ASK = timedelta(minutes=2)
"""A form sent twice asks for one code."""


@dataclass(frozen=True)
class Choice:
    """How somebody wants to be told: style and channel as of NoticeChoice, the address as networks write it."""

    style: str
    channel: str
    address: str
    answers: bool = False


def tagged(address: str, token: str) -> str:
    """The address of one notice: svar@post.example becomes svar+<token>@post.example."""
    name, _at, domain = address.rpartition("@")
    return f"{name}+{token}@{domain}"


def token_in(recipient: str, address: str) -> str:
    """The token in a recipient's address; "" where it is not one of ours. Capitals do not matter."""
    name, _at, domain = address.lower().rpartition("@")
    whole = recipient.strip().lower()
    found = re.fullmatch(rf"{re.escape(name)}\+([0-9a-f]{{40}})@{re.escape(domain)}", whole)
    return found[1] if found else ""


def id_of_letter(case: UUID, person: UUID, message_id: str) -> UUID:
    """The id of what came by mail: the same each time the same letter comes."""
    return uuid5(case, f"{person} {message_id}")
