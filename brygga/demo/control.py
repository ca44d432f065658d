"""The demo's control duties: somebody of the elderly care, and what she did one night."""

from contextlib import AbstractContextManager
from datetime import timedelta

from brygga.access import actions as access
from brygga.access.models import Position
from brygga.access.queries import reach_of, staff_actor
from brygga.cases.models import Case
from brygga.control import actions as control
from brygga.demo.cast import HELSINGBORG, SINCE, ident
from brygga.ground import clock, tenancy
from brygga.ground.ids import uuid7
from brygga.people.models import Staff


def employ(database: str = "owner") -> None:
    """Sara Blom works with elderly people only, and so reaches no child's case."""
    sara = {
        "municipality": HELSINGBORG,
        "affiliation": "sara.blom@2120001157",
        "name": "Sara Blom",
        "title": "handläggare",
    }
    Staff.objects.using(database).get_or_create(id=ident("sara"), defaults=sara)
    post = {
        "municipality": HELSINGBORG,
        "staff_id": ident("sara"),
        "role": "caseworker",
        "areas": ["elderly"],
    }
    Position.objects.using(database).get_or_create(
        id=ident("position sara"), defaults={**post, "valid_from": SINCE, "decided_by": "Förvaltningschefen"}
    )


def load() -> None:
    """Frida on call for the coming weeks; one emergency opening, which nobody has reviewed."""
    with _at_work("gustav"):
        today = clock.today()
        shift = {"staff_id": ident("frida"), "first_day": today, "last_day": today + timedelta(days=41)}
        control.put_on_call(HELSINGBORG, uuid7(), {**shift, "phone": "070-174 06 95"})
    with _at_work("cecilia"):
        case = Case.objects.filter(kind="child", shielded=False).order_by("number").last()
    why = "Hemtjänsten hörde ett barn skrika i lägenheten intill och ingen öppnade. Behövde veta vem som har ärendet."
    if case is not None:
        with _at_work("sara"):
            access.open_in_emergency(access.Emergency(uuid7(), case.number, "child", why, hidden=False))


def _at_work(key: str) -> AbstractContextManager[tenancy.Reach]:
    with tenancy.enter(tenancy.DOOR):
        actor = staff_actor(ident(key), clock.today())
    if actor is None:
        raise LookupError(f"The cast has no {key}.")
    return tenancy.enter(reach_of(actor, HELSINGBORG))
