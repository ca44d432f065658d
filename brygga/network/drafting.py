"""What the law says of an agreement being written. Pure: a draft, a day and the agreements there are, no database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from brygga.law import Activity, Answer, Instrument, Performer, Section, Step, Verdict, activities, may
from brygga.law.books import book
from brygga.network.rules import last_day

WITHOUT_DECIDING = (Step.READ, Step.PREPARE, Step.CARRY_OUT)
ASSIGNED = "arbete i hemkommunens ärende (2 kap. 1 § OSL)"
"""The same basis as the gate goes by: reasoned, not settled law."""

SECRECY = ("INSIDER", "SAMTYCKE", "OSL_26_9", "SVOD")
DATA = ("JCA", "CONTROLLER_SPLIT", "PUB")


class Plan(Protocol):
    """What is read of a draft."""

    municipality: int
    parties: Any
    areas: Any
    activities: Any
    steps: Any
    decisions: Any
    secrecy: Any
    data_role: str
    valid_from: Any
    valid_to: Any
    replaces: Any


class Weight(StrEnum):
    """How much a finding weighs: stops the signing, must be arranged besides, or is good to know."""

    STOP = "stop"
    ARRANGE = "arrange"
    KNOW = "know"


@dataclass(frozen=True)
class Finding:
    """One thing the law or the draft itself says; `step` is the page where it is put right."""

    weight: Weight
    step: str
    code: str
    sentence: str = ""
    way: str = ""
    sections: tuple[Section, ...] = ()
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offer:
    """One activity as it can stand in an agreement, with the law's answer for each step."""

    row: Activity
    answers: Mapping[Step, Answer]

    @property
    def share(self) -> str:
        """The best word for the steps that are not decisions; partly where one of them is unknown."""
        verdicts = {self.answers[step].verdict for step in WITHOUT_DECIDING}
        if Verdict.UNKNOWN in verdicts and verdicts & {Verdict.PERMITTED, Verdict.CONDITIONS}:
            return "partly"
        for verdict, word in _BEST:
            if verdict in verdicts:
                return word
        return "never"

    @property
    def decide(self) -> str:
        """delegable, never, none (there is no decision) or unknown."""
        answer = self.answers[Step.DECIDE]
        if answer.permitted:
            return "delegable"
        if answer.verdict is Verdict.UNKNOWN:
            return "unknown"
        return "none" if self.row.steps[Step.DECIDE].home == "none" else "never"


_BEST = (
    (Verdict.PERMITTED, "may"),
    (Verdict.CONDITIONS, "conditions"),
    (Verdict.UNKNOWN, "unknown"),
)


SHAREABLE = {"may", "conditions", "partly"}


def offers(on: date) -> list[Offer]:
    """Every activity of the day's law, asked with all that an agreement could bring."""
    full = (
        *(Instrument(code, code, on) for code in ("AVTAL", "EXT_DELEG", "CONTROLLER_SPLIT", "SAMTYCKE")),
        Instrument("SECRECY_BASIS", ASSIGNED, on),
    )
    return [Offer(row, {step: _ask(row, step, on, full) for step in Step}) for row in activities(on)]


def _ask(row: Activity, step: Step, on: date, have: tuple[Instrument, ...]) -> Answer:
    """As a qualified employee of another municipality would be answered; 1 and 2 are any two."""
    who = Performer(municipality=2, professions=row.requires_profession)
    return may(row.code, step, performer=who, home=1, on=on, have=have)


def shareable(rows: Iterable[Offer], areas: Iterable[str]) -> list[Offer]:
    """What can be chosen in these areas; work common to all areas is always among it."""
    chosen = {*areas, "common"}
    return [row for row in rows if row.row.area in chosen and row.share in SHAREABLE]


def barred(rows: Iterable[Offer], areas: Iterable[str]) -> list[Offer]:
    chosen = {*areas, "common"}
    return [row for row in rows if row.row.area in chosen and row.share not in SHAREABLE]


def papers(plan: Plan, on: date) -> tuple[Instrument, ...]:
    """The instruments that the draft would put in force."""
    areas, named = frozenset(plan.areas), frozenset(plan.activities)
    found = [Instrument("AVTAL", "avtalet", on, areas=areas, activities=named, steps=covered(plan))]
    if "INSIDER" in plan.secrecy:
        found.append(Instrument("SECRECY_BASIS", ASSIGNED, on))
    codes = [code for code in (*plan.secrecy, plan.data_role) if code not in {"INSIDER", ""}]
    return (*found, *(Instrument(code, code, on) for code in codes))


def covered(plan: Plan) -> frozenset[Step]:
    """The steps the agreement is about; to decide only where some decision is named."""
    return frozenset(map(Step, (*plan.steps, *(["decide"] if plan.decisions else []))))


