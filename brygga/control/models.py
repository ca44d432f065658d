"""What was done about a duty, and the few rows that duties need of their own. No resident stands here."""

from typing import ClassVar

from django.db import models

from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Wall


class Done(models.Model):
    """A duty, done: for which days, by whom, and in numbers what it came to. Only ever added."""

    guard: ClassVar[Guard] = Guard(Wall.MUNICIPAL, staff="select, insert", author="staff_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    duty = models.CharField(max_length=20)
    covers_from = models.DateField()
    covers_to = models.DateField()
    happened_on = models.DateField()  # the meeting, the delivery, the day it was posted or reviewed
    note = models.TextField(blank=True)
    facts = models.JSONField(default=dict)  # name -> number
    at = models.DateTimeField()
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "duty", "covers_to"], name="one_duty_per_period"),
        )


class Remarks(models.Model):
    """The municipality's own words in a year's report of joint work, until it is delivered."""

    guard: ClassVar[Guard] = Guard(Wall.MUNICIPAL, staff="select, insert, update (text, saved_at, saved_by)")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    year = models.SmallIntegerField()
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=120)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["municipality", "year"], name="one_report_per_year"),)


class Check(models.Model):
    """That somebody of another municipality has the degree the law asks for: seen by whom, when, in what."""

    guard: ClassVar[Guard] = Guard(Wall.MUNICIPAL, staff="select, insert", author="by_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()  # whose board is responsible
    staff_id = models.UUIDField()
    seen = models.CharField(max_length=200)
    checked_on = models.DateField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = (models.Index(fields=["municipality", "staff_id"], name="check_of_staff"),)


class Mark(models.Model):
    """What a reviewer said of one reading in the log. No role touches it: `brygga.mark_reads` does (functions.py)."""

    guard: ClassVar[Guard] = Guard(Wall.DOOR, staff="", door="")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    done_id = models.UUIDField(db_index=True)
    event_id = models.UUIDField()
    sound = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
