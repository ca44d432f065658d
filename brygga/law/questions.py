"""Puts a question to the law: may this person take this step? The answer is remembered per process."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeVar

from brygga.law.acts import Act
from brygga.law.answers import answer_to
from brygga.law.books import Book, book
from brygga.law.contradictions import refuse
from brygga.law.errors import BadQuestion
from brygga.law.facts import Value, checked
from brygga.law.rules import judge
from brygga.law.terms import Answer, Capacity, Instrument, Performer, Step
from brygga.law.words import Area

Word = TypeVar("Word", Capacity, Step)
CAPACITIES = {str(word): word for word in Capacity}
STEPS = {str(word): word for word in Step}
Known = tuple[tuple[str, Value], ...]


def may(
    activity: str,
    step: Step,
    *,
    performer: Performer,
    home: int,
    on: date,
    have: Sequence[Instrument],
    facts: Mapping[str, object] | None = None,
    area: str | None = None,
) -> Answer:
    """Answer one question about one act; pure, and remembered per process.

    `have` holds only instruments between the performer and `home`. Facts are left out when nobody
    knows; see facts.py for their names. `area` is the area of the case, for the activities common to
    all areas. Raises UnknownActivity and BadQuestion.
    """
    law = book()
    known = checked(law, facts) if facts else ()
    return _remembered(law, activity, step, performer, home, on, tuple(have), known, area)


def act_of(
    law: Book,
    code: str,
    step: Step,
    performer: Performer,
    home: int,
    on: date,
    have: tuple[Instrument, ...],
    known: Known,
    area: str | None,
) -> Act:
    """The question as an act to judge; raises UnknownActivity and BadQuestion.

    A day that no row covers is shown with the row that comes nearest before it, or else the first.
    """
    capacity, step = _word(CAPACITIES, performer.capacity), _word(STEPS, step)
    row = law.row(code, on) or law.activities[code][-1]
    facts = dict(known)
    if facts:
        refuse(facts, row, step, performer, on, have, area)
        facts, area = _meant(facts), area or _area(facts)
    for one in have:
        if one.code not in law.codes:
            raise _strange(one.code, law.codes)
    return Act(law, row, step, performer, capacity, home, on, have, facts, area)


def _strange(code: str, codes: Collection[str]) -> BadQuestion:
    return BadQuestion(
        f"There is no instrument called {code!r}. Choose among {', '.join(sorted(codes))}.",
        f"Det finns inget underlag som heter {code}. Välj bland {', '.join(sorted(codes))}.",
    )


def _meant(facts: dict[str, Value]) -> dict[str, Value]:
    """What is of principle counts as weighty (KL 6:38 p 3)."""
    return {**facts, "greater_weight": True} if facts.get("principle") else facts


def _area(facts: Mapping[str, Value]) -> str | None:
    area = facts.get("area")
    return None if area in (None, Area.COMMON) else str(area)


def _word(known: Mapping[str, Word], word: str) -> Word:
    if (found := known.get(word)) is not None:
        return found
    name = type(next(iter(known.values()))).__name__.lower()
    raise BadQuestion(
        f"{word!r} is not a {name}; choose among {', '.join(known)}.",
        f"{word} är inget giltigt val; välj bland {', '.join(known)}.",
    )


def decide(
    law: Book,
    code: str,
    step: Step,
    performer: Performer,
    home: int,
    on: date,
    have: tuple[Instrument, ...],
    known: Known,
    area: str | None,
) -> Answer:
    """The answer, worked out from the beginning."""
    return answer_to(judge(act_of(law, code, step, performer, home, on, have, known, area)))


_remembered = lru_cache(maxsize=8192)(decide)
