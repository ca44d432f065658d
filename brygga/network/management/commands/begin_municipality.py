"""Takes a municipality into use: its first registrar, who then sets everything else under Kommunen.

For the operator, with the owner's address, once for each municipality. Who already administers it appoints others.
"""

from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import RegexValidator
from django.db import IntegrityError, transaction

from brygga.access.models import Position
from brygga.ground import clock
from brygga.municipalities.models import Change, Municipality
from brygga.network.rules import WITHOUT_CASES
from brygga.people.models import Staff

DATABASE = "owner"
AFFILIATION = RegexValidator(r"^[^@\s]+@[0-9]{10}$", "Write --affiliation as person@organisation-number.")


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("code", type=int, help="the municipality's code (SCB), such as 1283")
        parser.add_argument(
            "--affiliation", required=True, help="orgAffiliation of their service e-ID: anna.ek@2120001157"
        )
        parser.add_argument("--name", required=True)
        parser.add_argument("--title", default="registrator")
        parser.add_argument("--decided-by", required=True, help="who appointed them, and when")

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            AFFILIATION(given["affiliation"])
            with transaction.atomic(using=DATABASE):
                place = _taken_into_use(given["code"])
                _appointed(place, given)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        except Municipality.DoesNotExist as error:
            raise CommandError(f"No municipality has the code {given['code']}.") from error
        except IntegrityError as error:
            raise CommandError(f"{given['affiliation']} is known already: nothing was done.") from error
        self.stdout.write(f"{place.full_name} is in use. {given['name']} signs in at /{place.slug}/.")


def _taken_into_use(code: int) -> Municipality:
    place: Municipality = Municipality.objects.using(DATABASE).select_for_update().get(code=code)
    somebody = Position.objects.using(DATABASE).filter(
        municipality=code, role__in=WITHOUT_CASES, valid_to=None
    )
    if somebody.exists():
        raise CommandError(f"{place.full_name} has somebody who administers it: they appoint others.")
    Municipality.objects.using(DATABASE).filter(code=code).update(in_use=True)
    return place


def _appointed(place: Municipality, given: dict[str, Any]) -> None:
    who = {name: given[name] for name in ("affiliation", "name", "title")}
    person = Staff.objects.using(DATABASE).create(municipality=place.code, **who)
    post = {"role": Position.Role.REGISTRAR, "valid_from": clock.today(), "decided_by": given["decided_by"]}
    Position.objects.using(DATABASE).create(municipality=place.code, staff_id=person.id, **post)
    Change.objects.using(DATABASE).create(
        municipality=place.code,
        at=clock.now(),
        staff_id=person.id,
        staff_name="Driften",
        what="position",
        subject=person.name[:60],
        before={},
        after={**who, "role": "registrar", "decided_by": given["decided_by"]},
    )
