"""A choice that waits for its code, and what the code is. No code is stored anywhere: the key makes it from the row."""

from uuid import UUID

from brygga.access.rules import ResidentActor
from brygga.ground import clock, sealing
from brygga.messages.models import AddressCheck
from brygga.messages.rules import CODE_WITHIN


def code_of(check: UUID) -> str:
    """Six digits."""
    return f"{int(sealing.blind_index(f'the code of {check}')[:15], 16) % 1_000_000:06}"


def open_check(actor: ResidentActor, *, held: bool = False) -> AddressCheck | None:
    """What the person asked for last, if its code still can be typed. held: nobody else may try meanwhile."""
    rows = AddressCheck.objects.filter(person_id=actor.id, asked_at__gt=clock.now() - CODE_WITHIN)
    latest = (rows.select_for_update() if held else rows).order_by("-asked_at", "-id").first()
    return latest if latest and latest.done_at is None else None
