"""Applications: drafts that belong to a resident, and what was finally sent and signed."""

from typing import ClassVar

from django.db import models

from brygga.cases.models import Case
from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Owned, Wall

_MINE = "select, insert, update, delete"


class Draft(models.Model):
    """An application being filled in, saved step by step. Its case id is set aside from the start."""

    guard: ClassVar[Guard] = Guard(Wall.PERSON, staff="", resident=_MINE)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    case_id = models.UUIDField(default=uuid7)
    municipality = models.IntegerField()
    kind = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["person_id", "-saved_at"], name="draft_of_person"),)


class DraftFile(models.Model):
    """A photograph or document added to a draft, checked and sealed."""

    guard: ClassVar[Guard] = Guard(Wall.PERSON, staff="", resident=_MINE)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    municipality = models.IntegerField()
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField()


class Application(Owned):
    """What the resident sent, word for word, and the evidence of who signed it."""

    guard = Guard(Wall.CASE, staff="select", resident="select, insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="applications")
    kind = models.CharField(max_length=20)
    answers = models.JSONField()  # [[question, answer], ...] as shown
    sent_at = models.DateTimeField()
    person_id = models.UUIDField()
    signature = models.JSONField()  # acr, txn, signed_at, sha256 of the answers
