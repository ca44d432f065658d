"""Staff invite somebody to a meeting of a case which they do not read, and take it back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.calls.actions.hosting import RoomClosed, put_out
from brygga.calls.actions.permits import may_host, record, tell
from brygga.calls.invited import before_shielding
from brygga.calls.models import Admission, Attendee, Invitation, Room
from brygga.cases import actions as cases
from brygga.cases.models import Case, Party, Representative
from brygga.ground import clock
from brygga.ground.sealing import blind_index


@dataclass(frozen=True)
class Guest:
    """Who is to come. number: twelve digits. consent_on: when the one it concerns said yes, where that is needed."""

    number: str
    name: str
    guest_as: str
    language: str = ""
    consent_on: date | None = None
    consent_how: str = ""


class ReadsCase(Exception):
    """Whoever is of the case comes by their own door, if they may come at all."""


def invite(actor: StaffActor, case: Case, room_id: UUID, guest: Guest, once: UUID) -> Invitation:
    """To the room, or the booked meeting, of that id. Somebody who is invited already: the same invitation."""
    grounds = may_host(actor, case)
    fresh = cases.locked(case)
    if fresh.closed_at is not None:
        raise RoomClosed
    index = blind_index(guest.number)
    if _is_of(case, index):
        raise ReadsCase
    rows = Invitation.objects.filter(case=case, room_id=room_id, number_index=index)
    rows.filter(before_shielding(fresh), withdrawn_at=None).update(withdrawn_at=clock.now())
    before: Invitation | None = rows.filter(withdrawn_at=None).first() or _sent_before(case, once)
    if before is not None:
        return before
    _forget_refusals(room_id, [one.id for one in rows])
    row = Invitation.within(
        case,
        id=once,
        case=case,
        room_id=room_id,
        number_index=index,
        guest_name=guest.name,
        guest_as=guest.guest_as,
        language=guest.language,
        consent_on=guest.consent_on,
        consent_how=guest.consent_how,
        invited_at=clock.now(),
        invited_by_id=actor.id,
        invited_by_name=actor.name,
    )
    row.save(force_insert=True)
    record(actor, "invite_to_call", case, grounds, row, guest_as=guest.guest_as)
    cases.touch(case, "call")
    return row


def withdraw(actor: StaffActor, case: Case, ident: UUID) -> None:
    """The door is shut at once, also for one who is in. Taken back already: nothing more. Invitation.DoesNotExist."""
    grounds = may_host(actor, case)
    cases.locked(case)
    row: Invitation = Invitation.objects.get(case=case, id=ident)
    if row.withdrawn_at is not None:
        return
    Invitation.objects.filter(id=row.id).update(withdrawn_at=clock.now())
    for attendee in Attendee.objects.filter(room_id=row.room_id, invitation_id=row.id):
        put_out(actor, case, attendee)
    record(actor, "take_back_invitation", case, grounds, row, guest_as=row.guest_as)
    cases.touch(case, "call")
    tell(case)


def no_longer_wanted(actor: ResidentActor, case: Case, ident: UUID) -> bool:
    """One whom the case is of takes back the yes that somebody's being there rests on. False where there is none.

    Invitation.DoesNotExist where it is not of this case.
    """
    grounds = gate.require_own(actor, case)
    row = Invitation.objects.only("id", "guest_as").get(case=case, id=ident)
    if not _taken_back(ident):
        return False
    record(actor, "no_longer_wanted", case, grounds, row, guest_as=row.guest_as)
    cases.touch(case, "call", new_for_staff=True)
    tell(case)
    return True


def _taken_back(ident: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select brygga.no_longer_wanted(%s)", [ident])
        (done,) = cursor.fetchone() or (False,)
    return bool(done)


def lead_on(case: Case, meeting: UUID, room: Room) -> None:
    """The meeting is held in a room that stood open already: whoever was invited to it finds the way there."""
    if meeting == room.id:
        return
    there = Invitation.objects.filter(case=case, room_id=room.id, withdrawn_at=None)
    invited = Invitation.objects.filter(case=case, room_id=meeting, withdrawn_at=None)
    invited.exclude(number_index__in=there.values("number_index")).update(room_id=room.id)


def _sent_before(case: Case, once: UUID) -> Invitation | None:
    return Invitation.objects.filter(case=case, id=once).first()


def _is_of(case: Case, index: str) -> bool:
    """A party, or somebody who stands for one."""
    agents = Representative.objects.filter(case=case, agent_index=index, revoked_at=None)
    return Party.objects.filter(case=case, number_index=index).exists() or agents.exists()


def _forget_refusals(room_id: UUID, before: list[UUID]) -> None:
    """Invited anew, one waits anew, whatever was decided when an earlier invitation was taken back."""
    came = Attendee.objects.filter(room_id=room_id, invitation_id__in=before).values("person_id")
    Admission.objects.filter(room_id=room_id, person_id__in=came).delete()
