"""The worker: seals the trail each second, clears away what has expired, does the apps' chores. Stops on SIGTERM."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, connection
from django.utils.module_loading import import_string

from brygga.ground import clock, seals

PAUSE_WHEN_BROKEN_SECONDS = 2.0

log = logging.getLogger(__name__)


def clear_sessions() -> None:
    """Sessions that have ended by their own time."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()


@dataclass
class Chore:
    """Something done again and again; `due` is in seconds of the monotonic clock."""

    do: Callable[[], object]
    every: float
    due: float = 0.0


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        chores = [Chore(seals.seal_all, 600), Chore(seals.seal_once, 1), Chore(clear_sessions, 3600)]
        chores += [Chore(import_string(what), every) for what, every in settings.CHORES]
        while not stop.is_set():
            stop.wait(round_of(chores, time.monotonic()))


def round_of(chores: list[Chore], now: float) -> float:
    """Do what is due; seconds until something is due again. A database away is waited for."""
    try:
        for chore in chores:
            if chore.due <= now:
                chore.do()
                chore.due = now + chore.every
    except (DatabaseError, InterfaceError) as error:
        log.warning("The worker could not do its work (%s); trying again.", type(error).__name__)
        connection.close()
        return PAUSE_WHEN_BROKEN_SECONDS
    return max(0.0, min(chore.due for chore in chores) - time.monotonic())
