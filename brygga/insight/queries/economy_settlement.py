"""Settlement between municipalities: work counted in the trail, priced, and set off pair by pair."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from brygga.insight.queries import economy
from brygga.insight.rules.economy import Inputs, Key, Place, hourly, weights
from brygga.insight.rules.economy_sums import (
    Balance,
    Borne,
    Work,
    balances,
    borne,
    payments,
    priced,
    shared_cost,
)
from brygga.insight.rules.economy_terms import Measure
from brygga.law import activities
from brygga.municipalities.models import Agreement
from brygga.municipalities.queries import by_code


@dataclass(frozen=True)
class Settled:
    first: date
    last: date
    minutes_each: int
    work: tuple[Work, ...]
    balances: tuple[Balance, ...]
    shared: tuple[tuple[Place, int], ...]
    cost: int
    key: Key
    borne: tuple[Borne, ...]  # where an agreement shares the work by another key than use
    agreement: Agreement | None
    agreed: bool  # the agreement itself says how the cost is shared
    names: dict[int, str]
    activities: dict[str, str]

    @property
    def hidden(self) -> int:
        """Lines about too few cases to tell."""
        return sum(row.acts is None for row in self.work)


@dataclass(frozen=True)
class Asked:
    """A period, the minutes of one act, a cost in common and how it is shared; under one agreement or under all."""

    first: date
    last: date
    minutes_each: int
    cost: int
    key: Key
    agreement: Agreement | None = None

    @property
    def terms(self) -> dict[str, Any]:
        return self.agreement.terms if self.agreement else {}

    @property
    def agreed_key(self) -> Key:
        """The agreement's own key before the one that was chosen."""
        return Key(self.terms.get("cost_key") or self.key)

    @property
    def together(self) -> bool:
        """Whether the agreement itself says that the parties bear the work together, whosever cases it was in."""
        return Key(self.terms.get("cost_key") or Key.USE) is not Key.USE

    @property
    def days(self) -> tuple[date, date]:
        """The part of the period in which the agreement was in force."""
        if self.agreement is None:
            return self.first, self.last
        ends = [end for end in (self.agreement.valid_to, self.agreement.terminated_on, self.last) if end]
        return max(self.first, self.agreement.valid_from), min(ends)

    def covers(self, work: Work) -> bool:
        if self.agreement is None:
            return True
        parties, activities = self.agreement.parties, self.agreement.activities
        among = work.home in parties and work.performer in parties
        return among and (not activities or work.activity in activities)


def settled(home: int, asked: Asked, agreements: Iterable[Agreement]) -> Settled:
    """For a municipality and the parties of its agreements, or of one of them."""
    rows = [asked.agreement] if asked.agreement else agreements
    parties = sorted({home, *(code for row in rows for code in row.parties)})
    counts = _counts(home, asked, parties)
    basis = economy.basis(home, asked.last)
    found = {code for row in counts for code in row[:2]} | set(parties)
    hourly_of = {code: _hourly(basis.inputs, code, asked.last) for code in found}
    work = tuple(filter(asked.covers, priced(counts, asked.minutes_each, hourly_of)))
    places = _places(basis, parties, asked.terms.get("shares", {}))
    key, cost = asked.agreed_key, asked.cost
    parts = _borne(asked, work, places)
    return Settled(
        first=asked.first,
        last=asked.last,
        minutes_each=asked.minutes_each,
        work=work,
        balances=payments(parts) if parts else balances(work),
        shared=shared_cost(cost, places, weights(places, _used(places, work), key)) if cost else (),
        cost=cost,
        key=key,
        borne=parts,
        agreement=asked.agreement,
        agreed=bool(asked.terms.get("cost_key")),
        names={code: by_code(code).name for code in found},
        activities={row.code: row.name_sv for row in activities(asked.last)},
    )


def _counts(home: int, asked: Asked, parties: list[int]) -> list[tuple[int, int, str, str, int | None]]:
    """Where all bear the work together, all of it; else what concerns this municipality and nothing more."""
    first, last = asked.days
    if first > last:
        return []
    if asked.agreement is not None and asked.together:
        return economy.work_under(home, asked.agreement.id, first, last)
    return economy.work_between(home, parties, first, last)


def _borne(asked: Asked, work: tuple[Work, ...], places: list[Place]) -> tuple[Borne, ...]:
    """Nothing where each pays for the work in its own cases: that is what the balances say."""
    if not asked.together or not work:
        return ()
    return borne(work, places, weights(places, _used(places, work), asked.agreed_key))


def _hourly(inputs: Inputs, code: int, on: date) -> Decimal:
    measures = (Measure.SALARY, Measure.ON_COST, Measure.HOURS)
    return hourly({measure: inputs.at(measure, "", code, on).value for measure in measures})


def _places(basis: economy.Basis, parties: list[int], shares: Mapping[str, int]) -> list[Place]:
    """One whose inhabitants nobody has counted weighs nothing by inhabitants, and is shown so."""
    counted = {one.code: one.population for one in basis.known}
    return [
        Place(
            code, by_code(code).name, counted.get(code, 0), Decimal(shares.get(str(code), 0 if shares else 1))
        )
        for code in parties
    ]


def _used(places: list[Place], work: tuple[Work, ...]) -> list[Decimal]:
    """Minutes of others' work in each one's cases."""
    return [Decimal(sum(row.minutes for row in work if row.home == place.code)) for place in places]


def sheet(settled: Settled) -> Iterator[list[object]]:
    """Rows of the spreadsheet."""
    yield [_("Kommun som fick hjälp"), _("Kommun som gjorde"), _("Uppgift"), _("Steg"), _("Åtgärder"),
           _("Minuter"), _("Kronor")]  # fmt: skip
    for row in settled.work:
        task = settled.activities.get(row.activity, row.activity)
        acts = _("färre än fem ärenden") if row.acts is None else row.acts
        who = [settled.names[row.home], settled.names[row.performer]]
        yield [*who, task, row.step, acts, row.minutes, row.amount]
    for balance in settled.balances:
        who = [settled.names[balance.payer], settled.names[balance.payee]]
        yield [*who, _("Att betala"), "", "", "", balance.amount]
    for part in settled.borne:
        yield [part.place.name, "", _("Ska bära"), "", "", "", part.bears]
        yield [part.place.name, "", _("Har utfört"), "", "", "", part.done]
    for place, amount in settled.shared:
        yield [place.name, "", _("Del av gemensam kostnad"), "", "", "", amount]
