"""Changing what is written in a case. Each verb: may I, is it allowed now, do it, trail, live.

Every act is given the id its row shall have: the same form sent twice gives the same row, once.
"""

from brygga.documentation.actions.asks import Withdrawn, answer_ask, ask_to_complete, withdraw_ask
from brygga.documentation.actions.beginning import begin_note
from brygga.documentation.actions.communications import ask_for_more_time, communicate, respond
from brygga.documentation.actions.contacts import NewContact, NotYet, log_contact
from brygga.documentation.actions.documents import attach_document, keep_document, keep_documents
from brygga.documentation.actions.notes import (
    NewNote,
    correct_note,
    keep_withheld,
    lift_passage,
    save_draft,
    sign_note,
)
from brygga.documentation.actions.talk import answer_remark, ask_for_review, comment, object_to

__all__ = [
    "NewContact",
    "NewNote",
    "NotYet",
    "Withdrawn",
    "answer_ask",
    "answer_remark",
    "ask_for_more_time",
    "ask_for_review",
    "ask_to_complete",
    "attach_document",
    "begin_note",
    "comment",
    "communicate",
    "correct_note",
    "keep_document",
    "keep_documents",
    "keep_withheld",
    "lift_passage",
    "log_contact",
    "object_to",
    "respond",
    "save_draft",
    "sign_note",
    "withdraw_ask",
]
