"""Ports on this machine's own address: is the one asked for free, and which one is free beside it?"""

import errno
import socket
import time

from brygga.launch.faults import LaunchError

LAST_PORT = 65535


def port_asked_for(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) < LAST_PORT:
        raise LaunchError(
            f"PORT={text} is not a port. Choose a number from 1 to {LAST_PORT - 1}: make run PORT=8123."
        )
    port = int(text)
    fault = _cannot_listen(port)
    if fault:
        raise LaunchError(f"Port {port} cannot be used ({fault}). Choose another: make run PORT={port + 10}.")
    return port


def _cannot_listen(port: int) -> str | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return "another program has it" if error.errno == errno.EADDRINUSE else str(error.strerror)
    return None


def answers(port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def await_answer(port: int, seconds: float = 10) -> bool:
    """Whether it listens within the time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answers(port):
            return True
        time.sleep(0.02)
    return False


def port_beside(port: int) -> int:
    """The next free one, so that two demos on one machine do not meet."""
    for candidate in range(port + 1, min(port + 100, LAST_PORT)):
        if _cannot_listen(candidate) is None:
            return candidate
    raise LaunchError(f"No port is free between {port + 1} and {port + 99}.")
