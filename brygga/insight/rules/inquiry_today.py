"""What holds today: who may do what for whom by the agreements and delegations in force. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from typing import TypeAlias

from brygga.insight.rules.inquiry import CORE, GUEST, HOME, Line, Share, together
from brygga.law import Activity, Instrument, Performer, Step, may
from brygga.law.books import book
from brygga.law.words import Area

INSIDER = "arbete i hemkommunens ärende och system (2 kap. 1 § OSL)"
"""The secrecy basis that the gate counts on under an agreement: reasoned, not settled."""

Pair: TypeAlias = tuple[int, int]
"""(home, performer): whose cases, and who would do the work."""
Allowed: TypeAlias = tuple[tuple[Step, ...], bool, tuple[str, ...]]


@dataclass(frozen=True)
class Accord:
    """An agreement in force; parties are those that have approved it."""

    reference: str
    parties: frozenset[int]
    areas: frozenset[str]
    activities: frozenset[str]
    instruments: frozenset[str]
    valid_from: date
    valid_to: date | None
    steps: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Mandate:
    """A line of a delegation order that names staff of another municipality."""

    reference: str
    home: int
    performer: int
    activity: str
    step: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Done:
    """What one municipality may do for another in one activity, and by what."""

    home: int
    performer: int
    steps: tuple[Step, ...]
    whole: bool
    references: tuple[str, ...]


@dataclass(frozen=True)
class PairLine:
    """All activities between two municipalities in one direction."""

    home: int
    performer: int
    whole: int
    part: int
    open: int  # how many the law would let be shared
    references: tuple[str, ...]
    lacking: tuple[tuple[str, int], ...]  # instrument code, and in how many of those activities it lacks


@dataclass(frozen=True)
class Today:
    """What is in force among the chosen municipalities."""

    by_activity: Mapping[str, tuple[Done, ...]]
    by_pair: tuple[PairLine, ...]  # those with anything in force
    pairs: int  # how many there are in all
    lacking: Mapping[str, frozenset[str]]  # activity: instruments that at least one pair lacks


def today(
    lines: Sequence[Line],
    codes: Sequence[int],
    accords: Sequence[Accord],
    mandates: Sequence[Mandate],
    on: date,
) -> Today:
    """Every ordered pair with something in force is asked about every activity; the others have nothing."""
    held = _held(set(codes), accords, mandates)
    alike = set(
        held.values()
    )  # many pairs stand under the same agreement, and the law asks no more than that
    allowed = {have: _all_allowed(have, lines, on) for have in alike}
    lacked = {have: _all_lacking(have, lines) for have in alike}
    done = {pair: _all_done(pair, allowed[have]) for pair, have in held.items()}
    lacking = {pair: lacked[have] for pair, have in held.items()}
    pairs = len(codes) * (len(codes) - 1)
    everywhere = [*lacking.values(), *([_all_lacking((), lines)] if len(held) < pairs else [])]
    by_activity: dict[str, tuple[Done, ...]] = {}
    for code, one in (item for found in done.values() for item in found.items()):
        by_activity[code] = (*by_activity.get(code, ()), one)
    return Today(
        by_activity=by_activity,
        by_pair=tuple(_pair_line(pair, done[pair], lacking[pair]) for pair in held),
        pairs=pairs,
        lacking={
            line.code: frozenset(together(found.get(line.code, ()) for found in everywhere)) for line in lines
        },
    )


def _held(
    codes: set[int], accords: Iterable[Accord], mandates: Iterable[Mandate]
) -> dict[Pair, tuple[Instrument, ...]]:
    """What is in force in each direction, for the pairs that have anything."""
    accords, mandates = tuple(accords), tuple(mandates)
    pairs = {pair for accord in accords for pair in permutations(accord.parties & codes, 2)}
    pairs |= {(one.home, one.performer) for one in mandates if {one.home, one.performer} <= codes}
    return {pair: _instruments(pair, accords, mandates) for pair in sorted(pairs)}


def _instruments(
    pair: Pair, accords: Iterable[Accord], mandates: Iterable[Mandate]
) -> tuple[Instrument, ...]:
    """The same things that the gate counts when somebody acts."""
    found: list[Instrument] = []
    for accord in accords:
        if accord.parties.issuperset(pair):
            found += [_of_accord(accord, code) for code in sorted(accord.instruments | {"AVTAL"})]
            found.append(Instrument("SECRECY_BASIS", INSIDER, accord.valid_from, accord.valid_to))
    found += [_of_mandate(one) for one in mandates if (one.home, one.performer) == pair]
    return tuple(found)


def _of_accord(accord: Accord, code: str) -> Instrument:
    return Instrument(
        code,
        f"avtal {accord.reference}",
        accord.valid_from,
        accord.valid_to,
        areas=accord.areas,
        activities=accord.activities,
        steps=frozenset(map(Step, accord.steps)),
    )


def _of_mandate(mandate: Mandate) -> Instrument:
    return Instrument(
        "EXT_DELEG",
        f"delegation {mandate.reference}",
        mandate.valid_from,
        mandate.valid_to,
        activities=frozenset({mandate.activity}),
        steps=frozenset({Step(mandate.step)}),
    )


def _all_done(pair: Pair, allowed: Mapping[str, Allowed]) -> dict[str, Done]:
    home, performer = pair
    return {
        code: Done(home, performer, steps, whole, references)
        for code, (steps, whole, references) in allowed.items()
    }


def _all_allowed(have: tuple[Instrument, ...], lines: Iterable[Line], on: date) -> dict[str, Allowed]:
    found = ((line.code, _allowed(have, line, on)) for line in lines)
    return {code: one for code, one in found if one is not None}


def _allowed(have: tuple[Instrument, ...], line: Line, on: date) -> Allowed | None:
    """Steps, whether they are all there are, and by what; None where there is no step."""
    guest = Performer(GUEST, professions=line.row.requires_profession)
    core = [step.step for step in line.steps if step.step in CORE]
    answers = [may(line.code, step, performer=guest, home=HOME, on=on, have=have) for step in core]
    given = [answer for answer in answers if answer.permitted]
    if not given:
        return None
    references = together(answer.relied_on for answer in given)
    steps = tuple(answer.step for answer in given)
    return steps, len(given) == len(core), tuple(ref for ref in references if ref != INSIDER)


def _all_lacking(have: Sequence[Instrument], lines: Iterable[Line]) -> dict[str, tuple[str, ...]]:
    """What each activity that may be shared would still need between two municipalities."""
    shared = (line for line in lines if line.share in (Share.FREE, Share.CONDITIONS))
    return {
        line.code: tuple(
            code for code in line.instruments if not any(_serves(i, code, line.row) for i in have)
        )
        for line in shared
    }


def _serves(instrument: Instrument, code: str, row: Activity) -> bool:
    if instrument.code not in book().papers[code].met_by:
        return False
    named = not instrument.activities or row.ancillary or row.code in instrument.activities
    within = not instrument.areas or row.area == Area.COMMON or row.area in instrument.areas
    return named and within


def _pair_line(pair: Pair, done: Mapping[str, Done], lacking: Mapping[str, tuple[str, ...]]) -> PairLine:
    counted: dict[str, int] = {}
    for codes in lacking.values():
        for code in codes:
            counted[code] = counted.get(code, 0) + 1
    whole = sum(1 for one in done.values() if one.whole)
    return PairLine(
        home=pair[0],
        performer=pair[1],
        whole=whole,
        part=len(done) - whole,
        open=len(lacking),
        references=together(one.references for one in done.values()),
        lacking=tuple(sorted(counted.items(), key=lambda item: -item[1])),
    )
