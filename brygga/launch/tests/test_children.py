import os
import time

import pytest

from brygga.launch.children import finished, python, started
from brygga.launch.faults import LaunchError

WAITS = python("-c", "import time; time.sleep(60)")
DEAF = python(
    "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
)


def test_a_child_that_ends_is_named_in_a_sentence() -> None:
    child = started("The worker", python("-c", "raise SystemExit(3)"), dict(os.environ))
    child.process.wait()
    assert child.ended() == "The worker ended with code 3."


def test_a_child_that_was_killed_is_named_with_what_killed_it() -> None:
    child = started("The web server", WAITS, dict(os.environ))
    assert child.ended() is None
    child.process.kill()
    child.process.wait()
    assert child.ended() == "The web server was killed by SIGKILL."


def test_stopping_waits_until_the_child_has_ended() -> None:
    child = started("The worker", WAITS, dict(os.environ))
    child.stop()
    assert child.process.returncode is not None
    child.stop()


def test_a_child_that_will_not_listen_is_ended_anyway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brygga.launch.children.PATIENCE_SECONDS", 0.2)
    child = started("The worker", DEAF, dict(os.environ))
    time.sleep(0.5)
    child.stop()
    assert child.process.returncode is not None


def test_a_step_that_fails_says_which_and_its_last_words() -> None:
    command = python("-c", "raise SystemExit('the table is missing')")
    with pytest.raises(LaunchError, match=r"(?s)Preparing failed:.*the table is missing"):
        finished("Preparing", command, dict(os.environ))


def test_a_child_that_lived_is_started_again_and_one_that_died_at_once_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    child = started("The worker", WAITS, dict(os.environ))
    try:
        child.process.kill()
        child.process.wait()
        assert not child.start_again()
        monkeypatch.setattr("brygga.launch.children.SHORT_LIFE_SECONDS", 0.0)
        assert child.start_again()
        assert child.ended() is None
    finally:
        child.stop()
