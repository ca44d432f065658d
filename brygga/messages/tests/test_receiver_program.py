"""The receiver as a program: listens, refuses what it does not know, stops when told, says why it cannot begin."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from brygga.messages.tests.mail import free_port
from brygga.messages.tests.post import BASE, delivered, letter
from tests.committed import committed

__all__ = ["committed"]
pytestmark = pytest.mark.usefixtures("committed")


@contextmanager
def program(port: int, answers: str = BASE) -> Iterator["subprocess.Popen[str]"]:
    environment = {**os.environ, "BRYGGA_MAIL_ANSWERS": answers, "BRYGGA_LMTP": f"127.0.0.1:{port}"}
    command = (sys.executable, "manage.py", "receive_mail")
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as running:
        yield running
        running.kill()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_listens_refuses_and_stops_when_told() -> None:
    port = free_port()
    with program(port) as running:
        until = time.monotonic() + 60
        while not listens(port):
            assert running.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        code, said = delivered(port, letter("Hemligt"), f"svar+{'0' * 40}@post.exempel")
        assert (code, said) == (550, "5.1.1 Adressen finns inte / No such address")
        running.send_signal(signal.SIGTERM)
        _out, errors = running.communicate(timeout=30)
    assert running.returncode == 0
    assert "svar+" not in errors
    assert "alma" not in errors


@pytest.mark.parametrize(("answers", "taken"), [("", False), (BASE, True)])
def test_what_keeps_it_from_starting_is_one_sentence(answers: str, taken: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1] if taken else free_port()
        with program(port, answers) as running:
            _out, errors = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "Traceback" not in errors
    assert "CommandError" in errors
