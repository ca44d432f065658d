"""Changing conversations: something said, read, begun, marked as needing no answer; and who is told of it."""

from brygga.messages.actions.by_mail import NotTaken, came_back, receive
from brygga.messages.actions.checking import TooManyCodes, WrongCode, confirm, send_again, want_notices
from brygga.messages.actions.drafts import keep_draft
from brygga.messages.actions.notices import choose_notices
from brygga.messages.actions.presence import be_here, take_chat
from brygga.messages.actions.reading import mark_read
from brygga.messages.actions.saying import CaseClosed, TooMany, answer, needs_no_answer, write

__all__ = [
    "CaseClosed",
    "NotTaken",
    "TooMany",
    "TooManyCodes",
    "WrongCode",
    "answer",
    "be_here",
    "came_back",
    "choose_notices",
    "confirm",
    "keep_draft",
    "mark_read",
    "needs_no_answer",
    "receive",
    "send_again",
    "take_chat",
    "want_notices",
    "write",
]
