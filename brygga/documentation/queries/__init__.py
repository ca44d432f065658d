"""Reading what is written, handed in and said in a case. The first argument is who is asking."""

from brygga.documentation.queries.documents import document_for, opened_document
from brygga.documentation.queries.finding import (
    ask_for,
    communication_for,
    draft_of,
    investigations,
    note_for,
    passage_for,
    remark_for,
    typed_text,
)
from brygga.documentation.queries.panels import as_the_party_sees_it, journal, resident_panels, staff_panels
from brygga.documentation.queries.shown import (
    AskShown,
    Block,
    CommunicationShown,
    DocumentShown,
    Hidden,
    Journal,
    NoteShown,
    Row,
    Said,
)

__all__ = [
    "AskShown",
    "Block",
    "CommunicationShown",
    "DocumentShown",
    "Hidden",
    "Journal",
    "NoteShown",
    "Row",
    "Said",
    "as_the_party_sees_it",
    "ask_for",
    "communication_for",
    "document_for",
    "draft_of",
    "investigations",
    "journal",
    "note_for",
    "opened_document",
    "passage_for",
    "remark_for",
    "resident_panels",
    "staff_panels",
    "typed_text",
]
