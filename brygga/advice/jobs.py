"""The worker's part: conversations end when nobody writes, and words are taken away when their time has come."""

from django.db import connection

from brygga.advice import rules
from brygga.ground import clock, live, tenancy
from brygga.ground.seals import SEALER

_TIDY = "select chat, home, version from brygga.advice_tidy(%s, %s, %s, %s)"


def tidy() -> int:
    """How many were ended or taken away. Run again it finds none."""
    now = clock.now()
    limits = [now - rules.KEPT_AFTER_END, now - rules.QUIET_ENDS, now - rules.UNANSWERED_ENDS]
    with tenancy.enter(SEALER):
        with connection.cursor() as cursor:
            cursor.execute(_TIDY, [now, *limits])
            found = cursor.fetchall()
        for chat, home, version in found:
            live.signal_chat(chat, version)
            live.signal_queue(home)
    return len(found)
