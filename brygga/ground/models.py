"""What every table of the house is made of: walls, ids and the two tables of the ground floor."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Case, F, Value, When

from brygga.ground import tenancy
from brygga.ground.areas import SHIELDED, SPAN, Area
from brygga.ground.ids import uuid7


class Wall(StrEnum):
    """How the database guards a table (`walls.py` turns this into policies)."""

    CASE = "case"  # rows of a case: staff by reach, residents by their case ids
    MUNICIPAL = "municipal"  # public facts of a municipality: all read, its own administration writes
    OWN = "own"  # rows of one member of staff: all read, they alone write
    PERSON = "person"  # rows of one resident, before there is a case
    SERVICE = "service"  # rows of a service without a case: staff by reach
    DOOR = "door"  # sign-in: only the door role
    REFERENCE = "reference"  # read by all, written at set-up


@dataclass(frozen=True)
class Guard:
    """A table's wall and what each role may do behind it (SQL privileges, comma separated).

    resident_columns: the columns a resident may select; empty means all.
    resident_sees: a condition that a row must meet, beside being of their case, to be a resident's to read.
    staff_sees: one that it must meet, beside being within reach, to be staff's; no emergency opening shows such rows.
    author: the column that must hold who is at work, whoever writes the row.
    resident_writes: what must hold of the rows a resident writes.
    guest_sees, guest_writes: which rows one invited to a meeting reaches, and what must hold of those they write.
    emergency: the commands, beside select, that an emergency opening of the case allows.
    """

    wall: Wall
    staff: str = "select, insert, update"
    resident: str = ""
    resident_columns: tuple[str, ...] = ()
    resident_updates: tuple[str, ...] = ()
    resident_sees: str = ""
    resident_writes: str = ""
    staff_sees: str = ""
    door: str = ""
    sealer: str = ""
    guest: str = ""
    guest_sees: str = ""
    guest_writes: str = ""
    author: str = ""
    emergency: str = ""


class ScopedManager(models.Manager[Any]):
    """Wall one: no owned row is read outside a reach, and the focus always narrows the query."""

    def get_queryset(self) -> models.QuerySet[Any]:
        reach = tenancy.required()
        rows = super().get_queryset()
        return rows if reach.focus is None else rows.filter(municipality=reach.focus)


class Owned(models.Model):
    """A row that belongs to a case of one municipality, in one area of social work."""

    guard: ClassVar[Guard] = Guard(Wall.CASE)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    area = models.SmallIntegerField(choices=[(a.value, a.code) for a in Area])
    shielded = models.BooleanField(default=False)
    reach_key = models.GeneratedField(
        expression=F("municipality") * SPAN
        + F("area")
        + Case(When(shielded=True, then=Value(SHIELDED)), default=Value(0)),
        output_field=models.IntegerField(),
        db_persist=True,
    )

    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @classmethod
    def within(cls, case: Any, /, **fields: Any) -> Self:
        """A new, unsaved row in the same place behind the wall as the case."""
        place = {"municipality": case.municipality, "area": case.area, "shielded": case.shielded}
        return cls(**place, **fields)


class Event(Owned):
    """One line of the trail: a change, or a read, of a case. Only ever inserted."""

    guard = Guard(
        Wall.CASE,
        staff="select, insert",
        resident="select, insert",
        sealer="select",
        guest="insert",
        guest_sees="case_id = any((select brygga.invited_cases())::uuid[])",
        guest_writes="actor_kind = 'guest'",
        author="actor_id",
        emergency="insert",
    )

    case_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)  # staff, resident, guest, system
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=120, blank=True)  # staff only; residents are not named
    actor_municipality = models.IntegerField(null=True)
    activity = models.CharField(max_length=60, blank=True)
    step = models.CharField(max_length=12, blank=True)
    verb = models.CharField(max_length=40)
    grounds = models.JSONField(default=dict)  # sentence, sections[], relied_on[]
    subject = models.UUIDField(null=True)  # the note, decision or document it concerns
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=["municipality", "case_id", "-at"], name="event_of_case"),
            models.Index(fields=["municipality", "at"], name="event_by_time"),
            BrinIndex(fields=["at"], name="event_recent"),  # for the sealer; next to nothing to keep
        )


class Leaf(models.Model):
    """The fingerprint of one event, in the batch that sealed it."""

    guard: ClassVar[Guard] = Guard(Wall.DOOR, staff="", sealer="select, insert")

    event_id = models.UUIDField(primary_key=True)
    municipality = models.IntegerField()
    batch = models.IntegerField()
    position = models.IntegerField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=["municipality", "batch", "position"], name="leaf_of_batch"),)


class Seal(models.Model):
    """One sealed batch: its root, chained to the seal before it in the same municipality."""

    guard: ClassVar[Guard] = Guard(Wall.DOOR, staff="", sealer="select, insert")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    batch = models.IntegerField()
    sealed_at = models.DateTimeField()
    events = models.IntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["municipality", "batch"], name="one_seal_per_batch"),)
