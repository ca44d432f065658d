"""What a page is told each time it asks: where its person stands, who is there, what others say to it."""

import secrets
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from brygga.access.rules import GuestActor, StaffActor
from brygga.calls import queries, rules, sfu
from brygga.calls.actions.permits import Actor
from brygga.calls.models import Attendee, Room
from brygga.calls.queries import Inside, Present
from brygga.calls.words import BESIDE
from brygga.ground import clock
from brygga.municipalities.queries import by_code

EARLY: dict[str, Any] = {"state": "early"}


def told(
    actor: Actor, here: Inside, seat: UUID, got: tuple[UUID, ...], *, servers: bool, reached: bool = False
) -> dict[str, Any]:
    """For JSON. Nobody who is not in the meeting is told anything of how to reach those who are.

    reached: whether the SFU has answered, where the meeting goes through one.
    """
    me = here.of(actor.id)
    state = state_of(here, me, seat)
    page: dict[str, Any] = {"state": state} | _of_room(actor, here, state)
    if me is None:
        return page
    page |= {"me": str(me.attendee.id), "staff_here": _staff_inside(here)}
    if isinstance(actor, StaffActor):
        page |= _for_staff(here, me, state)
    if state == "inside":
        page |= {
            "people": list(_people(here, me)),
            "signals": list(_signals(here, here.room, seat, got)),
        }
        if servers:
            page["servers"] = _servers()
        if here.room.forwarded:
            page |= _by_sfu(here, me, reached=reached)
    return page


def _of_room(actor: Actor, here: Inside, state: str) -> dict[str, Any]:
    """Of a guest's meeting nothing before they are in it: that addresses are hidden says something of somebody."""
    if isinstance(actor, GuestActor) and state != "inside":
        return {"forwarded": here.room.forwarded}
    return {"relayed": here.relayed, "forwarded": here.room.forwarded}


def state_of(here: Inside, me: Present | None, seat: UUID) -> str:
    """One word that the page turns into sentences."""
    if not here.is_open:
        return "ended"
    if here.relayed and queries.relay() is None:
        return "no_relay"
    if me is None or me.attendee.left_at is not None:
        return "away"
    if me.attendee.seat != seat:
        return "moved"
    return _at_the_door(here, me)


def _at_the_door(here: Inside, me: Present) -> str:
    if me.let_in is None:
        return "full" if here.is_full else "waiting"
    if not me.let_in:
        return "refused"
    if not here.meeting:
        return "paused"
    return "inside" if me in here.meeting else "full"


def _for_staff(here: Inside, me: Present, state: str) -> dict[str, Any]:
    """Who waits, for whoever receives; and whether one may receive where nobody does."""
    host = me.is_host and state == "inside"
    waiting = [{"id": str(one.attendee.id)} | _named(one.attendee) for one in here.waiting] if host else []
    return {
        "host": host,
        "may_receive": state in {"waiting", "inside"} and not here.has_host,
        "waiting": waiting,
    }


def _people(here: Inside, me: Present) -> Iterator[dict[str, Any]]:
    for one in here.meeting:
        other = one.attendee
        if other.id != me.attendee.id:
            way = here.way(me.attendee, other)
            yield {"id": str(other.id), "seat": str(other.seat), "way": way, "host": one.is_host} | _named(
                other
            )


def _named(one: Attendee) -> dict[str, Any]:
    of = by_code(one.of_municipality).name if one.of_municipality else str(BESIDE.get(one.guest_as, ""))
    return {"name": one.name, "of": of}


def _staff_inside(here: Inside) -> list[str]:
    return [one.attendee.name for one in here.meeting if not one.attendee.is_resident]


def _signals(here: Inside, room: Room, seat: UUID, got: tuple[UUID, ...]) -> Iterator[dict[str, Any]]:
    """By the names the page knows. From somebody who has left meanwhile: nothing."""
    known = {one.attendee.person_id: one.attendee.id for one in here.meeting}
    for one in queries.signals_to_me(room, seat, got):
        if one["from"] in known:
            yield {
                "id": str(one["id"]),
                "from": str(known[one["from"]]),
                "seat": str(one["seat"]),
                "number": one["number"],
                "kind": one["kind"],
                "payload": one["payload"],
            }


def _by_sfu(here: Inside, me: Present, *, reached: bool) -> dict[str, Any]:
    """How to get to the SFU, and whose is what one finds there. sfu None: it is away."""
    if not reached:
        return {"sfu": None}
    feeds = {sfu.shown_as(one.attendee): str(one.attendee.id) for one in here.meeting if one is not me}
    return {"sfu": sfu.ticket(me.attendee), "feeds": feeds}


def _servers() -> list[dict[str, Any]]:
    """Credentials for this page alone, soon worth nothing, and with no name in them."""
    found = queries.relay()
    if found is None:
        return []
    ends = clock.wall_seconds() + int(rules.CREDENTIAL_LASTS.total_seconds())
    return rules.servers(found, ends, secrets.token_hex(8))
