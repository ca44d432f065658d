"""What the law lets municipalities do together: one line per activity, computed from the law's own ways.

The performer is an employee of another municipality holding the lightest things that the law asks for.
A joint board or a municipal association is another organisation, and help on request under 29 kap. SoL
is no service one starts: both are told beside the verdict, never counted in it. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from brygga.insight.rules.inquiry_data import Contact, contacts, unjudged
from brygga.law import (
    Activity,
    Answer,
    Capacity,
    Confidence,
    Instrument,
    Level,
    Performer,
    Step,
    Verdict,
    may,
)
from brygga.law import activities as law_of
from brygga.law.books import Book, book
from brygga.law.reference import AREAS

HOME, GUEST = 1, 2
"""Any two: the law is the same in both directions, and a test says so."""
JOINT = frozenset({"GEM_NAMND", "KFORB"})
ON_REQUEST = frozenset({"SOL_29", "FB_2_4"})
CORE = (Step.PREPARE, Step.DECIDE, Step.CARRY_OUT)
"""Reading the file of the home municipality is shown, but opens and closes no activity by itself."""


class Share(StrEnum):
    """May it be done for another municipality?"""

    FREE = "free"  # by agreement alone
    CONDITIONS = "conditions"
    NOT = "not"
    UNCLEAR = "unclear"


WORST = (Share.UNCLEAR, Share.NOT, Share.CONDITIONS, Share.FREE)


class NoLaw(Exception):
    """No law data covers the day."""

    def __init__(self, on: date, first: date) -> None:
        super().__init__(
            f"Lagregistret har ingen lag för {on.isoformat()}. "
            f"Det börjar {first.isoformat()}, när socialtjänstlagen (2025:400) trädde i kraft. Välj en senare dag."
        )


@dataclass(frozen=True)
class StepLine:
    """One step: the verdict for a guest, who decides at home, what it takes, and the reason in a sentence."""

    step: Step
    share: Share
    level: Level
    instruments: tuple[str, ...]
    conditions: tuple[str, ...]
    sections: tuple[str, ...]
    sentence: str
    confidence: Confidence
    automated: bool = False


@dataclass(frozen=True)
class Line:
    """One activity with all that the inquiry asks of it."""

    row: Activity
    contact: Contact
    steps: tuple[StepLine, ...]
    share: Share
    instruments: tuple[str, ...]
    joint: bool  # a joint board could take what no guest may
    on_request: bool  # also without agreement, when one municipality asks another by law

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def confidence(self) -> Confidence:
        """The least certain of the row and its steps."""
        order = (Confidence.UNVERIFIED, Confidence.REASONED, Confidence.VERIFIED)
        return min((self.row.origin.confidence, *(s.confidence for s in self.steps)), key=order.index)

    @property
    def conditions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(step.conditions for step in self.steps)))

    @property
    def level(self) -> Level:
        """Who decides at home; for work without a decision, who does it."""
        found = next((step for step in self.steps if step.step is Step.DECIDE), None)
        return found.level if found else Level.EMPLOYEE

    @property
    def decides(self) -> bool:
        return any(step.step is Step.DECIDE for step in self.steps)

    @property
    def still(self) -> tuple[Step, ...]:
        """What may be shared although the whole may not."""
        open_to = (Share.FREE, Share.CONDITIONS)
        return tuple(step.step for step in self.steps if step.share in open_to and step.step in CORE)


@dataclass(frozen=True)
class Tally:
    """How many activities of one area, by verdict."""

    area: str
    counts: Mapping[Share, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def lines(on: date) -> tuple[Line, ...]:
    """Every activity of the day, by area as the law's own reference orders them; raises NoLaw."""
    if not law_of(on):
        raise NoLaw(on, first_day())
    return read(book(), on)


@lru_cache(maxsize=32)
def read(law: Book, on: date) -> tuple[Line, ...]:
    """The same, remembered for as long as the book of law is the same."""
    order, known = list(AREAS), contacts(on)
    found = sorted(law.all_on(on), key=lambda row: order.index(row.area))
    return tuple(_line(row, known.get(row.code) or unjudged(row.code), on) for row in found)


def first_day() -> date:
    return min(row.origin.valid_from for versions in book().activities.values() for row in versions)


