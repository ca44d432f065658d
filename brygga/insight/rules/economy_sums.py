"""An outcome looked at from other sides: by municipality, by figure, and what was done for whom. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from brygga.insight.rules.economy import Outcome, Swing
from brygga.insight.rules.economy_money import divide, kronor
from brygga.insight.rules.economy_terms import Kind, Place


@dataclass(frozen=True)
class PlaceSum:
    """What all the services come to for one municipality."""

    place: Place
    one_time: int
    yearly: int
    last_benefit: int  # of the last year
    worth: int
    worth_alone: int
    better_together: int  # services worth doing together that are not worth doing alone


@dataclass(frozen=True)
class Work:
    """What one municipality's staff did in another's cases. acts None: too few cases to tell."""

    home: int
    performer: int
    activity: str
    step: str
    acts: int | None
    minutes: int
    amount: int

    @property
    def hours(self) -> Decimal:
        return Decimal(self.minutes) / 60


@dataclass(frozen=True)
class Balance:
    """Between two municipalities: what the payer owes for more work received than given."""

    payer: int
    payee: int
    amount: int


def by_place(outcome: Outcome) -> tuple[PlaceSum, ...]:
    found = []
    for number, place in enumerate(outcome.places):
        parts = [one.parts[number] for one in outcome.services]
        found.append(
            PlaceSum(
                place=place,
                one_time=sum(part.together.one_time for part in parts),
                yearly=sum(part.together.yearly for part in parts),
                last_benefit=sum(part.together.years[-1].benefit for part in parts),
                worth=sum(part.together.worth for part in parts),
                worth_alone=sum(part.alone.worth for part in parts),
                better_together=sum(part.together.worth > 0 >= part.alone.worth for part in parts),
            )
        )
    return tuple(found)


def all_swings(outcome: Outcome) -> tuple[Swing, ...]:
    """Each figure at its ends in every service at once, with the whole outcome's worth; the widest first."""
    found: dict[str, Swing] = {}
    for one in outcome.services:
        for swing in one.swings:
            known = found.get(swing.measure)
            found[swing.measure] = swing if known is None else _joined(known, swing)
    return tuple(sorted(found.values(), key=lambda swing: (-swing.width, swing.measure)))


def _joined(known: Swing, more: Swing) -> Swing:
    kind = Kind.ASSUMPTION if Kind.ASSUMPTION in (known.kind, more.kind) else known.kind
    low, high = min(known.low, more.low), max(known.high, more.high)
    worth = known.worth_low + more.worth_low, known.worth_high + more.worth_high
    return Swing(known.measure, kind, low, high, *worth)


def priced(
    counts: Iterable[tuple[int, int, str, str, int | None]], minutes_each: int, hourly: Mapping[int, Decimal]
) -> tuple[Work, ...]:
    """Counted acts across a border as time and kronor, at the performer's cost of an hour.

    counts: home, performer, activity, step, acts. What is too few to tell costs nothing here.
    """
    found = []
    for home, performer, activity, step, acts in counts:
        if home != performer:
            minutes = (acts or 0) * minutes_each
            amount = kronor(hourly[performer] * minutes / 60)
            found.append(Work(home, performer, activity, step, acts, minutes, amount))
    return tuple(
        sorted(found, key=lambda row: (row.home, row.performer, -row.amount, row.activity, row.step))
    )


def balances(work: Sequence[Work]) -> tuple[Balance, ...]:
    """Work set off against work, pair by pair: one payment each at most."""
    owed: dict[tuple[int, int], int] = {}
    for row in work:
        pair = (min(row.home, row.performer), max(row.home, row.performer))
        owed[pair] = owed.get(pair, 0) + (row.amount if row.home == pair[0] else -row.amount)
    rows = ((*(pair if net > 0 else pair[::-1]), abs(net)) for pair, net in sorted(owed.items()) if net)
    return tuple(Balance(payer, payee, amount) for payer, payee, amount in rows)


@dataclass(frozen=True)
class Borne:
    """One party's part of work that all bear together: what it is to bear, and what its own staff have done."""

    place: Place
    bears: int
    done: int

    @property
    def owes(self) -> int:
        """To the others; less than nothing where they owe."""
        return self.bears - self.done


def borne(work: Sequence[Work], places: Sequence[Place], weights: Sequence[Decimal]) -> tuple[Borne, ...]:
    """All work across the parties' borders, shared by a key that does not ask whose cases it was in."""
    bears = divide(sum(row.amount for row in work), weights)
    done = [sum(row.amount for row in work if row.performer == place.code) for place in places]
    return tuple(Borne(*row) for row in zip(places, bears, done, strict=True))


def payments(parts: Sequence[Borne]) -> tuple[Balance, ...]:
    """Fewer payments than parties: whoever owes pays whoever is owed, the largest sums first."""
    owing = sorted(((part.owes, part.place.code) for part in parts if part.owes > 0), key=_largest)
    owed = sorted(((-part.owes, part.place.code) for part in parts if part.owes < 0), key=_largest)
    found = []
    while owing and owed:
        (due, payer), (claim, payee) = owing[0], owed[0]
        amount = min(due, claim)
        found.append(Balance(payer, payee, amount))
        owing[0], owed[0] = (due - amount, payer), (claim - amount, payee)
        owing, owed = [row for row in owing if row[0]], [row for row in owed if row[0]]
    return tuple(found)


def _largest(row: tuple[int, int]) -> tuple[int, int]:
    return -row[0], row[1]


def shared_cost(
    amount: int, places: Sequence[Place], weights: Sequence[Decimal]
) -> tuple[tuple[Place, int], ...]:
    """A cost in common by the agreed key, to the krona."""
    return tuple(zip(places, divide(amount, weights), strict=True))
