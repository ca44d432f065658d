"""Short ways to put a question to the law."""

from collections.abc import Iterable
from datetime import date

from brygga.law import Answer, Instrument, Performer, Step, may

HELSINGBORG, LANDSKRONA = 1283, 1282
TODAY = date(2026, 11, 21)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
INSIDER = "arbete inom hemkommunens ärende (2 kap. 1 § OSL)"
REFERENCES = {"AVTAL": "avtal 2026-014", "EXT_DELEG": "delegation 2026-D-31", "SECRECY_BASIS": "samtycke"}
SOCIONOM = frozenset({"socionom"})
DAVID = Performer(LANDSKRONA, "employee", SOCIONOM)
CECILIA = Performer(HELSINGBORG, "employee", SOCIONOM)


def paper(code: str, reference: str = "", **limits: object) -> Instrument:
    """An instrument in force this year."""
    return Instrument(code, reference or REFERENCES.get(code, code.lower()), *YEAR, **limits)  # type: ignore[arg-type]


def papers(*codes: str) -> tuple[Instrument, ...]:
    """Several, without limits."""
    return tuple(paper(code) for code in codes)


WORKING = papers("AVTAL", "SECRECY_BASIS", "PUB_OR_CONTROLLER_SPLIT")
DECIDING = papers("AVTAL", "EXT_DELEG", "SECRECY_BASIS", "PUB_OR_CONTROLLER_SPLIT")


def ask(
    activity: str,
    step: Step = Step.DECIDE,
    who: Performer = DAVID,
    have: Iterable[Instrument] = (),
    on: date = TODAY,
    area: str | None = None,
    **facts: object,
) -> Answer:
    """May `who` take the step for Helsingborg?"""
    return may(
        activity, step, performer=who, home=HELSINGBORG, on=on, have=tuple(have), facts=facts, area=area
    )
