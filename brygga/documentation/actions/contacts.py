"""Logging a contact: a note of kind contact, with what the form knows of it beside."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from babel.dates import format_date

from brygga.access.rules import StaffActor
from brygga.cases.actions import locked
from brygga.cases.models import Case
from brygga.documentation.actions.notes import NewNote, sign_note
from brygga.documentation.models import Contact, Note
from brygga.documentation.rules import Withholding, contacts
from brygga.documentation.rules.contacts import Beyond, Contacted
from brygga.ground.ids import uuid7


class NotYet(Exception):
    """One may not seek this contact before an investigation has been opened. Carries why."""

    def __init__(self, beyond: Beyond) -> None:
        super().__init__(beyond.why)
        self.beyond = beyond


@dataclass(frozen=True)
class NewContact:
    """What was typed. id: the note's own, from the form. text may be empty where nobody answered.

    who_withheld: on what the name is withheld, or None. withheld: for each passage in the text, in order.
    anyway: it has taken place and must be written (SoL 14:3).
    """

    id: UUID
    contact: Contacted
    text: str
    on: date
    clock: time | None = None
    withheld: tuple[Withholding, ...] = ()
    who_withheld: Withholding | None = None
    anyway: bool = False


def log_contact(actor: StaffActor, case: Case, new: NewContact) -> Note:
    """Write a contact into the file. Sent twice, it is written once. Raises NotYet and Refused."""
    fresh = locked(case)
    before: Contact | None = Contact.objects.filter(case=fresh, note_id=new.id).select_related("note").first()
    if before is not None:
        return before.note
    beyond = contacts.beyond(new.contact, fresh.kind, fresh.stage)
    if beyond is not None and not new.anyway:
        raise NotYet(beyond)
    note = sign_note(actor, case, _note(new, outside=beyond is not None))
    _contact(actor, case, note, new.contact, outside=beyond is not None).save(force_insert=True)
    return note


def _note(new: NewContact, *, outside: bool) -> NewNote:
    at = str(format_date(new.on, "d MMMM y", locale="sv")) + (  # the file is in Swedish
        f" kl. {new.clock:%H.%M}" if new.clock else ""
    )
    first = contacts.first_line(new.contact, at, hide_who=new.who_withheld is not None, outside=outside)
    return NewNote(
        id=new.id,
        kind=Note.Kind.CONTACT,
        heading=contacts.heading(new.contact),
        text="\n\n".join(filter(None, (first, new.text.strip()))),
        happened_on=new.on,
        withheld=(*filter(None, (new.who_withheld,)), *new.withheld),  # the name stands first
        drafted=False,
    )


def _contact(actor: StaffActor, case: Case, note: Note, told: Contacted, *, outside: bool) -> Contact:
    return Contact.within(
        case,
        id=uuid7(),
        case=case,
        note=note,
        staff_id=actor.id,
        channel=told.channel.value,
        capacity=told.capacity.value,
        began=told.began.value,
        reached=told.reached.value,
        minutes=told.minutes,
        at_home=told.at_home,
        consent=told.consent.value if told.capacity is contacts.Capacity.CHILD else "",
        outside=outside,
    )
