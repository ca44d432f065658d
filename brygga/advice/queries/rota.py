"""The rota: who answers when, and for which municipalities."""

from uuid import UUID

from brygga.access.models import Position
from brygga.access.queries import staff_actors
from brygga.access.rules import StaffActor
from brygga.advice import permits, rules
from brygga.advice.models import Shift
from brygga.ground import clock, tenancy
from brygga.ground.areas import Area


def own_shifts(actor: StaffActor) -> list[Shift]:
    """One's own, that have not ended."""
    with tenancy.focused(actor.employer):
        return [one for one in Shift.objects.filter(staff_id=actor.id) if _lasts(one)]


def is_on_shift(actor: StaffActor) -> bool:
    now = clock.now().astimezone(clock.STOCKHOLM)
    return rules.is_on((one.times for one in own_shifts(actor)), now)


def all_shifts(actor: StaffActor) -> list[Shift]:
    """Those of everybody in reach that have not ended, by day and time. One query for each municipality."""
    found: list[Shift] = []
    for code in permits.homes(actor):
        with tenancy.focused(code):
            found += [one for one in Shift.objects.all() if _lasts(one)]
    return sorted(found, key=_order)


def _lasts(one: Shift) -> bool:
    last = one.day or one.valid_to
    return last is None or last >= clock.today()


def _order(one: Shift) -> tuple[object, ...]:
    return (one.day is not None, one.weekday if one.day is None else one.day, one.starts, one.staff_name)


def workers(actor: StaffActor) -> list[tuple[UUID, str]]:
    """Whom the actor may plan for: themselves, and those they lead that may answer. Two queries for a leader."""
    if not permits.plans(actor):
        return [(actor.id, actor.name)]
    held = Position.objects.filter(municipality=actor.employer, areas__contains=[Area.ADVICE.code])
    people = staff_actors(list(held.values_list("staff_id", flat=True).distinct()), clock.today())
    return [(one.id, one.name) for one in people if actor.employer in permits.homes(one)]
