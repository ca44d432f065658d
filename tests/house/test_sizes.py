"""Budgets of size: a room that grows out of its walls becomes a folder."""

from statistics import median, quantiles

from tests.house.files import HOUSE, ROOT, functions, length, python, room_of, shown, templates, tracked

FILE, TEST_FILE, FUNCTION, VIEW, TEMPLATE, SETTINGS = 400, 600, 60, 25, 150, 400


def lines(path: object) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())  # type: ignore[attr-defined]


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    assert not [(shown(path), count) for path in python() if (count := lines(path)) > FILE]


def test_no_test_file_is_longer_than_six_hundred() -> None:
    tests = [path for path in tracked() if path.suffix == ".py" and "tests" in path.parts]
    assert not [(shown(path), count) for path in tests if (count := lines(path)) > TEST_FILE]


def test_functions_are_small() -> None:
    """Median 8, nine of ten under 30, none over 60."""
    sizes = [length(function) for path in python() for function in functions(path)]
    assert median(sizes) <= 8
    assert quantiles(sizes, n=10)[-1] <= 30
    assert max(sizes) <= FUNCTION


def test_views_are_thin() -> None:
    views = [path for path in python() if room_of(path) in {"views", "views.py"} or "views" in path.parts]
    found = [
        (shown(path), function.name, length(function))
        for path in views
        for function in functions(path)
        if length(function) > VIEW
    ]
    assert not found


def test_templates_are_short() -> None:
    assert not [(shown(path), count) for path in templates() if (count := lines(path)) > TEMPLATE]


def test_there_is_one_settings_file_and_it_is_readable() -> None:
    found = [path for path in python() if "settings" in path.name and path.parent == HOUSE]
    assert found == [ROOT / "brygga" / "settings.py"]
    assert lines(found[0]) <= SETTINGS
