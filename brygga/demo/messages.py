"""What Alma and David have written to each other, and some in other cases who wait for an answer."""

from datetime import date

from brygga.cases.models import Case
from brygga.demo.alma import ALMA, Stage
from brygga.ground.ids import uuid7
from brygga.messages import actions
from brygga.messages.queries import thread
from brygga.messages.rules import Sent

ALMAS = (
    (3, "alma", 18, 20, "Hej! Kan mormor vara med på mötet på torsdag?"),
    (2, "david", 8, 35, "Hej Alma. Ja, det går jättebra. Säg till om hon behöver hjälp att ta sig hit."),
    (2, "alma", 12, 10, "Tack, hon kommer med mig."),
    (0, "david", 9, 5, "Då ses vi. Jag har bokat det lilla rummet, så att Elis kan rita medan vi pratar."),
)


def load(today: date) -> None:
    """Said through the product's own actions, on days of their own."""
    stage = Stage(today)
    with stage.staff("cecilia", 4):
        case = Case.objects.get(title="Stöd till Alma och Elis")
    for days_ago, who, hour, minute, text in ALMAS:
        _said(stage, case, who, days_ago, hour, minute, text)


def _said(stage: Stage, case: Case, who: str, days_ago: int, hour: int, minute: int, text: str) -> None:
    """One message, by somebody who has read what was there before."""
    sent = Sent(uuid7(), text)
    if who == "alma":
        with stage.resident(ALMA, days_ago, hour, minute) as alma:
            found = thread(alma, case)
            actions.mark_read(alma, case, found.last_number, found.read_to)
            actions.write(alma, case, sent)
        return
    with stage.staff(who, days_ago, hour, minute) as worker:
        found = thread(worker, case)
        actions.mark_read(worker, case, found.last_number, found.read_to)
        actions.answer(worker, case, sent)
