"""Changing times: meetings in a case, one's own hours, and what meetings may be about."""

from brygga.booking.actions.hours import NewHours, be_away, be_back, close_hours, open_hours
from brygga.booking.actions.kinds import NewKind, add_kind, end_kind
from brygga.booking.actions.meetings import (
    BOOKING,
    NotAdvised,
    Taken,
    TooLate,
    Wish,
    book,
    cancel,
    move,
    note_outcome,
)

__all__ = [
    "BOOKING",
    "NewHours",
    "NewKind",
    "NotAdvised",
    "Taken",
    "TooLate",
    "Wish",
    "add_kind",
    "be_away",
    "be_back",
    "book",
    "cancel",
    "close_hours",
    "end_kind",
    "move",
    "note_outcome",
    "open_hours",
]
