"""Turns the rows of the files into the floor's own types, checking each word."""

from collections.abc import Mapping
from enum import StrEnum
from typing import cast

from brygga.law.files import ORIGIN_KEYS, Row
from brygga.law.requirements import Ways, ways
from brygga.law.terms import (
    Activity,
    Barrier,
    Clock,
    Confidence,
    Level,
    Paper,
    Section,
    Step,
    StepRule,
)

GREATER_WEIGHT = Barrier(
    fact="greater_weight",
    level=Level.BOARD,
    sections=("KL 6:38",),
    unknown="Beslutet får inte vara av principiell betydelse eller annars av större vikt. "
    "Hemkommunens delegationsordning säger var gränsen går.",
)


class Area(StrEnum):
    """The parts of social services that agreements and reach are written in."""

    CHILDREN = "children"
    ADULTS = "adults"
    INCOME_SUPPORT = "income_support"
    ELDERLY = "elderly"
    DISABILITY = "disability"
    FAMILY_LAW = "family_law"
    FOSTER_HOMES = "foster_homes"
    DEBT = "debt"
    COMMON = "common"


class AppealRoute(StrEnum):
    """Where a decision is appealed."""

    FR = "FR"
    KL13 = "KL13"
    COUNTY = "lansstyrelsen"
    CHAMBER = "kammarratten"
    COURT = "allman_domstol"
    VARIES = "varies"
    NONE = "none"


class GreaterWeight(StrEnum):
    """Whether KL 6:38 p 3 is tested, lifted by SoL 30:5, or has nothing to test."""

    TESTED = "tested"
    LIFTED = "lifted"
    NONE = "none"


class Automation(StrEnum):
    """Whether a decision may be automated: by law, by law but not wisely, or not."""

    PERMITTED = "permitted"
    UNSUITABLE = "unsuitable"
    BARRED = "barred"
    NONE = "none"


class Authority(StrEnum):
    """Whether the work is exercise of public authority."""

    YES = "yes"
    CLOSE = "close_to"
    NO = "no"


class Digital(StrEnum):
    """How much of the work can be done without meeting in person."""

    FULL = "full"
    PART = "part"
    NO = "no"


class Kind(StrEnum):
    """What an instrument is about."""

    MANDATE = "mandate"
    SECRECY = "secrecy"
    DATA_PROTECTION = "data_protection"


class SecondReading(StrEnum):
    """Which of the two readings of the law the row follows."""

    FIRST = "first"
    SECOND = "second"
    OWN = "own"


def spell(ref: str, laws: Mapping[str, Row]) -> str:
    """Write "KL 9:37" as Swedes do: "9 kap. 37 § KL"."""
    law, _, place = ref.partition(" ")
    name = laws[law].need("cite")
    if laws[law].get("articles"):
        return f"artikel {place} i {name}"
    chapter, colon, section = place.rpartition(":")
    return f"{chapter} kap. {section} § {name}" if colon else f"{section} § {name}"


def read_section(row: Row, laws: Mapping[str, Row]) -> tuple[str, Section]:
    """A section with its plain sentence; the source is the law's unless the row has its own."""
    row.only("ref", "plain", *ORIGIN_KEYS)
    ref = row.need("ref")
    law = ref.partition(" ")[0]
    if law not in laws:
        raise row.fail(f"{law} is not in laws.yaml; add the law before its sections.")
    row.setdefault("source", laws[law].need("source"))
    origin = row.origin()
    return ref, Section(spell(ref, laws), row.need("plain"), origin.source, origin.confidence)


def _known(row: Row, key: str, sections: Mapping[str, Section]) -> tuple[str, ...]:
    refs = row.words(key)
    if strange := [ref for ref in refs if ref not in sections]:
        raise row.fail(f"{', '.join(strange)} has no row under sections/; add it with a plain sentence.")
    return refs


def read_instrument(row: Row, sections: Mapping[str, Section]) -> Paper:
    """A kind of instrument."""
    row.only(
        "code", "name", "plain", "sections", "met_by", "areas", "delegates",
        "kind", "effort", "missing", "way", "condition", *ORIGIN_KEYS,
    )  # fmt: skip
    code = row.need("code")
    return Paper(
        code=code,
        name_sv=row.need("name"),
        plain=row.need("plain"),
        sections=_known(row, "sections", sections),
        met_by=frozenset((code, *row.words("met_by"))),
        areas=frozenset(Area(area) for area in row.words("areas")),
        delegates=row.get("delegates", False),
        kind=row.word("kind", Kind),
        effort=row.need("effort"),
        missing=row.need("missing"),
        way=row.need("way"),
        condition=row.get("condition", ""),
        origin=row.origin(),
    )


