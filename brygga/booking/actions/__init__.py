"""Changing times: meetings in a case, one's own hours, and what meetings may be about."""

from brygga.booking.actions.feeds import hashed, new_feed, revoke_feed
from brygga.booking.actions.groups import (
    NewSession,
    call_off,
    hold_session,
    join,
    leave,
    note_told_of_seat,
    note_told_off,
)
from brygga.booking.actions.hours import NewHours, be_away, be_back, close_hours, open_hours
from brygga.booking.actions.keeping import Taken
from brygga.booking.actions.kinds import NewKind, add_kind, end_kind
from brygga.booking.actions.meetings import (
    BOOKING,
    NotAdvised,
    TooLate,
    Wish,
    book,
    cancel,
    move,
    note_outcome,
    note_told_of_change,
    order_interpreter,
)
from brygga.booking.actions.rooms import add_room, close_room
from brygga.booking.actions.waiting import ask_earlier, end_waits, note_told, stop_waiting

__all__ = [
    "BOOKING",
    "NewHours",
    "NewKind",
    "NewSession",
    "NotAdvised",
    "Taken",
    "TooLate",
    "Wish",
    "add_kind",
    "add_room",
    "ask_earlier",
    "be_away",
    "be_back",
    "book",
    "call_off",
    "cancel",
    "close_hours",
    "close_room",
    "end_kind",
    "end_waits",
    "hashed",
    "hold_session",
    "join",
    "leave",
    "move",
    "new_feed",
    "note_outcome",
    "note_told",
    "note_told_of_change",
    "note_told_of_seat",
    "note_told_off",
    "open_hours",
    "order_interpreter",
    "revoke_feed",
    "stop_waiting",
]
