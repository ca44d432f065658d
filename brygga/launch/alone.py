"""A single command from the checkout, where nobody has set an environment: it uses the demo that is there.

Production sets its environment, and nothing here is asked.
"""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from brygga.launch.database import embedded, external
from brygga.launch.keys import key_32_bytes, password
from brygga.launch.run import environment_of

NEEDS_NO_DATABASE = frozenset({"law_may", "law_report"})
"""What the law says can be asked before there is any demo; what is agreed cannot."""

NOWHERE = "postgresql://brygga_web@/none?host=/nonexistent"


def prepare(arguments: Sequence[str], stack: ExitStack) -> None:
    """Fill in the environment, unless there is one. Whatever is started for it stops with the stack."""
    if "BRYGGA_SECRET_KEY" in os.environ:
        return
    data = Path(os.environ.get("DATA") or "var").absolute()
    if (data / "secrets" / "secret_key").exists():
        os.environ.update(environment_of(data, _owner(data, stack), 8000, own_media=False))
    elif NEEDS_NO_DATABASE & set(arguments[1:2]):
        keys = {"BRYGGA_REACH_KEY": key_32_bytes(), "BRYGGA_FIELD_KEY": key_32_bytes()}
        os.environ.update({"BRYGGA_SECRET_KEY": password(), "BRYGGA_DATABASE_URL": NOWHERE, **keys})


def _owner(data: Path, stack: ExitStack) -> str:
    """The demo's database: joined where it runs, else started for as long as the command takes."""
    address = external()
    if address is None:
        server, address = embedded(data)
        stack.callback(server.stop)
    return address
