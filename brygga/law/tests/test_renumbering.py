"""The map between the act of 2001 and the act of 2025."""

import re
import shutil
from pathlib import Path

import pytest

from brygga.law import BadData, BadQuestion
from brygga.law.books import book
from brygga.law.files import DATA
from brygga.law.renumbering import formerly, load, nowadays, renumbered, the_map


def spoilt(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """A copy of the data with one piece of text exchanged."""
    shutil.copytree(DATA, tmp_path / "data")
    text = (tmp_path / "data" / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "data" / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ÄSoL 4:1", ("SoL 11:1", "SoL 12:1")),  # assistance was split: personal needs, and money
        ("ÄSoL 10:5", ("SoL 30:10", "SoL 30:11")),  # what SFS 2005:452 shows
        ("ÄSoL 12:2", ("SoL 16:2", "SoL 16:3")),
        ("ÄSoL 2 a:10", ("SoL 29:10",)),
        ("ÄSoL 14:1", ("SoL 19:1", "SoL 19:2", "SoL 19:3", "SoL 20:6")),  # SFS 2002:378
        ("ÄSoL 6:8", ("SoL 22:13", "SoL 22:14", "SoL 22:16")),  # SFS 2022:665
        ("ÄSoL 11:3", ("SoL 9:12", "SoL 9:13")),  # SFS 2020:1260
        ("ÄSoL 4:6", ("SoL 12:6",)),  # SFS 2010:1284
    ],
)
def test_an_older_decision_is_found_under_its_new_number(old: str, new: tuple[str, ...]) -> None:
    assert nowadays(old) == new
    assert all(old in formerly(ref) for ref in new)


def test_what_is_new_in_the_act_had_no_section_before() -> None:
    assert formerly("SoL 15:9") == ()
    assert formerly("SoL 16:2 a") == ()


def test_a_pair_nobody_has_checked_is_not_given_out() -> None:
    with pytest.raises(BadQuestion, match="unverified"):
        nowadays("ÄSoL 14:1 c")
    with pytest.raises(BadQuestion, match="unverified"):
        formerly("SoL 19:4")


def test_a_section_that_does_not_exist_is_a_clear_no() -> None:
    with pytest.raises(BadQuestion, match="no row in renumbering"):
        nowadays("ÄSoL 99:1")
    with pytest.raises(BadQuestion, match="not a section"):
        formerly("SoL 30:13")


def test_every_checked_pair_holds_both_ways() -> None:
    for pair in renumbered():
        if pair.origin.confidence == "unverified":
            continue
        for ref in pair.new:
            assert pair.old in formerly(ref)


def test_every_reference_to_the_act_in_the_data_is_a_section_it_has() -> None:
    refs = {ref for ref in book().sections if re.match(r"SoL \d", ref)}
    assert refs
    assert refs <= set(the_map().contents)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("renumbering.yaml", '"SoL 11:1"', '"SoL 11:7"', "SoL 11:7 is not in contents.yaml"),
        ("renumbering.yaml", '"ÄSoL 1:2"', '"ÄSoL 1:1"', "ÄSoL 1:1 stands twice"),
        ("renumbering.yaml", '"ÄSoL 1:2"', '"SoL 1:2"', "is not a section of the old act"),
        ("renumbering.yaml", 'new: ["SoL 3:1"]', "new: []", "new is empty"),
        ("renumbering.yaml", "{old:", "{odl:", "odl is not a word here"),
        ("renumbering.yaml", "confidence: verified", "confidence: säker", "confidence must be one of"),
        ("contents.yaml", "chapter: 1, sections: 5", "chapter: 1, sections: fem", "must be the number"),
    ],
)
def test_a_mistake_in_the_map_is_found_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, says: str
) -> None:
    with pytest.raises(BadData) as found:
        load(spoilt(tmp_path, file, old, new))
    assert says in str(found.value)
    assert str(found.value).startswith(f"{file}, line ")
