"""Reads the YAML of the law floor and remembers on which line each row stands."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from brygga.law.errors import BadData
from brygga.law.terms import Confidence, Provenance
from brygga.law.text import Text

DATA = Path(__file__).parent / "data"
ORIGIN_KEYS = frozenset({"valid_from", "valid_to", "source", "verified_on", "confidence", "note"})
Word = TypeVar("Word", bound=StrEnum)


class Row(dict[str, Any]):
    """One mapping of a file, with the file and line where it begins."""

    file = ""
    line = 0

    def fail(self, what: str) -> BadData:
        """An error that points at this row."""
        return BadData(self.file, self.line, what)

    def need(self, key: str) -> Any:
        """The value of a key that must be there."""
        if key not in self:
            raise self.fail(f"{key} is missing; every row of this kind must say it.")
        return self[key]

    def inner(self, key: str) -> "Row":
        """The row that stands under a key."""
        if not isinstance(value := self.need(key), Row):
            raise self.fail(f"{key} must be words with values.")
        return value

    def only(self, *allowed: str, told: tuple[str, ...] = ()) -> None:
        """Refuse keys nobody reads: a misspelt key must not pass in silence.

        `told` are keys with sentences, which may have an English twin under the same key and `_en`.
        """
        allowed = (*allowed, *told)
        if strange := sorted(set(self) - set(allowed) - {f"{key}_en" for key in told}):
            raise self.fail(f"{', '.join(strange)} is not a word here; choose among {', '.join(allowed)}.")

    def word(self, key: str, kind: type[Word]) -> Word:
        """The value of a key as one of a closed set of words."""
        try:
            return kind(self.need(key))
        except ValueError:
            raise self.fail(f"{key} must be one of {', '.join(kind)}.") from None

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words, empty when the key is not there."""
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self.fail(f"{key} must be a list of words.")
        return tuple(value)

    def text(self, key: str) -> Text:
        """A sentence that must be there, with its English twin under the same key and `_en`."""
        words, english = self.need(key), self.get(f"{key}_en", "")
        if not isinstance(words, str) or not isinstance(english, str):
            raise self.fail(f"{key} and {key}_en must be text; put quotes around it.")
        return Text(words, english)

    def texts(self, key: str) -> tuple[Text, ...]:
        """A list of sentences, empty when the key is not there, with English twins in the same order."""
        words, english = self.words(key), self.words(f"{key}_en")
        if english and len(english) != len(words):
            raise self.fail(f"{key}_en must hold as many sentences as {key}, in the same order.")
        return tuple(map(Text, words, english or [""] * len(words)))

    def each(self, key: str, kind: type[Word]) -> tuple[Word, ...]:
        """A list in which each is one of a closed set of words."""
        try:
            return tuple(kind(word) for word in self.words(key))
        except ValueError:
            raise self.fail(f"each of {key} must be one of {', '.join(kind)}.") from None

    def origin(self) -> Provenance:
        """From when, to when, from where, read when, and how sure."""
        start, end, read = self.need("valid_from"), self.need("valid_to"), self.need("verified_on")
        if not isinstance(start, date) or not isinstance(read, date):
            raise self.fail("valid_from and verified_on must be dates, such as 2025-07-01.")
        if end is not None and (not isinstance(end, date) or end < start):
            raise self.fail("valid_to must be null or a date on or after valid_from.")
        confidence = self.word("confidence", Confidence)
        return Provenance(start, end, self.need("source"), read, confidence, self.get("note", ""))


if TYPE_CHECKING:
    Base = yaml.SafeLoader
else:
    Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where libyaml is built in


class _Loader(Base):
    """Safe YAML whose mappings are rows that know their line."""


def _row(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Iterator[Row]:
    row = Row()
    row.file, row.line = Path(node.start_mark.name).name, node.start_mark.line + 1
    yield row
    pairs = loader.construct_mapping(node)
    if len(pairs) < len(node.value):
        raise row.fail("the same word stands twice in this row; keep one of them.")
    row.update({str(key): value for key, value in pairs.items()})


_Loader.add_constructor("tag:yaml.org,2002:map", _row)


def read(path: Path) -> Row:
    """One file as rows; YAML that cannot be read is an error with its line."""
    try:
        with path.open(encoding="utf-8") as stream:
            loaded = yaml.load(stream, _Loader)  # noqa: S506 (a subclass of SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadData(path.name, line, f"not readable as YAML: {error.problem}.") from None
    if not isinstance(loaded, Row):
        raise BadData(path.name, 1, "the file must begin with a word and a colon.")
    return loaded


def rows(path: Path, key: str) -> Iterator[Row]:
    """The rows under `key`, each filled up with the file's `defaults`."""
    whole = read(path)
    whole.only("defaults", key)
    defaults: Mapping[str, Any] = whole.get("defaults") or {}
    for row in whole.need(key):
        if not isinstance(row, Row):
            raise whole.fail(f"each row under {key} must be words with values.")
        for word, value in defaults.items():
            row.setdefault(word, value)
        yield row
