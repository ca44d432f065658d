"""Proposals to change a row of the book of law. The book itself lies in files under version control."""

from typing import ClassVar

from django.db import models

from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Wall


class Proposal(models.Model):
    """One value of one activity, from what to what, with its source. Decided once, by somebody else.

    `field` is a word of the file, or a step and a word ("decide.home"); `before` and `after` as the file has them.
    """

    guard: ClassVar[Guard] = Guard(
        Wall.MUNICIPAL,
        staff="select, insert, update (decided_by_id, decided_by, decided_at, approved, answer)",
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    activity = models.CharField(max_length=60)
    field = models.CharField(max_length=40)
    before = models.TextField(blank=True)
    after = models.TextField()
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    why = models.TextField()
    proposed_by_id = models.UUIDField()
    proposed_by = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    decided_by_id = models.UUIDField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decided_by_id=None) | ~models.Q(decided_by_id=models.F("proposed_by_id")),
                name="nobody_decides_their_own",
            ),
        )
        indexes = (models.Index(fields=["municipality", "-proposed_at"], name="proposal_by_time"),)
