"""The demo: the cast, and some hundred lifelike cases. Refuses outside a demo; run again it changes nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from brygga.demo import (
    advice,
    agreements,
    alma,
    cast,
    control,
    groups,
    guests,
    jurist,
    messages,
    reports,
    stories,
    times,
)
from brygga.ground import clock


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is only loaded where BRYGGA_DEMO=1: never among real cases.")
        cast.load("owner")
        if _has_cases():
            self.stdout.write("The demo is already there.")
            return
        alma.load(clock.today())
        reports.load(clock.today())
        times.load(clock.today())
        guests.load(clock.today())
        groups.load(clock.today())
        messages.load(clock.today())
        agreements.load(clock.today())
        advice.load(clock.today())
        control.employ()
        jurist.employ()
        told = stories.load(clock.today()) + 5
        control.load()
        jurist.load()
        self.stdout.write(f"The demo has {told} cases.")


def _has_cases() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select exists (select from cases_case)")
        (found,) = cursor.fetchone() or (False,)
    return bool(found)
