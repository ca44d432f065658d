"""The SFU for video: secrets that nobody sees, nothing where Janus is not, and nothing loaded that is not needed."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from brygga.launch import sfu
from brygga.launch.ports import await_answer
from brygga.launch.run import environment_of


def test_nothing_is_told_where_janus_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sfu, "program", lambda: None)
    assert sfu.told(tmp_path, 18_650, "hemligt", "hemligare") == {}
    assert list(tmp_path.iterdir()) == []


def test_secrets_go_by_private_files_and_never_by_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sfu, "program", lambda: "/usr/bin/janus")
    told = sfu.told(tmp_path, 18_650, "hemligt", "hemligare")
    assert (told["BRYGGA_SFU_SECRET"], told["BRYGGA_SFU_ADMIN_SECRET"]) == ("hemligt", "hemligare")
    assert not any("hemlig" in part for part in sfu.command(tmp_path))
    files = list((tmp_path / "secrets" / "janus").iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert "hemligare" in "".join(file.read_text(encoding="utf-8") for file in files)


def test_one_of_somebody_elses_is_used_where_the_environment_names_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRYGGA_SFU_URL", "wss://media.example")
    told = environment_of(tmp_path, "postgresql://owner@127.0.0.1:1/none", 18_650)
    assert told["BRYGGA_SFU_URL"] == "wss://media.example"
    assert not (tmp_path / "secrets" / "janus").exists()


@pytest.mark.skipif(not shutil.which("janus"), reason="needs Janus (make media)")
def test_it_answers_on_this_machine_alone_and_says_nothing(tmp_path: Path) -> None:
    told = sfu.told(tmp_path, 18_650, "hemligt", "hemligare")
    program = subprocess.Popen(sfu.command(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        listens = ""
        for name in ("BRYGGA_SFU_URL", "BRYGGA_SFU_ADMIN_URL"):
            port = int(told[name].split(":")[2].partition("/")[0])
            assert await_answer(port)
            listens = Path("/proc/net/tcp").read_text(encoding="ascii")
            assert f"0100007F:{port:04X}" in listens
            assert f"00000000:{port:04X}" not in listens
    finally:
        program.terminate()
        said, _nothing = program.communicate(timeout=10)
    assert said == b""
