"""The rules of booking: times, kinds of errands, and how one may meet. Pure: no Django, no clock."""

from brygga.booking.rules.times import (
    AHEAD,
    BUFFER,
    CHANNELS,
    HORIZON,
    LENGTHS,
    STATES,
    STOCKHOLM,
    Channel,
    Free,
    Open,
    Span,
    State,
    free,
    hours_fault,
    lane,
    may_change,
)

__all__ = [
    "AHEAD",
    "BUFFER",
    "CHANNELS",
    "HORIZON",
    "LENGTHS",
    "STATES",
    "STOCKHOLM",
    "Channel",
    "Free",
    "Open",
    "Span",
    "State",
    "free",
    "hours_fault",
    "lane",
    "may_change",
]
