"""Reading video rooms. Whoever asks has opened the case; signals are handed out by the database itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from brygga.access.rules import ResidentActor, StaffActor
from brygga.booking import queries as booking
from brygga.booking.models import Meeting
from brygga.booking.rules import Channel, State
from brygga.calls import invited, rules, words
from brygga.calls.models import Admission, Attendee, Room
from brygga.cases.models import Case
from brygga.cases.queries import parties_of
from brygga.ground import clock, tenancy
from brygga.ground.often import Often
from brygga.ground.tenancy import Role

Actor = ResidentActor | StaffActor

_open = Often(lambda case: Room.objects.filter(case=case, ended_at=None).order_by("-opened_at"))
_come = Often(lambda room: Attendee.objects.filter(room=room).order_by("arrived_at", "id"))
_let_in = Often(lambda room: Admission.objects.filter(room=room))


def open_room(case: Case) -> Room | None:
    """The room that stands open in the case, if any."""
    room: Room | None = _open.first(case=case.id)
    return room if room and rules.is_open(room.opened_at, room.ended_at, clock.now()) else None


def room_for(case: Case, ident: UUID) -> Room:
    """Room.DoesNotExist where it is not of this case."""
    room: Room = Room.objects.get(case=case, id=ident)
    return room


def room_of_meeting(case: Case, meeting: UUID) -> Room | None:
    """The room of a booked meeting, once somebody has opened it."""
    room: Room | None = Room.objects.filter(case=case, id=meeting).first()
    return room


def video_meeting(case: Case, ident: UUID) -> Meeting:
    """Meeting.DoesNotExist where there is no such meeting by video in the case."""
    meeting = booking.meeting_for(case, ident)
    if meeting.channel != Channel.VIDEO or meeting.state != State.BOOKED:
        raise Meeting.DoesNotExist
    return meeting


def near(meetings: Iterable[Meeting], now: datetime) -> Meeting | None:
    """The meeting by video that it is time for."""
    by_video = (one for one in meetings if one.channel == Channel.VIDEO and one.state == State.BOOKED)
    return next((one for one in by_video if rules.is_near(one.starts_at, one.ends_at, now)), None)


@dataclass(frozen=True)
class Door:
    """What a case page tells of video: where to go, whether the room is open, and what it is for."""

    room_id: UUID | None
    is_open: bool
    meeting: Meeting | None


def resident_panels(actor: ResidentActor, case: Case, meetings: Iterable[Meeting]) -> dict[str, Any]:
    """What `calls/panels/resident.html` and `guests.html` show. One query, two where a meeting is by video."""
    key = actor.key_to(case.id)
    if key is None:
        return {"call": None}
    return staff_panels(case, list(meetings)) | {"may_refuse": key.may_act}


def staff_panels(case: Case, meetings: Sequence[Meeting]) -> dict[str, Any]:
    """The meetings are the page's own."""
    door = _door(case, meetings)
    by_video = {one.id for one in meetings if one.channel == Channel.VIDEO}
    rooms = by_video | ({door.room_id} if door.room_id else set())
    return {"call": door, "guests": invited.to_rooms(case, rooms), "guest_labels": words.BESIDE}


def _door(case: Case, meetings: Iterable[Meeting]) -> Door:
    room, meeting = open_room(case), near(meetings, clock.now())
    ident = room.id if room else (meeting.id if meeting else None)
    return Door(ident, room is not None, meeting)


def relay() -> rules.Relay | None:
    """Our TURN server, or None: then only direct connections are possible."""
    if not (settings.TURN_HOST and settings.TURN_SECRET):
        return None
    return rules.Relay(settings.TURN_HOST, settings.TURN_PORT, settings.TURN_TLS_PORT, settings.TURN_SECRET)


def must_relay(case: Case) -> bool:
    """Whether somebody of the case must not be found: then no address may reach anybody.

    Whoever is invited is told yes or no by the database: of the case itself they read nothing.
    """
    if tenancy.required().role is Role.GUEST:
        return invited.must_relay()
    return case.shielded or any(party.protected for party in parties_of(case))


@dataclass(frozen=True)
class Present:
    """Somebody who has come, and what was decided of it. let_in None: nothing yet."""

    attendee: Attendee
    let_in: bool | None
    is_host: bool
    is_here: bool

    @property
    def is_inside(self) -> bool:
        return bool(self.let_in) and self.is_here


@dataclass(frozen=True)
class Inside:
    """A room as it is at a moment."""

    room: Room
    is_open: bool
    relayed: bool
    people: tuple[Present, ...]

    def of(self, person: UUID) -> Present | None:
        return next((one for one in self.people if one.attendee.person_id == person), None)

    @property
    def most(self) -> int:
        return rules.MOST_FORWARDED if self.room.forwarded else rules.MOST_IN_ROOM

    @property
    def meeting(self) -> tuple[Present, ...]:
        """Those who see each other, which is nobody unless staff are there: residents are not left alone together.

        Whoever came first stays; one too many waits until somebody leaves.
        """
        inside = [one for one in self.people if one.is_inside]
        alone = all(one.attendee.is_resident for one in inside)
        return () if alone else tuple(inside[: self.most])

    @property
    def is_full(self) -> bool:
        return len(self.meeting) == self.most

    @property
    def has_host(self) -> bool:
        return any(one.is_host for one in self.meeting)

    @property
    def waiting(self) -> tuple[Present, ...]:
        return tuple(one for one in self.people if one.let_in is None and one.is_here)

    def way(self, one: Attendee, other: Attendee) -> str:
        """How two of them may reach each other: direct, relay, sfu or none."""
        if self.room.forwarded:
            return "sfu"
        return rules.way_between(
            room_relayed=self.relayed,
            one_resident=one.is_resident,
            other_resident=other.is_resident,
            has_relay=relay() is not None,
        )


def inside(case: Case, room: Room) -> Inside:
    """Three queries."""
    now = clock.now()
    decided = {one.person_id: one for one in _let_in(room=room.id)}
    people = tuple(_present(one, decided.get(one.person_id), now) for one in _come(room=room.id))
    relayed = room.relay_only or any(one.attendee.is_protected for one in people) or must_relay(case)
    return Inside(room, rules.is_open(room.opened_at, room.ended_at, now), relayed, people)


def _present(attendee: Attendee, admission: Admission | None, now: datetime) -> Present:
    return Present(
        attendee,
        let_in=admission.is_let_in if admission else None,
        is_host=bool(admission and admission.is_let_in and admission.is_host),
        is_here=rules.is_here(attendee.seen_at, attendee.left_at, now, waits=admission is None),
    )


def signals_to_me(room: Room, seat: UUID, got: Iterable[UUID]) -> list[dict[str, Any]]:
    """What others say to this page, oldest first from each; what has come through is forgotten."""
    with connection.cursor() as cursor:
        cursor.execute("select * from brygga.signals_to_me(%s, %s, %s)", [room.id, seat, list(got)])
        rows = cursor.fetchall()
    names = ("id", "from", "seat", "number", "kind", "payload")
    return [dict(zip(names, row, strict=True)) for row in rows]


def host_of(case: Case, meeting: UUID) -> UUID | None:
    """With whom a meeting was booked."""
    found: UUID | None = (
        Meeting.objects.filter(case=case, id=meeting).values_list("staff_id", flat=True).first()
    )
    return found
