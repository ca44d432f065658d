"""Takes a municipality into use: its first registrar, who then sets everything else under Kommunen.

For the operator, with the owner's address, once for each municipality. Who already administers it appoints others.
"""

from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import RegexValidator

from brygga.municipalities.models import Municipality
from brygga.network.actions.beginning import Administered, First, Known, begin

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
        first = First(given["affiliation"], given["name"], given["title"])
        try:
            AFFILIATION(first.affiliation)
            place = begin(given["code"], first, given["decided_by"])
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        except Municipality.DoesNotExist as error:
            raise CommandError(f"No municipality has the code {given['code']}.") from error
        except Administered as error:
            raise CommandError("Somebody administers it already: they appoint others.") from error
        except Known as error:
            raise CommandError(f"{first.affiliation} is known already: nothing was done.") from error
        self.stdout.write(f"{place.full_name} is in use. {first.name} signs in at /{place.slug}/.")
