"""What the economic model says of the services of the inquiry: all of them, and those that could start first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from brygga.insight.rules import economy_data
from brygga.insight.rules.economy import Inputs, Outcome, Place, results
from brygga.insight.rules.inquiry_services import Worth
from brygga.municipalities.rules import names


@dataclass(frozen=True)
class Money:
    """The model's answer; `unknown` are the municipalities whose number of inhabitants nobody has given."""

    every: Outcome | None
    first: Outcome | None  # of the services that wait for no delegation
    unknown: tuple[int, ...]


def outcome(codes: Sequence[int], on: date, figures: Inputs | None) -> Outcome | None:
    """The whole model for these municipalities, or None where one of them has no number of inhabitants."""
    return (
        None
        if _unknown(codes)
        else _results(codes, on, figures, [one.code for one in economy_data.services()])
    )


def costed(
    codes: Sequence[int], on: date, figures: Inputs | None, every: Outcome | None, first: Sequence[str]
) -> Money:
    known = {one.code for one in economy_data.services()}
    chosen = [code for code in first if code in known]
    some = _results(codes, on, figures, chosen) if every is not None and chosen else None
    return Money(every, some, _unknown(codes))


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


def _unknown(codes: Sequence[int]) -> tuple[int, ...]:
    return tuple(code for code in codes if code not in economy_data.populations())


def _results(codes: Sequence[int], on: date, figures: Inputs | None, chosen: Sequence[str]) -> Outcome:
    places = [Place(code, names()[code], economy_data.populations()[code].count) for code in codes]
    services = [one for one in economy_data.services() if one.code in chosen]
    return results(places, services, figures or economy_data.defaults(), on)