def read_activity(
    row: Row, sections: Mapping[str, Section], named: Mapping[str, object], known: frozenset[str]
) -> Activity:
    """An activity with its four steps."""
    row.only(
        "code", "name", "area", "ancillary", "sections", "appeal", "profession", "authority",
        "digital", "secrecy", "greater_weight", "automation", "reading", "steps", *ORIGIN_KEYS,
    )  # fmt: skip
    origin = row.origin()
    weight = row.word("greater_weight", GreaterWeight)
    steps = cast(Row, row.need("steps"))
    steps.only(*Step)
    refs = _known(row, "sections", sections)
    if not refs:
        raise row.fail("sections is empty; an activity must rest on at least one section.")
    return Activity(
        code=row.need("code"),
        name_sv=row.need("name"),
        area=row.word("area", Area),
        ancillary=row.get("ancillary", False),
        sections=tuple(sections[ref] for ref in refs),
        appeal_route=row.word("appeal", AppealRoute),
        requires_profession=frozenset(row.words("profession")),
        exercise_of_authority=row.word("authority", Authority),
        digital=row.word("digital", Digital),
        secrecy=row.words("secrecy"),
        greater_weight=weight,
        automation=row.word("automation", Automation),
        second_reading=row.word("reading", SecondReading),
        steps={
            step: _step(steps.need(step), step, weight, origin.confidence, sections, named, known)
            for step in Step
        },
        origin=origin,
    )


def _step(
    row: Row,
    step: Step,
    weight: GreaterWeight,
    confidence: Confidence,
    sections: Mapping[str, Section],
    named: Mapping[str, object],
    known: frozenset[str],
) -> StepRule:
    row.only(
        "home", "elsewhere", "chair_on_call", "sections", "ways", "conditions",
        "conditions_elsewhere", "barriers", "confidence",
    )  # fmt: skip
    home = row.word("home", Level)
    row.setdefault("confidence", confidence)
    tested = step is Step.DECIDE and home is not Level.NONE and weight is GreaterWeight.TESTED
    return StepRule(
        home=home,
        elsewhere=_elsewhere(row, home, named, known),
        confidence=row.word("confidence", Confidence),
        chair_on_call=row.get("chair_on_call", False),
        sections=_known(row, "sections", sections),
        ways=row.words("ways"),
        conditions=row.words("conditions"),
        conditions_elsewhere=row.words("conditions_elsewhere"),
        barriers=(
            *(_barrier(part, sections) for part in row.get("barriers", [])),
            *((GREATER_WEIGHT,) if tested else ()),
        ),
    )


def _elsewhere(row: Row, home: Level, named: Mapping[str, object], known: frozenset[str]) -> Ways:
    expression = row.need("elsewhere")
    if expression == "never":
        return ()
    if home in (Level.COMMITTEE, Level.BOARD, Level.NONE):
        raise row.fail(f"home is {home}, so no employee anywhere may do it; elsewhere must be never.")
    return ways(expression, named, known, row)


def _barrier(row: Row, sections: Mapping[str, Section]) -> Barrier:
    row.only("fact", "level", "sections", "unknown")
    return Barrier(
        fact=row.need("fact"),
        level=row.word("level", Level),
        sections=_known(row, "sections", sections),
        unknown=row.need("unknown"),
    )


def read_clock(row: Row, sections: Mapping[str, Section]) -> Clock:
    """A time limit."""
    row.only(
        "code", "section", "days", "months", "at_once", "next_working_day", "starts",
        "sentence", "resident_sentence", *ORIGIN_KEYS,
    )  # fmt: skip
    ref = row.need("section")
    if ref not in sections:
        raise row.fail(f"{ref} has no row under sections/; add it with a plain sentence.")
    days, months, at_once = row.get("days", 0), row.get("months", 0), row.get("at_once", False)
    if sum(map(bool, (days, months, at_once))) != 1:
        raise row.fail("say exactly one of days, months and at_once: true.")
    return Clock(
        code=row.need("code"),
        days=days,
        months=months,
        at_once=at_once,
        next_working_day=row.get("next_working_day", False),
        section=sections[ref],
        starts=row.need("starts"),
        sentence=row.need("sentence"),
        resident_sentence=row.need("resident_sentence"),
        origin=row.origin(),
    )
