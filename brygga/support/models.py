"""Support that is carried out after a decision, and how it went."""

from django.db import models

from brygga.cases.models import Case
from brygga.ground.models import Guard, Owned, Wall


class Measure(Owned):
    """One insats: what, from when, planned how (SoL 9:12-13), looked at again when."""

    guard = Guard(Wall.CASE, resident="select")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    decision = models.UUIDField()
    name = models.CharField(max_length=120)
    plan = models.TextField(blank=True)
    starts_on = models.DateField()
    review_on = models.DateField()
    ended_on = models.DateField(null=True)
    started_by = models.CharField(max_length=120)

    class Meta:
        indexes = (models.Index(fields=["municipality", "case"], name="measure_of_case"),)


class FollowUp(Owned):
    """One look at how the support works (SoL 5:2, 23 kap.): the party's own words and the worker's."""

    guard = Guard(Wall.CASE, staff="select, insert", resident="select")

    class Course(models.TextChoices):
        BETTER = "better"
        SAME = "same"
        WORSE = "worse"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="follow_ups")
    happened_on = models.DateField()
    course = models.CharField(max_length=8, choices=Course.choices)
    own_words = models.TextField(blank=True)
    text = models.TextField()
    author_name = models.CharField(max_length=120)
    at = models.DateTimeField()
