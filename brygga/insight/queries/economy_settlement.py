"""Settlement between municipalities: work counted in the trail, priced, and set off pair by pair."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from brygga.insight.queries import economy
from brygga.insight.rules.economy import Inputs, Key, Place, hourly, weights
from brygga.insight.rules.economy_sums import Balance, Work, balances, priced, shared_cost
from brygga.insight.rules.economy_terms import Measure
from brygga.law import activities
from brygga.municipalities.queries import agreements_of, by_code


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
    names: dict[int, str]
    activities: dict[str, str]

    @property
    def hidden(self) -> int:
        """Lines about too few cases to tell."""
        return sum(row.acts is None for row in self.work)


def settled(home: int, first: date, last: date, minutes_each: int, cost: int, key: Key) -> Settled:
    """For a municipality and those it has, or has had, an agreement with."""
    parties = sorted({home, *(code for row in agreements_of(home) for code in row.parties)})
    counts = economy.work_between(home, parties, first, last)
    basis = economy.basis(home, last)
    found = {code for row in counts for code in row[:2]} | set(parties)
    work = priced(counts, minutes_each, {code: _hourly(basis.inputs, code, last) for code in found})
    places = _places(basis, parties)
    return Settled(
        first=first,
        last=last,
        minutes_each=minutes_each,
        work=work,
        balances=balances(work),
        shared=shared_cost(cost, places, weights(places, _used(places, work), key)) if cost else (),
        cost=cost,
        key=key,
        names={code: by_code(code).name for code in found},
        activities={row.code: row.name_sv for row in activities(last)},
    )


def _hourly(inputs: Inputs, code: int, on: date) -> Decimal:
    measures = (Measure.SALARY, Measure.ON_COST, Measure.HOURS)
    return hourly({measure: inputs.at(measure, "", code, on).value for measure in measures})


def _places(basis: economy.Basis, parties: list[int]) -> list[Place]:
    """One whose inhabitants nobody has counted weighs nothing by inhabitants, and is shown so."""
    counted = {one.code: one.population for one in basis.known}
    return [Place(code, by_code(code).name, counted.get(code, 0)) for code in parties]


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
    for place, amount in settled.shared:
        yield [place.name, "", _("Del av gemensam kostnad"), "", "", "", amount]
