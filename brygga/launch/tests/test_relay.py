"""The relay for video: a secret that nobody sees, nothing where coturn is not, and an answer where it is."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from brygga.launch import relay
from brygga.launch.ports import await_answer
from brygga.launch.run import environment_of

MEDIA = Path(__file__).parents[1] / "media.sh"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "program", lambda: "/usr/bin/turnserver")


def test_nothing_is_told_where_coturn_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "program", lambda: None)
    assert relay.told(tmp_path, 18_600, "hemligt") == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("installed")
def test_the_secret_goes_by_a_private_file_and_never_by_the_command(tmp_path: Path) -> None:
    told = relay.told(tmp_path, 18_600, "hemligt")
    command = relay.command(tmp_path)
    file = Path(command[-1])
    assert told["BRYGGA_TURN_SECRET"] == "hemligt"
    assert "static-auth-secret=hemligt" in file.read_text(encoding="utf-8")
    assert not any("hemligt" in part for part in command)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    relay.told(tmp_path, 18_600, "annat")  # started again
    assert "hemligt" not in file.read_text(encoding="utf-8")


@pytest.mark.usefixtures("installed")
def test_a_relay_of_somebody_elses_is_used_where_the_environment_names_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRYGGA_TURN_HOST", "turn.example")
    told = environment_of(tmp_path, "postgresql://owner@127.0.0.1:1/none", 18_600)
    assert told["BRYGGA_TURN_HOST"] == "turn.example"
    assert not (tmp_path / "secrets" / "turnserver.conf").exists()
    monkeypatch.delenv("BRYGGA_TURN_HOST")
    told = environment_of(tmp_path, "postgresql://owner@127.0.0.1:1/none", 18_600)
    assert told["BRYGGA_TURN_HOST"] == "127.0.0.1"


@pytest.mark.usefixtures("installed")
def test_a_single_command_leaves_the_file_of_a_relay_that_runs_as_it_is(tmp_path: Path) -> None:
    environment_of(tmp_path, "postgresql://owner@127.0.0.1:1/none", 18_600, own_media=False)
    assert not (tmp_path / "secrets" / "turnserver.conf").exists()


@pytest.mark.skipif(not shutil.which("turnserver"), reason="needs coturn (make media)")
def test_it_answers_on_this_machine_alone(tmp_path: Path) -> None:
    port = int(relay.told(tmp_path, 18_600, "hemligt")["BRYGGA_TURN_PORT"])
    program = subprocess.Popen(relay.command(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert await_answer(port)
        listens = Path("/proc/net/tcp").read_text(encoding="ascii")
        assert f"0100007F:{port:04X}" in listens
        assert f"00000000:{port:04X}" not in listens
    finally:
        program.terminate()
        program.wait(10)


def test_the_script_is_content_where_neither_coturn_nor_janus_can_be(tmp_path: Path) -> None:
    """No root and no apt: a sentence, and `make run` goes on."""
    answer = subprocess.run(
        ["/bin/sh", MEDIA], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0
    assert "coturn is not here" in answer.stderr
    assert "Janus is not here" in answer.stderr
