"""`manage.py law_report`: every format, in time, and a clear sentence with nothing half-written for what is wrong."""

import json
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command

from brygga.insight.management.commands import law_report
from brygga.insight.rules import inquiry

pytestmark = pytest.mark.django_db

FOUR = "1260,1282,1283,1292"
DAY = "2026-11-21"
BEGINS = {"pdf": b"%PDF-", "csv": b"\xef\xbb\xbf", "json": b"{", "html": b"<!doctype html>"}


def told(output: Path, **more: str) -> None:
    asked = {"municipalities": FOUR, "on": DAY, "format": "json", **more}
    call_command("law_report", output=str(output), **asked)


@pytest.mark.parametrize("kind", BEGINS)
def test_each_format_is_written_whole(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"report.{kind}"
    told(file, format=kind)
    assert file.read_bytes().lstrip().startswith(BEGINS[kind])
    assert list(tmp_path.iterdir()) == [file]


def test_it_takes_less_than_five_seconds(tmp_path: Path) -> None:
    begun = time.perf_counter()
    told(tmp_path / "report.pdf", format="pdf")
    assert time.perf_counter() - begun < 5


def test_it_tells_what_holds_today(tmp_path: Path) -> None:
    told(tmp_path / "report.json")
    made = json.loads((tmp_path / "report.json").read_bytes())
    assert made["today"]["known"] is True
    assert {(pair["home"], pair["performer"]) for pair in made["today"]["pairs"]} == {
        (1282, 1283),
        (1283, 1282),
    }
    david = next(pair for pair in made["today"]["pairs"] if pair["performer"] == 1282)
    assert "delegation 2026-E-01" in david["references"]


def test_the_shape_of_the_json_stands(tmp_path: Path) -> None:
    """Whoever reads it by program: a change of these words is a new schema."""
    told(tmp_path / "report.json")
    made = json.loads((tmp_path / "report.json").read_bytes())
    assert made["schema"] == "brygga/inquiry/1"
    assert set(made) == {
        *("schema", "title", "on", "day", "municipalities", "towns", "counts", "lead", "areas", "services"),
        *("today", "costs", "uncertain", "sections", "sources"),
    }
    assert set(made["areas"][0]["activities"][0]) == {
        *(
            "code",
            "name",
            "area",
            "verdict",
            "verdict_word",
            "contact",
            "contact_word",
            "sections",
            "cited",
            "digital",
        ),
        *("digital_word", "digital_reason", "authority", "authority_word", "level", "level_word", "secrecy"),
        *(
            "secrecy_words",
            "steps",
            "instruments",
            "needs",
            "conditions",
            "stays",
            "today",
            "today_more",
            "lacking",
        ),
        *("confidence", "confidence_word", "valid_from", "verified_on", "source", "note"),
    }
    everything = [line for area in made["areas"] for line in area["activities"]]
    assert len(everything) == made["counts"]["all"] == 104
    for share in ("free", "conditions", "not", "unclear"):
        assert made["counts"][share] == sum(area[share] for area in made["areas"])
        assert made["counts"][share] == sum(line["verdict"] == share for line in everything)


@pytest.mark.parametrize("kind", BEGINS)
def test_an_activity_that_nobody_has_judged_is_told_as_such(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The law may be given a row before anybody has said whether that work meets the resident."""
    monkeypatch.setattr(inquiry, "contacts", lambda on: {})
    inquiry.read.cache_clear()
    told(tmp_path / "report", format=kind)
    inquiry.read.cache_clear()
    made = (tmp_path / "report").read_bytes()
    assert kind == "pdf" or "Inte bedömt ännu".encode() in made


def test_without_a_database_the_law_is_told_and_the_rest_is_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away() -> None:
        raise psycopg.OperationalError("nobody there")

    monkeypatch.setattr(law_report, "_knock", away)
    told(tmp_path / "report.json")
    made = json.loads((tmp_path / "report.json").read_bytes())
    assert made["today"]["known"] is False
    assert "Databasen gick inte att nå" in made["today"]["sentence"]
    assert "Databasen gick inte att nå" in capsys.readouterr().err
    assert made["counts"]["all"] == 104


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"municipalities": "1260,9999"}, "Ingen kommun heter ”9999”"),
        ({"municipalities": "Atlantis,1260"}, "Ingen kommun heter ”Atlantis”"),
        ({"municipalities": "1260"}, "minst två"),
        ({"on": "2025-06-30"}, "har ingen lag för 2025-06-30"),
        ({"on": "2099-01-01"}, "för långt fram"),
        ({"on": "i går"}, "är ingen dag"),
        ({"format": "docx"}, "Välj bland pdf, csv, json, html"),
    ],
)
def test_a_bad_question_ends_with_2_and_leaves_no_file(
    wrong: dict[str, Any], says: str, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=says) as ended:
        told(tmp_path / "report", **wrong)
    assert ended.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="går inte att skriva") as ended:
        told(tmp_path / "no" / "such" / "place.json")
    assert ended.value.returncode == 2
    (tmp_path / "folder").mkdir()
    with pytest.raises(CommandError, match="går inte att skriva"):
        told(tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
