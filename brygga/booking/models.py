"""When staff take meetings, when they do not, and what is booked."""

from datetime import date, timedelta
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField
from django.db import models

from brygga.booking.rules import STOCKHOLM, Channel, Errand, Open, Purpose, Span, State
from brygga.cases.models import Case
from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Owned, Wall

_OWN = "select, insert, update, delete"


class Room(models.Model):
    """A room of a municipality's. One meeting at a time: the database sees to that."""

    guard: ClassVar[Guard] = Guard(
        Wall.MUNICIPAL, staff="select, insert, update (closed_on)", resident="select"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=100, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=["municipality"], name="room_of_municipality"),)

    def __str__(self) -> str:
        return f"{self.address}, {self.name}" if self.address else self.name


class Hours(models.Model):
    """One staff member's open hours on a weekday. Read by whoever may book; written by themselves alone."""

    guard: ClassVar[Guard] = Guard(Wall.OWN, staff=_OWN, resident="select", author="staff_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()  # the employer
    staff_id = models.UUIDField()
    weekday = models.SmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()
    minutes = models.SmallIntegerField()
    channels = models.JSONField(default=list)
    place = models.CharField(max_length=200, blank=True)
    room_id = models.UUIDField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=["staff_id"], name="hours_of_staff"),)

    def open(self) -> Open:
        channels = frozenset(Channel(code) for code in self.channels)
        days = (self.valid_from, self.valid_to)
        times = (self.weekday, self.starts, self.ends, self.minutes)
        return Open(*times, channels, *days, self.place, self.room_id)


class Absence(models.Model):
    """When a staff member takes no meetings although the hours say so. Why is nobody's business here."""

    guard: ClassVar[Guard] = Guard(Wall.OWN, staff=_OWN, resident="select", author="staff_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    staff_id = models.UUIDField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["staff_id", "starts_at"], name="absence_of_staff"),)

    @property
    def last_day(self) -> date:
        """Absences are whole days; the end is not part of them."""
        return (self.ends_at - timedelta(seconds=1)).astimezone(STOCKHOLM).date()


class MeetingKind(models.Model):
    """What meetings may be about in a municipality, beside what the house knows. Ended, never rewritten.

    code: one of the house's where this takes its place, else its own. Empty area: all. No channels: not offered.
    """

    guard: ClassVar[Guard] = Guard(
        Wall.MUNICIPAL, staff="select, insert, update (valid_to)", resident="select"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    area = models.CharField(max_length=20, blank=True)
    activity = models.CharField(max_length=60)
    purpose = models.CharField(max_length=10, default=Purpose.CONTACT)
    minutes = models.SmallIntegerField()
    channels = models.JSONField(default=list)
    online = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=["municipality"], name="meeting_kind_of_municipality"),)

    def errand(self) -> Errand:
        channels = frozenset(Channel(code) for code in self.channels)
        purpose = Purpose(self.purpose)
        return Errand(self.code, self.label, self.activity, purpose, self.minutes, channels, self.online)


class Meeting(Owned):
    """A meeting in a case. `lane` is the time on the number line of brygga.booking.rules.lane.

    The constraint holds over all municipalities and past every wall: whoever works for two of them is still
    one person.
    """

    guard = Guard(
        Wall.CASE,
        resident="select, insert",
        resident_updates=(
            *("state", "changed_at", "starts_at", "ends_at", "lane", "channel", "place", "advice"),
            *("room_id", "room_lane", "interpreter_ordered_at", "travel"),
        ),
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)
    staff_municipality = models.IntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    lane = BigIntegerRangeField()
    channel = models.CharField(max_length=10)
    place = models.CharField(max_length=200, blank=True)
    room_id = models.UUIDField(null=True)
    room_lane = BigIntegerRangeField(null=True)
    travel = models.SmallIntegerField(default=0)  # minutes each way; whoever travels is taken then too
    about = models.CharField(max_length=200, blank=True)
    interpreter = models.CharField(max_length=60, blank=True)  # the language; "" for none
    interpreter_sex = models.CharField(max_length=10, blank=True)
    interpreter_way = models.CharField(max_length=10, blank=True)
    interpreter_ordered_at = models.DateTimeField(null=True)  # for this time: moved, it is to be ordered anew
    errand = models.CharField(max_length=40, default="talk")
    activity = models.CharField(max_length=60, blank=True)
    advice = models.JSONField(default=dict)  # of the way to meet: fit, and the codes of its reasons
    why = models.CharField(
        max_length=500, blank=True
    )  # staff's own reason for a way that is not simply advised
    remind_close = models.BooleanField(default=False)  # also two hours before
    state = models.CharField(max_length=10, default=State.BOOKED)
    by_resident = models.BooleanField(default=False)
    told = models.BooleanField(default=True)  # false until those it concerns have been told of what staff did
    booked_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            ExclusionConstraint(
                name="nobody_in_two_places",
                expressions=(("lane", "&&"),),
                condition=models.Q(state="booked"),
            ),
            ExclusionConstraint(
                name="no_room_twice",
                expressions=(("room_lane", "&&"),),
                condition=models.Q(state="booked"),
            ),
        )
        indexes = (
            models.Index(fields=["municipality", "case"], name="meeting_of_case"),
            models.Index(
                fields=["staff_id", "starts_at"],
                include=["ends_at", "travel"],
                condition=models.Q(state="booked"),
                name="meeting_of_staff",
            ),
            models.Index(
                fields=["room_id", "starts_at"],
                include=["ends_at"],
                condition=models.Q(state="booked", room_id__isnull=False),
                name="meeting_of_room",
            ),
            models.Index(
                fields=["municipality", "starts_at"],
                include=["reach_key"],
                condition=models.Q(state="booked"),
                name="meeting_by_time",
            ),
            models.Index(
                fields=["municipality"],
                include=["reach_key"],
                condition=models.Q(told=False),
                name="meeting_to_tell_of",
            ),
        )

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    @property
    def key(self) -> str:
        """With whom and when, as a form names a time."""
        return f"{self.staff_id}@{self.starts_at.isoformat()}"


