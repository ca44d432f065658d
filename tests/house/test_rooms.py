"""Rooms: what each kind of file may know and do. Floors are kept by import-linter (make check)."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.files import HOUSE, OUTSIDE, app_of, imports, python, room_of, shown, tree

FOUNDATION = {"ground", "law"}
SHARED_ROOMS = {"rules", "queries", "actions", "permits", "models"}
"""models: for foreign keys and as types. Its rows are another matter, below."""
OWN_DOORS = {
    "calls": {"invited", "words"},  # a guest's way in, listed and followed by the doors above
    "access": {"doors", "gate"},  # what every view and action asks
    "documentation": {"holes"},  # whoever withholds words asks for the ground of each the same way
    "people": {"oidc", "parking", "professionals", "signing"},  # the e-ID's client, which the doors above use
    "messages": {"carriers"},  # out of the house: what else sends mail sends it the same way
}
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}


def floors() -> list[Path]:
    return [path for path in python() if app_of(path) and app_of(path) not in OUTSIDE]


def crossings(path: Path) -> list[tuple[str, str, int]]:
    """App and room of each import from another app of the house."""
    found = []
    for name, line in imports(path):
        parts = name.split(".")
        if parts[0] == "brygga" and len(parts) > 2 and parts[1] not in {app_of(path), *FOUNDATION}:
            found.append((parts[1], parts[2], line))
    return found


def test_between_apps_only_the_shared_rooms_are_imported() -> None:
    assert not [
        (shown(path), line, f"{app}.{room}")
        for path in floors()
        for app, room, line in crossings(path)
        if room not in SHARED_ROOMS | OWN_DOORS.get(app, set())
    ]


def _outside(name: str) -> bool:
    parts = name.split(".")
    return parts[0] == "brygga" and parts[1] in OUTSIDE


def test_nothing_on_the_floors_knows_the_launcher_the_demo_or_the_simulated_e_id() -> None:
    assert not [(shown(path), name) for path in floors() for name, _line in imports(path) if _outside(name)]


def _views() -> list[Path]:
    return [path for path in floors() if "views" in path.parts or path.name == "views.py"]


def test_a_view_never_touches_rows_itself() -> None:
    assert not [
        (shown(path), node.lineno)
        for path in _views()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "_default_manager"}
    ]


def test_rows_of_another_app_are_asked_for_in_queries_and_actions_only() -> None:
    """And those ask by the other app's models only where that app has no query for it."""
    found = []
    for path in floors():
        if room_of(path) in {"queries", "actions"}:
            continue
        foreign = _foreign_models(path)
        found += [
            (shown(path), node.lineno, _root(node))
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute) and node.attr == "objects" and _root(node) in foreign
        ]
    assert not found


def _foreign_models(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("brygga."):
            parts = node.module.split(".")
            if parts[2:3] == ["models"] and parts[1] not in {app_of(path), *FOUNDATION}:
                names |= {name.asname or name.name for name in node.names}
    return names


def _root(node: ast.Attribute) -> str:
    return node.value.id if isinstance(node.value, ast.Name) else ""


def test_the_law_and_all_rules_are_plain_python() -> None:
    pure = [path for path in floors() if room_of(path) == "rules" or app_of(path) == "law"]
    assert len(pure) > 10
    assert not [
        (shown(path), name)
        for path in pure
        for name, _line in imports(path)
        if name.split(".")[0] in {"django", "psycopg", "jinja2"} or name.startswith("brygga.ground.clock")
    ]


def test_the_residents_door_and_the_staffs_door_are_strangers() -> None:
    assert not [
        (shown(path), name)
        for path in _views()
        for name, _line in imports(path)
        if (path.stem == "resident" and ".views.staff" in name)
        or (path.stem == "staff" and ".views.resident" in name)
    ]


@pytest.mark.parametrize("word", ["utils", "util", "helpers", "helper", "common", "misc", "tools", "signals"])
def test_no_module_is_named_for_nothing_in_particular(word: str) -> None:
    assert not [shown(path) for path in python(tests=True) if path.stem == word or word in path.parts]


def test_no_signals() -> None:
    """An act can be read from top to bottom: nothing happens elsewhere because a row was saved."""
    assert not [
        (shown(path), name)
        for path in floors()
        for name, _line in imports(path)
        if name.startswith(("django.dispatch", "django.db.models.signals", "django.core.signals"))
    ]


def test_only_the_clock_asks_what_time_it_is() -> None:
    """Elsewhere time is a parameter, or `brygga.ground.clock`."""
    found = []
    for path in floors():
        if path == HOUSE / "ground" / "clock.py":
            continue
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in CLOCKS
                and _root(node) in {"datetime", "date", "timezone"}
            ):
                found.append((shown(path), node.lineno))
            if isinstance(node, ast.Attribute) and node.attr in {"time", "time_ns"} and _root(node) == "time":
                found.append((shown(path), node.lineno))
    assert not found


def test_the_owner_of_the_database_is_used_by_commands_only() -> None:
    """Pages and the worker never hold the right to change tables or to see all rows."""
    owner = re.compile(
        r"""connections\["owner"\]|using\(\s*"owner"|(?:using|database)="owner"|atomic\("owner"\)"""
    )
    using = [shown(path) for path in floors() if owner.search(path.read_text(encoding="utf-8"))]
    assert using == ["brygga/ground/management/commands/prepare_database.py"]
