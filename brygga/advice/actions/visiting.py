"""What a visitor without a name does. Each is one call of the database as the door; nothing says who they are."""

from typing import Any
from uuid import UUID

from django.db import connection

from brygga.advice import rules
from brygga.advice.queries.visiting import hashed
from brygga.ground import clock, live, sealing, tenancy
from brygga.municipalities.models import Municipality


class NotKept(Exception):
    """What was typed was not kept; it stays in the page. code: why."""

    code = ""


class Full(NotKept):
    """More people wait here than can be answered: there are other ways, and they are told."""

    code = "full"


class TooMany(NotKept):
    """So much in a minute that a program, not a person, is writing."""

    code = "many"


class Ended(NotKept):
    """The conversation has ended."""

    code = "ended"


class Unknown(NotKept):
    """The key opens nothing, or nothing any longer."""

    code = "unknown"


def key_for(once: UUID) -> str:
    """The key that a form gives: sent twice by a double press, it is the same. Only this installation can make it."""
    return rules.key_from(bytes.fromhex(sealing.blind_index(f"advice form {once}")))


def begin(home: Municipality, once: UUID, text: str, kind: rules.Kind) -> str:
    """Begin a conversation with its first words; the key to it. Full or Unknown where there is none to begin."""
    key = key_for(once)
    now = clock.now()
    with tenancy.enter(tenancy.DOOR):
        (outcome,) = _asked(
            "select brygga.advice_begin(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                *(home.code, hashed(key), rules.conversation_id(hashed(key)), kind.value, now),
                *(
                    now - rules.VISITOR_HERE_WITHIN,
                    now - rules.AGAIN_WITHIN,
                    rules.MOST_HERE,
                    rules.MOST_WAITING,
                ),
            ],
        )
        if outcome == "full":
            raise Full
        if outcome == "old":
            raise Unknown
        say(home, key, once, text)
    return key


def say(home: Municipality, key: str, once: UUID, text: str) -> None:
    """Add words to one's conversation. The same words from the same form are said once."""
    now, chat_id = clock.now(), rules.conversation_id(hashed(key))
    words = text.strip()
    sealed = sealing.seal_text(words, f"advice_line.{chat_id}")
    with tenancy.enter(tenancy.DOOR):
        outcome, chat, version = _asked(
            "select outcome, chat, version from brygga.advice_say(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                *(home.code, hashed(key), rules.line_id(chat_id, once, words), sealed, now),
                *(now - rules.MINUTE, rules.MOST_PER_MINUTE, rules.MOST_LINES, rules.MOST_UNANSWERED),
            ],
        )
        if outcome == "said":
            live.signal_chat(chat, version)
            live.signal_queue(home.code)
    if outcome in _WHY_NOT:
        raise _WHY_NOT[outcome]


_WHY_NOT: dict[str, type[Exception]] = {"none": Unknown, "many": TooMany, "ended": Ended}


def leave(home: Municipality, key: str) -> None:
    """End the conversation; its words go by themselves a short time after. Ended already is as good."""
    with tenancy.enter(tenancy.DOOR):
        row = _asked(
            "select chat, version from brygga.advice_leave(%s, %s, %s)", [home.code, hashed(key), clock.now()]
        )
        if row:
            _tell(home, *row)


def erase(home: Municipality, key: str) -> None:
    """Take the conversation away at once, for everybody. Taken away already is as good."""
    with tenancy.enter(tenancy.DOOR):
        (chat,) = _asked("select brygga.advice_erase(%s, %s, %s)", [home.code, hashed(key), clock.now()])
        if chat is not None:
            _tell(home, chat, 0)


def _tell(home: Municipality, chat: UUID, version: int) -> None:
    live.signal_chat(chat, version)
    live.signal_queue(home.code)


def _asked(statement: str, given: list[Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return tuple(cursor.fetchone() or ())
