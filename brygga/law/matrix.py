"""Every activity and step between every pair of municipalities, on a day.

An answer does not depend on which two municipalities they are, only on whether they are the same and on
what is in force between them. Pairs with the same instruments are therefore one class, and each class
is answered once. An instrument carries its reference, so that no pair is given another pair's agreement.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from brygga.law.books import book
from brygga.law.questions import decide
from brygga.law.terms import Answer, Capacity, Instrument, Performer, Step, Verdict

Pair = tuple[int, int]
"""The municipality that owns the case, and another that would do the work."""
Pile = tuple[Instrument, ...]
HOME, GUEST = 0, 1  # any two that differ: the answer does not hold them


@dataclass(frozen=True)
class Matrix:
    """The answers for a kind of performer; a pair that is not among `between` has nothing in force."""

    on: date
    between: Mapping[Pair, Pile]
    answers: Mapping[Pile, Mapping[tuple[str, Step], Answer]] = field(repr=False)

    def answer(self, home: int, performer: int, activity: str, step: Step) -> Answer:
        """What `may` answers for somebody employed by another municipality than home."""
        if home == performer:
            raise ValueError("The matrix holds pairs of two municipalities; ask may() about one's own.")
        return self.answers[self.between.get((home, performer), ())][activity, step]

    def row(self, home: int, performer: int) -> Mapping[tuple[str, Step], Answer]:
        """Every activity and step for one pair."""
        return self.answers[self.between.get((home, performer), ())]

    def verdicts(self, municipalities: Iterable[int]) -> Counter[Verdict]:
        """How many of all answers between these are yes, no and so on."""
        counted = {pile: Counter(one.verdict for one in row.values()) for pile, row in self.answers.items()}
        classes = Counter(self.between.get(pair, ()) for pair in pairs(municipalities))
        total: Counter[Verdict] = Counter()
        for pile, times in classes.items():
            for verdict, number in counted[pile].items():
                total[verdict] += times * number
        return total


def pairs(municipalities: Iterable[int]) -> Iterator[Pair]:
    """Every home with every other municipality."""
    every = tuple(municipalities)
    return ((home, other) for home in every for other in every if home != other)


def matrix(
    between: Mapping[Pair, Sequence[Instrument]],
    on: date,
    *,
    capacity: Capacity = Capacity.EMPLOYEE,
    professions: frozenset[str] = frozenset(),
) -> Matrix:
    """Answer everything that day for guests of one capacity, with what is in force between each pair."""
    piles = {pair: tuple(have) for pair, have in between.items()}
    classes: set[Pile] = {(), *piles.values()}
    performer = Performer(GUEST, capacity, professions)
    return Matrix(on, piles, {pile: _answers(performer, pile, on) for pile in classes})


def _answers(performer: Performer, pile: Pile, on: date) -> dict[tuple[str, Step], Answer]:
    law = book()
    return {
        (code, step): decide(law, code, step, performer, HOME, on, pile, (), None)
        for code in law.activities
        for step in Step
    }
