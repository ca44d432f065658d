"""Everything in a case in one stream, newest first, as staff read it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from brygga.documentation.queries.notes import Reader, moment
from brygga.documentation.queries.record import Rows
from brygga.documentation.queries.shown import (
    AskShown,
    CommunicationShown,
    DocumentShown,
    NoteShown,
    Row,
)
from brygga.ground.templating import day

_ICONS = {"call": "phone", "visit": "people", "meeting": "people", "investigation": "document"}
_ICONS |= {"contact": "phone"}


def stream(shown: dict[str, Any], rows: Rows, reader: Reader) -> tuple[Row, ...]:
    """Rows of every kind, the latest first."""
    lines = [
        *(row for note in shown["journal"].notes for row in _note_rows(note)),
        *(row for ask in shown["asks"] for row in _ask_rows(ask, reader)),
        *(_document_row(document, reader) for document in shown["documents"] if document.ask is None),
        *(row for sent in shown["communications"] for row in _communication_rows(sent, reader)),
        *_last_reading(rows, shown["journal"].notes, reader),
    ]
    return tuple(sorted(lines, key=lambda row: (row.at, row.id), reverse=True))


def _note_rows(note: NoteShown) -> Iterator[Row]:
    end = [_("Du") if note.mine else note.author, note.hidden_sentences, _("läst") if note.read else ""]
    yield Row(
        "note",
        note.id,
        note.signed,
        _ICONS.get(note.kind, "pencil"),
        note.title,
        end=" · ".join(filter(None, end)),
        new=bool(note.new),
        note=note,
    )
    in_paragraphs = (said for block in note.blocks for said in block.remarks)
    for said in (*in_paragraphs, *note.remarks):
        if said.kind != "answer":
            yield Row(
                "remark",
                said.id,
                said.at,
                "flag" if said.kind == "objection" else "chat",
                said.who,
                end=note.title,
                text=said.text,
                new=said.new,
                note=note,
                said=said,
            )


def _ask_rows(ask: AskShown, reader: Reader) -> Iterator[Row]:
    yield Row(
        "ask", ask.id, ask.at, "question", _("Bad om komplettering"), end=ask.by, text=ask.question, ask=ask
    )
    for number, answer in enumerate(ask.answers):
        yield Row(
            "answer",
            answer.id,
            answer.at,
            "arrow",
            _("%(who)s kompletterade") % {"who": answer.who},
            text=answer.text,
            new=reader.is_new(answer.at),
            ask=ask,
            documents=ask.documents if number == len(ask.answers) - 1 else (),
        )


def _document_row(document: DocumentShown, reader: Reader) -> Row:
    return Row(
        "document",
        document.id,
        document.at,
        "document",
        document.name,
        end=document.by,
        new=reader.is_new(document.at),
        document=document,
    )


def _communication_rows(sent: CommunicationShown, reader: Reader) -> Iterator[Row]:
    yield Row(
        "communication",
        sent.id,
        sent.at,
        "arrow",
        _("Skickade utredningen för synpunkter"),
        end=sent.by,
        text=_("Svar senast %(day)s.") % {"day": day(sent.answer_by)},
    )
    for response in sent.responses:
        title = (
            _("%(who)s ber om mer tid") if response.needs_more_time else _("%(who)s svarade på utredningen")
        )
        wish = _("Vill lämna uppgifter muntligt inför nämnden.") if response.wants_to_speak else ""
        nothing = "" if response.needs_more_time else _("Har inget att tillägga.")
        yield Row(
            "response",
            response.id,
            response.at,
            "chat",
            title % {"who": response.who},
            text="\n\n".join(filter(None, (response.text or nothing, wish))),
            new=reader.is_new(response.at),
        )


def _last_reading(rows: Rows, notes: tuple[NoteShown, ...], reader: Reader) -> Iterator[Row]:
    """When the resident last read, if there was something to read."""
    if rows["read_by_resident"] and notes:
        at = max(moment(row["at"]) for row in rows["read_by_resident"])
        yield Row(
            "read", notes[0].id, at, "eye", _("%(who)s läste ärendet") % {"who": reader.party}, quiet=True
        )
