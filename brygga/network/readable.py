"""Rows and their history in words a person reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from brygga.ground.templating import day_year
from brygga.municipalities.models import Change, Delegation
from brygga.network import draft_words, rules, words
from brygga.network.queries import Accord, Employee


@dataclass(frozen=True)
class Book:
    """Names by code and id, read once for a page."""

    names: Mapping[int, str]
    people: Mapping[str, str]
    activities: Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """One change: what, of what, and each field before and after."""

    row: Change
    what: str
    fields: list[tuple[str, str, str]]


_NAMED: dict[str, Mapping[str, Any]] = {
    "areas": words.AREAS,
    "professions": words.PROFESSIONS,
    "instruments": words.INSTRUMENTS,
    "role": words.ROLES,
    "step": words.STEPS,
    "steps": words.STEPS,
    "body": {"council": _lazy("Kommunfullmäktige"), "board": _lazy("Nämnden")},
    "cost_key": draft_words.COST,
    "data_role": draft_words.DATA,
    "secrecy": draft_words.SECRECY,
}


def told(change: Change, book: Book) -> Told:
    names = list(dict.fromkeys([*change.before, *change.after]))
    fields = [
        (
            str(words.FIELDS.get(name, name)),
            value(name, change.before.get(name), book),
            value(name, change.after.get(name), book),
        )
        for name in names
    ]
    kept = [field for field in fields if field[1] != field[2]]
    return Told(change, str(words.CHANGED.get(change.what, change.what)), kept)


def value(name: str, kept: Any, book: Book) -> str:
    """A value of the history as a reader would say it; a dash for nothing."""
    if kept in (None, "", [], {}):
        return "–"
    if isinstance(kept, bool):
        return _("Ja") if kept else _("Nej")
    if name == "terms":
        return _("Se avtalet")
    if isinstance(kept, dict):
        return "; ".join(f"{_key(name, key, book)}: {text}" for key, text in kept.items())
    if isinstance(kept, list):
        return ", ".join(_item(name, item, book) for item in kept)
    return _item(name, kept, book)


def _key(name: str, key: str, book: Book) -> str:
    if name == "shares":
        return book.names.get(int(key), key)
    return str(words.WORDS.get(key, key))


def _item(name: str, item: Any, book: Book) -> str:
    if isinstance(item, list):
        return ": ".join(str(part) for part in item)
    if name in {"parties", "performer"}:
        return book.names.get(int(item), str(item))
    if name in {"activity", "activities", "decisions"}:
        return book.activities.get(item, str(item))
    if name == "staff_id":
        return book.people.get(str(item), str(item))
    if name in _NAMED:
        return str(_NAMED[name].get(item, item))
    return _date(str(item)) if name in _DATES else str(item)


_DATES = {
    *("valid_from", "valid_to", "terminated_on", "ended_on"),
    *("decided_on", "closed_on", "registered_on", "withdrawn_on"),
}


def _date(text: str) -> str:
    return day_year(date.fromisoformat(text))


def people_in(changes: Iterable[Change]) -> set[str]:
    """The staff that a page of history names."""
    sides = (side for change in changes for side in (change.before, change.after))
    return {side["staff_id"] for side in sides if side.get("staff_id")}


def soon(
    people: Iterable[Employee],
    accords: Iterable[Accord],
    lines: Iterable[Delegation],
    activities: Mapping[str, str],
    today: date,
) -> list[tuple[date, str, str]]:
    """(last day, what, of what) for everything that ends, or has to be decided on, within three months."""
    found: list[tuple[Any, str, str]] = [
        *(
            (p, _("Befattning"), who.person.name)
            for who in people
            for p in rules.soon_over(who.positions, today)
        ),
        *(
            (one.row, _notice(one), f"{one.row.reference}, {one.row.title}")
            for one in accords
            if one.state is rules.State.SOON_OVER
        ),
        *(
            (line, _("Delegation"), f"{line.reference}, {activities.get(line.activity, line.activity)}")
            for line in rules.soon_over(lines, today)
        ),
    ]
    ends = [(rules.last_day(row), what, whose) for row, what, whose in found]
    return sorted((end, what, whose) for end, what, whose in ends if end is not None)


def _notice(accord: Accord) -> str:
    """When a new version has to be decided, where there is a period of notice to keep to."""
    act = rules.decide_by(accord.row)
    if not accord.row.notice_months or act is None or accord.row.terminated_on is not None:
        return _("Avtal")
    return _("Avtal. Bestäm senast %(day)s om det ska förnyas.") % {"day": day_year(act)}
