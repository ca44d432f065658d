"""Calendar files (RFC 5545) that say when, and nothing else."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from brygga.booking.rules import Span


def event(ident: UUID, span: Span, title: str, now: datetime) -> str:
    """One event. The title is shown on locked screens and shared calendars: it must say nothing."""
    return calendar([(ident, span)], title, now)


def calendar(events: Iterable[tuple[UUID, Span]], title: str, now: datetime) -> str:
    """Any number of events, all with the same words."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Brygga//SV"]
    for ident, span in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{ident}",
            f"DTSTAMP:{_stamp(now)}",
            f"DTSTART:{_stamp(span.starts)}",
            f"DTEND:{_stamp(span.ends)}",
            f"SUMMARY:{title}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
