"""A municipality's own figures for the economic model."""

from typing import ClassVar

from django.db import models

from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Wall


class Figure(models.Model):
    """One own figure: it replaces the default from its day. Only ever added: a later row replaces an earlier."""

    guard: ClassVar[Guard] = Guard(Wall.MUNICIPAL, staff="select, insert", author="staff_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    measure = models.CharField(max_length=20)  # of the model's measures, or "population"
    service = models.CharField(max_length=40, blank=True)  # empty: for all
    value = models.DecimalField(max_digits=14, decimal_places=4)
    valid_from = models.DateField()
    kind = models.CharField(max_length=12)  # published, assumption, measured
    source = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=120)
    at = models.DateTimeField()
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)

    class Meta:
        indexes = (
            models.Index(fields=["municipality", "measure", "service", "valid_from"], name="figure_in_force"),
        )
