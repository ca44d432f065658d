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


def work_mail_of(ident: UUID) -> str:
    """Where somebody who works here now is told that something waits, or ""."""
    found = Staff.objects.filter(id=ident, active=True).values_list("work_mail", flat=True).first()
    return found or ""


def at_work_in(municipalities: Iterable[int]) -> list[Staff]:
    """Those who are employed now, in any of these municipalities, by name."""
    return list(Staff.objects.filter(municipality__in=list(municipalities), active=True).order_by("name"))


def staff_of(municipality: int) -> list[Staff]:
    return list(Staff.objects.filter(municipality=municipality).order_by("name"))
