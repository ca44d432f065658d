"""Public facts about municipalities."""

from datetime import date

from brygga.ground.remembered import remembered
from brygga.municipalities.models import Agreement, Change, Delegation, Municipality, Unit


@remembered
def by_slug(slug: str) -> Municipality | None:
    """A municipality that uses Brygga, by its address."""
    return Municipality.objects.filter(slug=slug, in_use=True).first()


@remembered
def by_code(code: int) -> Municipality:
    return Municipality.objects.get(code=code)


def in_use() -> list[Municipality]:
    return list(Municipality.objects.filter(in_use=True).order_by("name"))


def units_of(code: int) -> list[Unit]:
    return list(Unit.objects.filter(municipality=code).order_by("name"))


def agreements_of(code: int) -> list[Agreement]:
    """Agreements to which a municipality is a party, the latest first."""
    return list(Agreement.objects.filter(parties__contains=[code]).order_by("-valid_from", "reference"))


def agreements_between(home: int, other: int, on: date) -> list[Agreement]:
    """Agreements in force on a day between two municipalities."""
    rows = Agreement.objects.filter(parties__contains=[home, other], valid_from__lte=on)
    return [row for row in rows if all(end is None or on <= end for end in (row.valid_to, row.terminated_on))]


def delegations_of(code: int) -> list[Delegation]:
    return list(Delegation.objects.filter(municipality=code).order_by("reference"))


def changes_of(code: int, *, limit: int = 100) -> list[Change]:
    return list(Change.objects.filter(municipality=code).order_by("-at")[:limit])
