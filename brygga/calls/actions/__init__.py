"""Changing video rooms: opening, coming, letting in, telling each other the way, leaving, ending."""

from brygga.calls.actions.coming import arrive, leave, seen
from brygga.calls.actions.hosting import (
    NoSfu,
    NotHost,
    RoomClosed,
    RoomFull,
    admit,
    end,
    forward,
    open_meeting,
    open_now,
    refuse,
    relay_all,
    take_over,
)
from brygga.calls.actions.inviting import Guest, ReadsCase, invite, lead_on, no_longer_wanted, withdraw
from brygga.calls.actions.permits import ACT, may_attend, may_host
from brygga.calls.actions.saying import TooMany, send

__all__ = [
    "ACT",
    "Guest",
    "NoSfu",
    "NotHost",
    "ReadsCase",
    "RoomClosed",
    "RoomFull",
    "TooMany",
    "admit",
    "arrive",
    "end",
    "forward",
    "invite",
    "lead_on",
    "leave",
    "may_attend",
    "may_host",
    "no_longer_wanted",
    "open_meeting",
    "open_now",
    "refuse",
    "relay_all",
    "seen",
    "send",
    "take_over",
    "withdraw",
]
