"""What remains of conversations: how many, how long. For the municipality's own figures, and for sharing the cost."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from brygga.advice.models import Tally
from brygga.ground import clock


@dataclass(frozen=True)
class Counted:
    """Conversations that were answered and not, by whose staff, and their minutes."""

    performer: int | None
    kind: str
    conversations: int
    minutes: int


def tallies(home: int, first: date, past: date) -> list[Counted]:
    """Of a municipality, from a day to before another. One query."""
    rows = Tally.objects.filter(municipality=home, day__gte=first, day__lt=past).values("performer", "kind")
    found = rows.annotate(conversations=Count("id"), sum=Sum("minutes")).order_by("performer", "kind")
    return [Counted(row["performer"], row["kind"], row["conversations"], row["sum"] or 0) for row in found]


def this_month(home: int) -> list[Counted]:
    today = clock.today()
    return tallies(home, today.replace(day=1), date.max)
