"""Some hundred lifelike cases, each lived through the product's own actions on days of their own.

Nothing is written behind the actions' back: the trail, the clocks and the grounds are what they would be.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from brygga.access.queries import reach_of, staff_actor
from brygga.access.rules import StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.cases.rules import KINDS
from brygga.concerns import actions as concerns
from brygga.decisions import actions as decisions
from brygga.decisions.queries import open_proposal
from brygga.decisions.rules import Wording
from brygga.demo import people, texts
from brygga.demo.cast import ANGELHOLM, BJUV, HELSINGBORG, LANDSKRONA, ident
from brygga.documentation import actions as documentation
from brygga.ground import clock, tenancy
from brygga.ground.clock import STOCKHOLM
from brygga.ground.ids import uuid7
from brygga.municipalities.models import Municipality
from brygga.support import actions as support
from brygga.support.queries import measures_of
from brygga.support.rules import Look, Plan

CASES = 100
WORKERS = {
    HELSINGBORG: ("cecilia", "maria"),
    LANDSKRONA: ("david", "karin"),
    BJUV: ("eva",),
    ANGELHOLM: ("nils",),
}
HOMES = (HELSINGBORG,) * 9 + (LANDSKRONA,) * 6 + (BJUV,) * 2 + (ANGELHOLM,) * 3
ABOUT = (
    ("income_support",) * 8
    + ("child",) * 6
    + ("adult",) * 3
    + ("elderly",) * 3
    + ("disability",)
    + ("advice",)
)
LENGTHS = (0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 5, 6, 7)
"""How many steps a case has come; see STEPS."""

AGES = {"elderly": (66, 95), "child": (24, 50)}


@dataclass
class Story:
    """One case on its way. `day` is the day it has reached."""

    case: Case
    worker: StaffActor
    day: date
    chance: Random


def load(today: date, how_many: int = CASES) -> int:
    """Write the stories; returns how many cases there now are."""
    chance = Random(2026)  # noqa: S311 (a story, not a secret)
    for _number in range(how_many):
        _live(chance, today)
    return how_many


def _live(chance: Random, today: date) -> None:
    home, kind = chance.choice(HOMES), chance.choice(ABOUT)
    length = min(chance.choice(LENGTHS), 1 if kind == "advice" else len(STEPS))
    day = _weekday(today - timedelta(days=length * 9 + chance.randrange(1, 12)))
    worker = _actor(chance.choice(WORKERS[home]), day)
    with _on(day, chance), tenancy.enter(reach_of(worker, home)):
        story = Story(_opened(worker, home, kind, chance, day), worker, day, chance)
    for step in STEPS[:length]:
        story.day = min(_weekday(story.day + timedelta(days=chance.randrange(2, 9))), today)
        with _on(story.day, chance), tenancy.enter(reach_of(worker, home)):
            story.case.refresh_from_db()
            step(story)


def _opened(worker: StaffActor, home: int, kind: str, chance: Random, day: date) -> Case:
    youngest, oldest = AGES.get(kind, (19, 64))
    name = people.name(chance)
    number = people.number(chance, people.born(chance, day, youngest, oldest))
    parties = [cases.NewParty(name=name, number=number, phone=f"070-174 06 {chance.randrange(20, 90):02d}")]
    if kind == "child":
        child = f"{chance.choice(people.GIVEN)} {name.split()[-1]}"
        parties[0] = cases.NewParty(name=name, number=number, role="guardian")
        parties.insert(0, cases.NewParty(name=child, role="child", reads=False))
    return cases.open_case(
        worker,
        municipality=home,
        short=Municipality.objects.get(code=home).short,
        kind=kind,
        title=chance.choice(texts.TITLES[kind]),
        parties=parties,
    )


def _assess(story: Story) -> None:
    if story.case.kind == "child":
        protect(story.worker, story.case)
    else:
        cases.start_assessment(story.worker, story.case)
    _note(story)


def protect(worker: StaffActor, case: Case) -> None:
    """The immediate protection assessment, as it mostly ends."""
    concerns.assess(
        worker, case, needs_protection=False, channel="phone", reasons=texts.PROTECTION, once=uuid7()
    )


def _investigate(story: Story) -> None:
    cases.open_investigation(story.worker, story.case)
    for _number in range(story.chance.randrange(1, 4)):
        _note(story)


def _communicate(story: Story) -> None:
    draft = documentation.NewNote(uuid7(), "investigation", "Utredning", texts.INVESTIGATION, story.day)
    documentation.communicate(story.worker, story.case, uuid7(), draft, story.day + timedelta(days=14))


def _propose(story: Story) -> None:
    heading, text = texts.DECISIONS[story.case.kind]
    wording = Wording(
        activity=KINDS[story.case.kind].decisions[0],
        outcome=story.chance.choice(("granted", "granted", "partly")),
        heading=heading,
        text=text,
        reasons=texts.REASONS,
        next_steps=texts.NEXT_STEPS,
    )
    decisions.propose(story.worker, story.case, wording, once=uuid7())


def _decide(story: Story) -> None:
    proposal = open_proposal(story.case)
    if proposal is None:
        raise LookupError("A story decides what it has proposed.")
    facts = {"greater_weight": False, "guardians_disagree": False}
    decisions.decide(story.worker, story.case, proposal.id, facts=facts)


def _support(story: Story) -> None:
    plan = Plan(
        texts.DECISIONS[story.case.kind][0].removeprefix("Du får ").removeprefix("Ni får ").capitalize(),
        "Vi gör så här: en sak i taget, och vi stämmer av varje vecka.",
        story.day,
        story.day + timedelta(days=90),
    )
    support.start_support(story.worker, story.case, plan, once=uuid7())


def _follow_up(story: Story) -> None:
    (measure, *_rest) = measures_of(story.case)
    look = Look(story.day, "better", "Det går bättre. Vi fortsätter.", "Det har blivit lugnare.")
    support.follow_up(story.worker, story.case, measure, look, once=uuid7())


def _close(story: Story) -> None:
    support.close(story.worker, story.case, texts.SUMMARY)


STEPS: tuple[Callable[[Story], None], ...] = (
    _assess,
    _investigate,
    _communicate,
    _propose,
    _decide,
    _support,
    _follow_up,
    _close,
)


def _note(story: Story) -> None:
    kind, heading, text = story.chance.choice(texts.NOTES)
    documentation.sign_note(
        story.worker, story.case, documentation.NewNote(uuid7(), kind, heading, text, story.day)
    )


def _actor(key: str, on: date) -> StaffActor:
    with tenancy.enter(tenancy.DOOR):
        actor = staff_actor(ident(key), on)
    if actor is None:
        raise LookupError(f"{key} is not in the cast. Load the cast first.")
    return actor


@contextmanager
def _on(day: date, chance: Random) -> Iterator[None]:
    """Some minute of an office day, never later than this moment."""
    moment = datetime.combine(day, time(8 + chance.randrange(8), chance.randrange(60)), STOCKHOLM)
    with clock.pinned(min(moment, clock.now() - timedelta(minutes=chance.randrange(5, 50)))):
        yield


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
