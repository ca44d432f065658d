"""Reading meetings: what is booked in a case, in one's own calendar, and when one is open or away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from brygga.access.rules import ResidentActor, StaffActor, municipalities_in_reach
from brygga.booking.models import Absence, Hours, Meeting
from brygga.booking.queries.waiting import waits_of
from brygga.booking.rules import OUTCOMES, SHOWN_FOR, STATES, State
from brygga.cases.models import Case
from brygga.ground import clock, tenancy
from brygga.ground.often import Often
from brygga.municipalities.queries import by_code

_meetings = Often(lambda case: Meeting.objects.filter(case=case).order_by("starts_at"))


def meetings_of(case: Case) -> list[Meeting]:
    return list(_meetings(case=case.id))


def to_come(case: Case) -> list[Meeting]:
    """What is booked in the case and not over, nearest first."""
    now = clock.now()
    return [one for one in meetings_of(case) if one.state == State.BOOKED and one.ends_at > now]


def resident_panels(actor: ResidentActor, case: Case) -> dict[str, Any]:
    """What `booking/panels/resident.html` shows. One query, and one more where something is booked."""
    booked = to_come(case)
    key = actor.key_to(case.id)
    waits = waits_of(actor.number_index, booked) if booked else set()
    return {
        "meetings": booked,
        "waits": waits,
        "may_book": case.closed_at is None and bool(key and key.may_act),
    }


def staff_panels(actor: StaffActor, case: Case) -> dict[str, Any]:
    """What `booking/panels/staff.html` shows: those to come or without an outcome, and how the latest went."""
    known, since = meetings_of(case), clock.now() - SHOWN_FOR
    noted = [
        (one, STATES[State(one.state)]) for one in known if one.state in OUTCOMES and one.starts_at > since
    ]
    return {"meetings": [one for one in known if one.state == State.BOOKED], "noted": noted}


def meeting_for(case: Case, ident: UUID) -> Meeting:
    """Meeting.DoesNotExist where it is not of this case."""
    found: Meeting = Meeting.objects.get(case=case, id=ident)
    return found


def is_booked(case: Case, ident: UUID) -> bool:
    """Whether there is such a meeting in the case, however it stands now."""
    return bool(Meeting.objects.filter(case=case, id=ident).exists())


def booked_until(now: datetime, last: datetime) -> list[Meeting]:
    """Every booked meeting from now on until a moment, nearest first. Run by the worker."""
    return list(
        Meeting.objects.filter(state=State.BOOKED, starts_at__gt=now, starts_at__lte=last).order_by(
            "starts_at"
        )
    )


def to_tell_of() -> list[Meeting]:
    """What staff have booked, moved or cancelled and nobody has been told of, held until the transaction ends."""
    rows = Meeting.objects.filter(told=False).select_related("case")
    return list(rows.select_for_update(skip_locked=True, of=("self",)).order_by("changed_at")[:AT_ONCE])


def locked(meetings: Sequence[UUID]) -> list[Meeting]:
    """As they are now, held until the transaction ends; those that somebody else holds are left out."""
    if not meetings:
        return []
    rows = Meeting.objects.filter(id__in=meetings).select_related("case")
    return list(rows.select_for_update(skip_locked=True, of=("self",)).order_by("starts_at", "id"))


AT_ONCE = 200


@dataclass(frozen=True)
class Mine:
    """A meeting in somebody's own calendar. away: they are not there then, and it still stands."""

    meeting: Meeting
    case: Case
    slug: str
    away: bool = False


def calendar_of(actor: StaffActor, now: datetime, absences: Sequence[Absence]) -> list[Mine]:
    """The actor's meetings to come, in every municipality they reach."""
    found: list[Mine] = []
    for code in municipalities_in_reach(actor):
        with tenancy.focused(code):
            rows = Meeting.objects.filter(staff_id=actor.id, state=State.BOOKED, ends_at__gt=now)
            slug = by_code(code).slug
            found += [Mine(row, row.case, slug, _amid(row, absences)) for row in rows.select_related("case")]
    return sorted(found, key=lambda one: one.meeting.starts_at)


def _amid(meeting: Meeting, absences: Sequence[Absence]) -> bool:
    return any(one.starts_at < meeting.ends_at and meeting.starts_at < one.ends_at for one in absences)


def hours_of(actor: StaffActor) -> list[Hours]:
    return list(Hours.objects.filter(staff_id=actor.id).order_by("weekday", "starts"))


def absences_of(actor: StaffActor, now: datetime) -> list[Absence]:
    return list(Absence.objects.filter(staff_id=actor.id, ends_at__gt=now).order_by("starts_at"))
