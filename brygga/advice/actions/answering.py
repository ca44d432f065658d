"""What staff do in a conversation: gate, change, and the line that says who and why, in one transaction."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from brygga.access.rules import StaffActor
from brygga.advice import permits, rules
from brygga.advice.actions.visiting import Ended, NotKept, TooMany
from brygga.advice.models import Chat, Line, Turn
from brygga.advice.queries.desk import colleagues_here, here_now, is_left
from brygga.ground import clock, live, sealing
from brygga.ground.trail import Grounds

__all__ = ["Away", "Ended", "NotKept", "Taken", "TooMany", "end", "hand_on", "say", "take"]


class Taken(Exception):
    """Somebody else has it."""


class Away(Exception):
    """The colleague does not answer just now, or may not answer here."""


def take(actor: StaffActor, chat_id: UUID) -> Chat:
    """Have a conversation. Of two at once exactly one gets it; pressed twice it is had once."""
    chat, grounds = _held(actor, chat_id)
    if chat.ended_at is not None:
        raise Ended
    if chat.staff_id == actor.id:
        return chat
    if chat.staff_id is not None and not is_left(chat, here_now()):
        raise Taken
    _seat(chat, actor, grounds)
    chat.taken_at = chat.taken_at or clock.now()
    _changed(actor, chat, "take", grounds, *SEAT, "taken_at")
    return chat


def say(actor: StaffActor, chat_id: UUID, once: UUID, text: str) -> None:
    """Answer. The same words from the same form are said once."""
    chat, _grounds = _held(actor, chat_id)
    words = text.strip()
    ident = rules.line_id(chat.id, once, words)
    if Line.objects.filter(id=ident).exists():
        return
    _mine(actor, chat)
    if chat.last_number >= 2 * rules.MOST_LINES:
        raise TooMany
    now = clock.now()
    chat.last_number += 1
    line = Line(
        id=ident,
        municipality=chat.municipality,
        chat=chat,
        number=chat.last_number,
        at=now,
        sealed=sealing.seal_text(words, f"advice_line.{chat.id}"),
        staff_id=actor.id,
        staff_name=actor.name,
        staff_title=actor.title,
        staff_municipality=actor.employer,
    )
    line.save(force_insert=True)
    chat.waiting_since = None
    _changed(actor, chat, "", None, "last_number", "waiting_since")


def hand_on(actor: StaffActor, chat_id: UUID, to: UUID | None = None) -> None:
    """Put it back into the queue, where it keeps its place; or give it to a colleague who answers now.

    Whoever has it next reads what was said. Away where that colleague has gone meanwhile, or may not answer here.
    """
    chat, grounds = _held(actor, chat_id)
    if chat.staff_id is None:
        return
    _mine(actor, chat)
    if to is not None:
        _give(actor, chat, to, grounds)
        return
    _seat(chat, None)
    chat.waiting_since = chat.waiting_since or clock.now()
    _changed(actor, chat, "hand_on", grounds, *SEAT, "waiting_since")


def _give(actor: StaffActor, chat: Chat, to: UUID, grounds: Grounds) -> None:
    """The colleague's own grounds are kept, not the giver's."""
    colleague = next((one for one in colleagues_here(actor, chat, here_now()) if one.id == to), None)
    if colleague is None:
        raise Away
    _seat(chat, colleague, permits.require(colleague, chat.municipality))
    given = {"to_id": colleague.id, "to_name": colleague.name, "to_municipality": colleague.employer}
    _changed(actor, chat, "hand_on", grounds, *SEAT, **given, to_grounds=chat.grounds)


SEAT = ("staff_id", "staff_name", "staff_title", "staff_municipality", "grounds")
"""Who has a conversation, and why they may."""


def _seat(chat: Chat, who: StaffActor | None, grounds: Grounds | None = None) -> None:
    """Somebody, or nobody."""
    chat.staff_id, chat.staff_municipality = (who.id, who.employer) if who else (None, None)
    chat.staff_name, chat.staff_title = (who.name, who.title) if who else ("", "")
    chat.grounds = asdict(grounds) if grounds else {}


def end(actor: StaffActor, chat_id: UUID) -> None:
    """End it; its words go by themselves a short time after. Ended already is as good."""
    chat, grounds = _held(actor, chat_id)
    if chat.ended_at is not None:
        return
    _mine(actor, chat)
    chat.ended_at, chat.ended_by = clock.now(), rules.End.STAFF.value
    _changed(actor, chat, "end", grounds, "ended_at", "ended_by")


def _held(actor: StaffActor, chat_id: UUID) -> tuple[Chat, Grounds]:
    """The conversation, held until the act is done. Chat.DoesNotExist out of reach; Refused where the law says no."""
    chat: Chat = Chat.objects.select_for_update().get(id=chat_id)
    return chat, permits.require(actor, chat.municipality)


def _mine(actor: StaffActor, chat: Chat) -> None:
    if chat.ended_at is not None:
        raise Ended
    if chat.staff_id != actor.id:
        raise Taken


def _changed(
    actor: StaffActor, chat: Chat, verb: str, grounds: Grounds | None, *fields: str, **given: Any
) -> None:
    now: Any = clock.now()
    chat.version += 1
    chat.changed_at = chat.staff_at = now
    chat.save(update_fields=[*fields, "version", "changed_at", "staff_at"])
    if grounds is not None:
        turn = Turn(
            municipality=chat.municipality,
            chat=chat,
            at=now,
            verb=verb,
            staff_id=actor.id,
            staff_name=actor.name,
            staff_municipality=actor.employer,
            grounds=asdict(grounds),
            **given,
        )
        turn.save(force_insert=True)
    live.signal_chat(chat.id, chat.version)
    live.signal_queue(chat.municipality)
