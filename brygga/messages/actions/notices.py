"""Who is told by mail that something waits to be read: queued with the message, chosen by the resident."""

from collections.abc import Iterable

from django.db.models import Q

from brygga.access.rules import ResidentActor
from brygga.cases.models import Case, Party, Representative
from brygga.ground import clock
from brygga.messages.models import Notice, NoticeChoice
from brygga.messages.queries.notices import can_send
from brygga.messages.rules import READ_AT_ONCE


def queue_notices(case: Case) -> None:
    """One to each who reads the case, unless one already waits to be seen. Nothing leaves here yet."""
    if not can_send():
        return
    now = clock.now()
    rows = [
        Notice.within(case, case=case, recipient_index=index, queued_at=now, next_try_at=now + READ_AT_ONCE)
        for index in sorted(set(readers_of(case)))
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def readers_of(case: Case) -> Iterable[str]:
    """The parties who read the case and those who act for them today, by index: nobody's address."""
    today = clock.today()
    yield from (
        Party.objects.filter(case=case, reads=True)
        .exclude(number_index="")
        .values_list("number_index", flat=True)
    )
    running = Representative.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today), case=case, revoked_at=None, valid_from__lte=today
    )
    yield from running.values_list("agent_index", flat=True)


def choose_notices(
    actor: ResidentActor, style: str, address: str, channel: str = "email", *, answers: bool = False
) -> None:
    """How one wants to be told: off, in neutral words, or by name; by mail or text message; and to answer by mail."""
    choice = NoticeChoice.objects.filter(person_id=actor.id).first() or NoticeChoice(person_id=actor.id)
    choice.style, choice.changed_at = style, clock.now()
    choice.answers = answers and style != NoticeChoice.Style.OFF and channel == NoticeChoice.Channel.EMAIL
    choice.reach_at(channel, address if style != NoticeChoice.Style.OFF else "")
    choice.save()
