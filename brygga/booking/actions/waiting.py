"""Asking to be told of an earlier time, and being told."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from brygga.access import gate
from brygga.access.rules import ResidentActor
from brygga.booking.models import Meeting, Told, Wait
from brygga.booking.rules import MOST_TOLD, State
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.ground import clock, trail
from brygga.ground.ids import uuid7


def ask_earlier(actor: ResidentActor, case: Case, meeting: Meeting) -> None:
    """Stand in line for an earlier time with the same person. Asked twice, one stands there once."""
    grounds = gate.require_own(actor, case)
    if meeting.state != State.BOOKED or meeting.starts_at <= clock.now():
        return
    row = Wait.within(
        case,
        id=uuid7(),
        case=case,
        meeting=meeting,
        recipient_index=actor.number_index,
        asked_at=clock.now(),
    )
    if Wait.objects.bulk_create([row], ignore_conflicts=True) and _is_there(row.id):
        trail.record(actor, "ask_earlier", case, grounds, subject=meeting.id)
        cases.touch(case, "meetings")


def _is_there(ident: UUID) -> bool:
    return Wait.objects.filter(id=ident).exists()


def stop_waiting(actor: ResidentActor, case: Case, meeting: Meeting) -> None:
    """Leave the line. Left already: nothing more happens."""
    grounds = gate.require_own(actor, case)
    waits = Wait.objects.filter(case=case, meeting=meeting, recipient_index=actor.number_index, ended_at=None)
    if waits.update(ended_at=clock.now()):
        trail.record(actor, "stop_waiting", case, grounds, subject=meeting.id)
        cases.touch(case, "meetings")


def end_waits(meeting: Meeting) -> None:
    """The time they had is moved or let go: who still wants an earlier one asks again."""
    Wait.objects.filter(meeting=meeting, ended_at=None).update(ended_at=clock.now())


def note_told(wait: Wait, staff_id: UUID, starts_at: datetime) -> None:
    """That whoever waits is told of a time, in the same transaction as the notice. The last one ends the waiting."""
    now = clock.now()
    row = Told.within(
        wait, id=uuid7(), case_id=wait.case_id, wait=wait, staff_id=staff_id, starts_at=starts_at, at=now
    )
    row.save(force_insert=True)
    Wait.objects.filter(id=wait.id).update(told=F("told") + 1, told_on=clock.today())
    Wait.objects.filter(id=wait.id, told__gte=MOST_TOLD).update(ended_at=now)
