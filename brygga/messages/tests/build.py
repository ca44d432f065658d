"""Conversations for tests, through the product's own actions."""

from uuid import UUID

from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case
from brygga.ground.ids import uuid7
from brygga.messages import actions
from brygga.messages.models import Message
from brygga.messages.rules import Sent
from tests.cast import at_work


def says(actor: ResidentActor | StaffActor, case: Case, text: str, once: UUID | None = None) -> Message:
    """Somebody of the cast says something in a case."""
    act = actions.write if isinstance(actor, ResidentActor) else actions.answer
    with at_work(actor):
        return act(actor, Case.objects.get(id=case.id), Sent(once or uuid7(), text))  # type: ignore[operator]
