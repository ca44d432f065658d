"""Municipalities and the public facts that govern who may work for whom."""

from typing import ClassVar

from django.db import models

from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Wall

_PUBLIC = Guard(Wall.MUNICIPAL, staff="select, insert, update", resident="select", door="select")


class Municipality(models.Model):
    """A kommun, by its SCB code. Those not in use are known by name only."""

    guard: ClassVar[Guard] = Guard(
        Wall.MUNICIPAL,
        staff="select, update",
        resident="select",
        door="select",
        guest="select",
        guest_sees="true",
    )

    code = models.IntegerField(primary_key=True, db_column="municipality")
    name = models.CharField(max_length=60)
    full_name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    short = models.CharField(max_length=3)
    county = models.CharField(max_length=40)
    in_use = models.BooleanField(default=False)
    colour = models.CharField(max_length=7, default="#1f4e79")
    phone = models.CharField(max_length=20, blank=True)
    on_call_phone = models.CharField(max_length=20, blank=True)
    hours = models.JSONField(default=list)  # [[label, hours], ...]
    visit_address = models.CharField(max_length=120, blank=True)
    post_address = models.CharField(max_length=120, blank=True)
    board = models.CharField(max_length=80, default="Socialnämnden")
    court = models.CharField(max_length=80, blank=True)
    words = models.JSONField(default=dict)  # own words for a service
    protected_routine = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    guard: ClassVar[Guard] = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    name = models.CharField(max_length=80)
    areas = models.JSONField(default=list)
    phone = models.CharField(max_length=20, blank=True)
    closed_on = models.DateField(null=True, blank=True)


class Agreement(models.Model):
    """An agreement under KL 9:37: which municipalities, areas and activities, from when to when.

    municipality is the party that registered it; parties are SCB codes, each may work for each other
    once each has approved it (Approval). What it says cannot be changed after that, only ended.
    """

    guard: ClassVar[Guard] = Guard(
        Wall.MUNICIPAL, staff="select, insert, update (terminated_on)", resident="select", door="select"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    reference = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    parties = models.JSONField(default=list)
    areas = models.JSONField(default=list)  # area codes; empty means none
    activities = models.JSONField(default=list)  # activity codes; empty means all in the areas
    instruments = models.JSONField(default=list)  # AVTAL, PUB_OR_CONTROLLER_SPLIT ...
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    terminated_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=120)
    decided_on = models.DateField()
    document = models.CharField(max_length=200, blank=True)
    steps = models.JSONField(default=list)  # read, prepare, decide, carry_out; empty means all
    notice_months = models.SmallIntegerField(null=True, blank=True)
    replaces = models.UUIDField(null=True, blank=True)  # the version before this one
    version = models.SmallIntegerField(default=1)
    terms = models.JSONField(default=dict)  # what else the parties agreed, as it was signed

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "reference"], name="one_agreement_per_reference"),
        )


class Approval(models.Model):
    """One party's own word that an agreement holds. Without it nobody comes in to that party's cases.

    Only the party's administration can add or end the row (the wall): no municipality lets itself in
    elsewhere, and each can close its own doors.
    """

    guard: ClassVar[Guard] = Guard(
        Wall.MUNICIPAL, staff="select, insert, update (ended_on)", resident="select", door="select"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    agreement_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    staff_id = models.UUIDField(null=True)  # who registered the approval; none for what was set up
    staff_name = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # the last day

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "agreement_id"], name="one_approval_per_party"),
        )


class Delegation(models.Model):
    """One line of a delegation order (KL 6:37, 7:5; 9:37 second paragraph for other municipalities' staff)."""

    guard: ClassVar[Guard] = _PUBLIC

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()  # whose board has delegated
    reference = models.CharField(max_length=20)
    activity = models.CharField(max_length=60)
    step = models.CharField(max_length=12, default="decide")
    performer = models.IntegerField()  # the municipality that employs the delegate
    position = models.CharField(max_length=60, blank=True)  # a title, or:
    staff_id = models.UUIDField(null=True, blank=True)  # one named person
    limits = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=120)
    decided_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "reference"], name="one_delegation_per_reference"
            ),
        )


class Guideline(models.Model):
    """A municipality's own reading of the law: stricter than the law allows, never wider (access.guidelines).

    Empty activity: all in the area. Empty area: all areas. Empty step: all steps. Only ever ended, never rewritten.
    """

    guard: ClassVar[Guard] = Guard(
        Wall.MUNICIPAL, staff="select, insert, update (valid_to)", resident="select", door="select"
    )

    class Demand(models.TextChoices):
        HOME_ONLY = "home_only"  # only the municipality's own staff
        CONSENT = "consent"  # only with the resident's consent
        COMMITTEE = "committee"  # only a committee or the board decides
        IN_PERSON = "in_person"  # the first meeting is held on the spot (booking.rules.fitness)
        NO_NOTES = "no_notes"  # no working notes beside a conversation (messages.queries)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    reference = models.CharField(max_length=20)
    demand = models.CharField(max_length=12, choices=Demand.choices)
    activity = models.CharField(max_length=60, blank=True)
    area = models.CharField(max_length=20, blank=True)
    step = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=300)
    decided_by = models.CharField(max_length=120)
    decided_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "reference"], name="one_guideline_per_reference"),
        )


class Change(models.Model):
    """What was changed in a municipality's own settings: by whom, when, from what to what."""

    guard: ClassVar[Guard] = Guard(Wall.MUNICIPAL, staff="select, insert", door="")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    at = models.DateTimeField()
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)
    what = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=["municipality", "-at"], name="change_by_time"),)
