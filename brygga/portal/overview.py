"""What the first screen says: the next step, the clock, the person, who has read."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from brygga.cases.models import Case, Clock
from brygga.ground.addresses import address
from brygga.ground.models import Event
from brygga.ground.templating import weekday_day
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import by_code
from brygga.portal import words


@dataclass(frozen=True)
class Next:
    """The one thing to do now, and the quiet way out."""

    title: str
    text: str
    label: str = ""
    url: str = ""
    quiet_label: str = ""
    quiet_url: str = ""


@dataclass(frozen=True)
class Due:
    """A statutory period as a line: where it began, how far it has gone (percent), what it promises."""

    promise: str
    section: str
    started_on: date
    due_on: date
    part: int


@dataclass(frozen=True)
class Seen:
    """One line of "who has read": staff by name and municipality, what they did, on what grounds."""

    who: str
    town: str
    deed: str
    at: datetime
    why: str
    sections: str


def due(case: Case, clocks: list[Clock], today: date) -> Due | None:
    """The nearest running clock that is about the resident, told to them."""
    theirs = [running for running in clocks if running.code not in words.TELLS_WHO_REPORTED]
    if not theirs:
        return None
    first = theirs[0]
    whole = max((first.due_on - first.started_on).days, 1)
    part = round(100 * (today - first.started_on).days / whole)
    return Due(first.plain, first.section, first.started_on, first.due_on, max(0, min(100, part)))


def handler(case: Case, performer: Municipality) -> dict[str, str] | None:
    """The resident's person, once there is one."""
    if not case.handler_name:
        return None
    return {"name": case.handler_name, "where": performer.full_name, "phone": performer.phone}


def next_step(page: dict[str, Any], slug: str, case: Case) -> Next | None:
    """What the resident is asked to do, the most pressing first."""
    here = {"slug": slug, "case_id": case.id}
    communication = page.get("communication")
    if communication and communication.open:
        return Next(
            _("Det här behöver du göra"),
            _("Läs utkastet och säg vad som stämmer och inte stämmer. Svara senast %(day)s.")
            % {"day": weekday_day(communication.answer_by)},
            _("Läs och svara"),
            address("respond", **here, communication_id=communication.id),
            _("Jag behöver mer tid"),
            address("more_time", **here, communication_id=communication.id),
        )
    waiting = [ask for ask in page.get("asks") or [] if ask.open]
    if waiting:
        return Next(
            _("Det här behöver du göra"),
            waiting[0].question,
            _("Svara"),
            address("answer_ask", **here, ask_id=waiting[0].id),
        )
    unread = [decision for decision in page.get("decisions") or [] if not decision.acknowledged]
    if unread:
        return Next(
            _("Du har fått ett beslut"),
            _("%(heading)s. Läs varför, och vad du kan göra om du inte håller med.")
            % {"heading": unread[0].heading.rstrip(".")},
            _("Läs beslutet"),
            address("my_decision", **here, decision_id=unread[0].id),
        )
    return None


def seen(event: Event, *, to_staff: bool = False) -> Seen:
    town = by_code(event.actor_municipality).name if event.actor_municipality else ""
    grounds = event.grounds or {}
    sections = [*grounds.get("relied_on", ()), *grounds.get("sections", ())]
    if event.verb in words.TELLS_WHO_REPORTED and not to_staff:
        sections = []
    return Seen(
        who=_("Inbjuden till ett videomöte") if event.actor_kind == "guest" else event.actor_name,
        town=town,
        deed=words.deed(event.verb, to_staff=to_staff),
        at=event.at,
        why=grounds.get("sentence", ""),
        sections=" · ".join(sections),
    )


def by_representatives(done: list[tuple[Event, str]]) -> list[Seen]:
    """What was done for the reader by whom they are represented by, named where only one can be meant."""
    return [
        replace(
            seen(event),
            who=_("Din företrädare %(name)s") % {"name": name} if name else _("Någon som företräder dig"),
            why=_("Företräder dig i ärendet."),
        )
        for event, name in done
    ]


def recent_reads(events: list[Event], now: datetime) -> list[Seen]:
    """The latest deed of each person in the last week, newest first; at most four."""
    latest: dict[Any, Event] = {}
    for event in events:
        if now - event.at < timedelta(days=7):
            latest.setdefault(event.actor_id, event)
    return [seen(event) for event in list(latest.values())[:4]]
