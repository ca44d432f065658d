"""Facts about the single case: asked for, checked, and never guessed.

A fact that is not known is left out. What each fact does in the rules stands in `Fact.effect`; where
that is empty the fact is checked, and no rule rests on it yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from brygga.law.books import Book
from brygga.law.errors import BadQuestion
from brygga.law.text import ENGLISH, SWEDISH, Text
from brygga.law.words import AppealRoute, Area

Value = bool | int | str | date
Facts = Mapping[str, Value]
NO_DEGREE = "none"
YES = frozenset({"yes", "true", "ja"})
NO = frozenset({"no", "false", "nej"})


class FactKind(StrEnum):
    """What values a fact takes."""

    TRUTH = "truth"
    NUMBER = "number"
    WORD = "word"
    DAY = "day"


@dataclass(frozen=True)
class Fact:
    """Something about the case that the law may rest on, with the question that asks for it."""

    name: str
    kind: FactKind
    question: Text
    effect: str = ""
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0

    @property
    def question_sv(self) -> str:
        """The question in Swedish."""
        return self.question.told(SWEDISH)

    @property
    def question_en(self) -> str:
        """The question in English, or in Swedish where nobody has written it in English."""
        return self.question.told(ENGLISH)

    def check(self, value: object) -> Value:
        """The value when it is of the right kind; raises BadQuestion."""
        match self.kind, value:
            case FactKind.TRUTH, bool():
                return value
            case FactKind.NUMBER, int() if not isinstance(value, bool) and self.least <= value <= self.most:
                return value
            case FactKind.WORD, str() if value in self.choices:
                return str(value)
            case FactKind.DAY, date():
                return value
        raise self._wrong(value)

    def read(self, text: str) -> Value:
        """A value written as text, from a command line or a form; raises BadQuestion."""
        word = text.strip().lower()
        match self.kind:
            case FactKind.TRUTH if word in YES | NO:
                return word in YES
            case FactKind.NUMBER if word.isascii() and word.isdigit():
                return self.check(int(word))
            case FactKind.WORD:
                return self.check(text.strip())
            case FactKind.DAY:
                return self._day(word)
        raise self._wrong(text)

    def _day(self, word: str) -> date:
        try:
            return date.fromisoformat(word)
        except ValueError:
            raise self._wrong(word) from None

    def _wrong(self, value: object) -> BadQuestion:
        english, swedish = {
            FactKind.TRUTH: ("Say True or False", "Svara ja eller nej"),
            FactKind.NUMBER: (
                f"Give a whole number from {self.least} to {self.most}",
                f"Ange ett heltal från {self.least} till {self.most}",
            ),
            FactKind.WORD: (
                f"Choose among {', '.join(self.choices)}",
                f"Välj bland {', '.join(self.choices)}",
            ),
            FactKind.DAY: ("Give a day such as 2026-11-21", "Ange en dag som 2026-11-21"),
        }[self.kind]
        return BadQuestion(
            f"The fact {self.name!r} is {value!r}. {english}, or leave it out when unknown.",
            f"Uppgiften {self.name} är {value!r}. {swedish}, eller utelämna den när den inte är känd.",
        )


def _truth(name: str, swedish: str, english: str, effect: str = "") -> Fact:
    return Fact(name, FactKind.TRUTH, Text(swedish, english), effect)


def _word(name: str, swedish: str, english: str, choices: tuple[str, ...], effect: str = "") -> Fact:
    return Fact(name, FactKind.WORD, Text(swedish, english), effect, choices)


def _day(name: str, swedish: str, english: str) -> Fact:
    return Fact(name, FactKind.DAY, Text(swedish, english), "may not be later than the day of the question")


ALWAYS = (
    _truth(
        "greater_weight",
        "Är beslutet av principiell betydelse, eller annars av större vikt?",
        "Is the decision of principle, or otherwise of greater weight?",
        "moves the decision to the board (KL 6:38 p 3)",
    ),
    _truth(
        "principle",
        "Är ärendet av principiell betydelse?",
        "Is the case one of principle?",
        "true counts as greater_weight (KL 6:38 p 3); false says nothing of the rest",
    ),
    _truth(
        "guardians_disagree",
        "Är vårdnadshavarna oense?",
        "Do the guardians disagree?",
        "a barrier of the activities that name it (FB 6:13 a, SoL 21:1, 22:5)",
    ),
    _truth(
        "refuses_consent",
        "Är förslaget att inte ge samtycke?",
        "Is the proposal to refuse consent?",
        "a barrier of the activities that name it (SoL 30:6)",
    ),
    _truth(
        "medical_examination",
        "Gäller det en läkarundersökning?",
        "Does it concern a medical examination?",
        "a barrier of the activities that name it (LVU 43)",
    ),
    _truth(
        "board_decision_appealed",
        "Är det nämndens eget beslut som har överklagats?",
        "Is it the board's own decision that has been appealed?",
        "a barrier of the activities that name it (KL 6:38 p 2)",
    ),
    _truth(
        "emergency",
        "Är det så bråttom att nämndens beslut inte kan avvaktas?",
        "Is it so urgent that the board's decision cannot be awaited?",
        "false takes from the chair on call what only urgency gives (LVU 6, LVM 13)",
    ),
    _word(
        "appeal_route",
        "Hur överklagas beslutet?",
        "How is the decision appealed?",
        tuple(AppealRoute),
        "KL13 bars an automated decision (KL 6:37); must agree with the activity's own route",
    ),
    _truth(
        "appealable",
        "Går beslutet att överklaga?",
        "Can the decision be appealed?",
        "must agree with appeal_route",
    ),
    _word(
        "area",
        "Vilket område hör ärendet till?",
        "Which area does the case belong to?",
        tuple(Area),
        "the area of the case, for activities common to all areas",
    ),
    Fact(
        "age",
        FactKind.NUMBER,
        Text("Hur gammal är personen?", "How old is the person?"),
        "from 18 on, and in the area adults, OSL 26:9 holds only for abuse, compulsory care or pregnancy",
        most=125,
    ),
    _truth(
        "adult",
        "Är personen 18 år eller äldre?",
        "Is the person 18 or older?",
        "as age (OSL 26:9); must agree with it",
    ),
    _truth(
        "consent",
        "Har personen samtyckt till att uppgifterna lämnas?",
        "Has the person consented to the information being shared?",
        "false contradicts a consent among the instruments (OSL 12:2)",
    ),
    _truth(
        "employee",
        "Är den som ska göra det anställd i kommunen?",
        "Is the performer employed by the municipality?",
        "must agree with the capacity: only employees act by delegation across the border (KL 9:37)",
    ),
    _truth(
        "elected",
        "Är den som ska göra det förtroendevald?",
        "Is the performer an elected member?",
        "must agree with the capacity",
    ),
    _truth(
        "automated",
        "Fattas beslutet automatiserat?",
        "Is the decision automated?",
        "must agree with the capacity (KL 6:37)",
    ),
    _word(
        "case_kind",
        "Vad är det för slags ärende?",
        "What kind of case is it?",
        ("application", "notification", "own_initiative", "request", "follow_up", "appeal"),
    ),
    _truth("protected_identity", "Har någon skyddade personuppgifter?", "Is anybody's identity protected?"),
    _day("received_on", "När kom ärendet in?", "When was the case received?"),
    _day("opened_on", "När inleddes utredningen?", "When was the inquiry opened?"),
)


@lru_cache(maxsize=8)
def facts_of(law: Book) -> Mapping[str, Fact]:
    """Every fact there is: those above, the professions of the data, and the barriers it names."""
    known = {fact.name: fact for fact in ALWAYS}
    degrees = sorted({word for _, row in law.rows() for word in row.requires_profession})
    known["profession"] = _word(
        "profession",
        "Vilken examen har den som ska göra det?",
        "What degree does the performer have?",
        (*degrees, NO_DEGREE),
        "added to what the performer is known to have (SoL 25:1)",
    )
    for _, row in law.rows():
        for barrier in (b for rule in row.steps.values() for b in rule.barriers):
            if barrier.fact not in known:
                known[barrier.fact] = _named_in_data(barrier.fact, barrier.question or barrier.unknown)
    return known


def _named_in_data(name: str, question: Text) -> Fact:
    return Fact(name, FactKind.TRUTH, question, "a barrier of the activities that name it")


def fact(law: Book, name: str) -> Fact:
    """One fact by name; raises BadQuestion that lists the names."""
    known = facts_of(law)
    if name not in known:
        raise BadQuestion(
            f"There is no fact called {name!r}. Choose among {', '.join(sorted(known))}.",
            f"Det finns ingen uppgift som heter {name}. Välj bland {', '.join(sorted(known))}.",
        )
    return known[name]


def checked(law: Book, given: Mapping[str, object]) -> tuple[tuple[str, Value], ...]:
    """The facts by name, each of its own kind; raises BadQuestion."""
    return tuple((name, fact(law, name).check(given[name])) for name in sorted(given))
