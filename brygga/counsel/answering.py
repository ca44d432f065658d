"""Answers to "may they?": the law's own explanation with the municipality's guidelines laid upon it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from brygga.access import gate
from brygga.access.rules import StaffActor
from brygga.counsel.queries import Scene
from brygga.counsel.rules.questions import Question, by_hand
from brygga.ground.areas import Area
from brygga.law import Activity, Explanation, Instrument, Performer
from brygga.law.books import Book
from brygga.law.text import Language


@dataclass(frozen=True)
class Nearest:
    """Somebody who may, today's agreements and delegations being what they are."""

    actor: StaffActor
    relied_on: tuple[str, ...]


def answer(question: Question, scene: Scene, law: Book, who: StaffActor | None) -> Explanation:
    """Raises BadQuestion where the facts contradict each other."""
    asked = who or scene.anybody(
        question.performer.municipality, question.title, question.performer.professions
    )
    if question.chosen is not None:
        have = by_hand(law, question.chosen)
    else:
        have = tuple(gate.instruments(asked, question.home))
    return _explained(question, question.performer, have)


def _explained(question: Question, performer: Performer, have: tuple[Instrument, ...]) -> Explanation:
    return gate.explain(
        question.activity,
        question.step,
        performer=performer,
        home=question.home,
        on=question.on,
        have=have,
        facts=question.facts,
        area=question.area,
        language=_language(),
    )


def _language() -> Language:
    return "en" if (get_language() or "sv").startswith("en") else "sv"


def nearest(question: Question, scene: Scene, row: Activity) -> Nearest | None:
    """The first colleague who may, looked for where the question looked: there, then next door, then at home."""
    tried: set[object] = set()
    for actor in _in_order(question, map(scene.actor, scene.people)):
        if actor.name == question.name or not _works_with(actor, row, question.area):
            continue
        performer = Performer(actor.employer, actor.capacity, actor.professions)
        have = tuple(gate.instruments(actor, question.home))
        if (performer, have) in tried:
            continue  # hundreds may share a title: the law answers all of them alike
        tried.add((performer, have))
        found = _explained(question, performer, have).answer
        if found.permitted:
            return Nearest(actor, found.relied_on)
    return None


def _in_order(question: Question, actors: Iterable[StaffActor]) -> Iterator[StaffActor]:
    there = question.performer.municipality

    def distance(actor: StaffActor) -> tuple[bool, bool, str]:
        return actor.employer != there, actor.employer == question.home, actor.name

    yield from sorted(actors, key=distance)


def _works_with(actor: StaffActor, row: Activity, area: str | None) -> bool:
    """Only those whose post is in the area: nobody is pointed out who has no business there."""
    code = area if row.area == "common" else row.area
    areas = actor.areas_at_home()
    return bool(areas) and (code is None or Area[code.upper()] in areas)
