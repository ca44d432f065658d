"""Subscribing to one's own times, and taking the address back."""

import secrets
from hashlib import sha256

from brygga.access.rules import ResidentActor, StaffActor
from brygga.booking.models import Feed
from brygga.ground import clock, tenancy
from brygga.ground.ids import uuid7


def new_feed(actor: ResidentActor | StaffActor) -> str:
    """A new address's secret part, to be shown once; the one before, if any, no longer works."""
    token = secrets.token_urlsafe(32)
    with tenancy.enter(tenancy.DOOR):
        _revoke(actor)
        Feed(
            id=uuid7(),
            owner_id=actor.id,
            by_resident=isinstance(actor, ResidentActor),
            token_hash=hashed(token),
            made_at=clock.now(),
        ).save(force_insert=True)
    return token


def revoke_feed(actor: ResidentActor | StaffActor) -> None:
    """Nobody fetches anything from it again. Revoked already: nothing more happens."""
    with tenancy.enter(tenancy.DOOR):
        _revoke(actor)


def _revoke(actor: ResidentActor | StaffActor) -> None:
    Feed.objects.filter(owner_id=actor.id, revoked_at=None).update(revoked_at=clock.now())


def hashed(token: str) -> str:
    """What is kept of an address. Its secret is long and random: a plain hash is enough."""
    return sha256(token.encode()).hexdigest()
