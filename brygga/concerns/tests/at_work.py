"""Somebody signed in with a service e-ID, without the e-ID."""

from django.conf import settings
from django.test import Client

from brygga.ground import clock
from brygga.ground.sessions import SessionStore
from brygga.people import professionals
from brygga.people.oidc import LOA3, Identity
from brygga.people.professionals import Professional
from tests.doors import client_for


def identity(key: str = "lotta", *, organisation: str = "Bergaskolan", title: str = "Lärare") -> Identity:
    """What the service e-ID says of one of the invented professionals."""
    return Identity(
        door="professional",
        subject=key,
        number=None,
        given_name="",
        family_name="",
        name={"lotta": "Lotta Ask", "nils": "Nils Bergman"}.get(key, key),
        org_affiliation=f"{key}@2120001157",
        org_number="2120001157",
        acr=LOA3,
        txn="test",
        id_token="",
        org_name=organisation,
        title=title,
    )


def known(key: str = "lotta", *, title: str = "Lärare") -> Professional:
    found = professionals.of_identity(identity(key, title=title))
    assert found is not None
    return found


def at_work_client(who: Professional, *, seen: int = 0, since: int = 0) -> Client:
    """A client with the session that sign-in would have given; seen and since: so many seconds ago."""
    client = client_for(who)
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    now = clock.wall_seconds()
    session["professional"] |= {"since": now - since}
    session["seen"] = now - seen
    session.save()
    return client
