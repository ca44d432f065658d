"""A visitor's own conversation, by the key that their browser holds. Run as the door, whoever is signed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from brygga.advice import rules
from brygga.advice.models import Chat, Line
from brygga.ground import clock, sealing, tenancy
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import by_code


@dataclass(frozen=True)
class Said:
    """One line as its reader sees it."""

    number: int
    who: str
    at: datetime
    text: str
    mine: bool
    by_visitor: bool


@dataclass(frozen=True)
class Visit:
    """A conversation as the visitor has it. before: how many wait in front of them; with: who answers, or "" """

    chat: Chat
    lines: tuple[Said, ...]
    before: int
    answered_by: str

    @property
    def gone_at(self) -> datetime | None:
        """When the words are taken away by themselves."""
        return self.chat.ended_at + rules.KEPT_AFTER_END if self.chat.ended_at else None

    @property
    def own_words(self) -> str:
        """What the visitor themselves has written."""
        return "\n\n".join(line.text for line in self.lines if line.mine)

    @property
    def transcript(self) -> str:
        """All that was said, as text to carry along."""
        return "\n\n".join(f"{line.who}: {line.text}" for line in self.lines)


def hashed(key: str) -> str:
    """What the database knows of a key. Without the installation's own secret it says nothing."""
    return sealing.blind_index(f"advice {key}")


def visit(home: Municipality, key: str) -> Visit | None:
    """Four queries; one where the key opens nothing (any longer). Looking is being there."""
    given: list[Any] = [home.code, hashed(key)]
    with tenancy.enter(tenancy.DOOR):
        chat = _chat(given)
        if chat is None:
            return None
        _seen(given)
        lines: list[Line] = list(Line.objects.raw("select * from brygga.advice_lines(%s, %s)", given))
        before = _before(given) if chat.staff_id is None else 0
    return Visit(chat, tuple(_said(line) for line in lines), before, shown_name(chat))


def followed(home: Municipality, key: str) -> Chat | None:
    """The conversation alone, for who follows it: being followed is being there. Run as the door."""
    given: list[Any] = [home.code, hashed(key)]
    chat = _chat(given)
    if chat is not None:
        _seen(given)
    return chat


def shown_name(one: Chat | Line) -> str:
    """First name, work and municipality: enough to know whom one talks with. The whole name is given on request."""
    if one.staff_municipality is None:
        return ""
    first, town = one.staff_name.split(" ")[0], by_code(one.staff_municipality).name
    return _("%(name)s, %(title)s i %(town)s") % {"name": first, "title": one.staff_title, "town": town}


def _chat(given: list[Any]) -> Chat | None:
    return next(iter(Chat.objects.raw("select * from brygga.advice_chat(%s, %s)", given)), None)


def _seen(given: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select brygga.advice_seen(%s, %s, %s)", [*given, clock.now()])


def _before(given: list[Any]) -> int:
    """How many with their page open have waited longer: those are answered first."""
    since = clock.now() - rules.VISITOR_HERE_WITHIN
    with connection.cursor() as cursor:
        cursor.execute("select brygga.advice_before(%s, %s, %s)", [*given, since])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _said(line: Line) -> Said:
    mine = line.staff_id is None
    return Said(line.number, _("Du") if mine else shown_name(line), line.at, line.text, mine, mine)
