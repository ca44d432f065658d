"""When somebody answers, and whether somebody does now. From the rota, and from open pages; nothing is promised."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db import connection

from brygga.advice import permits, rules
from brygga.ground import clock
from brygga.municipalities.models import Municipality

_ROTA = """
select performer, weekday, day, starts, ends, valid_from, valid_to, here_at from brygga.advice_rota(%s)
"""


@dataclass(frozen=True)
class Rota:
    """The shifts that cover a municipality, with when each of those people's page was last open."""

    home: int
    now: datetime
    rows: tuple[tuple[int, rules.Pass, datetime | None], ...]

    @cached_property
    def shifts(self) -> tuple[rules.Pass, ...]:
        return tuple(shift for _performer, shift, _here in self.rows)

    @cached_property
    def opening(self) -> rules.Opening:
        return rules.opening(self.shifts, self.now)

    @cached_property
    def week(self) -> list[tuple[date, list[tuple[datetime, datetime]]]]:
        return rules.week(self.shifts, self.now)

    @cached_property
    def answering(self) -> bool:
        """Somebody whose shift it is has the page open, and has said that they answer."""
        return any(
            rules.is_on([shift], self.now) and rules.is_here(here, self.now)
            for _performer, shift, here in self.rows
        )

    @property
    def planned(self) -> bool:
        return self.opening.until is not None


def rota(home: Municipality) -> Rota:
    """One query, and one for each other municipality whose staff help. Run as anybody."""
    now = clock.now().astimezone(clock.STOCKHOLM)
    with connection.cursor() as cursor:
        cursor.execute(_ROTA, [home.code])
        found = [(row[0], _times(row[1:7]), row[7]) for row in cursor.fetchall()]
    helping = _helping(home.code, {performer for performer, _times, _here in found}, now.date())
    return Rota(home.code, now, tuple(row for row in found if row[0] in helping))


def _times(row: tuple[object, ...]) -> rules.Pass:
    weekday, day, starts, ends, first, last = row
    return rules.Pass(starts, ends, weekday, day, first, last)  # type: ignore[arg-type]


def _helping(home: int, performers: Iterable[int], on: date) -> set[int]:
    return {performer for performer in performers if permits.may_help(home, performer, on)}
