"""What may honestly be said of when an answer comes: opening hours, and what was measured; nothing else."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brygga.ground import clock, tenancy
from brygga.ground.seals import SEALER
from brygga.messages.rules import ENOUGH_ANSWERS, told_as
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import open_state

_MEDIAN = """
select count(*), percentile_cont(0.5) within group (order by waited) from messages_message
where municipality = %s and at >= %s and waited is not null
"""
MEASURED_OVER = timedelta(days=30)


@dataclass(frozen=True)
class Opening:
    """is_open: None where the hours cannot be read. promise: "" where too little is known to promise."""

    is_open: bool | None
    words: str
    promise: str


def opening(home: Municipality) -> Opening:
    found = open_state(home)
    is_open, words = found or (None, "")
    return Opening(is_open, words, _promise(_median(home.code, clock.now().strftime("%Y%m%d%H"))))


@lru_cache(maxsize=1024)
def _median(municipality: int, _hour: str) -> float | None:
    """Seconds to an answer, in the middle of the last month's; once an hour. Only times are read, no words."""
    with tenancy.enter(SEALER), connection.cursor() as cursor:
        cursor.execute(_MEDIAN, [municipality, clock.now() - MEASURED_OVER])
        answers, median = cursor.fetchone() or (0, None)
    return float(median) if median is not None and answers >= ENOUGH_ANSWERS else None


def _promise(median: float | None) -> str:
    if median is None:
        return ""
    unit, number = told_as(median)
    words = {
        "minutes": ngettext("%(n)s minut", "%(n)s minuter", number),
        "hours": ngettext("%(n)s timme", "%(n)s timmar", number),
        "days": ngettext("ett dygn", "%(n)s dygn", number),
    }
    return _("Vi svarar oftast inom %(time)s.") % {"time": words[unit] % {"n": number}}
