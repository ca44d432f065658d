"""Agreements being written: the draft, what the parties say of it, and who decides in each of them."""

from typing import ClassVar

from django.db import models

from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Wall


class Draft(models.Model):
    """An agreement on its way. municipality is the one that writes it; the other parties read and comment.

    Once registered it is kept as it was; the agreement has the draft's own id.
    """

    guard: ClassVar[Guard] = Guard(Wall.MUNICIPAL, staff="select, insert, update")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    begun_at = models.DateTimeField()
    reference = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=120, blank=True)
    parties = models.JSONField(default=list)
    areas = models.JSONField(default=list)
    activities = models.JSONField(default=list)
    steps = models.JSONField(default=list)  # read, prepare, carry_out
    decisions = models.JSONField(default=list)  # activities that the other's staff may come to decide
    secrecy = models.JSONField(default=list)  # INSIDER and codes of the law's secrecy bases
    data_role = models.CharField(max_length=30, blank=True)  # PUB, JCA or CONTROLLER_SPLIT
    data_text = models.TextField(blank=True)
    position = models.CharField(max_length=60, blank=True)  # who the lines of delegation would name
    limits = models.CharField(max_length=200, blank=True)
    cost_key = models.CharField(max_length=12, blank=True)
    shares = models.JSONField(default=dict)  # party -> per cent, for fixed shares
    cost_text = models.CharField(max_length=600, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    notice_months = models.SmallIntegerField(null=True)
    replaces = models.UUIDField(null=True)
    registered_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=["municipality", "registered_on"], name="draft_of_municipality"),)

    @property
    def on_the_desk(self) -> bool:
        """Still being written."""
        return self.registered_on is None and self.withdrawn_on is None


class Remark(models.Model):
    """What a party's administration says of a draft. Never changed."""

    guard: ClassVar[Guard] = Guard(Wall.MUNICIPAL, staff="select, insert")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    draft_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)
    text = models.CharField(max_length=1000)


class Standpoint(models.Model):
    """One party's own answer to who decides there (KL 5:1), and what was decided. Facts, never guesses."""

    guard: ClassVar[Guard] = Guard(Wall.MUNICIPAL, staff="select, insert, update")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    draft_id = models.UUIDField(db_index=True)
    principle = models.BooleanField(null=True)
    weight = models.BooleanField(null=True)
    entrusted = models.BooleanField(null=True)
    body = models.CharField(max_length=10, blank=True)  # council, board; empty while undecided
    decided_on = models.DateField(null=True)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "draft_id"], name="one_standpoint_per_party"),
        )
