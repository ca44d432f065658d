"""Rooms, people at their pages, and what they say, through the front door."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client, override_settings

from brygga.access.rules import ResidentActor, StaffActor
from brygga.booking.models import Meeting
from brygga.booking.rules import Channel, Span, lane
from brygga.calls import actions
from brygga.calls.models import Room
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.demo.cast import HELSINGBORG, ident
from brygga.ground import clock
from brygga.ground.models import Event
from tests.cast import at_work, resident, staff
from tests.doors import client_for

SECRET = "delas med vidaresändaren"


@contextmanager
def with_relay() -> Iterator[None]:
    """As where a TURN server is set up."""
    with override_settings(TURN_HOST="turn.example", TURN_PORT=3478, TURN_TLS_PORT=5349, TURN_SECRET=SECRET):
        yield


def opened(case: Case, who: str = "cecilia", *, relay_only: bool = False) -> Room:
    with at_work(staff(who)) as actor:
        return actions.open_now(actor, Case.objects.get(id=case.id), relay_only=relay_only)


def meeting_in(case: Case, begins: Any, *, channel: str = Channel.VIDEO) -> Meeting:
    """Booked with Cecilia: a half hour."""
    span = Span(begins, begins + timedelta(minutes=30))
    with at_work(staff("cecilia")):
        meeting = Meeting.within(
            case,
            case=case,
            staff_id=ident("cecilia"),
            staff_name="Cecilia Holm",
            staff_municipality=HELSINGBORG,
            starts_at=span.starts,
            ends_at=span.ends,
            lane=lane(ident("cecilia"), span),
            channel=channel,
            booked_at=clock.now(),
            changed_at=clock.now(),
        )
        meeting.save(force_insert=True)
    return meeting


@dataclass
class Page:
    """Somebody's page of a room. Says what a browser would say and keeps what it is told."""

    actor: ResidentActor | StaffActor
    case: Case
    room: UUID
    seat: str = field(default_factory=lambda: str(uuid4()))
    count: int = 0

    def __post_init__(self) -> None:
        self.client: Client = client_for(self.actor)

    @property
    def path(self) -> str:
        door = "mina-sidor" if isinstance(self.actor, ResidentActor) else "arbete"
        return f"/helsingborg/{door}/arende/{self.case.id}/video/{self.room}/"

    def says(self, **more: Any) -> HttpResponse:
        body = json.dumps({"seat": self.seat, **more})
        return self.client.post(f"{self.path}utbyte/", body, content_type="application/json")  # type: ignore[return-value]

    def told(self, **more: Any) -> dict[str, Any]:
        answer = self.says(**more)
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)  # type: ignore[no-any-return]

    def comes(self) -> dict[str, Any]:
        return self.told(arrives=True)

    def signal(self, other: dict[str, Any], payload: str = "v=0", kind: str = "offer") -> dict[str, Any]:
        """To somebody in the list of people that this page was told."""
        self.count += 1
        return {
            "to": other["id"],
            "seat": other["seat"],
            "number": self.count,
            "kind": kind,
            "payload": payload,
        }

    def does(self, act: str, **more: Any) -> int:
        return self.client.post(f"{self.path}{act}/", more).status_code


def let_in(host: Page, guest: Page) -> None:
    """The guest comes, and the host lets them in."""
    me = guest.comes()["me"]
    assert host.does("slapp-in", who=me) == 204


def verbs(case: Case) -> list[str]:
    with at_work(staff("cecilia")):
        found = Event.objects.filter(case_id=case.id, verb__endswith="_call").order_by("at", "id")
        return list(found.values_list("verb", flat=True))


def further(case: Case, name: str, number: str) -> ResidentActor:
    """Another party of the case, who reads it."""
    with at_work(staff("cecilia")) as actor:
        fresh = Case.objects.get(id=case.id)
        cases.add_party(actor, fresh, cases.NewParty(name=name, number=number, role="other"))
    return resident((number, name))
