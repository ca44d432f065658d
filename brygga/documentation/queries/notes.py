"""From plain rows to notes as a reader sees them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from brygga.access.rules import ResidentActor, StaffActor
from brygga.documentation.queries import words
from brygga.documentation.queries.record import Rows
from brygga.documentation.queries.shown import Block, Hidden, NoteShown, Said
from brygga.documentation.rules.withholding import BY_SECTION
from brygga.documentation.rules.writing import pieces

VISIT_SECONDS = 600
"""As long as queries.opened takes a page's readings for one."""


@dataclass(frozen=True)
class Reader:
    """Who reads, when, and since when things are new to them. party: what staff call the resident."""

    actor: ResidentActor | StaffActor
    now: datetime
    since: datetime | None
    party: str

    @property
    def is_staff(self) -> bool:
        return isinstance(self.actor, StaffActor)

    def names(self, row: dict[str, Any], by: str, name: str = "") -> str:
        """The person behind a row, as this reader would say it."""
        if row[by] == str(self.actor.id):
            return words.you()
        return name or (self.party if self.is_staff else words.another_party())

    def is_new(self, at: datetime) -> bool:
        return self.since is not None and at > self.since


def since_last(readings: list[dict[str, Any]], now: datetime) -> datetime | None:
    """The reading before this visit, after which everything is new. None at the very first visit's start."""
    times = [moment(row["at"]) for row in readings]
    if not times:
        return None
    if len(times) > 1 and (now - times[0]).total_seconds() < VISIT_SECONDS:
        return times[1]
    return times[0]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def notes_of(rows: Rows, reader: Reader) -> tuple[NoteShown, ...]:
    """Every note, newest first."""
    passages, remarks = by(rows["passage"], "note_id"), by(rows["remark"], "note_id")
    corrected = {row["corrects_id"]: UUID(row["id"]) for row in rows["note"] if row["corrects_id"]}
    reads = sorted(moment(row["at"]) for row in rows.get("read_by_resident", ()))
    shown = (
        _note(row, passages[row["id"]], tuple(said_in(remarks[row["id"]], reader)), reader, reads, corrected)
        for row in rows["note"]
    )
    return tuple(sorted(shown, key=lambda note: (note.signed, note.id), reverse=True))


def _note(
    row: dict[str, Any],
    passages: list[dict[str, Any]],
    remarks: tuple[Said, ...],
    reader: Reader,
    reads: list[datetime],
    corrected: dict[str, UUID],
) -> NoteShown:
    signed = moment(row["signed_at"])
    mine = row["author_id"] == str(reader.actor.id)
    return NoteShown(
        id=UUID(row["id"]),
        kind=row["kind"],
        title=row["heading"] or words.kind_label(row["kind"]),
        author=row["author_name"],
        author_municipality=row["author_municipality"],
        happened=moment(row["happened_at"]),
        signed=signed,
        blocks=tuple(_blocks(row["runs"], passages, remarks, reader)),
        remarks=tuple(said for said in remarks if said.paragraph is None),
        new=words.new_since(signed, reader.now) if reader.is_new(signed) and not mine else "",
        mine=mine,
        corrects=UUID(row["corrects_id"]) if row["corrects_id"] else None,
        corrected_by=corrected.get(row["id"]),
        read=next((read for read in reads if read >= signed), None),
        hidden_sentences=words.hidden_sentences(sum(p["sentences"] for p in passages if not p["lifted_at"])),
    )


def _blocks(
    runs: list[Any], passages: list[dict[str, Any]], remarks: tuple[Said, ...], reader: Reader
) -> Iterator[Block]:
    holes = {passage["position"]: passage for passage in passages}
    for number, content in pieces(runs):
        if isinstance(content, str):
            yield Block(number, content, remarks=tuple(said for said in remarks if said.paragraph == number))
        elif (passage := holes[content])["lifted_at"]:
            yield Block(text=passage["lifted_text"], lifted=moment(passage["lifted_at"]))
        else:
            yield Block(hidden=_hidden(passage, remarks, reader))


def _hidden(passage: dict[str, Any], remarks: tuple[Said, ...], reader: Reader) -> Hidden:
    ident = UUID(passage["id"])
    asked = [
        said.at for said in remarks if said.passage == ident and said.kind == "review" and not said.answered
    ]
    ground = BY_SECTION.get(passage["ground"])
    return Hidden(
        id=ident,
        what=words.hidden_from_you(passage["sentences"]),
        why=passage["reason"],
        who=passage["decided_by"],
        decided=moment(passage["decided_at"]),
        until=date.fromisoformat(passage["review_on"]),
        law=ground.law if ground else "",
        section=passage["ground"],
        asked=asked[-1] if asked else None,
        text=passage.get("text", ""),
    )


def said_in(rows: list[dict[str, Any]], reader: Reader) -> Iterator[Said]:
    """What was said of one note, each followed by its answers, oldest first."""
    answers = by(rows, "answers_id")
    for row in answers[None]:
        yield _said(row, reader, answered=bool(answers[row["id"]]))
        for answer in answers[row["id"]]:
            yield _said(answer, reader, answered=True)


def _said(row: dict[str, Any], reader: Reader, *, answered: bool) -> Said:
    at, who = moment(row["at"]), reader.names(row, "author_id", row["author_name"])
    return Said(
        id=UUID(row["id"]),
        kind=row["kind"],
        who=words.said(who, row["kind"]),
        at=at,
        text=row["text"],
        note=UUID(row["note_id"]),
        paragraph=row["paragraph"],
        passage=UUID(row["passage_id"]) if row["passage_id"] else None,
        answered=answered,
        new=reader.is_new(at) and row["author_id"] != str(reader.actor.id),
    )


def by(rows: Iterable[dict[str, Any]], key: str) -> defaultdict[Any, list[dict[str, Any]]]:
    grouped: defaultdict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row[key]].append(row)
    return grouped
