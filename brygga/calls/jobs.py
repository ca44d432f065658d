"""The worker's part: what browsers said to each other and nobody fetched is forgotten."""

from brygga.calls.models import Signal
from brygga.calls.rules import FORGET_AFTER
from brygga.ground import clock, tenancy
from brygga.ground.seals import SEALER


def forget_signals() -> int:
    """How many were left behind: by a page that closed, a phone that died."""
    with tenancy.enter(SEALER):
        gone, _each = Signal.objects.filter(at__lt=clock.now() - FORGET_AFTER).delete()
    return gone
