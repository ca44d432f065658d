"""On what grounds words may be withheld from a party, and for how long before that is tried again.

OSL (2009:400, statute read): 26:1 others' circumstances, 26:5 who reported, 10:3 how far a party's insight yields;
secrecy never holds against the one it protects (12:1), who may also do without it (12:2).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from brygga.ground.texts import tidy

LONGEST_MONTHS = 12
MOST_PASSAGES = 100
"""In one text: whoever marks more does better to mark longer passages. Our own choice, not law."""


@dataclass(frozen=True)
class Ground:
    """A section that allows withholding, with what a resident reads about it.

    A party's right to the file (FL 10) yields only as far as OSL 10:3 says, whatever the section.
    """

    code: str
    section: str
    label: str  # Swedish, as a caseworker picks it
    reason: str  # Swedish, as the resident reads it: never that the reader is the danger
    law: str  # the gist of the section


GROUNDS: dict[str, Ground] = {
    ground.code: ground
    for ground in (
        Ground(
            "other_person",
            "26 kap. 1 § och 10 kap. 3 § OSL",
            "Handlar om en annan person",
            "Det handlar om en annan person, och vi måste skydda den personen.",
            "Uppgifter om en persons förhållanden är hemliga i socialtjänsten om det inte står klart att de "
            "kan lämnas ut utan att personen eller någon närstående lider men.",
        ),
        Ground(
            "weighty",
            "10 kap. 3 § OSL",
            "Synnerlig vikt att uppgiften inte röjs",
            "Det är av särskilt stor vikt att uppgiften inte kommer fram nu.",
            "Den som är part får läsa allt i sitt ärende, utom uppgifter som det är av synnerlig vikt att "
            "inte röja av hänsyn till ett allmänt eller enskilt intresse.",
        ),
        Ground(
            "reporter",
            "26 kap. 5 § OSL",
            "Den som har anmält eller berättat",
            "Det handlar om någon som har berättat något för oss, och vi måste skydda den personen.",
            "Uppgift i en anmälan eller utsaga är hemlig om det kan antas att den som lämnade den, eller "
            "någon närstående, utsätts för våld eller annat allvarligt men om den röjs.",
        ),
        Ground(
            "address",
            "21 kap. 3 § och 10 kap. 3 § OSL",
            "Någon annans skyddade adress eller kontaktuppgifter",
            "Det är kontaktuppgifter till en annan person, och vi måste skydda den personen.",
            "Uppgift om var någon bor eller kan nås är hemlig om det av särskild anledning kan antas att "
            "personen eller någon närstående kan utsättas för hot, våld eller annat allvarligt men.",
        ),
    )
}
BY_SECTION = {ground.section: ground for ground in GROUNDS.values()}


@dataclass(frozen=True)
class Withholding:
    """The ground for one withheld passage, and the day it is tried again at the latest."""

    ground: Ground
    review_on: date


def chosen(passages: Sequence[str], picks: Iterable[tuple[str, str]]) -> list[str | None]:
    """The ground picked for each passage; None where none was. picks: (the words it was picked for, code).

    By the words, never by the place: a mark that is moved, added or taken away gives no other passage its ground.
    """
    left: defaultdict[str, list[str]] = defaultdict(list)
    for words, code in picks:
        left[_squeezed(words)].append(code)
    return [codes.pop(0) if (codes := left[_squeezed(passage)]) else None for passage in passages]


def check_withholding(code: str, review_on: date | None, today: date) -> dict[str, str]:
    """What is wrong, by field: missing, unknown, past or late. Empty when it may stand."""
    wrong: dict[str, str] = {}
    if code not in GROUNDS:
        wrong["ground"] = "unknown" if code else "missing"
    if review_on is None:
        wrong["review_on"] = "missing"
    elif review_on <= today:
        wrong["review_on"] = "past"
    elif review_on > latest_review(today):
        wrong["review_on"] = "late"
    return wrong


def _squeezed(words: str) -> str:
    """Browsers change line ends and blanks on the way, and the text itself is tidied before it is taken apart."""
    return " ".join(tidy(words).split())


def latest_review(today: date) -> date:
    """The same day next year, or the day before where there is none (29 February)."""
    year, month = divmod(today.year * 12 + today.month - 1 + LONGEST_MONTHS, 12)
    try:
        return today.replace(year=year, month=month + 1)
    except ValueError:
        return today.replace(year=year, month=month + 1, day=28)
