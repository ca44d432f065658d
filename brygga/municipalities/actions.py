"""What every change of a municipality's own settings leaves behind, whichever app the settings belong to."""

from collections.abc import Mapping
from typing import Any

from brygga.ground import clock, remembered
from brygga.ground.trail import Actor
from brygga.municipalities.models import Change


def note_change(
    by: Actor, municipality: int, what: str, subject: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """A line of its history, and nothing old is remembered. what: a word of network.words.CHANGED."""
    Change.objects.create(
        municipality=municipality,
        at=clock.now(),
        staff_id=by.id,
        staff_name=by.trail_name,
        what=what,
        subject=subject[:60],
        before=dict(before),
        after=dict(after),
    )
    remembered.forget()
