"""The programs that `make run` starts: each in a session of its own, all stopped in the order we choose."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from brygga.launch.faults import LaunchError

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 15
SHORT_LIFE_SECONDS = 10.0


@dataclass
class Child:
    """A running program, and what a person would call it."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    since: float

    def ended(self) -> str | None:
        """A sentence if it is no longer running."""
        code = self.process.poll()
        if code is None:
            return None
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        return f"{self.name} {how}."

    def start_again(self) -> bool:
        """False if it lived so short a time that another attempt would only end the same way."""
        if time.monotonic() - self.since < SHORT_LIFE_SECONDS:
            return False
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # what it had started itself
        self.process, self.since = _running(self.command, self.environment), time.monotonic()
        return True

    def stop(self) -> None:
        """Asks, waits, and in the end insists."""
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def python(*arguments: str) -> list[str]:
    """The command line for one of our own programs."""
    return [sys.executable, *arguments]


def started(name: str, command: list[str], environment: dict[str, str]) -> Child:
    """Its own session keeps the terminal's Ctrl-C from it; if we are killed, the kernel ends it too."""
    return Child(name, command, environment, _running(command, environment), time.monotonic())


def _running(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*_dies_with_us(), *command],
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment,
        start_new_session=True,
    )


def _dies_with_us() -> list[str]:
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--"] if setpriv else []


def finished(what: str, command: list[str], environment: dict[str, str]) -> None:
    """Runs one step to its end. Raises LaunchError naming the step, with the last lines it said."""
    answer = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        cwd=ROOT,
        env=environment,
        check=False,
    )
    if answer.returncode != 0:
        said = (answer.stderr or answer.stdout).strip().splitlines()[-12:]
        raise LaunchError("\n".join([f"{what} failed:", *said]))