class Wait(Owned):
    """That somebody wants to be told of an earlier time than the one they have. `told` counts the notices."""

    guard = Guard(Wall.CASE, resident="select, insert", resident_updates=("ended_at",))

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="waits")
    recipient_index = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    told = models.SmallIntegerField(default=0)
    told_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "meeting", "recipient_index"],
                condition=models.Q(ended_at=None),
                name="one_wait_each",
            ),
        )
        indexes = (
            models.Index(
                fields=["municipality", "asked_at"],
                include=["reach_key"],
                condition=models.Q(ended_at=None),
                name="wait_in_line",
            ),
        )


class Told(Owned):
    """A time that somebody who waits was told of: never twice of the same."""

    guard = Guard(Wall.CASE, staff="select, insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    wait = models.ForeignKey(Wait, on_delete=models.PROTECT, related_name="times")
    staff_id = models.UUIDField()
    starts_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "wait", "starts_at"], name="told_once"),
        )
        indexes = (models.Index(fields=["municipality", "staff_id", "at"], name="told_of_staff"),)


class Feed(models.Model):
    """An address from which somebody's own calendar program fetches when they are booked. See decisions/0013.

    Whoever has the address has it all: therefore it says nothing, and can be taken back. Only its hash is kept.
    """

    guard: ClassVar[Guard] = Guard(Wall.DOOR, staff="", door="select, insert, update")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner_id = models.UUIDField()
    by_resident = models.BooleanField()
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["owner_id"], condition=models.Q(revoked_at=None), name="one_feed_each"
            ),
        )


class Session(models.Model):
    """A group that meets, led by whoever holds it. Who takes part stands in Seat, behind each case's own wall."""

    guard: ClassVar[Guard] = Guard(
        Wall.OWN, staff="select, insert, update (cancelled_at)", resident="select", author="staff_id"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    area = models.CharField(max_length=20)  # those with a case of this area may take part
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)
    title = models.CharField(max_length=80)
    text = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    lane = BigIntegerRangeField()
    channel = models.CharField(max_length=10)
    place = models.CharField(max_length=200, blank=True)
    room_id = models.UUIDField(null=True)
    room_lane = BigIntegerRangeField(null=True)
    seats = models.SmallIntegerField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            ExclusionConstraint(
                name="one_session_at_a_time",
                expressions=(("lane", "&&"),),
                condition=models.Q(cancelled_at=None),
            ),
            ExclusionConstraint(
                name="no_room_for_two_sessions",
                expressions=(("room_lane", "&&"),),
                condition=models.Q(cancelled_at=None),
            ),
        )
        indexes = (
            models.Index(fields=["municipality", "starts_at"], name="session_by_time"),
            models.Index(fields=["staff_id", "starts_at"], name="session_of_staff"),
        )


class Seat(Owned):
    """Somebody's place in a group, or in line for one. Numbered, so that the database can see that there are no more.

    session_id: no foreign key, since a session belongs to no case.
    """

    guard = Guard(Wall.CASE, resident="select, insert", resident_updates=("state", "number", "changed_at"))

    class State(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        LEFT = "left"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    session_id = models.UUIDField()
    recipient_index = models.CharField(max_length=64)
    number = models.SmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices)
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)  # of a place, while waiting
    off_told_at = models.DateTimeField(null=True)  # that the group was called off

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "session_id", "number"],
                condition=models.Q(state="taken"),
                name="one_in_each_seat",
            ),
            models.UniqueConstraint(
                fields=["municipality", "session_id", "recipient_index"],
                condition=models.Q(state__in=("taken", "waiting")),
                name="one_seat_each",
            ),
            models.CheckConstraint(
                condition=models.Q(state="taken", number__isnull=False, number__gte=1)
                | (~models.Q(state="taken") & models.Q(number=None)),
                name="a_seat_has_a_number",
            ),
        )
        indexes = (
            models.Index(
                fields=["municipality", "session_id"],
                include=["reach_key"],
                condition=models.Q(state__in=("taken", "waiting")),
                name="seat_of_session",
            ),
        )
