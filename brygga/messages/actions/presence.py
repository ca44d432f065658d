"""Staff who answer at once, for as long as their page says that it is open. Nobody is shown without choosing it."""

from brygga.access.rules import StaffActor
from brygga.cases.models import Case
from brygga.ground import clock, live
from brygga.messages.actions.saying import may_answer
from brygga.messages.models import Participant


def take_chat(actor: StaffActor, case: Case, *, takes: bool) -> None:
    """Begin, or cease, to be shown as somebody who answers at once."""
    may_answer(actor, case)
    row = Participant.within(case, case=case, person_id=actor.id, by_resident=False, name=actor.name)
    Participant.objects.bulk_create([row], ignore_conflicts=True)
    Participant.objects.filter(case=case, person_id=actor.id).update(
        takes_chat=takes, here_at=clock.now() if takes else None
    )
    live.signal_case(case.id, "messages", case.version)


def be_here(actor: StaffActor, case: Case) -> None:
    """The page is still open. Says nothing for those who have not chosen to be shown."""
    Participant.objects.filter(case=case, person_id=actor.id, takes_chat=True).update(here_at=clock.now())
