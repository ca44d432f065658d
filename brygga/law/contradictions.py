"""Facts that cannot all be true: the question is sent back with a sentence, and nothing is guessed."""

from collections.abc import Iterable, Iterator
from datetime import date

from brygga.law.acts import ADULT
from brygga.law.errors import BadQuestion
from brygga.law.facts import NO_DEGREE, Facts
from brygga.law.terms import Activity, Capacity, Instrument, Performer, Step
from brygga.law.words import AppealRoute, Area

ELECTED = frozenset({Capacity.COMMITTEE, Capacity.COMMITTEE_CHAIR, Capacity.BOARD, Capacity.CHAIR_ON_CALL})
UNSETTLED = frozenset(
    {AppealRoute.VARIES, AppealRoute.NONE}
)  # none: no route of appeal is written in the row
NOT_APPEALED = frozenset({AppealRoute.NONE, AppealRoute.REVIEWED})
Pair = tuple[str, str]
"""The same sentence in English and in Swedish."""


def refuse(
    facts: Facts,
    row: Activity,
    step: Step,
    performer: Performer,
    on: date,
    have: Iterable[Instrument],
    area: str | None,
) -> None:
    """Raise BadQuestion when the facts contradict each other, the performer or the activity."""
    found = [
        *_person(facts),
        *_performer(facts, performer),
        *_decision(facts, row, step),
        *_place(facts, row, area),
        *_days(facts, on),
        *_consent(facts, have),
    ]
    if found:
        english, swedish = zip(*found, strict=True)
        raise BadQuestion(
            f"The facts contradict each other: {'; '.join(english)}. Correct one of them, or leave it out.",
            f"Uppgifterna går inte ihop: {'; '.join(swedish)}. Rätta den ena, eller utelämna den.",
        )


def _person(facts: Facts) -> Iterator[Pair]:
    age, adult = facts.get("age"), facts.get("adult")
    if isinstance(age, int) and adult is not None and (age >= ADULT) is not adult:
        yield (
            f"age is {age} and adult is {adult}",
            f"personen är {age} år och {'myndig' if adult else 'inte myndig'}",
        )
    if facts.get("principle") is True and facts.get("greater_weight") is False:
        yield (
            "principle is True and greater_weight is False, though what is of principle counts as weighty",
            "ärendet är av principiell betydelse men inte av större vikt",
        )


def _performer(facts: Facts, performer: Performer) -> Iterator[Pair]:
    if facts.get("employee") and facts.get("elected"):
        yield (
            "employee and elected are both True; a person acts in one capacity at a time",
            "personen är både anställd och förtroendevald",
        )
        return
    capacity = performer.capacity
    really = {
        "employee": capacity == Capacity.EMPLOYEE,
        "elected": capacity in ELECTED,
        "automated": capacity == Capacity.AUTOMATED,
    }
    for name, truth in really.items():
        if facts.get(name, truth) is not truth:
            yield (
                f"{name} is {facts[name]} and the capacity is {capacity}",
                f"{name} är {'ja' if facts[name] else 'nej'} men rollen är {capacity}",
            )
    if facts.get("profession") == NO_DEGREE and performer.professions:
        yield (
            f"profession is none and the performer is {', '.join(sorted(performer.professions))}",
            f"ingen examen men personen är {', '.join(sorted(performer.professions))}",
        )


def _decision(facts: Facts, row: Activity, step: Step) -> Iterator[Pair]:
    route, appealable = facts.get("appeal_route"), facts.get("appealable")
    own = None if row.appeal_route in UNSETTLED else row.appeal_route
    if step is not Step.DECIDE:
        return
    if route is not None and own is not None and route != own:
        yield (
            f"appeal_route is {route} and {row.code} is appealed by {own}",
            f"överklagandet är {route} men för {row.code} är det {own}",
        )
    settled = route or own
    if settled not in (None, AppealRoute.VARIES) and appealable is (settled in NOT_APPEALED):
        yield (
            f"appealable is {appealable} and the appeal route is {settled}",
            f"beslutet {'går' if appealable else 'går inte'} att överklaga men vägen är {settled}",
        )


def _place(facts: Facts, row: Activity, area: str | None) -> Iterator[Pair]:
    told = facts.get("area")
    if told is None:
        return
    own = row.area if row.area != Area.COMMON else area
    if own is not None and told != own:
        yield (
            f"area is {told} and the activity is in {own}",
            f"området är {told} men uppgiften hör till {own}",
        )


def _days(facts: Facts, on: date) -> Iterator[Pair]:
    received, opened = facts.get("received_on"), facts.get("opened_on")
    for name, day in (("received_on", received), ("opened_on", opened)):
        if isinstance(day, date) and day > on:
            yield f"{name} is {day} and the question is for {on}", f"{name} är {day} men frågan gäller {on}"
    if isinstance(received, date) and isinstance(opened, date) and opened < received:
        yield (
            f"opened_on is {opened}, before received_on {received}",
            f"utredningen inleddes {opened}, innan ärendet kom in {received}",
        )


def _consent(facts: Facts, have: Iterable[Instrument]) -> Iterator[Pair]:
    if facts.get("consent") is False and any(instrument.code == "SAMTYCKE" for instrument in have):
        yield (
            "consent is False and a consent (SAMTYCKE) is among the instruments",
            "personen har inte samtyckt men ett samtycke finns med",
        )
