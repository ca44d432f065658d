"""What somebody has chosen, and how the latest mail of a case went."""

from django.conf import settings

from brygga.access.rules import ResidentActor
from brygga.cases.models import Case
from brygga.ground import tenancy
from brygga.messages.models import Notice, NoticeChoice
from brygga.people.models import Person


def notices_of(actor: ResidentActor) -> dict[str, str | bool]:
    """Style, channel and address as chosen; off where nothing is."""
    found: NoticeChoice | None = NoticeChoice.objects.filter(person_id=actor.id).first()
    if found is None:
        return {"style": "off", "channel": channels()[0] if channels() else ""}
    where = "phone" if found.channel == NoticeChoice.Channel.SMS else "email"
    return {"style": found.style, "channel": found.channel, where: found.address, "answers": found.answers}


def is_told(actor: ResidentActor) -> bool:
    """Whether anything reaches them: they have chosen a way, and it is there."""
    found: NoticeChoice | None = NoticeChoice.objects.filter(person_id=actor.id).first()
    return found is not None and found.style != NoticeChoice.Style.OFF and can_send(found.channel)


def can_be_answered() -> bool:
    """Whether this installation receives mail."""
    return bool(settings.MAIL_ANSWERS)


def channels() -> list[str]:
    """The ways there are to tell somebody, in this installation."""
    known = (("email", settings.SMTP_URL), ("sms", settings.SMS_URL))
    return [channel for channel, url in known if url]


def can_send(channel: str = "") -> bool:
    """Whether anything can be sent, or by one channel."""
    return channel in channels() if channel else bool(channels())


def notice_of(case: Case) -> Notice | None:
    """The latest mail of the case, for staff: whether it went, never where to."""
    found: Notice | None = (
        Notice.objects.filter(case=case, kind=Notice.Kind.MESSAGE).order_by("-queued_at", "-id").first()
    )
    return found


def choice_of(number_index: str) -> NoticeChoice | None:
    """What the person behind an index has chosen, if they have ever signed in. Run by the worker."""
    with tenancy.enter(tenancy.DOOR):
        person = Person.objects.filter(number_index=number_index).first()
    return NoticeChoice.objects.filter(person_id=person.id).first() if person else None
