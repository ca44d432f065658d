"""Giving the economic model a figure of one's own."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from brygga.access.rules import StaffActor
from brygga.ground import clock
from brygga.insight.models import Figure


def give_figure(
    actor: StaffActor, home: int, ident: UUID, measure: str, service: str, values: Mapping[str, Any]
) -> None:
    """Add a figure. The form carries the row's id, so that a form sent twice gives one figure.

    The wall lets only the municipality's own administration add it, in its own name.
    """
    figure = Figure(
        id=ident,
        municipality=home,
        measure=measure,
        service=service,
        at=clock.now(),
        staff_id=actor.id,
        staff_name=actor.name,
        **values,
    )
    try:
        with transaction.atomic():
            figure.save(force_insert=True)
    except IntegrityError:
        if not Figure.objects.filter(id=ident, municipality=home, measure=measure, service=service).exists():
            raise
