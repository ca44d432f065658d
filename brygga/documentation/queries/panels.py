"""All that the panels of a case page need, one function per audience, one query each (two for staff)."""

from collections.abc import Sequence
from typing import Any

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case, Party
from brygga.cases.queries import parties_of
from brygga.documentation.forms import NoteForm
from brygga.documentation.queries import words
from brygga.documentation.queries.exchange import asks_of, communications_of, documents_of
from brygga.documentation.queries.notes import Reader, moment, notes_of, since_last
from brygga.documentation.queries.record import RESIDENT, STAFF, Rows, record_of
from brygga.documentation.queries.shown import Journal
from brygga.documentation.queries.stream import stream
from brygga.ground import clock, live, trail


def resident_panels(actor: ResidentActor, case: Case) -> dict[str, Any]:
    """Context of the panels journal, asks, documents and communication. One query.

    case; journal: Journal; asks, documents, communications: newest first; communication: the open one or None.
    """
    rows = record_of(case, actor.id, RESIDENT)
    reader = _reader(actor, rows, party=words.another_party())
    context = _panels(case, rows, reader)
    _read_now(actor, case, context["journal"], rows)
    return context


def journal(actor: ResidentActor | StaffActor, case: Case) -> Journal:
    """The notes alone, newest first, as this reader may read them."""
    parts = ("note", "passage" if isinstance(actor, ResidentActor) else "whole_passage", "remark", "reading")
    rows = record_of(case, actor.id, parts)
    return Journal(notes_of(rows, _reader(actor, rows, party=words.the_party())))


def staff_panels(actor: StaffActor, case: Case, parties: Sequence[Party] | None = None) -> dict[str, Any]:
    """Context of staff_timeline and editor. One query, and one more where the parties are not given.

    case; timeline: Rows newest first; party: what the resident is called; journal, asks, documents,
    communications as for residents, with withheld words; draft: shown in editor_form; open_asks.
    """
    rows = record_of(case, actor.id, STAFF)
    known = parties_of(case) if parties is None else parties
    reader = _reader(actor, rows, party=_party(known))
    context = _panels(case, rows, reader)
    draft = rows["draft"][0] if rows["draft"] else None
    return context | {
        "timeline": stream(context, rows, reader),
        "party": reader.party,
        "read_by": _read_by(known),
        "open_asks": tuple(ask for ask in context["asks"] if ask.open),
        "draft": draft,
        "editor_form": NoteForm.of_draft(draft, today=clock.today()),
        "draft_saved_at": moment(draft["saved_at"]) if draft else None,
    }


def as_the_party_sees_it(actor: StaffActor, case: Case) -> dict[str, Any]:
    """What a party may read (FL 10), shown to staff: withheld words are never fetched. One query."""
    rows = record_of(case, actor.id, RESIDENT)
    reader = Reader(actor=actor, now=clock.now(), since=None, party=words.you())
    return _panels(case, rows, reader)


def _panels(case: Case, rows: Rows, reader: Reader) -> dict[str, Any]:
    communications = communications_of(rows, reader)
    return {
        "case": case,
        "journal": Journal(notes_of(rows, reader)),
        "asks": asks_of(rows, reader),
        "documents": documents_of(rows, reader),
        "communications": communications,
        "communication": next((sent for sent in communications if sent.open), None),
    }


def _reader(actor: ResidentActor | StaffActor, rows: Rows, party: str) -> Reader:
    now = clock.now()
    return Reader(actor=actor, now=now, since=since_last(rows["reading"], now), party=party)


def _party(parties: Sequence[Party]) -> str:
    """The first name of the one who reads along; "Den enskilde" where they are several."""
    names = [party.name for party in parties if party.reads]
    return names[0].split()[0] if len(names) == 1 and names[0].strip() else words.the_party()


def _read_by(parties: Sequence[Party]) -> str:
    """Which party sees what is written at once, as in a sentence; "" while none has been let in, as after a report."""
    if not any(party.reads for party in parties):
        return ""
    name, several = _party(parties), words.the_party()
    return name[:1].lower() + name[1:] if name == several else name


def _read_now(actor: ResidentActor, case: Case, seen: Journal, rows: Rows) -> None:
    """A note that arrives while the page is open is read too, and its author may see that at once."""
    last = max((moment(row["at"]) for row in rows["reading"]), default=None)
    if not seen.notes or (last is not None and seen.notes[0].signed <= last):
        return
    grounds = gate.require_own(actor, case, to_act=False)
    trail.record(actor, "read", case, grounds, subject=seen.notes[0].id)
    live.signal_case(case.id, "journal", case.version)
