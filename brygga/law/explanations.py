"""Explains an answer: the chain of reasons, the smallest sets of things that would do, and what to ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from brygga.law.acts import Act
from brygga.law.answers import answer_to, missing_of, only_26_9
from brygga.law.books import Book, book
from brygga.law.facts import Fact, checked, facts_of
from brygga.law.questions import Known, act_of
from brygga.law.reasons import reasons_for
from brygga.law.requirements import Ways
from brygga.law.rules import PROFESSION, Finding, judge, smallest
from brygga.law.terms import (
    Answer,
    Capacity,
    Confidence,
    Instrument,
    Missing,
    Performer,
    Reason,
    Section,
    Step,
    Verdict,
)
from brygga.law.text import SWEDISH, Language, Text, told
from brygga.law.words import AppealRoute, Area


@dataclass(frozen=True)
class Explanation:
    """An answer with everything behind it, in one language.

    `smallest` holds every smallest set of things that would make the act permitted, the nearest first;
    it is empty when nothing lacks and when nothing helps. `asks` are the facts the law would like to know.
    """

    answer: Answer
    reasons: tuple[Reason, ...]
    smallest: tuple[tuple[Missing, ...], ...]
    asks: tuple[Fact, ...]
    confidence: Confidence
    language: Language
    finding: Finding = field(repr=False, compare=False)

    def told(self, language: Language) -> "Explanation":
        """The same in another language."""
        return self if language == self.language else explained(self.finding, language)

    def as_json(self, language: Language | None = None) -> dict[str, Any]:
        """The whole as plain values with stable keys, for json.dumps. Each sentence says its language."""
        one = self.told(language or self.language)
        return {
            "answer": str(one.answer.verdict),
            "activity": one.answer.activity,
            "step": str(one.answer.step),
            "language": one.language,
            "sections": [_section(section, one.language) for section in one.answer.sections],
            "missing": [_missing(lack) for lack in one.answer.missing],
            "ways": [[_missing(lack) for lack in way] for way in one.smallest],
            "explanation": {
                "sentence": one.answer.sentence,
                "resident_sentence": one.answer.resident_sentence,
                "instead": [_text(way) for way in one.answer.ways],
                "reasons": [_reason(reason) for reason in one.reasons],
            },
            "conditions": [_text(condition) for condition in one.answer.conditions],
            "relied_on": list(one.answer.relied_on),
            "asks": [_fact(asked, one.language) for asked in one.asks],
            "confidence": str(one.confidence),
        }

    to_dict = as_json


def explain(
    activity: str,
    step: Step,
    *,
    performer: Performer,
    home: int,
    on: date,
    have: Sequence[Instrument],
    facts: Mapping[str, object] | None = None,
    area: str | None = None,
    language: Language = SWEDISH,
) -> Explanation:
    """Answer as `may` does, with every reason. Raises UnknownActivity and BadQuestion."""
    law = book()
    known = checked(law, facts) if facts else ()
    return _remembered(law, activity, step, performer, home, on, tuple(have), known, area, language)


def work_out(
    law: Book,
    code: str,
    step: Step,
    performer: Performer,
    home: int,
    on: date,
    have: tuple[Instrument, ...],
    known: Known,
    area: str | None,
    language: Language = SWEDISH,
) -> Explanation:
    """The explanation, worked out from the beginning."""
    return explained(judge(act_of(law, code, step, performer, home, on, have, known, area)), language)


_remembered = lru_cache(maxsize=1024)(work_out)


def explained(finding: Finding, language: Language) -> Explanation:
    """Put what the rules found into words."""
    act = finding.act
    return Explanation(
        answer=answer_to(finding, language),
        reasons=reasons_for(finding, language),
        smallest=_told(act.book, smallest(finding), language),
        asks=tuple(facts_of(act.book)[name] for name in dict.fromkeys(_asks(finding))),
        confidence=act.rule.confidence if act.known else Confidence.UNVERIFIED,
        language=language,
        finding=finding,
    )


@lru_cache(maxsize=1024)
def _told(law: Book, sets: Ways, language: Language) -> tuple[tuple[Missing, ...], ...]:
    return tuple(tuple(missing_of(law, code, language) for code in codes) for codes in sets)


def _asks(finding: Finding) -> Iterator[str]:
    """The facts that are not known and on which the answer may rest: no fact opens what is never open."""
    act = finding.act
    if finding.verdict in (Verdict.UNKNOWN, Verdict.NEVER):
        return
    yield from (barrier.fact for barrier in act.unknown)
    yield from (name for name in _of_capacity(act) if name not in act.facts)
    if act.row.area == Area.COMMON and act.area is None and act.have:
        yield "area"
    if only_26_9(act) and act.facts.keys().isdisjoint({"age", "adult"}):
        yield "age"
    if PROFESSION in finding.lacking and "profession" not in act.facts:
        yield "profession"


def _of_capacity(act: Act) -> Iterator[str]:
    if act.capacity is Capacity.CHAIR_ON_CALL and act.rule.chair_on_call:
        yield "emergency"
    machine = act.capacity is Capacity.AUTOMATED and act.step is Step.DECIDE
    if machine and act.row.appeal_route == AppealRoute.VARIES:
        yield "appeal_route"


def _text(words: str) -> dict[str, Any]:
    return {"sentence": str(words), "lang": words.lang if isinstance(words, Text) else SWEDISH}


def _missing(lack: Missing) -> dict[str, Any]:
    return {"code": lack.code, **_text(lack.sentence), "way": _text(lack.way)}


def _section(section: Section, language: Language) -> dict[str, Any]:
    plain = told(section.plain, language)
    return {
        "ref": section.ref,
        "plain": str(plain),
        "lang": plain.lang,
        "source": section.source,
        "confidence": str(section.confidence),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        **_text(reason.sentence),
        "holds": reason.holds,
        "sections": [section.ref for section in reason.sections],
        "relied_on": list(reason.relied_on),
        "parts": [_reason(part) for part in reason.parts],
    }


def _fact(asked: Fact, language: Language) -> dict[str, Any]:
    question = told(asked.question, language)
    return {
        "name": asked.name,
        "kind": str(asked.kind),
        "question": str(question),
        "lang": question.lang,
        "choices": list(asked.choices),
    }
