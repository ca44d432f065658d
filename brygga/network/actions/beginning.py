"""An operator takes a municipality into use with its first registrar, as the owner of the database."""

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction

from brygga.access.models import Position
from brygga.ground import clock
from brygga.municipalities.models import Change, Municipality
from brygga.network.rules import WITHOUT_CASES
from brygga.people.models import Staff

DATABASE = "owner"


class Administered(Exception):
    """Somebody administers the municipality already: they appoint others."""


class Known(Exception):
    """Somebody has that service e-ID already."""


@dataclass(frozen=True)
class First:
    """affiliation: orgAffiliation of their service e-ID, person@organisation number."""

    affiliation: str
    name: str
    title: str


def begin(code: int, first: First, decided_by: str) -> Municipality:
    """All of it or nothing. Raises Municipality.DoesNotExist, Administered, Known."""
    try:
        with transaction.atomic(using=DATABASE):
            place = _taken_into_use(code)
            _appointed(place, first, decided_by)
    except IntegrityError as error:
        raise Known from error
    return place


def _taken_into_use(code: int) -> Municipality:
    place: Municipality = Municipality.objects.using(DATABASE).select_for_update().get(code=code)
    posts = Position.objects.using(DATABASE).filter(municipality=code, role__in=WITHOUT_CASES)
    if posts.filter(valid_to=None).exists():
        raise Administered
    Municipality.objects.using(DATABASE).filter(code=code).update(in_use=True)
    return place


def _appointed(place: Municipality, first: First, decided_by: str) -> None:
    person = Staff.objects.using(DATABASE).create(municipality=place.code, **asdict(first))
    post = {"role": Position.Role.REGISTRAR.value, "decided_by": decided_by}
    Position.objects.using(DATABASE).create(
        municipality=place.code, staff_id=person.id, valid_from=clock.today(), **post
    )
    Change.objects.using(DATABASE).create(
        municipality=place.code,
        at=clock.now(),
        staff_id=person.id,
        staff_name="Driften",
        what="position",
        subject=person.name[:60],
        before={},
        after=asdict(first) | post,
    )
