"""Text as it is typed, and as it is kept: runs of words with holes where passages are withheld."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from brygga.ground.texts import tidy

NOTE_MAX = 20_000
HEADING_MAX = 120
KINDS = ("call", "visit", "meeting", "assessment", "investigation", "follow_up", "contact", "other")

_MARK = re.compile(r"\[\[|\]\]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_ENDS = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"”’'(–-]?\s*[A-ZÅÄÖÉÜ]|\s*$)")


class Run(TypedDict, total=False):
    """Either words that all parties read, or the position of a withheld passage."""

    text: str
    withheld: int


@dataclass(frozen=True)
class Written:
    """A text taken apart: what is open, and what stood between double brackets."""

    runs: tuple[Run, ...]
    passages: tuple[str, ...]


class BadBrackets(ValueError):
    """Brackets that do not pair up. code: open, close, nested or empty; near: the words beside."""

    def __init__(self, code: str, near: str) -> None:
        super().__init__(code)
        self.code, self.near = code, near


def parse(text: str) -> Written:
    """Runs and withheld passages of a text where [[double brackets]] withhold what they enclose.

    Raises BadBrackets. Line ends become "\\n" first, as browsers send "\\r\\n".
    """
    text = tidy(text)
    runs: list[Run] = []
    passages: list[str] = []
    at, opened = 0, -1
    for mark in _MARK.finditer(text):
        if mark.group() == "[[":
            if opened >= 0:
                raise BadBrackets("nested", _near(text, mark.start()))
            runs += _words(text[at : mark.start()])
            opened = mark.end()
        else:
            if opened < 0:
                raise BadBrackets("close", _near(text, mark.start()))
            if not text[opened : mark.start()].strip():
                raise BadBrackets("empty", _near(text, opened))
            runs.append({"withheld": len(passages)})
            passages.append(text[opened : mark.start()])
            at, opened = mark.end(), -1
    if opened >= 0:
        raise BadBrackets("open", _near(text, opened))
    return Written((*runs, *_words(text[at:])), tuple(passages))


def joined(runs: Iterable[Run], passages: Sequence[str]) -> str:
    """The whole text again, without brackets."""
    return "".join(run["text"] if "text" in run else passages[run["withheld"]] for run in runs)


def bracketed(runs: Iterable[Run], passages: Sequence[str]) -> str:
    """The whole text as it was typed, to be written anew in a correction."""
    return "".join(run["text"] if "text" in run else f"[[{passages[run['withheld']]}]]" for run in runs)


def pieces(runs: Iterable[Run]) -> Iterator[tuple[int | None, str | int]]:
    """What is shown, in order: (number of the paragraph, its words) or (None, position of a hole).

    Numbers count paragraphs of open words only, so they hold when a passage is lifted.
    """
    number = 0
    for run in runs:
        if "withheld" in run:
            yield None, run["withheld"]
            continue
        for words in _BLANK_LINE.split(run["text"]):
            if words.strip():
                yield number, words.strip()
                number += 1


def count_sentences(text: str) -> int:
    """How many sentences a reader would count; at least one. Abbreviations go by what follows them."""
    ends = [found.end() for found in _SENTENCE_ENDS.finditer(text)]
    rest = text[ends[-1] :] if ends else text
    return max(1, len(ends) + bool(rest.strip()))


def check_note(kind: str, heading: str, text: str, happened_on: date | None, today: date) -> dict[str, str]:
    """What is wrong with a note, by field: missing, long, unknown, future, or a code of BadBrackets."""
    wrong: dict[str, str] = {}
    if kind not in KINDS:
        wrong["kind"] = "unknown"
    if len(heading) > HEADING_MAX:
        wrong["heading"] = "long"
    if happened_on is None or happened_on > today:
        wrong["happened_on"] = "future" if happened_on else "missing"
    if not text.strip():
        wrong["text"] = "missing"
    elif len(text) > NOTE_MAX:
        wrong["text"] = "long"
    else:
        try:
            parse(text)
        except BadBrackets as error:
            wrong["text"] = error.code
    return wrong


def _words(text: str) -> list[Run]:
    return [{"text": text}] if text else []


def _near(text: str, at: int) -> str:
    return text[max(0, at - 20) : at + 20].strip()
