"""From plain rows to what was asked, answered, handed in and sent for comments."""

from datetime import date
from typing import Any
from uuid import UUID

from brygga.documentation.queries import words
from brygga.documentation.queries.notes import Reader, by, moment
from brygga.documentation.queries.record import Rows
from brygga.documentation.queries.shown import (
    AnswerShown,
    AskShown,
    CommunicationShown,
    DocumentShown,
    ResponseShown,
)


def documents_of(rows: Rows, reader: Reader) -> tuple[DocumentShown, ...]:
    """Every document, newest first."""
    shown = [_document(row, reader) for row in rows["document"]]
    return tuple(sorted(shown, key=lambda document: (document.at, document.id), reverse=True))


def _document(row: dict[str, Any], reader: Reader) -> DocumentShown:
    """Which of the parties handed a file in is not kept, so none of them is told that it was they."""
    from_party = reader.party if reader.is_staff else words.handed_in()
    return DocumentShown(
        id=UUID(row["id"]),
        name=row["name"],
        media_type=row["media_type"],
        detail=words.file_detail(row),
        by=from_party if row["by_resident"] else row["added_by"],
        at=moment(row["added_at"]),
        ask=UUID(row["ask_id"]) if row["ask_id"] else None,
    )


def asks_of(rows: Rows, reader: Reader) -> tuple[AskShown, ...]:
    """Every ask with its answers, newest first."""
    answers, documents = by(rows["answer"], "ask_id"), by(rows["document"], "ask_id")
    shown = [
        AskShown(
            id=UUID(row["id"]),
            question=row["question"],
            answer_by=date.fromisoformat(row["answer_by"]),
            at=moment(row["asked_at"]),
            by=row["asked_by"],
            withdrawn=moment(row["withdrawn_at"]) if row["withdrawn_at"] else None,
            answers=tuple(_answer(answer, reader) for answer in answers[row["id"]]),
            documents=tuple(_document(document, reader) for document in documents[row["id"]]),
        )
        for row in rows["ask"]
    ]
    return tuple(sorted(shown, key=lambda ask: (ask.at, ask.id), reverse=True))


def _answer(row: dict[str, Any], reader: Reader) -> AnswerShown:
    return AnswerShown(UUID(row["id"]), row["text"], moment(row["at"]), reader.names(row, "person_id"))


def communications_of(rows: Rows, reader: Reader) -> tuple[CommunicationShown, ...]:
    """Every investigation sent for comments, newest first; only the first of them can be open."""
    responses = by(rows["response"], "communication_id")
    titles = {row["id"]: row["heading"] for row in rows["note"]}
    newest = sorted(rows["communication"], key=lambda row: (moment(row["sent_at"]), row["id"]), reverse=True)
    return tuple(
        CommunicationShown(
            id=UUID(row["id"]),
            note=UUID(row["note_id"]),
            title=titles.get(row["note_id"], ""),
            at=moment(row["sent_at"]),
            by=row["sent_by"],
            answer_by=date.fromisoformat(row["answer_by"]),
            latest=place == 0,
            responses=tuple(_response(response, reader) for response in responses[row["id"]]),
        )
        for place, row in enumerate(newest)
    )


def _response(row: dict[str, Any], reader: Reader) -> ResponseShown:
    return ResponseShown(
        UUID(row["id"]),
        row["text"],
        row["wants_to_speak"],
        row["needs_more_time"],
        moment(row["at"]),
        reader.names(row, "person_id"),
    )
