"""Commands from a checkout where nobody has set an environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ASKED = (
    *("law_may", "--activity", "child_placement_decision", "--home", "1283", "--performer", "1282"),
    *("--on", "2026-11-21", "--have", "AVTAL,EXT_DELEG", "--json"),
)


def told(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What manage.py says, in an environment with nothing of ours but DATA."""
    return subprocess.run(
        (sys.executable, "manage.py", *arguments),
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(data), "DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_law_can_be_asked_before_there_is_any_demo(tmp_path: Path) -> None:
    answer = told(tmp_path, *ASKED)
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["answer"] == "never"
    assert not list(tmp_path.iterdir()), "asking leaves nothing behind"


def test_a_report_without_a_database_says_so_and_is_made(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    where = ("--municipalities", "1260,1283", "--on", "2026-11-21", "--format", "json", "--output", str(file))
    answer = told(tmp_path, "law_report", *where)
    assert answer.returncode == 0, answer.stderr
    assert "Databasen gick inte att nå." in answer.stderr
    assert json.loads(file.read_text(encoding="utf-8"))


def test_what_needs_a_database_says_what_to_do(tmp_path: Path) -> None:
    answer = told(tmp_path, "prepare_database")
    assert answer.returncode == 1
    assert "`make run` sets everything" in answer.stderr
    without = told(tmp_path, *(word for word in ASKED if word not in {"--have", "AVTAL,EXT_DELEG"}))
    assert without.returncode == 2
    assert "--have" in without.stderr
    assert without.stdout == ""


def test_secrets_that_others_can_read_are_refused_in_a_sentence(tmp_path: Path) -> None:
    secret = tmp_path / "secrets" / "secret_key"
    secret.parent.mkdir(mode=0o700)
    secret.write_text("leaked", encoding="ascii")
    secret.parent.chmod(0o755)
    answer = told(tmp_path, *ASKED)
    assert answer.returncode == 1
    assert "can be read by others" in answer.stderr
