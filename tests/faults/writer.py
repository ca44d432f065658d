"""A program that writes notes without pause and says which are kept. `python -m tests.faults.writer [case]`

Without a case it makes one and prints its id. A note that was not acknowledged is signed again with the same
id when the database is back, as a browser's form is sent again.
"""

import sys
import time
from datetime import timedelta
from uuid import UUID

import django

django.setup()

from django.db import Error, connections  # noqa: E402

from brygga.cases.models import Case  # noqa: E402
from brygga.demo import cast  # noqa: E402
from brygga.documentation import actions  # noqa: E402
from brygga.documentation.rules import GROUNDS, Withholding  # noqa: E402
from brygga.ground import clock  # noqa: E402
from brygga.ground.ids import uuid7  # noqa: E402
from tests.cast import almas_case, at_work, staff  # noqa: E402

TEXT = "Vi talades vid. [[Grannen ringde.]] Vi hörs igen. [[Hon är orolig.]]"


def sign(case_id: UUID, note: actions.NewNote) -> None:
    with at_work(staff("cecilia")) as cecilia:
        actions.sign_note(cecilia, Case.objects.get(id=case_id), note)


def write(case_id: UUID) -> None:
    withheld = (Withholding(GROUNDS["other_person"], clock.today() + timedelta(days=30)),) * 2
    while True:
        note = actions.NewNote(uuid7(), "call", "Samtal", TEXT, clock.today(), withheld)
        while not signed(case_id, note):
            time.sleep(0.1)
        say(str(note.id))


def signed(case_id: UUID, note: actions.NewNote) -> bool:
    try:
        sign(case_id, note)
    except Error:
        say("down")
        connections["default"].close()
        return False
    return True


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        write(UUID(sys.argv[1]))
    cast.load("owner")
    say(str(almas_case("child").id))