def pairs(plan: Plan) -> Iterator[tuple[str, Step]]:
    """Each activity with each step that the draft asks for."""
    for code in plan.activities:
        for step in plan.steps:
            yield code, Step(step)
    for code in plan.decisions:
        yield code, Step.DECIDE


def from_law(plan: Plan, today: date) -> list[Finding]:
    """What the law says of everything in the draft, each thing once with the activities it concerns."""
    on = max(plan.valid_from or today, today)
    have, heard = papers(plan, on), dict[tuple[Any, ...], list[str]]()
    for code, step in pairs(plan):
        for said in _heard(code, step, on, have):
            named = heard.setdefault(said, [])
            if code not in named:
                named.append(code)
    return [
        Finding(weight, page, kind, sentence, way, sections, tuple(of))
        for (weight, page, kind, sentence, way, sections), of in heard.items()
    ]


def _heard(code: str, step: Step, on: date, have: tuple[Instrument, ...]) -> Iterator[tuple[Any, ...]]:
    row = book().row(code, on)
    if row is None:
        yield Weight.STOP, "uppgifter", "no_law", "", "", ()
        return
    if row.steps[step].home == "none":
        return  # there is nothing to decide, or to carry out
    answer = _ask(row, step, on, have)
    if answer.verdict is Verdict.UNKNOWN:
        yield Weight.STOP, "uppgifter", "unverified", "", "", ()
    elif answer.verdict is Verdict.NEVER:
        page = "steg" if step is Step.DECIDE else "uppgifter"
        yield Weight.STOP, page, f"never_{step}", "", "", answer.sections[:1]
    yield from _lacks(answer)
    for sentence in answer.conditions:
        yield Weight.KNOW, "handlingar", "condition", sentence, "", ()


_PUT_RIGHT = {"AVTAL": "omraden", "PUB_OR_CONTROLLER_SPLIT": "personuppgifter", "PUB": "personuppgifter"}


def _lacks(answer: Answer) -> Iterator[tuple[Any, ...]]:
    for lack in answer.missing:
        paper = book().papers[lack.code]
        sections = book().cited(paper.sections)
        if paper.delegates:
            yield Weight.ARRANGE, "delegera", lack.code, "", "", sections
        else:
            page = _PUT_RIGHT.get(lack.code, "handlingar")
            yield Weight.STOP, page, lack.code, lack.sentence, paper.way, sections


class Standing(Protocol):
    """What is read of an agreement that exists."""

    id: Any
    parties: Any
    areas: Any
    activities: Any
    valid_from: Any
    valid_to: Any


Found = TypeVar("Found", bound=Standing)


class Period(Protocol):
    """What is read of an agreement, or of a draft, beside others."""

    parties: Any
    areas: Any
    activities: Any
    valid_from: Any
    valid_to: Any
    replaces: Any


def overlaps(plan: Period, others: Iterable[Found], today: date) -> list[Found]:
    """Agreements between the same parties, on the same work, at the same time; not the one it replaces."""
    start, end = plan.valid_from or today, plan.valid_to or date.max
    return [
        one
        for one in others
        if one.id != plan.replaces
        and len(set(one.parties) & set(plan.parties)) > 1
        and set(one.areas) & set(plan.areas)
        and (not one.activities or set(one.activities) & set(plan.activities))
        and one.valid_from <= end
        and (last_day(one) or date.max) >= start
    ]


def law_ends(plan: Plan, today: date) -> list[Activity]:
    """Activities whose row of law ends while the agreement still runs."""
    on = max(plan.valid_from or today, today)
    rows = (book().row(code, on) for code in plan.activities)
    end = plan.valid_to or date.max
    return [row for row in rows if row and row.origin.valid_to and row.origin.valid_to < end]


class OwnReading(Protocol):
    """What is read of a municipality's own guideline."""

    activity: str
    area: str
    step: str


Reading = TypeVar("Reading", bound=OwnReading)


def stricter(plan: Plan, guidelines: Iterable[Reading]) -> list[Reading]:
    """The guidelines that bear on something in the draft; empty in a guideline means all."""
    steps = {step.value for step in covered(plan)}
    return [
        one
        for one in guidelines
        if (not one.activity or one.activity in plan.activities)
        and (not one.area or one.area in plan.areas)
        and (not one.step or one.step in steps)
    ]


@dataclass(frozen=True)
class Line:
    """A line that a home municipality's board would need in its delegation order."""

    home: int
    performer: int
    activity: str


def lines(plan: Plan) -> list[Line]:
    """The proposed lines, home by home."""
    return lines_between(plan.parties, plan.decisions)


def lines_between(parties: Iterable[int], decisions: Iterable[str]) -> list[Line]:
    both = list(parties)
    return [
        Line(home, performer, code)
        for home in both
        for performer in both
        if performer != home
        for code in decisions
    ]
