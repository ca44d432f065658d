"""Looking up staff."""

from uuid import UUID

from brygga.people.models import Staff


def staff_by_affiliation(affiliation: str) -> Staff | None:
    """The active staff member with this orgAffiliation."""
    return Staff.objects.filter(affiliation=affiliation, active=True).first()


def staff(ident: UUID) -> Staff:
    """Staff.DoesNotExist where there is none."""
    return Staff.objects.get(id=ident)


def staff_of(municipality: int) -> list[Staff]:
    return list(Staff.objects.filter(municipality=municipality).order_by("name"))
