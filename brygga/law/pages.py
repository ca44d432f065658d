"""Turns the rows of the files into the floor's own types, checking each word."""

from collections.abc import Mapping
from dataclasses import dataclass

from brygga.law.files import ORIGIN_KEYS, Row
from brygga.law.requirements import Ways, ways
from brygga.law.terms import Activity, Barrier, Clock, Confidence, Level, Need, Paper, Section, Step, StepRule
from brygga.law.text import Text
from brygga.law.words import (
    AppealRoute,
    Area,
    Authority,
    Automation,
    Digital,
    GreaterWeight,
    Kind,
    SecondReading,
)

GREATER_WEIGHT = Barrier(
    fact="greater_weight",
    level=Level.BOARD,
    sections=("KL 6:38",),
    unknown=Text(
        "Beslutet får inte vara av principiell betydelse eller annars av större vikt. "
        "Hemkommunens delegationsordning säger var gränsen går.",
        "The decision must not be of principle or otherwise of greater weight. "
        "The home municipality's delegation order says where the line is drawn.",
    ),
)


@dataclass(frozen=True)
class Shelf:
    """What rows may refer to: sections, named needs and instrument codes."""

    sections: Mapping[str, Section]
    needs: Mapping[str, Need]
    codes: frozenset[str]

    def cite(self, row: Row, key: str) -> tuple[str, ...]:
        """The references under a key, each of which must have a row with a plain sentence."""
        refs = row.words(key)
        if strange := [ref for ref in refs if ref not in self.sections]:
            raise row.fail(f"{', '.join(strange)} has no row under sections/; add it with a plain sentence.")
        return refs

    def elsewhere(self, row: Row, home: Level) -> Ways:
        """The ways open to an employee of another municipality; none when it says never."""
        expression = row.need("elsewhere")
        if expression == "never" and home is Level.EMPLOYEE:
            raise row.fail("what any employee may do at home is never out of reach; say what a guest needs.")
        if expression == "never":
            return ()
        if home in (Level.COMMITTEE, Level.BOARD, Level.NONE):
            raise row.fail(f"home is {home}, which no employee can be; elsewhere must be never.")
        return ways(expression, self.needs, self.codes, row)


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
    row.only("ref", *ORIGIN_KEYS, told=("plain",))
    ref = row.need("ref")
    law = ref.partition(" ")[0]
    if law not in laws:
        raise row.fail(f"{law} is not in laws.yaml; add the law before its sections.")
    row.setdefault("source", laws[law].need("source"))
    origin = row.origin()
    return ref, Section(spell(ref, laws), row.text("plain"), origin.source, origin.confidence)


def read_instrument(row: Row, shelf: Shelf) -> Paper:
    """A kind of instrument."""
    row.only(
        "code", "sections", "met_by", "areas", "delegates", "kind", "effort", *ORIGIN_KEYS,
        told=("name", "plain", "missing", "way"),
    )  # fmt: skip
    code = row.need("code")
    return Paper(
        code=code,
        name_sv=row.text("name"),
        plain=row.text("plain"),
        sections=shelf.cite(row, "sections"),
        met_by=frozenset((code, *row.words("met_by"))),
        areas=frozenset(row.each("areas", Area)),
        delegates=row.get("delegates", False),
        kind=row.word("kind", Kind),
        effort=row.need("effort"),
        missing=row.text("missing"),
        way=row.text("way"),
        origin=row.origin(),
    )


def read_activity(row: Row, shelf: Shelf) -> Activity:
    """An activity with its four steps."""
    row.only(
        "code", "area", "ancillary", "sections", "appeal", "profession", "profession_steps",
        "authority", "digital", "secrecy", "greater_weight", "automation", "reading", "steps",
        *ORIGIN_KEYS, told=("name",),
    )  # fmt: skip
    steps = row.inner("steps")
    steps.only(*Step)
    if not (refs := shelf.cite(row, "sections")):
        raise row.fail("sections is empty; an activity must rest on at least one section.")
    return Activity(
        code=row.need("code"),
        name_sv=row.text("name"),
        area=row.word("area", Area),
        ancillary=row.get("ancillary", False),
        sections=tuple(shelf.sections[ref] for ref in refs),
        appeal_route=row.word("appeal", AppealRoute),
        requires_profession=frozenset(row.words("profession")),
        profession_steps=frozenset(row.each("profession_steps", Step)),
        exercise_of_authority=row.word("authority", Authority),
        digital=row.word("digital", Digital),
        secrecy=row.words("secrecy"),
        greater_weight=row.word("greater_weight", GreaterWeight),
        automation=row.word("automation", Automation),
        second_reading=row.word("reading", SecondReading),
        steps={step: _step(steps.inner(step), step, row, shelf) for step in Step},
        origin=row.origin(),
    )


def _step(row: Row, step: Step, activity: Row, shelf: Shelf) -> StepRule:
    row.only(
        "home", "elsewhere", "chair_on_call", "sections", "barriers", "confidence",
        told=("ways", "conditions", "conditions_elsewhere"),
    )  # fmt: skip
    home = row.word("home", Level)
    row.setdefault("confidence", activity.need("confidence"))
    weighed = step is Step.DECIDE and activity["greater_weight"] == GreaterWeight.TESTED
    return StepRule(
        home=home,
        elsewhere=shelf.elsewhere(row, home),
        confidence=row.word("confidence", Confidence),
        chair_on_call=row.get("chair_on_call", False),
        sections=shelf.cite(row, "sections"),
        ways=row.texts("ways"),
        conditions=row.texts("conditions"),
        conditions_elsewhere=row.texts("conditions_elsewhere"),
        barriers=(
            *(_barrier(part, shelf) for part in row.get("barriers", [])),
            *((GREATER_WEIGHT,) if weighed else ()),
        ),
    )


def _barrier(row: Row, shelf: Shelf) -> Barrier:
    row.only("fact", "level", "sections", told=("unknown", "way", "question"))
    level = row.word("level", Level)
    return Barrier(
        fact=row.need("fact"),
        level=level,
        sections=shelf.cite(row, "sections"),
        unknown=row.text("unknown"),
        way=row.text("way") if level is Level.NONE else Text(""),
        question=row.text("question") if "question" in row else Text(""),
    )


def read_clock(row: Row, shelf: Shelf) -> Clock:
    """A time limit."""
    row.only(
        "code", "section", "days", "months", "at_once", "next_working_day", *ORIGIN_KEYS,
        told=("starts", "sentence", "resident_sentence"),
    )  # fmt: skip
    if (ref := row.need("section")) not in shelf.sections:
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
        section=shelf.sections[ref],
        starts=row.text("starts"),
        sentence=row.text("sentence"),
        resident_sentence=row.text("resident_sentence"),
        origin=row.origin(),
    )