def tallies(found: Iterable[Line]) -> tuple[Tally, ...]:
    """One per area that has activities."""
    counts: dict[str, Counter[Share]] = {}
    for line in found:
        counts.setdefault(line.row.area, Counter())[line.share] += 1
    return tuple(Tally(area, {share: counted[share] for share in Share}) for area, counted in counts.items())


def count(found: Iterable[Line]) -> dict[Share, int]:
    counted = Counter(line.share for line in found)
    return {share: counted[share] for share in Share}


def _line(row: Activity, contact: Contact, on: date) -> Line:
    held = _lightest(row, on)
    steps = tuple(_step(row, step, held, on) for step in Step if row.steps[step].home is not Level.NONE)
    core = [step for step in steps if step.step in CORE]
    ways = [set(way) for step in CORE for way in row.steps[step].elsewhere]
    return Line(
        row=row,
        contact=contact,
        steps=steps,
        share=worst(step.share for step in core),
        instruments=together(step.instruments for step in core),
        joint=_joint_would_do(row, on),
        on_request=any(way & ON_REQUEST for way in ways),
    )


def worst(shares: Iterable[Share]) -> Share:
    """The one that decides for the whole."""
    return min(shares, key=WORST.index)


def together(each: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(each)))


def _lightest(row: Activity, on: date) -> tuple[str, ...]:
    """The instruments of the lightest open way of every step, together."""
    return together(_lightest_way(row, step, on) for step in Step)


def _lightest_way(row: Activity, step: Step, on: date) -> tuple[str, ...]:
    ways = [way for way in row.steps[step].elsewhere if not set(way) & (JOINT | ON_REQUEST)]
    return min(ways, key=lambda way: _weight(row, step, way, on), default=())


def _weight(row: Activity, step: Step, way: Sequence[str], on: date) -> int:
    """How much it asks: the effort of each instrument, and one for each condition that then remains."""
    answer = _ask(row, step, way, on)
    return sum(book().papers[code].effort for code in way) + len(answer.conditions)


def _ask(
    row: Activity, step: Step, held: Iterable[str], on: date, capacity: Capacity = Capacity.EMPLOYEE
) -> Answer:
    have = [Instrument(code, code, on) for code in held]
    guest = Performer(GUEST, capacity, row.requires_profession)
    return may(row.code, step, performer=guest, home=HOME, on=on, have=have)


def _step(row: Activity, step: Step, held: tuple[str, ...], on: date) -> StepLine:
    """A guest's answer; where only a machine may decide elsewhere, the machine's."""
    answer, automated = _ask(row, step, held, on), False
    if answer.verdict is Verdict.NEVER and row.automation == "permitted":
        machine = _ask(row, step, (*held, "OWN_DELEG_AUTO", "OSL_10_2A", "PUB"), on, Capacity.AUTOMATED)
        if machine.permitted:
            answer, automated = machine, True
    return StepLine(
        step=step,
        share=_share(answer),
        level=row.steps[step].home,
        instruments=answer.relied_on,
        conditions=(*answer.conditions, *_profession(row, step)) if answer.permitted else (),
        sections=tuple(section.ref for section in answer.sections),
        sentence=answer.sentence if not answer.permitted else "",
        confidence=row.steps[step].confidence,
        automated=automated,
    )


def _share(answer: Answer) -> Share:
    if answer.verdict is Verdict.UNKNOWN:
        return Share.UNCLEAR
    if not answer.permitted:
        return Share.NOT
    freely = set(answer.relied_on) <= {"AVTAL"} and not answer.conditions
    return Share.FREE if freely else Share.CONDITIONS


def _profession(row: Activity, step: Step) -> tuple[str, ...]:
    asked = row.requires_profession and step in row.profession_steps
    return (
        ("Den som gör det ska ha socionomexamen eller annan relevant examen (25 kap. 1 § SoL).",)
        if asked
        else ()
    )


def _joint_would_do(row: Activity, on: date) -> bool:
    """Whether politicians in a body held in common may take the decision that no guest may."""
    if row.steps[Step.DECIDE].home not in (Level.COMMITTEE, Level.BOARD):
        return False
    return _ask(row, Step.DECIDE, ("GEM_NAMND",), on, Capacity.BOARD).permitted
