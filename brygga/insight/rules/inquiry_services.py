"""Services that could start together, the easiest in law first, and the earliest start. Pure.

Order: unclear last; then those that need no new delegation and no roster of chairs; then the fewest and
lightest instruments; then the surest reading of the law; then how much can be done digitally; then what
it is worth, where the economic model says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from brygga.insight.rules.inquiry import Line, Share, together, worst
from brygga.insight.rules.inquiry_data import CHAIR_ROSTER, START, Lead, Service, lead
from brygga.insight.rules.inquiry_today import Today
from brygga.law import Confidence
from brygga.law.books import book

DIGITAL = {"full": 1.0, "part": 0.5, "no": 0.0}
MANDATES = frozenset({"EXT_DELEG", "OWN_DELEG_AUTO"})
MOST_SECTIONS = 4


@dataclass(frozen=True)
class Worth:
    """What the economic model says of a service among these municipalities, in kronor a full year."""

    cost: float
    saving: float
    volume: float


@dataclass(frozen=True)
class ServiceLine:
    """One service in order of ease."""

    service: Service
    lines: tuple[Line, ...]
    share: Share
    instruments: tuple[str, ...]
    in_place: frozenset[str]
    stays: tuple[Line, ...]  # decided at home whatever is agreed
    digital: float
    sure: float  # part of the activities whose verdict follows from the text
    leads: tuple[Lead, ...]
    months: int
    start: date
    sections: tuple[str, ...]
    worth: Worth | None

    @property
    def mandated(self) -> bool:
        """Whether it waits for a delegation, a roster of chairs or somebody else's decision."""
        return bool(self.stays) or self.service.chair_roster or bool(MANDATES & set(self.instruments))


def ranked(
    services: Iterable[Service], lines: Sequence[Line], now: Today, on: date, worth: Mapping[str, Worth]
) -> tuple[ServiceLine, ...]:
    known = {line.code: line for line in lines}
    found = []
    for service in services:
        own = tuple(known[code] for code in service.activities if code in known)
        if own:
            found.append(_line(service, own, now, on, worth.get(service.code)))
    return tuple(sorted(found, key=_ease))


def _ease(one: ServiceLine) -> tuple[object, ...]:
    effort = sum(book().papers[code].effort for code in one.instruments)
    saving = one.worth.saving if one.worth else 0.0
    unclear = one.share in (Share.UNCLEAR, Share.NOT)
    return (unclear, one.mandated, len(one.stays), effort, -one.sure, -one.digital, -saving, one.service.name)


def _line(service: Service, own: tuple[Line, ...], now: Today, on: date, worth: Worth | None) -> ServiceLine:
    stays = tuple(line for line in own if line.share is Share.NOT)
    rest = [line for line in own if line.share is not Share.NOT]
    instruments = together(line.instruments for line in own)
    lacking = set(together(now.lacking.get(line.code, ()) for line in rest))
    ahead = _ahead(service, [code for code in instruments if code in lacking])
    months = _months(ahead)
    sure = [line for line in own if line.confidence is Confidence.VERIFIED]
    return ServiceLine(
        service=service,
        lines=own,
        share=worst(line.share for line in rest) if rest else Share.NOT,
        instruments=instruments,
        in_place=frozenset(instruments) - lacking,
        stays=stays,
        digital=sum(DIGITAL[line.row.digital] for line in own) / len(own),
        sure=len(sure) / len(own),
        leads=ahead,
        months=months,
        start=_later(on, months),
        sections=_sections(own),
        worth=worth,
    )


def _ahead(service: Service, lacking: Iterable[str]) -> tuple[Lead, ...]:
    roster = (CHAIR_ROSTER,) if service.chair_roster else ()
    return tuple(lead(code) for code in (*lacking, *roster, START))


def _months(ahead: Sequence[Lead]) -> int:
    """The agreement first; what rests on it side by side; then the start itself."""
    first = sum(lead.months for lead in ahead if lead.code == "AVTAL")
    beside = max((lead.months for lead in ahead if lead.code not in ("AVTAL", START)), default=0)
    return first + beside + sum(lead.months for lead in ahead if lead.code == START)


def _later(on: date, months: int) -> date:
    """The first day of a month, at least so many whole months away."""
    count = on.year * 12 + on.month - 1 + months + (1 if on.day > 1 else 0)
    return date(count // 12, count % 12 + 1, 1)


def _sections(own: Iterable[Line]) -> tuple[str, ...]:
    return together([section.ref for section in line.row.sections[:2]] for line in own)[:MOST_SECTIONS]
