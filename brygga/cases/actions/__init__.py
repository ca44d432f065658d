"""Changing cases. Each verb is one transaction: may I, is it allowed now, do it, trail, live."""

from brygga.cases.actions.handling import (
    NewParty,
    OutOfReach,
    assign,
    close,
    locked,
    meet_clock,
    move,
    noticed,
    open_case,
    open_investigation,
    start_assessment,
    start_clock,
    take_up_again,
    touch,
)

__all__ = [
    "NewParty",
    "OutOfReach",
    "assign",
    "close",
    "locked",
    "meet_clock",
    "move",
    "noticed",
    "open_case",
    "open_investigation",
    "start_assessment",
    "start_clock",
    "take_up_again",
    "touch",
]
