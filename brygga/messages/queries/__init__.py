"""Reading conversations. The first argument is who is asking."""

from brygga.messages.queries.checks import open_check
from brygga.messages.queries.files import opened_attachment
from brygga.messages.queries.notices import (
    can_be_answered,
    can_send,
    channels,
    is_told,
    notice_of,
    notices_of,
)
from brygga.messages.queries.panel import resident_panels, staff_panels
from brygga.messages.queries.thread import (
    Said,
    Thread,
    as_the_party_reads_it,
    conversation,
    draft_of,
    thread,
)
from brygga.messages.queries.waiting import Stuck, Waiting, stuck_notices, unanswered
from brygga.messages.queries.working_notes import WorkingNotes, are_used, may_see, working_notes

__all__ = [
    "Said",
    "Stuck",
    "Thread",
    "Waiting",
    "WorkingNotes",
    "are_used",
    "as_the_party_reads_it",
    "can_be_answered",
    "can_send",
    "channels",
    "conversation",
    "draft_of",
    "is_told",
    "may_see",
    "notice_of",
    "notices_of",
    "open_check",
    "opened_attachment",
    "resident_panels",
    "staff_panels",
    "stuck_notices",
    "thread",
    "unanswered",
    "working_notes",
]
