"""Asks the law: may somebody from one municipality take a step for another, on a day? With every reason.

Without --have, the agreements and delegations in the database between the two are used, and the home municipality's
own guidelines; `--have ""` means none.
"""

import json
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from brygga import law
from brygga.access import gate
from brygga.access.between import in_force
from brygga.ground import clock, tenancy
from brygga.law import Capacity, Explanation, Instrument, LawError, Performer, Reason, Step
from brygga.municipalities.rules import names

NO_DATABASE = "The database does not answer. Start it with `make run`, or say what is in force with --have."
MARKS = {True: "+", False: "-", None: "?"}
HEADINGS = {
    "sv": ("Skäl", "Det som saknas, närmast först", "Villkor", "Det lagen vill veta", "Säkerhet"),
    "en": (
        "Reasons",
        "What is missing, nearest first",
        "Conditions",
        "What the law would like to know",
        "Confidence",
    ),
}


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("--activity", required=True, help="a code of docs/reference/law.md")
        parser.add_argument("--step", default=Step.DECIDE, help=", ".join(Step))
        parser.add_argument("--home", required=True, help="SCB code of the municipality that owns the case")
        parser.add_argument("--performer", required=True, help="SCB code of the performer's employer")
        parser.add_argument("--on", help="a day such as 2026-11-21; without it, today")
        parser.add_argument("--capacity", default=Capacity.EMPLOYEE, help=", ".join(Capacity))
        parser.add_argument("--fact", action="append", default=[], help="name=value, any number of times")
        parser.add_argument("--have", help="codes with commas, for instance AVTAL,EXT_DELEG")
        parser.add_argument("--area", help="the area of the case, for work common to all areas")
        parser.add_argument("--language", choices=law.LANGUAGES, default="sv")
        parser.add_argument("--json", action="store_true", help="the whole answer with stable keys")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            told = _asked(options)
        except LawError as error:
            raise CommandError(str(error), returncode=2) from None
        except Error:
            raise CommandError(NO_DATABASE, returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(told.as_json(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(told)))


def _asked(options: dict[str, Any]) -> Explanation:
    """Check everything before anything is asked, so that a mistake gives no half an answer."""
    on = _day(options["on"])
    home, performer = (
        _municipality("--home", options["home"]),
        _municipality("--performer", options["performer"]),
    )
    facts = dict(map(_fact, options["fact"]))
    if len(facts) < len(options["fact"]):
        raise law.BadQuestion("The same --fact is given twice. Keep one of them.")
    if options["area"]:
        law.fact("area").check(options["area"])
    if not law.covers(on):
        raise law.NoLawThatDay(options["activity"], on)
    question = {
        "performer": Performer(performer, options["capacity"]),
        "home": home,
        "on": on,
        "facts": facts,
        "area": options["area"],
        "language": options["language"],
    }
    if options["have"] is not None:
        return law.explain(options["activity"], options["step"], have=_have(options["have"], on), **question)
    with tenancy.enter(tenancy.DOOR):
        have = in_force(home, performer, on)
        return gate.explain(options["activity"], options["step"], have=have, **question)


def _day(text: str | None) -> date:
    try:
        return clock.today() if text is None else date.fromisoformat(text)
    except ValueError:
        raise law.BadQuestion(f"--on is {text!r}. Give a day that exists, such as 2026-11-21.") from None


def _municipality(option: str, text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) in names():
        return int(text)
    raise law.BadQuestion(
        f"{option} is {text!r}, which is no municipality. Give an SCB code of four digits, such as 1283."
    )


def _fact(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    if not equals:
        raise law.BadQuestion(f"--fact is {text!r}. Write name=value, such as greater_weight=no.")
    return name.strip(), law.fact(name.strip()).read(value)


def _have(text: str, on: date) -> tuple[Instrument, ...]:
    codes = dict.fromkeys(code.strip() for code in text.split(",") if code.strip())
    return tuple(Instrument(code, code, on, on) for code in codes)


def _lines(told: Explanation) -> Iterator[str]:
    """The answer as a page of text."""
    reasons, missing, conditions, asks, confidence = HEADINGS[told.language]
    yield told.answer.sentence
    yield from (f"  {way}" for way in told.answer.ways)
    yield from _under(reasons, (line for reason in told.reasons for line in _tree(reason)))
    yield from _under(missing, (_way(number, way) for number, way in enumerate(told.smallest, start=1)))
    yield from _under(conditions, told.answer.conditions)
    yield from _under(asks, (f"{fact.name}: {fact.question.told(told.language)}" for fact in told.asks))
    yield from _under(confidence, (str(told.confidence),))


def _under(heading: str, lines: Any) -> Iterator[str]:
    found = list(lines)
    yield from ("", heading, *(f"  {line}" for line in found)) if found else ()


def _tree(reason: Reason, depth: int = 0) -> Iterator[str]:
    cited = f" ({', '.join(section.ref for section in reason.sections)})" if reason.sections else ""
    yield f"{'  ' * depth}{MARKS[reason.holds]} {reason.sentence}{cited}"
    for part in reason.parts:
        yield from _tree(part, depth + 1)


def _way(number: int, way: tuple[law.Missing, ...]) -> str:
    return f"{number}. {' + '.join(f'{lack.code}: {lack.sentence}' for lack in way)}"
