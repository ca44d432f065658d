"""Residents and staff, as far as sign-in needs them. Names in cases live in the case, behind its wall."""

from typing import ClassVar

from django.db import models

from brygga.ground import sealing
from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Wall

_NUMBER = "people_person.number"
_NAME = "people_person.name"


class Person(models.Model):
    """A resident who has signed in. Number and name are sealed; the index finds the row again."""

    guard: ClassVar[Guard] = Guard(Wall.DOOR, staff="", door="select, insert, update")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number_index = models.CharField(max_length=64, unique=True)
    number_sealed = models.BinaryField()
    name_sealed = models.BinaryField()
    protected = models.BooleanField(default=False)
    first_seen = models.DateTimeField()

    @property
    def name(self) -> str:
        return sealing.open_text(self.name_sealed, _NAME)

    @property
    def number(self) -> str:
        """Twelve digits."""
        return sealing.open_text(self.number_sealed, _NUMBER)

    def tell(self, *, number: str, name: str) -> None:
        """Seal what the e-ID said."""
        self.number_index = sealing.blind_index(number)
        self.number_sealed = sealing.seal_text(number, _NUMBER)
        self.name_sealed = sealing.seal_text(name, _NAME)


class Staff(models.Model):
    """Someone employed by, or elected in, a municipality."""

    guard: ClassVar[Guard] = Guard(
        Wall.MUNICIPAL, staff="select, insert, update", resident="select", door="select"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()  # the employer
    affiliation = models.CharField(max_length=120, unique=True)  # orgAffiliation: person@organisation number
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    work_mail = models.EmailField(blank=True)  # where they are told that something waits; never what
    professions = models.JSONField(default=list)  # "socionom" (SoL 25:1) ...
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class ParkedForm(models.Model):
    """What somebody had typed when their session ended, for an hour (see `parking`).

    The key to `sealed` lies in the person's browser only: this row alone tells nothing.
    """

    guard: ClassVar[Guard] = Guard(Wall.DOOR, staff="", door="select, insert, delete")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    door = models.CharField(max_length=12)
    who = models.UUIDField(null=True)  # who was signed in, where that is known
    sealed = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)
