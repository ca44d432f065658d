"""Signals without content: "something of this kind changed here". Pages fetch again through the door."""

from uuid import UUID

from django.db import connection

CHANNEL = "brygga_live"


def signal_case(case: UUID, panel: str, version: int) -> None:
    """Tell open pages of a case. Delivered by PostgreSQL at commit, or not at all."""
    _notify(f"case:{case} {panel} {version}")


def signal_guests(case: UUID) -> None:
    """Tell the pages of those invited to a meeting, who are told nothing else that happens in the case."""
    _notify(f"guests:{case} calling 0")


def signal_list(municipality: int) -> None:
    """Tell open work lists that look at a municipality."""
    _notify(f"list:{municipality} list 0")


def signal_chat(chat: UUID, version: int) -> None:
    """Tell open pages of a conversation that has no case."""
    _notify(f"chat:{chat} messages {version}")


def signal_queue(municipality: int) -> None:
    """Tell open pages of those who answer a municipality's conversations without a case."""
    _notify(f"queue:{municipality} list 0")


def _notify(message: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, message])
