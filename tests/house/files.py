"""The files of the house, and its own rules about them in one place."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "brygga"
OUTSIDE = {"launch", "simulated_eid", "demo"}
"""Not on the floors: the launcher, a program of its own, and the demo that stands on top of everything."""


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git knows and that is there."""
    named = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return tuple(path for name in named.decode().split("\0") if name and (path := ROOT / name).is_file())


def python(*, tests: bool = False) -> list[Path]:
    """The product's own modules, migrations apart."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py"
        and path.is_relative_to(HOUSE)
        and "migrations" not in path.parts
        and (tests or "tests" not in path.parts)
    ]


def templates() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".html" and path.is_relative_to(HOUSE)]


def app_of(path: Path) -> str:
    parts = path.relative_to(HOUSE).parts
    return parts[0] if len(parts) > 1 else ""


def room_of(path: Path) -> str:
    """rules, views ...: the room, also where it has become a folder."""
    parts = path.relative_to(HOUSE).parts
    return parts[1].removesuffix(".py") if len(parts) > 1 else ""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Each module or name imported, dotted, with its line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{name.name}", node.lineno) for name in node.names)


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
