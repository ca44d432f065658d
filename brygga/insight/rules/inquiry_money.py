"""What the economic model says of the services of the inquiry: all of them, and those that could start first. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from brygga.insight.rules import economy_data
from brygga.insight.rules.economy import Inputs, Outcome, Place, results
from brygga.insight.rules.inquiry_services import Worth
from brygga.municipalities.rules import names


@dataclass(frozen=True)
class Basis:
    """The figures that count, and how many live in each municipality."""

    inputs: Inputs
    people: Mapping[int, int]


def usual() -> Basis:
    """The model's own figures, nobody's own."""
    people = {code: found.count for code, found in economy_data.populations().items()}
    return Basis(economy_data.defaults(), people)


@dataclass(frozen=True)
class Money:
    """The model's answer; `unknown` are the municipalities whose number of inhabitants nobody has given."""

    every: Outcome | None
    first: Outcome | None  # of the services that wait for no delegation
    unknown: tuple[int, ...]


def outcome(codes: Sequence[int], on: date, basis: Basis) -> Outcome | None:
    """The whole model for these municipalities, or None where one of them has no number of inhabitants."""
    every = [one.code for one in economy_data.services()]
    return None if _unknown(codes, basis) else _results(codes, on, basis, every)


def costed(
    codes: Sequence[int], on: date, basis: Basis, every: Outcome | None, first: Sequence[str]
) -> Money:
    known = {one.code for one in economy_data.services()}
    chosen = [code for code in first if code in known]
    some = _results(codes, on, basis, chosen) if every is not None and chosen else None
    return Money(every, some, _unknown(codes, basis))


def worth(modelled: Outcome | None) -> dict[str, Worth]:
    """What each service is worth, by its code."""
    return {
        one.service.code: Worth(
            cost=float(one.together.yearly),
            saving=float(one.saving),
            volume=float(sum(part.volume for part in one.parts)),
        )
        for one in (modelled.services if modelled else ())
    }


def _unknown(codes: Sequence[int], basis: Basis) -> tuple[int, ...]:
    return tuple(code for code in codes if code not in basis.people)


def _results(codes: Sequence[int], on: date, basis: Basis, chosen: Sequence[str]) -> Outcome:
    places = [Place(code, names()[code], basis.people[code]) for code in codes]
    services = [one for one in economy_data.services() if one.code in chosen]
    return results(places, services, basis.inputs, on)
