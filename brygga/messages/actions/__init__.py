"""Changing conversations: something said, read, begun, marked as needing no answer; and who is told of it."""

from brygga.messages.actions.by_mail import NotTaken, came_back, receive
from brygga.messages.actions.checking import TooManyCodes, WrongCode, confirm, send_again, want_notices
from brygga.messages.actions.drafts import keep_draft
from brygga.messages.actions.notices import choose_notices
from brygga.messages.actions.presence import be_here, take_chat
from brygga.messages.actions.reading import mark_read
from brygga.messages.actions.saying import CaseClosed, TooMany, answer, needs_no_answer, write
from brygga.messages.actions.working_notes import (
    NotUsed,
    TooManyNotes,
    remove_working_note,
    working_note_to_journal,
    write_working_note,
)

__all__ = [
    "CaseClosed",
    "NotTaken",
    "NotUsed",
    "TooMany",
    "TooManyCodes",
    "TooManyNotes",
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
    "remove_working_note",
    "send_again",
    "take_chat",
    "want_notices",
    "working_note_to_journal",
    "write",
    "write_working_note",
]
