"""Those who ask for pages: residents with cases or finished applications, and the sessions they would have."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.crypto import get_random_string

from benchmarks.seeding import HOME
from brygga.access.queries import reach_of
from brygga.applications import actions
from brygga.applications.models import Draft
from brygga.applications.tests.build import draft_of, filled
from brygga.ground import clock, tenancy
from brygga.ground.ids import uuid7
from brygga.ground.sessions import SessionStore
from brygga.people.models import Person
from tests.cast import BO, resident
from tests.doors import client_for


@dataclass(frozen=True)
class Applicant:
    """Somebody who has signed an application and is on the way back from the e-ID."""

    draft: UUID
    session: str


def persons(first: int, count: int) -> list[Person]:
    """New residents. Their numbers are no personal numbers: they begin with 00."""
    made = []
    for number in range(first, first + count):
        person = Person(first_seen=clock.now())
        person.tell(number=f"00{number:010d}", name=f"Kim Exempel {number}")
        made.append(person)
    Person.objects.using("owner").bulk_create(made)
    return made


def sessions(held: list[dict[str, Any]]) -> list[str]:
    """The cookies of sessions that hold this, as sign-in would have made them."""
    rows, keys = [], []
    for content in held:
        key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
        store = SessionStore(session_key=key)
        store._session_cache = content  # noqa: SLF001 - what load() would have put there
        rows.append(store.create_model_instance(content))
        keys.append(f"{settings.SESSION_COOKIE_NAME}={key}")
    Session.objects.using("owner").bulk_create(rows)
    return keys


def signed_in(door: str, who: UUID) -> dict[str, Any]:
    proof = {"acr": "http://id.elegnamnden.se/loa/1.0/loa3", "txn": "bench", "at": clock.now().isoformat()}
    return {"door": door, "who": str(who), "seen": clock.wall_seconds(), "proof": proof}


def applicants(first: int, count: int) -> list[Applicant]:
    """So many finished and signed applications for income support, each its own person's."""
    pattern, digest = _one_filled_in()
    who, now = persons(first, count), clock.now()
    drafts = [
        Draft(
            id=uuid7(),
            person_id=person.id,
            municipality=HOME,
            kind=pattern.kind,
            answers=pattern.answers,
            created_at=now - timedelta(hours=1),
            saved_at=now,
        )
        for person in who
    ]
    Draft.objects.using("owner").bulk_create(drafts)
    held = [
        signed_in("resident", person.id) | {"signed": _signature(person, draft, digest)}
        for person, draft in zip(who, drafts, strict=True)
    ]
    return [Applicant(draft.id, key) for draft, key in zip(drafts, sessions(held), strict=True)]


def _one_filled_in() -> tuple[Draft, str]:
    """Through the front door, page by page; the others have the same answers."""
    draft = draft_of(BO, filled(client_for(resident(BO))))
    with tenancy.enter(reach_of(resident(BO), HOME)):
        _pairs, digest = actions.to_sign(draft, [])
    return draft, digest


def _signature(person: Person, draft: Draft, digest: str) -> dict[str, Any]:
    signed = {"subject": str(draft.id), "who": person.number_index, "sha256": digest}
    return signed | {"acr": "loa3", "txn": "bench", "signed_at": clock.now().isoformat()}
