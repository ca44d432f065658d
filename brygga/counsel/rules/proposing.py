"""A proposed change to one row of the book: read as the loader reads it, tried on a copy. Pure.

Nothing here writes: the book lies in files under version control, and what is approved becomes a row to
be taken in there at the next release.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import yaml

from brygga.counsel.rules import comparing
from brygga.law import Activity, BadData, Capacity, Instrument, Performer, Step, Verdict
from brygga.law.books import Book, rows_of
from brygga.law.explanations import work_out
from brygga.law.files import DATA, Row
from brygga.law.pages import Shelf, read_activity

WORDS = ("name", "appeal", "authority", "digital", "greater_weight", "automation", "confidence", "note")
LISTS = ("sections", "secrecy", "profession", "profession_steps")
STEP_WORDS = ("home", "confidence")
STEP_LISTS = ("elsewhere", "conditions", "conditions_elsewhere", "sections")
FIELDS = (
    *map(str, Step),
    *(f"{step}.{word}" for step in Step for word in (*STEP_WORDS, *STEP_LISTS)),
    *WORDS,
    *LISTS,
)
"""What may be proposed: a whole step, a word of a step, or a word of the row."""

WHERE = "förslaget"
"""What stands in place of a file's name in what the loader says of a proposal."""


@dataclass(frozen=True)
class Change:
    """From a day on, one field has another value."""

    activity: str
    field: str
    after: str
    valid_from: date
    source: str


@dataclass(frozen=True)
class Trial:
    """The book with the change in it, the row before and after, and the row as it would stand in the file."""

    book: Book
    before: Activity
    after: Activity
    row: Row
    file: str
    line: int

    def differences(self) -> list[comparing.Difference]:
        return comparing.of_rows(self.before, self.after)


def standing(code: str, field: str, on: date) -> str:
    """The value as the file has it that day; empty where the row does not say."""
    row = _row(code, on)
    target, word = _place(row, field)
    return _written(target.get(word))


def _place(row: Row, field: str) -> tuple[Row, str]:
    """The mapping that holds a field, and its word there."""
    step, _, word = field.rpartition(".")
    if step:
        return row.inner("steps").inner(step), word
    return (row.inner("steps") if word in set(Step) else row), word


def tried(law: Book, change: Change, today: date) -> Trial:
    """Read the changed row just as the loader would; raises BadData with the loader's own words."""
    old = _row(change.activity, change.valid_from)
    new = _as_row(old)
    target, word = _place(new, change.field)
    target[word] = _value(word, change.after, new)
    new |= {"valid_from": change.valid_from, "source": change.source, "verified_on": today}
    after = read_activity(new, Shelf(law.sections, law.needs, frozenset(law.papers)))
    before = law.activity(change.activity, change.valid_from)
    versions = tuple(
        one
        for row in law.activities[change.activity]
        for one in (_ended(row, before, change), after)
        if one is not None and (one is not after or row is before)
    )
    book = replace(law, activities={**law.activities, change.activity: versions})
    return Trial(book, before, after, new, old.file, old.line)


def _ended(row: Activity, before: Activity, change: Change) -> Activity | None:
    """The older row ends the day before; one that would never have held falls away."""
    if row is not before:
        return row
    last = change.valid_from - timedelta(days=1)
    if row.origin.valid_from > last:
        return None
    return replace(row, origin=replace(row.origin, valid_to=last))


@cache
def _rows() -> tuple[Row, ...]:
    """The files as they stand, read once per process as the book is; never changed, only copied."""
    return tuple(rows_of(DATA / "activities", "activities"))


def _row(code: str, on: date) -> Row:
    for row in _rows():
        if row["code"] == code and row.origin().covers(on):
            return row
    raise BadData(WHERE, 1, f"no row of {code} covers {on.isoformat()}; choose a day that a row covers.")


def _value(word: str, typed: str, row: Row) -> Any:
    """Words are taken as they stand; lists and expressions are read as YAML."""
    text = typed.strip()
    if word in {*WORDS, *STEP_WORDS}:
        return text
    try:
        if any(isinstance(token, yaml.AnchorToken | yaml.AliasToken) for token in yaml.scan(text)):
            raise row.fail("anchors and aliases are not used here; write the value out.")
        return _as_row(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise row.fail(f"not readable as YAML: {getattr(error, 'problem', error)}.") from None
    except RecursionError:
        raise row.fail("not readable as YAML: too many brackets within brackets.") from None


def _as_row(value: Any) -> Any:
    """The same value with every mapping as a row that stands in the proposal."""
    if isinstance(value, dict):
        row = Row({str(key): _as_row(one) for key, one in value.items()})
        row.file, row.line = WHERE, 1
        return row
    return [_as_row(one) for one in value] if isinstance(value, list) else value


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return yaml.safe_dump(_plain(value), allow_unicode=True, default_flow_style=True, width=10_000).strip()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def as_yaml(trial: Trial, change: Change) -> str:
    """What goes into the file: the new row whole, and where the older one ends."""
    last = (change.valid_from - timedelta(days=1)).isoformat()
    head = (
        f"# {trial.file}, line {trial.line}: end the older row of {change.activity} with valid_to: {last}\n"
        if trial.before.origin.valid_from < change.valid_from
        else f"# {trial.file}, line {trial.line}: replace the row of {change.activity}\n"
    )
    row = yaml.safe_dump([_plain(trial.row)], allow_unicode=True, sort_keys=False, width=110)
    return head + row


@dataclass(frozen=True)
class Turned:
    """A verdict that would be another."""

    step: Step
    who: str
    before: Verdict
    after: Verdict


AGREED = ("AVTAL", "SECRECY_BASIS", "PUB_OR_CONTROLLER_SPLIT")
WHO: dict[str, tuple[Capacity, bool, tuple[str, ...]]] = {
    "own": (Capacity.EMPLOYEE, True, ()),
    "own_delegate": (Capacity.EMPLOYEE, True, ("INT_DELEG",)),
    "committee": (Capacity.COMMITTEE, True, ()),
    "board": (Capacity.BOARD, True, ()),
    "machine": (Capacity.AUTOMATED, True, ("OWN_DELEG_AUTO",)),
    "guest": (Capacity.EMPLOYEE, False, ()),
    "guest_agreed": (Capacity.EMPLOYEE, False, AGREED),
    "guest_delegate": (Capacity.EMPLOYEE, False, (*AGREED, "EXT_DELEG")),
    "guest_joint": (Capacity.EMPLOYEE, False, ("GEM_NAMND", "INT_DELEG", "SECRECY_BASIS")),
}
"""Those a verdict is shown for: capacity, whether at home, and what is in force. All have the degree asked for."""


def turned(law: Book, trial: Trial, on: date) -> list[Turned]:
    """Each verdict on the activity that the change would turn, on the day it begins."""
    found = []
    for step in Step:
        for who in WHO:
            before, after = (
                _verdict(law, trial.before, step, who, on),
                _verdict(trial.book, trial.after, step, who, on),
            )
            if before is not after:
                found.append(Turned(step, who, before, after))
    return found


def _verdict(law: Book, row: Activity, step: Step, who: str, on: date) -> Verdict:
    capacity, at_home, papers = WHO[who]
    performer = Performer(1 if at_home else 2, capacity, row.requires_profession)
    have = tuple(Instrument(code, code, date.min) for code in papers)
    area = None if row.area == "common" else row.area
    return work_out(law, row.code, step, performer, 1, on, have, (), area).answer.verdict
