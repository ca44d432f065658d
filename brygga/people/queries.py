"""Looking up staff."""

from collections.abc import Iterable
from uuid import UUID

from brygga.people.models import Staff


def staff_by_affiliation(affiliation: str) -> Staff | None:
    """The active staff member with this orgAffiliation."""
    return Staff.objects.filter(affiliation=affiliation, active=True).first()


def staff(ident: UUID) -> Staff:
    """Staff.DoesNotExist where there is none."""
    return Staff.objects.get(id=ident)


def at_work_in(municipalities: Iterable[int]) -> list[Staff]:
    """Those who are employed now, in any of these municipalities, by name."""
    return list(Staff.objects.filter(municipality__in=list(municipalities), active=True).order_by("name"))


def staff_of(municipality: int) -> list[Staff]:
    return list(Staff.objects.filter(municipality=municipality).order_by("name"))
