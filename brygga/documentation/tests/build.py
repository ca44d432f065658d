"""Cases with something written in them, made through the actions."""

from datetime import timedelta
from typing import Any

from brygga.access.rules import StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.documentation import actions
from brygga.documentation.actions import NewNote
from brygga.documentation.models import Note
from brygga.documentation.rules import GROUNDS, Withholding
from brygga.ground import clock
from brygga.ground.ids import uuid7
from tests.cast import almas_case, at_work, staff

HIDDEN = "Grannen Gun berättade om bråk. Hon är rädd."
TEXT = f"Alma ringde i dag.\n\nHon vill ha hjälp med hyran. [[{HIDDEN}]] Jag lovade svar."


def new_note(text: str = TEXT, **changes: Any) -> NewNote:
    typed: dict[str, Any] = {
        "id": uuid7(),
        "kind": "call",
        "heading": "Samtal med Alma",
        "text": text,
        "happened_on": clock.today(),
    }
    if "[[" in text:
        one = Withholding(GROUNDS["other_person"], clock.today() + timedelta(days=30))
        typed["withheld"] = (one,) * text.count("[[")
    return NewNote(**typed | changes)


def note_in(case: Case, text: str = TEXT, by: str = "cecilia", **changes: Any) -> Note:
    """A note signed by someone of the cast."""
    with at_work(staff(by)) as actor:
        return actions.sign_note(actor, case, new_note(text, **changes))


def investigated(actor: StaffActor, case: Case) -> None:
    cases.start_assessment(actor, case)
    cases.open_investigation(actor, case)


def communicated_case() -> tuple[Case, Any]:
    """Alma's case with an investigation sent to her by Cecilia."""
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        investigated(cecilia, case)
        what = new_note(
            "Alma behöver hjälp med hyran.\n\nHon bor ensam.", kind="investigation", heading="Utredning"
        )
        sent = actions.communicate(cecilia, case, uuid7(), what, clock.today() + timedelta(days=14))
    return case, sent
