"""What docs/reference says of addresses, cases and tables, written from the code so that it cannot differ."""

import re
from collections.abc import Iterator
from inspect import getdoc
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from brygga.cases.rules import KINDS, MOVES, Stage
from brygga.ground.models import Guard, Owned, Wall
from brygga.ground.walls import guarded_models

WRITTEN = "<!-- Written by `make fix` from the code; a test fails when it differs. -->\n"

BEHIND_AN_ADDRESS = """\
Each view carries a permit. Whoever it does not fit gets 404, since they may not know what is there; where the law
refuses an act within reach they get 403 with the reason. What is behind an address is then decided row by row: by the
queries, by the gate, and by the database's walls."""

PERMITS = {
    "open": "everyone; shows nothing of anybody",
    "resident": "a resident signed in with e-ID, for their own cases",
    "staff": "staff whose reach touches the municipality of the address",
    "professional": "somebody of another organisation signed in with a service e-ID, to report; reaches no case",
    "administration": "registrars and jurists of the municipality of the address",
}
WALLS = {
    Wall.CASE: "rows of a case: staff by reach, residents by their own cases",
    Wall.MUNICIPAL: "public facts of a municipality: all read, its own administration writes",
    Wall.OWN: "rows of one member of staff: all read, they alone write",
    Wall.PERSON: "rows of one resident, before there is a case",
    Wall.SERVICE: "rows of a service without a case: staff by reach",
    Wall.DOOR: "sign-in and sealing: no person's role",
    Wall.REFERENCE: "reference data: all read, nobody writes",
}


def pages() -> dict[str, str]:
    """File name -> text."""
    return {"permits.md": permits(), "cases.md": cases(), "schema.md": schema()}


def permits() -> str:
    """Every address and who may come in by it."""
    lines = ["# Addresses and permits", "", WRITTEN, BEHIND_AN_ADDRESS, ""]
    lines += [f"- **{name}**: {meaning}" for name, meaning in PERMITS.items()]
    found = sorted(_routes(), key=lambda route: route[2])
    for permit in PERMITS:
        lines += ["", f"## {permit.capitalize()}", "", "| Address | Name | What it is |", "|---|---|---|"]
        lines += [
            f"| `{pattern}` | {name} | {_first_line(view)} |"
            for view, name, pattern in found
            if getattr(view, "permit", "") == permit
        ]
    return "\n".join(lines) + "\n"


def _routes() -> Iterator[tuple[Any, str, str]]:
    for pattern, prefix in _walked(get_resolver().url_patterns, "/"):
        shown = re.sub(r"<\w+:(\w+)>", r"<\1>", prefix + str(pattern.pattern))
        yield pattern.callback, str(pattern.name), shown


def _walked(patterns: list[Any], prefix: str) -> Iterator[tuple[URLPattern, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walked(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield pattern, prefix


def _first_line(view: Any) -> str:
    return (getdoc(view) or "").partition("\n")[0].replace("|", "\\|")


def cases() -> str:
    """The stages of a case, the kinds there are and what each step is in law."""
    lines = [
        "# Cases: stages, moves and kinds",
        "",
        WRITTEN,
        "## Stages",
        "",
        "```mermaid",
        "stateDiagram-v2",
    ]
    lines.append(f"    [*] --> {Stage.RECEIVED}")
    for move in MOVES.values():
        lines += [f"    {start} --> {move.ends}: {move.verb}" for start in Stage if start in move.starts]
    lines += [f"    {Stage.CLOSED} --> [*]", "```", "", "## Moves", ""]
    lines += ["| Verb | A caseworker calls it | Activity | Step in law |", "|---|---|---|---|"]
    lines += [
        f"| {move.verb} | {move.label} | {_slot(move.activity)} | {move.step.value} |"
        for move in MOVES.values()
    ]
    lines += [
        "",
        "Activities in *italics* differ by kind of case, below; the others are the same for all.",
        "",
    ]
    lines += ["## Kinds"]
    for kind in KINDS.values():
        lines += ["", f"### {kind.label} (`{kind.code}`, {kind.area.code})", ""]
        lines += [
            f"- *{name}*: `{getattr(kind, name)}`" for name in ("intake", "assess", "investigate", "support")
        ]
        lines += [f"- *open_investigation*: `{kind.open_investigation}`, {kind.open_step.value}"]
        lines += [
            f"- *decision*: {_codes(kind.decisions)}",
            f"- clocks at opening: {_codes(kind.clocks_at_opening)}",
        ]
        lines += [f"- clocks at investigation: {_codes(kind.clocks_at_investigation)}"]
    return "\n".join(lines) + "\n"


def _slot(activity: str) -> str:
    own = {"assess", "open_investigation", "investigate", "decision", "support"}
    return f"*{activity}*" if activity in own else f"`{activity}`"


def _codes(codes: tuple[str, ...]) -> str:
    return ", ".join(f"`{code}`" for code in codes) or "none"


def schema() -> str:
    """Every table: its wall, what each role may do, its columns."""
    lines = [
        "# Tables and walls",
        "",
        WRITTEN,
        *(f"- **{wall.value}**: {text}" for wall, text in WALLS.items()),
        "",
    ]
    lines += [
        "Every table of a case also holds `municipality`, `area`, `shielded` and `reach_key` (made by the"
    ]
    lines += ["database from the three); each lies in the municipality of its case by a foreign key."]
    app = ""
    for model, guard in sorted(guarded_models(), key=lambda pair: _place(pair[0])):
        if model._meta.app_label != app:
            app = model._meta.app_label
            lines += ["", f"## {app}"]
        lines += ["", *_table(model, guard)]
    return "\n".join(lines) + "\n"


def _place(model: type[models.Model]) -> tuple[int, str]:
    order = [config.label for config in apps.get_app_configs()]
    return order.index(model._meta.app_label), model._meta.db_table


def _table(model: type[models.Model], guard: Guard) -> Iterator[str]:
    meta = model._meta
    yield f"### {meta.db_table}"
    yield ""
    yield " ".join((getdoc(model) or "").split("\n\n")[0].split())
    yield ""
    yield f"Wall: **{guard.wall.value}**. {'. '.join(_rights(guard)) or 'No role may use it'}."
    yield ""
    yield "| Column | Type |"
    yield "|---|---|"
    common = {field.name for field in Owned._meta.fields} if issubclass(model, Owned) else set()
    for field in meta.concrete_fields:
        if field.name not in common:
            yield f"| {field.column} | {_type(field)} |"


def _rights(guard: Guard) -> Iterator[str]:
    for role in ("staff", "resident", "door", "sealer"):
        given = getattr(guard, role)
        if given:
            yield f"{role.capitalize()}: {given}{_limits(guard) if role == 'resident' else ''}"


def _limits(guard: Guard) -> str:
    parts = []
    if guard.resident_columns:
        parts.append(f"select only of {', '.join(guard.resident_columns)}")
    if guard.resident_updates:
        parts.append(f"update of {', '.join(guard.resident_updates)}")
    return f" ({'; '.join(parts)})" if parts else ""


def _type(field: Any) -> str:
    kind = type(field).__name__.removesuffix("Field").lower()
    if isinstance(field, models.ForeignKey):
        kind = f"→ {field.remote_field.model._meta.db_table}"
    return kind + (", or nothing" if field.null else "")
