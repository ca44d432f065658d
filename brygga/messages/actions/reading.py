"""How far somebody has read, told to the other side at once."""

from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case
from brygga.ground import clock, live
from brygga.messages.models import Notice, Participant


def mark_read(actor: ResidentActor | StaffActor, case: Case, read_to: int, was: int | None) -> None:
    """Note that everything up to a number is read. was: how far before; None for a first visit."""
    if not read_to or (was is not None and read_to <= was):
        return
    now = clock.now()
    if isinstance(actor, ResidentActor):
        rows = Notice.objects.filter(
            case=case,
            recipient_index=actor.number_index,
            kind=Notice.Kind.MESSAGE,
            closed_at=None,
            queued_at__lte=now,
        )
        rows.update(closed_at=now)
    if was is None:
        by_resident = isinstance(actor, ResidentActor)
        name = "" if by_resident else actor.name
        row = Participant.within(
            case, case=case, person_id=actor.id, by_resident=by_resident, name=name, read_at=now
        )
        row.read_to = read_to
        Participant.objects.bulk_create([row], ignore_conflicts=True)  # two tabs at the same moment
    mine = Participant.objects.filter(case=case, person_id=actor.id, read_to__lt=read_to)
    mine.update(read_to=read_to, read_at=now)
    live.signal_case(case.id, "messages", case.version)
