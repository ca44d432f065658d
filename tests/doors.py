"""Browsers without a browser: a test client signed in as someone of the cast."""

from django.conf import settings
from django.test import Client

from brygga.access.rules import ResidentActor, StaffActor
from brygga.ground import clock
from brygga.ground.sessions import SessionStore
from brygga.people import professionals
from brygga.people.professionals import Professional


def client_for(actor: StaffActor | ResidentActor | Professional | None) -> Client:
    """A client with the session that sign-in would have given this actor."""
    client = Client()
    if actor is None:
        return client
    session = SessionStore()
    session.update(
        {
            "door": actor.kind,
            "who": str(actor.id),
            "seen": clock.wall_seconds(),
            "proof": {
                "acr": "http://id.elegnamnden.se/loa/1.0/loa3",
                "txn": "test",
                "at": clock.now().isoformat(),
            },
        }
    )
    if isinstance(actor, Professional):
        professionals.remember(session, actor)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client
