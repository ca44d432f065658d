"""What staff see: one queue over every municipality they may answer for, and the conversation they have."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext as _

from brygga.access.queries import staff_actors
from brygga.access.rules import StaffActor
from brygga.advice import permits, rules
from brygga.advice.models import Chat, Line, Phrase, Seat, Turn
from brygga.advice.queries.rota import is_on_shift
from brygga.advice.queries.visiting import Said, shown_name
from brygga.ground import clock, sealing, tenancy
from brygga.law import Answer
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import by_code

MOST = 200
BEGINNING = 140


@dataclass(frozen=True)
class Waiting:
    """One conversation in the queue. here: the visitor's page is open. left: whoever had it has gone away."""

    id: UUID
    home: Municipality
    since: datetime
    latest: str  # of the visitor's words, as they begin; nothing of what a colleague has
    here: bool
    question: bool
    staff_id: UUID | None
    staff: str
    left: bool


@dataclass(frozen=True)
class Queue:
    """mine: those one has. waiting: nobody's, those with the page open first, else the oldest. others: colleagues'.

    A program that fills the queue does not keep pages open: whoever sits and waits stays in sight.
    """

    homes: tuple[Municipality, ...]
    mine: list[Waiting]
    waiting: list[Waiting]
    others: list[Waiting]


def queue(actor: StaffActor, seats: set[UUID]) -> Queue:
    """One query for each municipality that the actor may answer for."""
    homes = permits.homes(actor)
    found: list[Waiting] = []
    for code in homes:
        with tenancy.focused(code):
            found += [_waiting(actor, chat, by_code(code), seats) for chat in _open()]
    found.sort(key=lambda one: one.since)
    found.sort(key=lambda one: not one.here)
    return Queue(
        homes=tuple(by_code(code) for code in homes),
        mine=[one for one in found if one.staff_id == actor.id],
        waiting=[one for one in found if one.staff_id is None],
        others=[one for one in found if one.staff_id not in {None, actor.id}],
    )


def _open() -> QuerySet[Chat]:
    last = Line.objects.filter(chat=OuterRef("id"), staff_id=None).order_by("-number")
    rows = Chat.objects.filter(ended_at=None).annotate(last_words=Subquery(last.values("sealed")[:1]))
    here = Q(seen_at__gte=clock.now() - rules.VISITOR_HERE_WITHIN)
    first = Case(When(here, then=0), default=1, output_field=IntegerField())
    found: QuerySet[Chat] = rows.order_by(first, "waiting_since", "begun_at")[:MOST]
    return found


def waiting_now() -> list[tuple[UUID, int]]:
    """Conversations that nobody has and whose visitor's page is open, in the municipality in focus: id and version."""
    rows = Chat.objects.filter(
        ended_at=None, staff_id=None, seen_at__gte=clock.now() - rules.VISITOR_HERE_WITHIN
    )
    return list(rows.order_by("begun_at").values_list("id", "version")[:MOST])


def _waiting(actor: StaffActor, chat: Chat, home: Municipality, seats: set[UUID]) -> Waiting:
    """What a colleague has is opened by nobody else: only that it is there."""
    now = clock.now()
    sealed = chat.last_words if chat.staff_id in {None, actor.id} else None  # type: ignore[attr-defined]
    words = sealing.open_text(sealed, f"advice_line.{chat.id}") if sealed else ""
    return Waiting(
        id=chat.id,
        home=home,
        since=chat.waiting_since or chat.changed_at,
        latest=words[:BEGINNING],
        here=rules.visitor_is_here(chat.seen_at, now),
        question=chat.kind == rules.Kind.QUESTION,
        staff_id=chat.staff_id,
        staff=shown_name(chat),
        left=is_left(chat, seats),
    )


def here_now() -> set[UUID]:
    """Everybody who answers at this moment."""
    since = clock.now() - rules.HERE_WITHIN
    return set(Seat.objects.filter(here_at__gte=since).values_list("staff_id", flat=True))


def colleagues_here(actor: StaffActor, chat: Chat, seats: set[UUID]) -> list[StaffActor]:
    """Others who answer now and may do so for this municipality. One query at most."""
    others = staff_actors(list(seats - {actor.id}), clock.today())
    return [one for one in others if permits.answers_for(one, chat.municipality)]


def is_left(chat: Chat, seats: set[UUID]) -> bool:
    """Whether whoever has it has been away so long that a colleague may take over."""
    if chat.staff_id is None or chat.staff_at is None:
        return False
    return chat.staff_id not in seats and clock.now() - chat.staff_at > rules.LEFT_AFTER


@dataclass(frozen=True)
class Place:
    """Where somebody stands: whether it is their shift, and whether they are shown as answering."""

    on_shift: bool
    answers: bool


def seat_of(actor: StaffActor, seats: set[UUID]) -> Place:
    return Place(is_on_shift(actor), actor.id in seats)


def visitor_is_here(chat: Chat) -> bool:
    return rules.visitor_is_here(chat.seen_at, clock.now())


def gone_at(chat: Chat) -> datetime | None:
    """When the words of a conversation that has ended go by themselves."""
    return chat.ended_at + rules.KEPT_AFTER_END if chat.ended_at else None


def chat_for(actor: StaffActor, chat_id: UUID) -> tuple[Chat, Answer]:
    """A conversation of the municipality in focus, and what lets the actor answer it. Chat.DoesNotExist otherwise."""
    chat: Chat = Chat.objects.get(id=chat_id)
    answer = permits.ask(actor, chat.municipality)
    if actor.elected or not answer.permitted:
        raise Chat.DoesNotExist
    return chat, answer


def said_in(actor: StaffActor, chat: Chat) -> list[Said]:
    """Everything said, the oldest first. Only for whoever has it: others take it first."""
    if chat.staff_id != actor.id:
        return []
    lines: list[Line] = list(Line.objects.filter(chat=chat).order_by("number"))
    return [_said(actor, line) for line in lines]


def turns_of(chat: Chat) -> list[Turn]:
    """Who has had it, when, and on what grounds."""
    return list(Turn.objects.filter(chat=chat).order_by("at", "id"))


def visitors_words(lines: list[Said]) -> str:
    """What the visitor has written, for a report that must be made."""
    return "\n\n".join(line.text for line in lines if line.by_visitor)


def phrases_of(home: int) -> list[Phrase]:
    return list(Phrase.objects.filter(municipality=home).order_by("title", "id"))


def phrase_of(home: int, phrase_id: UUID) -> Phrase:
    """Phrase.DoesNotExist where it is not this municipality's."""
    found: Phrase = Phrase.objects.get(municipality=home, id=phrase_id)
    return found


def _said(actor: StaffActor, line: Line) -> Said:
    mine = line.staff_id == actor.id
    who = _("Du") if mine else (shown_name(line) or _("Besökaren"))
    return Said(line.number, who, line.at, line.text, mine, line.staff_id is None)
