"""The conversation itself: what was said, who takes part, how far each has read, what one has begun to write."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case
from brygga.cases.queries import parties_of, representatives_of
from brygga.ground import clock
from brygga.messages.models import Attachment, Draft, Message, OwnDraft, Participant
from brygga.messages.rules import PAGE, is_here
from brygga.municipalities.queries import by_code

Actor = ResidentActor | StaffActor


@dataclass(frozen=True)
class File:
    id: UUID
    name: str
    detail: str


@dataclass(frozen=True)
class Said:
    """One message as this reader sees it. read: when and by whom on the other side, in words; "" if not yet."""

    id: UUID
    number: int
    who: str
    at: datetime
    text: str
    mine: bool
    new: bool
    read: str
    files: tuple[File, ...] = ()
    by_mail: bool = False


@dataclass(frozen=True)
class Thread:
    """messages: oldest first. earlier: the number to continue above, or None. here: staff who answer at once."""

    messages: tuple[Said, ...]
    earlier: int | None
    readers: tuple[str, ...]
    here: tuple[str, ...]
    takes_chat: bool
    last_number: int
    read_to: int | None  # how far this reader had come; None for a first visit
    waiting: bool  # the resident's last words have no answer yet


def thread(actor: Actor, case: Case, before: int | None = None) -> Thread:
    """At most PAGE messages, the latest or those before a number. Five queries."""
    rows = Message.objects.filter(case=case)
    if before is not None:
        rows = rows.filter(number__lt=before)
    found: list[Message] = list(rows.order_by("-number")[: PAGE + 1])
    shown = list(reversed(found[:PAGE]))
    people: list[Participant] = list(Participant.objects.filter(case=case))
    mine = next((one for one in people if one.person_id == actor.id), None)
    files, now = _files(case, shown), clock.now()
    others = [one for one in people if one.by_resident != isinstance(actor, ResidentActor)]
    read_to = mine.read_to if mine and mine.read_at else None
    return Thread(
        messages=tuple(
            _said(one, others, read_to or 0, files[one.id], mine=one.author_id == actor.id) for one in shown
        ),
        earlier=shown[0].number if len(found) > PAGE else None,
        readers=_readers(case),
        here=tuple(one.name for one in people if one.takes_chat and is_here(one.here_at, now)),
        takes_chat=bool(mine and mine.takes_chat and is_here(mine.here_at, now)),
        last_number=shown[-1].number if shown and before is None else 0,
        read_to=read_to,
        waiting=bool(shown) and shown[-1].by_resident,
    )


def conversation(actor: Actor, case: Case) -> tuple[Said, ...]:
    """Everything that was said, oldest first, for the whole file. Three queries, however long it is."""
    rows = list(Message.objects.filter(case=case).order_by("number"))
    people = list(Participant.objects.filter(case=case)) if rows else []
    others = [one for one in people if one.by_resident != isinstance(actor, ResidentActor)]
    files = _files(case, rows)
    return tuple(
        _said(one, others, one.number, files[one.id], mine=one.author_id == actor.id) for one in rows
    )


def as_the_party_reads_it(case: Case) -> tuple[Said, ...]:
    """The same for staff who look at it as a resident does. Nothing is marked as read. Three queries.

    Where several residents have written, each is "Du" to themself alone: here all of them have their names.
    """
    rows = list(Message.objects.filter(case=case).order_by("number"))
    readers = list(Participant.objects.filter(case=case, by_resident=False)) if rows else []
    alone = len({one.author_id for one in rows if one.by_resident}) == 1
    files = _files(case, rows)
    return tuple(
        _said(one, readers, one.number, files[one.id], mine=one.by_resident, named=not alone) for one in rows
    )


def draft_of(actor: Actor, case: Case) -> str:
    """What this person has begun to write here."""
    rows: Any
    if isinstance(actor, ResidentActor):
        rows = OwnDraft.objects.filter(person_id=actor.id, case_id=case.id)
    else:
        rows = Draft.objects.filter(case=case, author_id=actor.id)
    return str(rows.values_list("text", flat=True).first() or "")


def _said(
    one: Message,
    others: list[Participant],
    read_to: int,
    files: tuple[File, ...],
    *,
    mine: bool,
    named: bool = False,
) -> Said:
    return Said(
        id=one.id,
        number=one.number,
        who=_("Du") if mine and not named else _author(one),
        at=one.at,
        text=one.text,
        mine=mine,
        new=not mine and one.number > read_to,
        read=_read_by(one, others) if mine else "",
        files=files,
        by_mail=one.by_mail,
    )


def _author(one: Message) -> str:
    """Staff with their municipality; those who act for somebody else with what they are."""
    if one.author_municipality is not None:
        return f"{one.author_name}, {by_code(one.author_municipality).name}"
    known = _capacity(one.capacity)
    return f"{one.author_name}, {known}" if known else one.author_name


def _capacity(code: str) -> str:
    """As what somebody acts for another, in words; "" for whoever acts for themself."""
    capacities = {
        "guardian": _("vårdnadshavare"),
        "trustee": _("god man eller förvaltare"),
        "authorised": _("med fullmakt"),
    }
    return capacities.get(code, "")


def _read_by(one: Message, others: list[Participant]) -> str:
    readers = [other for other in others if other.read_to >= one.number]
    if not readers:
        return _("Skickat")
    names = ", ".join(other.name for other in readers if other.name)
    return _("Läst av %(names)s") % {"names": names} if names else _("Läst")


def _readers(case: Case) -> tuple[str, ...]:
    """Everybody beside staff who reads what is written here, by name; those who act for a party among them."""
    parties = [party.name for party in parties_of(case) if party.reads]
    standing = [held.one for held in representatives_of(case, clock.today()) if held.state == "running"]
    return (*parties, *(f"{one.agent_name} ({_capacity(one.capacity)})" for one in standing))


def _files(case: Case, shown: list[Message]) -> dict[UUID, tuple[File, ...]]:
    by_message: dict[UUID, tuple[File, ...]] = defaultdict(tuple)
    for row in Attachment.objects.filter(case=case, message__in=shown).order_by("id") if shown else ():
        by_message[row.message_id] += (File(row.id, row.name, _size(row.size)),)
    return by_message


def _size(size: int) -> str:
    kilobytes = max(1, round(size / 1000))
    return f"{kilobytes} kB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB".replace(".", ",")
