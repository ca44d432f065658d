"""Positions: what someone's employment lets them work with, and from when to when."""

from typing import ClassVar

from django.db import models

from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Wall


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
