"""What panels are given: frozen, in words, nothing that the reader may not read."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class Said:
    """A comment, an objection, a request for review or an answer."""

    id: UUID
    kind: str  # comment, objection, review, answer
    who: str  # "Du invände", "David Berg svarade"
    at: datetime
    text: str
    note: UUID
    paragraph: int | None = None
    passage: UUID | None = None
    answered: bool = False
    new: bool = False


@dataclass(frozen=True)
class Hidden:
    """A withheld passage. text: the words, for staff only; residents always get ""."""

    id: UUID
    what: str  # "Två meningar är dolda för dig"
    why: str
    who: str
    decided: datetime
    until: date
    law: str
    section: str
    asked: datetime | None = None  # when a review was asked for and not yet answered
    text: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph with what was said of it, or a hole. number: for objections; None where there is none."""

    number: int | None = None
    text: str = ""
    hidden: Hidden | None = None
    lifted: datetime | None = None
    remarks: tuple[Said, ...] = ()


@dataclass(frozen=True)
class NoteShown:
    id: UUID
    kind: str
    title: str
    author: str
    author_municipality: int
    happened: datetime
    signed: datetime
    blocks: tuple[Block, ...]
    remarks: tuple[Said, ...] = ()  # of the whole note; those of a paragraph stand in its block
    new: str = ""  # "Nytt för en minut sedan"
    mine: bool = False
    corrects: UUID | None = None
    corrected_by: UUID | None = None
    read: datetime | None = None  # staff: when the resident first read it
    hidden_sentences: str = ""  # staff: "2 meningar dolda"


@dataclass(frozen=True)
class Journal:
    notes: tuple[NoteShown, ...]

    @property
    def total(self) -> int:
        return len(self.notes)


@dataclass(frozen=True)
class DocumentShown:
    id: UUID
    name: str
    media_type: str
    detail: str  # "PDF, 240 kB"
    by: str  # a staff name, "Inlämnat", or what staff call the party
    at: datetime
    ask: UUID | None = None


@dataclass(frozen=True)
class AnswerShown:
    id: UUID
    text: str
    at: datetime
    who: str


@dataclass(frozen=True)
class AskShown:
    """Something to complete. open: neither answered nor withdrawn."""

    id: UUID
    question: str
    answer_by: date
    at: datetime
    by: str
    withdrawn: datetime | None
    answers: tuple[AnswerShown, ...] = ()
    documents: tuple[DocumentShown, ...] = ()

    @property
    def open(self) -> bool:
        return self.withdrawn is None and not self.answers


@dataclass(frozen=True)
class ResponseShown:
    id: UUID
    text: str
    wants_to_speak: bool
    needs_more_time: bool
    at: datetime
    who: str


@dataclass(frozen=True)
class CommunicationShown:
    """An investigation sent before the decision. open: the latest one, and not answered but for more time."""

    id: UUID
    note: UUID
    title: str
    at: datetime
    by: str
    answer_by: date
    latest: bool
    responses: tuple[ResponseShown, ...] = ()

    @property
    def open(self) -> bool:
        return self.latest and all(response.needs_more_time for response in self.responses)

    @property
    def asked_for_time(self) -> bool:
        """More time was asked for and not yet given (a new day is given by sending it again)."""
        return self.open and bool(self.responses)


@dataclass(frozen=True)
class Row:
    """One line of the staff stream. kind: note, remark, ask, answer, document, communication, response, read."""

    kind: str
    id: UUID
    at: datetime
    icon: str
    title: str
    end: str = ""
    text: str = ""
    new: bool = False
    quiet: bool = False
    note: NoteShown | None = None
    said: Said | None = None
    ask: AskShown | None = None
    document: DocumentShown | None = None
    documents: tuple[DocumentShown, ...] = field(default=())
