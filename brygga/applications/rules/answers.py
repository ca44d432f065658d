"""Answers: which steps they call for, what is missing, and how they read when they are sent."""

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any

from brygga.applications.rules.forms import KINDS, NO_ANSWER, STEPS, Answers, Question, Step

TITLE_MAX = 120
CHILDREN_MAX = 12
SAFETY_STEP = "trygghet"
_KNOWN = "known_protected"

Words = Callable[[str], str]


def is_protected(answers: Answers) -> bool:
    """Whether the person lives under protected identity, by their own word."""
    return answers.get("safety") == "protected"


def known_protected(answers: Answers) -> dict[str, Any]:
    """The answers of someone we already know to be protected: that question is not theirs to take back."""
    return {**answers, "safety": "protected", _KNOWN: True}


def steps(kind: str, answers: Answers) -> list[Step]:
    """The pages this person goes through, in order."""
    belonging = [step for step in STEPS if step.belongs(kind, answers)]
    return [step for step in belonging if step.code != SAFETY_STEP or not answers.get(_KNOWN)]


def missing(kind: str, answers: Answers) -> list[str]:
    """Codes of the pages where something needed is not answered, in order."""
    return [step.code for step in steps(kind, answers) if _lacks(step, answers)]


def _lacks(step: Step, answers: Answers) -> bool:
    return any(q.needed(answers) and not answers.get(q.name) for q in step.questions)


def cleaned(kind: str, answers: Answers) -> dict[str, Any]:
    """Only what is asked for as things stand: an address given before "protected" is thrown away.

    One answer may remove the question of another, so this is done until nothing more falls away.
    """
    kept = dict(answers)
    while True:
        asked = {q.name for step in steps(kind, kept) for q in step.questions if q.asked(kept)}
        asked |= {"safety", _KNOWN} if kept.get(_KNOWN) else set()
        fewer = {name: value for name, value in kept.items() if name in asked}
        if len(fewer) == len(kept):
            return fewer
        kept = fewer


def title(kind: str, answers: Answers) -> str:
    """What the case is called: what the person needs, or the kind of support."""
    options = dict(KINDS[kind].needs)
    chosen = [options[code] for code in answers.get("need", ()) if code in options and code != "other"]
    return (", ".join(chosen) or KINDS[kind].label)[:TITLE_MAX]


def record(
    kind: str, answers: Answers, *, words: Words, month: Words, number: Words
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every answer as it is shown: (page code, [(question, answer)]). What one may leave out and did is not.

    words translates a text, month names "2026-12", number masks a sealed personal number.
    """
    shown = _Shown(kind, words, month, number)
    return [
        (
            step.code,
            [
                (words(q.label), shown.answer(q, answers.get(q.name)))
                for q in step.questions
                if q.asked(answers) and (q.required or answers.get(q.name))
            ],
        )
        for step in steps(kind, answers)
    ]


class _Shown:
    """Turns stored values into words."""

    def __init__(self, kind: str, words: Words, month: Words, number: Words) -> None:
        self._kind, self._words, self._month, self._number = kind, words, month, number

    def answer(self, question: Question, value: Any) -> str:
        if not value:
            return self._words(NO_ANSWER)
        ways: dict[str, Callable[[], str]] = {
            "checkboxes": lambda: ", ".join(self._option(KINDS[self._kind].needs, code) for code in value),
            "choice": lambda: self._option(question.options, value),
            "month": lambda: self._month(value),
            "children": lambda: ", ".join(self._child(child) for child in value),
            "money": lambda: f"{value} kr",
        }
        return ways.get(question.kind, lambda: str(value))()

    def _option(self, options: Iterable[tuple[str, str]], code: str) -> str:
        return self._words(dict(options).get(code, code))

    def _child(self, child: Mapping[str, str]) -> str:
        return f"{child['name']} ({self._number(child['number'])})" if child.get("number") else child["name"]


def canonical(pairs: Iterable[tuple[str, str]], files: Iterable[str]) -> str:
    """The text that is signed: every question and answer as shown, and the fingerprint of every file."""
    return json.dumps(
        {"answers": [list(pair) for pair in pairs], "files": sorted(files)},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )


def digest(pairs: Iterable[tuple[str, str]], files: Iterable[str]) -> str:
    """sha256 of the signed text, as 64 hex characters."""
    return sha256(canonical(pairs, files).encode()).hexdigest()
