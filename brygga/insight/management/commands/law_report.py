"""The inquiry from the command line: which parts of social work these municipalities may do together, and why.

Reads the agreements of the database where there is one; says so where there is not.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection

from brygga.ground import tenancy
from brygga.insight import reporting
from brygga.insight.queries.inquiry import in_force
from brygga.insight.rules.inquiry import NoLaw
from brygga.insight.rules.inquiry_today import Accord, Mandate
from brygga.insight.rules.inquiry_whole import BadAsked, asked_codes, asked_day, composed

WRONG = 2
WAIT_SECONDS = 2
NO_DATABASE = "Databasen gick inte att nå. Rapporten säger vad lagen medger, men inte vad som redan gäller.\n"


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipalities", required=True, help="codes or names, with commas between")
        parser.add_argument("--on", required=True, help="the law of this day, such as 2026-11-21")
        parser.add_argument("--format", default="pdf", help=", ".join(reporting.FORMATS))
        parser.add_argument("--output", required=True, help="the file to write; - for standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            codes = asked_codes(options["municipalities"].split(","))
            on = asked_day(options["on"])
        except (BadAsked, NoLaw) as wrong:
            raise CommandError(str(wrong), returncode=WRONG) from None
        write = reporting.FORMATS.get(options["format"])
        if write is None:
            known = ", ".join(reporting.FORMATS)
            raise CommandError(
                f"Formatet {options['format']!r} finns inte. Välj bland {known}.", returncode=WRONG
            )
        made = write(composed(codes, on, self._in_force(codes, on)))
        _put(made, options["output"])

    def _in_force(self, codes: tuple[int, ...], on: date) -> tuple[list[Accord], list[Mandate]] | None:
        try:
            _knock()
            with tenancy.enter(tenancy.DOOR):
                return in_force(codes, on)
        except (Error, psycopg.Error):
            self.stderr.write(NO_DATABASE)
            return None


def _knock() -> None:
    """One quick try: the pool of connections would wait ten seconds for a database that is not there."""
    params = connection.get_connection_params()
    params.pop("pool", None)
    if connection.connection is None:
        psycopg.connect(**params, connect_timeout=WAIT_SECONDS).close()


def _put(made: bytes, output: str) -> None:
    """Whole or not at all: written beside its place, then moved there."""
    if output == "-":
        sys.stdout.buffer.write(made)
        return
    target = Path(output)
    beside = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as file:
            beside = Path(file.name)
            file.write(made)
        beside.chmod(0o644)
        beside.replace(target)
    except OSError as wrong:
        if beside is not None:
            beside.unlink(missing_ok=True)
        raise CommandError(
            f"Det går inte att skriva {output}: {wrong.strerror}. Välj en annan plats.", returncode=WRONG
        ) from None
