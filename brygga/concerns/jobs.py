"""The worker's part: a report that nobody has assessed goes to the team, then the manager, then the on-call.

Each is told by mail or text message too; sent again (brygga.ground.claims) it has the same Message-ID.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from brygga.cases.models import Case
from brygga.concerns import rules
from brygga.concerns.models import Escalation, Warned
from brygga.concerns.queries import colleagues_of, unassessed
from brygga.concerns.rules import Level
from brygga.ground import claims, clock, live, tenancy, trail
from brygga.ground.areas import Area
from brygga.ground.ids import uuid7
from brygga.ground.often import insert
from brygga.ground.seals import SEALER
from brygga.ground.trail import Grounds
from brygga.ground.watch import WATCH, reach_of_watch
from brygga.messages import carriers
from brygga.messages.rules import MOST_ATTEMPTS, mobile, retry_after
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import by_code, in_use
from brygga.people.models import Staff
from brygga.people.queries import work_mail_of

AREAS = (Area.CHILDREN, Area.ADULTS)
AT_ONCE = 100
QUIET = timedelta(minutes=10)
"""Nobody is mailed more often than so, however many reports lie: our own choice."""
ROLES = {Level.TEAM: "caseworker", Level.MANAGER: "team_leader"}
log = logging.getLogger(__name__)
GROUNDS = Grounds("Anmälan låg obedömd.", ("20 kap. 1 § SoL",))


def escalate() -> int:
    """Hand on every report that has lain too long; how many were handed on. Run again, nothing is handed on twice."""
    with tenancy.enter(tenancy.DOOR):
        places = in_use()
    return sum(_in(place, clock.now()) for place in places)


def _in(place: Municipality, now: datetime) -> int:
    """One municipality in one transaction: another's trouble does not stop it."""
    with tenancy.enter(reach_of_watch(place.code, AREAS)):
        lying = unassessed().select_related("case")
        lying = lying.exclude(case__escalations__level=Level.ON_CALL)  # nobody is left to tell of those
        reports = list(lying.defer("text", "reporter_sealed").order_by("wave", "received_at")[:AT_ONCE])
        done = _done([report.case_id for report in reports])
        steps = [
            (report.case, level)
            for report in reports
            for level in rules.levels_due(report.received_at, now)
            if (report.case_id, level.value) not in done
        ]
        for case, level in steps:
            _hand_on(place, case, level, now)
        return len(steps)


def _done(cases: list[UUID]) -> set[tuple[UUID, str]]:
    return set(Escalation.objects.filter(case__in=cases).values_list("case_id", "level"))


def _hand_on(place: Municipality, case: Case, level: Level, now: datetime) -> None:
    people = colleagues_of(case, ROLES[level], clock.today()) if level in ROLES else []
    told = [place.on_call_phone or place.phone] if level is Level.ON_CALL else []
    told = [one.name for one in people] if level is Level.MANAGER else told
    kept = Escalation.within(case, id=uuid7(), case=case, level=level.value, at=now, told=told)
    kept.save(force_insert=True)
    insert(*_warnings(place, case, kept, people))
    trail.record(WATCH, "escalate_report", case, GROUNDS, subject=kept.id, level=level.value)
    live.signal_list(place.code)


def _warnings(place: Municipality, case: Case, kept: Escalation, people: list[Staff]) -> list[Warned]:
    """One for each who can be reached: colleagues by mail, the on-call telephone by text message."""
    found: list[tuple[str, UUID | None, str]] = [
        ("email", one.id, one.name) for one in people if settings.SMTP_URL and one.work_mail
    ]
    if kept.level == Level.ON_CALL and settings.SMS_URL and mobile(place.on_call_phone):
        found.append(("sms", None, ""))
    return [
        Warned.within(
            case,
            id=uuid7(),
            case=case,
            escalation=kept,
            channel=channel,
            staff_id=staff_id,
            name=name,
            queued_at=kept.at,
            next_try_at=kept.at,
        )
        for channel, staff_id, name in found
    ]


def send_warnings() -> int:
    """Send what is due, and say how many went. A server that is away is left alone until the next round."""
    sent, tries, away = 0, 0, set[str]()
    while tries < AT_ONCE:
        one = _claim(away)
        if one is None:
            break
        if _just_told(one):
            _mark(one, state=Warned.State.JOINED, problem="")
            continue
        tries += 1
        try:
            sent_to = _send(one)
        except carriers.NotTaken as answer:
            _failed(one, answer.problem, for_good=answer.for_good)
        except carriers.Away as why:
            log.warning("No warning can be sent by %s now (%s).", one.channel, why)
            _failed(one, "away", for_good=False)
            away.add(one.channel)
        else:
            _mark(one, state=Warned.State.SENT, sent_at=clock.now(), sent_to=sent_to, problem="")
            sent += 1
    return sent


def _claim(away: set[str]) -> Warned | None:
    with tenancy.enter(SEALER):
        queued = Warned.objects.filter(state=Warned.State.QUEUED).exclude(channel__in=away)
        one: Warned | None = claims.claimed(queued, clock.now())
        return one


def _just_told(one: Warned) -> bool:
    """Whether the same person has really been told of another just now: the words are the same, so once is enough.

    What merely waits tells nobody: its report may be assessed first, or its sending fail.
    """
    with tenancy.enter(SEALER):
        told = Warned.objects.filter(municipality=one.municipality, state=Warned.State.SENT)
        told = told.filter(channel=one.channel, staff_id=one.staff_id, sent_at__gt=clock.now() - QUIET)
        return told.exists()


def _send(one: Warned) -> str:
    """Where it went. The words are the same whatever lies there: neither what, nor of whom, nor by whom."""
    with tenancy.enter(tenancy.DOOR):
        home = by_code(one.municipality)
        address = work_mail_of(one.staff_id) if one.staff_id else ""
    page = f"{settings.BASE_URL}/{home.slug}/arbete/"
    if one.channel == "sms":
        number = mobile(home.on_call_phone)
        if not number:
            raise carriers.NotTaken("number", for_good=True)
        carriers.text_message(number, f"Något har väntat för länge. Logga in: {page}")
        return number
    if not address:
        raise carriers.NotTaken("address", for_good=True)
    words = f"Hej!\n\nNågot har väntat för länge i ert arbete. Logga in och öppna listan:\n{page}\n"
    carriers.mail(one.id, address, "Något har väntat för länge", words)
    return address


def _failed(one: Warned, problem: str, *, for_good: bool) -> None:
    if for_good or one.attempts >= MOST_ATTEMPTS:
        _mark(one, state=Warned.State.FAILED, problem=problem)
    else:
        _mark(one, problem=problem, next_try_at=clock.now() + retry_after(one.attempts))


def _mark(one: Warned, **changes: object) -> None:
    with tenancy.enter(SEALER):
        Warned.objects.filter(id=one.id).update(**changes)
        live.signal_list(one.municipality)
