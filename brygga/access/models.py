"""Positions: what someone's employment lets them work with, and from when to when."""

from typing import ClassVar

from django.db import models

from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Owned, Wall


class Position(models.Model):
    """One role in one municipality. `areas` are area codes; `shielded` opens protected identities."""

    guard: ClassVar[Guard] = Guard(
        Wall.MUNICIPAL, staff="select, insert, update", resident="select", door="select"
    )

    class Role(models.TextChoices):
        CASEWORKER = "caseworker"
        TEAM_LEADER = "team_leader"
        COMMITTEE = "committee"  # chair or member who signs what the board or its committee decided
        REGISTRAR = "registrar"  # administration; sees no cases
        JURIST = "jurist"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    staff_id = models.UUIDField()
    role = models.CharField(max_length=20, choices=Role.choices)
    areas = models.JSONField(default=list)
    shielded = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = (models.Index(fields=["staff_id"], name="position_of_staff"),)


class OnCall(models.Model):
    """Days on which somebody of the board decides what cannot wait (LVU 6, LVM 13). Whole days, both included.

    Who stands here may decide alone, when the board cannot be awaited and only at home: `StaffActor.on_call`.
    """

    guard: ClassVar[Guard] = Guard(
        Wall.MUNICIPAL,
        staff="select, insert, delete",
        resident="select",
        resident_columns=("municipality", "staff_id", "first_day", "last_day"),
        door="select",
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    staff_id = models.UUIDField()
    first_day = models.DateField()
    last_day = models.DateField()
    phone = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = (models.Index(fields=["municipality", "last_day"], name="on_call_by_day"),)


class Opening(Owned):
    """An emergency opening: who let themselves into which case, for how long, on what ground, and what became of it.

    No role writes here. `brygga.open_in_emergency` and `brygga.review_opening` do (functions.py), which look
    at everything again themselves. The reason is never among what a resident's role may read: what they may
    know of it stands in the trail.
    """

    guard = Guard(
        Wall.CASE,
        staff="select",
        resident="select",
        resident_columns=(
            *("id", "municipality", "area", "shielded", "reach_key", "case_id", "staff_name", "staff_title"),
            *("staff_municipality", "ground", "opened_at", "expires_at", "reviewed_at", "accepted"),
        ),
    )

    case_id = models.UUIDField()
    number = models.CharField(max_length=24)
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)
    staff_title = models.CharField(max_length=80)
    staff_municipality = models.IntegerField()
    ground = models.CharField(max_length=12)
    reason = models.TextField()
    reason_hidden = models.BooleanField(default=False)  # from the resident: it would tell a secret
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewer_id = models.UUIDField(null=True)
    reviewer_name = models.CharField(max_length=120, blank=True)
    accepted = models.BooleanField(null=True)
    review_note = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["municipality", "-opened_at"], name="opening_by_time"),
            models.Index(fields=["staff_id", "expires_at"], name="opening_of_staff"),
        )


class Attempt(models.Model):
    """That somebody asked for a case by number in an emergency. Only the function behind the page writes or reads."""

    guard: ClassVar[Guard] = Guard(Wall.DOOR, staff="", door="")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    staff_id = models.UUIDField()
    at = models.DateTimeField()
    found = models.BooleanField()

    class Meta:
        indexes = (models.Index(fields=["staff_id", "at"], name="attempt_of_staff"),)
