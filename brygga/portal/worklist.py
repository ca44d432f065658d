"""The list region: rows as a caseworker reads them, grouped by how near the legal clock is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brygga.access.rules import StaffActor
from brygga.cases import queries as cases
from brygga.ground.addresses import address
from brygga.municipalities.queries import by_code
from brygga.portal import words
from brygga.portal.themes import theme_url

WEEK = 7
ENOUGH = 6
"""Rows on a start page; a quiet day is filled up with what comes next."""

SLUGS = {"mina": "mine", "teamet": "team", "over-grans": "border"}


class Row(NamedTuple):
    left: str
    tone: str
    who: str
    what: str
    town: tuple[str, str, str]
    url: str
    unread: bool
    mark: str
    case_id: Any
    theme: str
    about: str
    days: int | None
    taken: bool


@dataclass(frozen=True)
class Today:
    """What the start page says of a list: what presses, what is new, what the week brings, what comes next."""

    pressing: list[Row]
    fresh: list[Row]
    unread: list[Row]
    week: list[Row]
    nearest: list[Row]


def left_of(due_on: date | None, today: date) -> tuple[str, str]:
    """How long is left, in a few letters, and how loudly to say it."""
    return _left(None if due_on is None else (due_on - today).days, get_language())


# A list has a hundred rows and perhaps ten different words for them.
@lru_cache(maxsize=2048)
def _left(days: int | None, language: str | None) -> tuple[str, str]:
    if days is None:
        return "–", ""
    if days < 0:
        return _("%(days)s d sen") % {"days": -days}, "due"
    if days == 0:
        return _("i dag"), "due"
    return _("%(days)s d") % {"days": days}, "soon" if days <= 3 else ""


def groups(rows: Iterable[dict[str, Any]], today: date) -> list[tuple[str, list[Row]]]:
    """Headings with their rows: what nobody has yet, then in the order of the clock; empty headings are left out."""
    fresh, language = _("Nya, ingen har tagit dem"), get_language()
    sorted_in: dict[str, list[Row]] = {fresh: []}
    for row in rows:
        due_on = row["due_on"]
        days = None if due_on is None else (due_on - today).days
        heading = fresh if row["handler_id"] is None else _heading(days, language)
        sorted_in.setdefault(heading, []).append(_row(row, days, language))
    return [(heading, group) for heading, group in sorted_in.items() if group]


@lru_cache(maxsize=2048)
def _heading(days: int | None, language: str | None) -> str:
    if days is None:
        return _("Utan frist")
    if days < 0:
        return _("Fristen har gått ut")
    if days == 0:
        return _("Går ut i dag")
    return _("Inom en vecka") if days <= WEEK else _("Senare")


def _row(row: dict[str, Any], days: int | None, language: str | None) -> Row:
    home = by_code(row["municipality"])
    left, tone = _left(days, language)
    return Row(
        left=left,
        tone=tone,
        who=row["who"] or row["title"],
        what=_what(row["due_code"], row["stage"], language),
        town=(home.slug, home.short, home.name),
        url=address("case", slug=home.slug, case_id=row["id"]),
        unread=row["new_for_staff"],
        mark=_("Skyddad") if row["shielded"] else "",
        case_id=row["id"],
        theme=theme_url(home),
        about=row["title"],
        days=days,
        taken=row["handler_id"] is not None,
    )


def today_of(rows: list[Row]) -> Today:
    """Each row once, under the heading that matters most. rows: nearest clock first."""
    under: dict[str, list[Row]] = {}
    for row in rows:
        under.setdefault(_matters(row), []).append(row)
    pressing, fresh, unread, week = (under.get(name, []) for name in ("pressing", "fresh", "unread", "week"))
    told = len(pressing) + len(fresh) + len(unread) + len(week)
    return Today(pressing, fresh, unread, week, under.get("later", [])[: max(0, ENOUGH - told)])


def _matters(row: Row) -> str:
    """The heading of the start page that a row belongs under, or none."""
    if row.days is not None and row.days <= 0:
        return "pressing"
    if not row.taken:
        return "fresh"
    if row.unread:
        return "unread"
    if row.days is None:
        return ""
    return "week" if row.days <= WEEK else "later"


@lru_cache(maxsize=512)
def _what(code: str, stage: str, language: str | None) -> str:
    return str(words.CLOCKS.get(code) or words.STAGES.get(stage, stage))  # type: ignore[call-overload]


def region(actor: StaffActor, chosen: str, today: date, current: Any = None) -> dict[str, Any]:
    """All the list region needs. chosen: a key of SLUGS. current: the id of the open case."""
    which = SLUGS.get(chosen, "mine")
    own = {"slug": by_code(actor.employer).slug}
    counted = cases.counts(actor)
    labels = {"mina": _("Mina"), "teamet": _("Teamet"), "over-grans": _("Över gräns")}
    grouped = groups(cases.work_list(actor, which), today)
    return {
        "tabs": [
            (label, counted[SLUGS[key]], f"{address('work', **own)}?visa={key}", SLUGS[key] == which)
            for key, label in labels.items()
        ],
        "groups": grouped,
        "today_in": today_of([row for _title, rows in grouped for row in rows]),
        "chosen": chosen if chosen in SLUGS else "mina",
        "current_case": current,
        "theme_urls": sorted({row.theme for _title, rows in grouped for row in rows}),
    }
