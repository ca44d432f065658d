"""Dates as people say them, and drawings that are all there."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from jinja2 import DictLoader

from brygga.ground import drawings, templating

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 20, 10, 42, tzinfo=STOCKHOLM)
TEMPLATES = Path(templating.__file__).parent / "templates"
STATIC = Path(templating.__file__).parent / "static" / "brygga"


def words(text: str) -> str:
    """Without the joints that keep a date on one line."""
    return text.replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def swedish() -> object:
    with translation.override("sv"):
        yield


def rendered(source: str, **context: object) -> str:
    return templating.environment(loader=DictLoader({"page": source})).get_template("page").render(context)


def test_a_day_is_said_in_swedish_and_never_breaks_over_a_line() -> None:
    assert templating.day(date(2026, 12, 5)) == "5\u00a0december"
    assert words(templating.day_year(date(2026, 12, 5))) == "5 december 2026"
    assert words(templating.weekday_day(date(2026, 11, 27))) == "fredag 27 november"
    assert words(templating.short_day(date(2026, 11, 12))) == "12 nov"


def test_a_day_is_said_in_the_readers_language() -> None:
    with translation.override("en"):
        assert words(templating.weekday_day(date(2026, 11, 27))) in {
            "Friday 27 November",
            "Friday, 27 November",
        }
        assert templating.clock(NOW) == "10:42"


def test_the_clock_is_stockholms() -> None:
    assert templating.clock(datetime(2026, 11, 20, 9, 5, tzinfo=ZoneInfo("UTC"))) == "10.05"


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (datetime(2026, 11, 20, 10, 41, tzinfo=STOCKHOLM), "i dag 10.41"),
        (datetime(2026, 11, 19, 15, 12, tzinfo=STOCKHOLM), "i går 15.12"),
        (datetime(2026, 11, 19, 23, 30, tzinfo=ZoneInfo("UTC")), "i dag 00.30"),
        (datetime(2026, 11, 12, 8, 0, tzinfo=STOCKHOLM), "12 november"),
        (datetime(2025, 11, 12, 8, 0, tzinfo=STOCKHOLM), "12 november 2025"),
    ],
)
def test_a_moment_is_said_from_the_pages_now(then: datetime, said: str) -> None:
    assert words(templating.moment(then, NOW)) == said


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (datetime(2026, 11, 20, 9, 5, tzinfo=STOCKHOLM), "09.05"),
        (datetime(2026, 11, 19, 15, 12, tzinfo=STOCKHOLM), "i går"),
        (datetime(2026, 11, 12, 8, 0, tzinfo=STOCKHOLM), "12 nov"),
        (datetime(2025, 11, 12, 8, 0, tzinfo=STOCKHOLM), "2025-11-12"),
    ],
)
def test_a_moment_is_brief_in_dense_lists(then: datetime, said: str) -> None:
    assert words(templating.brief(then, NOW)) == said


@pytest.mark.parametrize(
    ("due", "left", "said"),
    [
        (date(2026, 12, 5), 15, "15 dagar kvar"),
        (date(2026, 11, 21), 1, "1 dag kvar"),
        (date(2026, 11, 20), 0, "sista dagen i dag"),
        (date(2026, 11, 18), -2, "2 dagar för sent"),
    ],
)
def test_days_left_are_counted_and_said(due: date, left: int, said: str) -> None:
    assert templating.days_left(due, NOW) == left
    assert templating.in_days(due, NOW.date()) == said


@pytest.mark.parametrize(
    ("name", "letters"), [("Alma Nilsson", "AN"), ("Petra", "P"), ("Anna Maria Ek", "AE"), ("", "")]
)
def test_initials_are_the_first_and_the_last(name: str, letters: str) -> None:
    assert templating.initials(name) == letters


def test_typed_text_becomes_paragraphs() -> None:
    assert templating.paragraphs("Ett.\r\n\r\nTvå\nrader.\n\n\n ") == ["Ett.", "Två\nrader."]


def test_lines_end_on_a_page_where_somebody_ended_them_and_nothing_typed_becomes_markup() -> None:
    source = "{% for part in text|paragraphs %}<p>{{ part }}</p>{% endfor %}"
    shown = rendered(source, text="Köp:\n- <b>mjölk\n\nHej")
    assert shown == "<p>Köp:<br>- &lt;b&gt;mjölk</p><p>Hej</p>"


def test_what_was_typed_never_becomes_markup() -> None:
    page = '{% from "c" import show %}{{ show(text) }}'
    made = templating.environment(
        loader=DictLoader({"page": page, "c": "{% macro show(text) %}<p>{{ text }}</p>{% endmacro %}"})
    )
    assert made.get_template("page").render(text="<script>") == "<p>&lt;script&gt;</p>"


def test_a_missing_municipality_is_empty_and_not_an_error() -> None:
    assert rendered("[{{ municipality.name }}{{ links.leave }}]") == "[]"


def test_only_right_to_left_languages_turn_the_page() -> None:
    assert [templating.direction(code) for code in ("sv", "ar", "fa-ir", "so")] == [
        "ltr",
        "rtl",
        "rtl",
        "ltr",
    ]


@pytest.mark.parametrize("sheet", ["icons", "marks", "skylines"])
def test_each_drawing_is_sound_xml_and_found_by_its_name(sheet: str) -> None:
    root = ElementTree.parse(STATIC / f"{sheet}.svg").getroot()  # noqa: S314 - our own file
    names = {symbol.attrib["id"] for symbol in root}
    assert names == set(drawings._sheet(sheet))


def test_every_icon_a_template_names_is_drawn() -> None:
    every = {
        name
        for file in TEMPLATES.rglob("*.html")
        for name in re.findall(r'icon\("([a-z-]+)"', file.read_text(encoding="utf-8"))
    }
    assert len(every) > 15
    assert every <= set(drawings._sheet("icons"))


def test_a_misspelt_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        drawings.icon("telefone")


def test_a_municipality_without_a_mark_of_its_own_gets_the_bridge() -> None:
    assert drawings.mark("kiruna") == drawings.mark("brygga")
    assert drawings.mark("bjuv") != drawings.mark("brygga")


def test_no_template_holds_inline_script_or_style() -> None:
    for file in TEMPLATES.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", text), file.name


def test_every_template_compiles() -> None:
    from jinja2 import FileSystemLoader

    made = templating.environment(loader=FileSystemLoader(TEMPLATES))
    for file in TEMPLATES.rglob("*.html"):
        made.get_template(str(file.relative_to(TEMPLATES)))


def test_every_filter_and_macro_of_the_page_guide_exists() -> None:
    guide = (Path(templating.__file__).parents[2] / "docs" / "explanation" / "pages.md").read_text(
        encoding="utf-8"
    )
    for name in templating._filters():
        assert f"|{name}" in guide, name
    for file in sorted((TEMPLATES / "components").glob("*.html")):
        if file.stem == "form_parts":
            continue
        for macro in re.findall(r"{% macro ([a-z]\w*)\(", file.read_text(encoding="utf-8")):
            assert re.search(rf"\b{macro}\b", guide), f"{file.stem}.{macro} is not in the guide"
