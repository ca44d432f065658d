"""The rota and the ready-made answers: planned by those who answer, and for others by those who lead them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db import IntegrityError, transaction

from brygga.access.gate import NotYours
from brygga.access.queries import staff_actors
from brygga.access.rules import StaffActor
from brygga.advice import permits
from brygga.advice.models import Phrase, Shift
from brygga.ground import clock, live, tenancy


class NotTheirs(Exception):
    """The person chosen may not answer for one of the municipalities chosen: their codes."""

    def __init__(self, homes: Sequence[int]) -> None:
        super().__init__(homes)
        self.homes = tuple(homes)


@dataclass(frozen=True)
class NewShift:
    """Who answers when, and for whom. weekday or day, one of them."""

    staff_id: UUID
    homes: tuple[int, ...]
    weekday: int | None
    day: date | None
    starts: time
    ends: time
    valid_to: date | None = None


def plan(actor: StaffActor, new: NewShift, *, once: UUID) -> None:
    """Add a shift. One's own, or that of somebody one leads; only where that person may answer."""
    worker = _worker(actor, new.staff_id)
    lacking = sorted(set(new.homes) - set(permits.homes(worker)))
    if lacking:
        raise NotTheirs(lacking)
    shift = Shift(
        id=once,
        municipality=actor.employer,
        staff_id=worker.id,
        staff_name=worker.name,
        homes=sorted(new.homes),
        weekday=new.weekday,
        day=new.day,
        starts=new.starts,
        ends=new.ends,
        valid_from=clock.today(),
        valid_to=new.valid_to,
        set_by=actor.name,
    )
    with tenancy.focused(actor.employer):
        _once(shift)
    for home in new.homes:
        live.signal_queue(home)


def cancel(actor: StaffActor, shift_id: UUID) -> None:
    """Take a shift away; that it is already gone is as good."""
    with tenancy.focused(actor.employer):
        shift: Shift | None = Shift.objects.filter(municipality=actor.employer, id=shift_id).first()
        if shift is None:
            return
        _worker(actor, shift.staff_id)
        shift.delete()
    for home in shift.homes:
        live.signal_queue(home)


def keep_phrase(actor: StaffActor, home: int, phrase_id: UUID, title: str, text: str) -> None:
    """Write a ready-made answer, new or over. A municipality's own staff write its own."""
    _own(actor, home)
    values = {"title": title, "text": text, "changed_by": actor.name, "changed_at": clock.now()}
    if not Phrase.objects.filter(municipality=home, id=phrase_id).update(**values):
        _once(Phrase(id=phrase_id, municipality=home, **values))


def drop_phrase(actor: StaffActor, home: int, phrase_id: UUID) -> None:
    _own(actor, home)
    Phrase.objects.filter(municipality=home, id=phrase_id).delete()


def _own(actor: StaffActor, home: int) -> None:
    permits.require(actor, home)
    if actor.employer != home:
        raise NotYours


def _worker(actor: StaffActor, staff_id: UUID) -> StaffActor:
    """Oneself; or somebody employed beside one, for those who lead the work."""
    if staff_id == actor.id:
        return actor
    found = next(iter(staff_actors([staff_id], clock.today())), None)
    if found is None or found.employer != actor.employer or not permits.plans(actor):
        raise NotYours
    return found


def _once(row: Shift | Phrase) -> None:
    """The form carries the row's id: sent twice it is kept once."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if not type(row).objects.filter(id=row.id).exists():
            raise NotYours from None
