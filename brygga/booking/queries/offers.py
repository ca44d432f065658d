"""Free times: with one's own worker first, else with others. Whoever asks has opened the case."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from heapq import merge
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from brygga.booking.models import Meeting, MeetingKind
from brygga.booking.queries.hosts import Diary, Host, diaries
from brygga.booking.rules import (
    HORIZON,
    STOCKHOLM,
    TALK,
    Channel,
    Circumstances,
    Errand,
    Free,
    Span,
    State,
    advised,
    errands_for,
    free,
    near,
    room_free,
)
from brygga.cases.models import Case
from brygga.ground import clock
from brygga.ground.areas import Area
from brygga.law import LawError
from brygga.law import activity as in_law
from brygga.municipalities.models import Guideline
from brygga.municipalities.queries import guidelines_of

MOST_OFFERS = 60
"""As many times as anybody reads; later ones are shown a page on."""


class Offer(NamedTuple):
    """A free time with somebody. `key` is how a form names it."""

    host: Host
    free: Free

    @property
    def day(self) -> date:
        return self.free.span.starts.astimezone(STOCKHOLM).date()

    @property
    def place(self) -> str:
        """Where, if one can meet on the spot."""
        return self.free.hours.place if Channel.PHYSICAL in self.channels else ""

    @property
    def channels(self) -> frozenset[Channel]:
        return self.free.hours.channels

    @property
    def key(self) -> str:
        return f"{self.host.id}@{self.free.span.starts.isoformat()}"


class Whose(StrEnum):
    """Whose times are shown, and why not only one's own worker's."""

    OWN = "own"
    CHOSEN = "chosen"
    NO_WORKER = "no_worker"
    NOT_OPEN = "not_open"
    FULL = "full"


@dataclass(frozen=True)
class Offered:
    """Times for a case. others: whether anybody else than the own worker can be met."""

    offers: list[Offer]
    whose: Whose
    others: bool = False

    @property
    def hosts(self) -> list[Host]:
        return list({offer.host.id: offer.host for offer in self.offers}.values())


def offered(
    case: Case, now: datetime, errand: Errand, *, team: bool = False, worker: UUID | None = None
) -> Offered:
    """The nearest times: the own worker's if there are any soon, else everybody's. Five queries, however many.

    worker: whom to meet first, where that is somebody else.
    """
    first_choice = worker or case.handler_id
    today = now.astimezone(STOCKHOLM).date()
    found = diaries(case, errand)
    busy = _taken(found, today, today + HORIZON)
    own = [one for one in found if one.host.id == first_choice]
    first = list(islice(_times(own, busy, today, today + HORIZON, now), MOST_OFFERS))
    whose = _whose(first_choice, bool(own), first, today, team)
    if whose is Whose.OWN:
        return Offered(first, whose, len(found) > 1)
    everybody = _times(found, busy, today, today + HORIZON, now)
    return Offered(list(islice(everybody, MOST_OFFERS)), whose, len(found) > len(own))


def offered_by(case: Case, now: datetime, errand: Errand, staff_id: UUID) -> Offered:
    """The nearest times with one person."""
    today = now.astimezone(STOCKHOLM).date()
    found = diaries(case, errand, staff_id)
    return Offered(list(islice(offers(found, today, today + HORIZON, now), MOST_OFFERS)), Whose.OWN)


def _whose(worker: UUID | None, open_at_all: bool, first: list[Offer], today: date, team: bool) -> Whose:
    if worker is None:
        return Whose.NO_WORKER
    if not open_at_all:
        return Whose.NOT_OPEN
    if not first or first[0].day > near(today):
        return Whose.FULL
    return Whose.CHOSEN if team else Whose.OWN


def offer_at(case: Case, errand: Errand, staff_id: UUID, starts: datetime, now: datetime) -> Offer | None:
    """The time that is offered with somebody at that moment, if it is."""
    day = starts.astimezone(STOCKHOLM).date()
    found = diaries(case, errand, staff_id)
    for offer in offers(found, day, day, now):
        if offer.free.span.starts == starts:
            return offer
    return None


def offers(found: Sequence[Diary], first: date, last: date, now: datetime) -> Iterator[Offer]:
    """Every free time with any of them, in order, as far as anybody reads. One query, however many they are."""
    return _times(found, _taken(found, first, last), first, last, now)


Busy = Mapping[UUID, Sequence[Span]]
"""When each person, and each room, is taken."""


def _times(found: Sequence[Diary], busy: Busy, first: date, last: date, now: datetime) -> Iterator[Offer]:
    return merge(*(_of(diary, busy, first, last, now) for diary in found), key=_order)


def _of(diary: Diary, busy: Busy, first: date, last: date, now: datetime) -> Iterator[Offer]:
    for time in free(diary.hours, busy.get(diary.host.id, ()), first, last, now):
        room = busy.get(time.hours.room, ()) if time.hours.room else ()
        possible = time if not room else _in_room(time, room)
        if possible is not None:
            yield Offer(diary.host, possible)


def _in_room(time: Free, room: Sequence[Span]) -> Free | None:
    """The time as it is; where the room is taken then, without meeting in it."""
    if room_free(room, time.span):
        return time
    channels = time.hours.channels - {Channel.PHYSICAL}
    return Free(time.span, replace(time.hours, channels=channels)) if channels else None


def _order(offer: Offer) -> datetime:
    """By time; at the same time by name, as the diaries are."""
    return offer.free.span.starts


_TAKEN = """
select staff_id, jsonb_agg(array[extract(epoch from starts_at)::bigint, extract(epoch from ends_at)::bigint])
from brygga.taken(%s, %s, %s) group by staff_id
"""
"""In seconds: thousands of moments as text cost more than everything else together."""


def _taken(found: Sequence[Diary], first: date, last: date) -> dict[UUID, list[Span]]:
    """When they, and the rooms they use, are not free, from all municipalities: times alone."""
    if not found:
        return {}
    rooms = {hours.room for diary in found for hours in diary.hours if hours.room}
    people = [*(diary.host.id for diary in found), *rooms]
    begins = datetime.combine(first, datetime.min.time(), STOCKHOLM)
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, [people, begins, begins + (last - first) + timedelta(days=2)])
        rows = cursor.fetchall()
    return {
        ident: [Span(_moment(starts), _moment(ends)) for starts, ends in json.loads(spans)]
        for ident, spans in rows
    }


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def errands_of(case: Case, *, online: bool = False) -> list[Errand]:
    """What a meeting in the case may be about; online: what a resident may book by themselves."""
    today, area = clock.today(), Area(case.area).code
    rows = MeetingKind.objects.filter(municipality=case.municipality, valid_from__lte=today).order_by("id")
    own = [row.errand() for row in rows if row.area in {"", area} and not _ended(row.valid_to, today)]
    return [one for one in errands_for(case.kind, own) if one.online or not online]


def errand_of(case: Case, meeting: Meeting) -> Errand:
    """What a meeting is about, also where nobody books that any longer."""
    known = {one.code: one for one in errands_of(case)}
    return known.get(meeting.errand) or known.get(TALK) or errands_for(case.kind)[0]


def _ended(last: date | None, today: date) -> bool:
    return last is not None and last < today


def circumstances(
    case: Case, errand: Errand, *, shows_home: bool = False, overheard: bool = False
) -> Circumstances:
    """What the advice on how to meet is given from: the law that day, the guideline, and what has been before."""
    return Circumstances(
        errand,
        _digital(errand.activity),
        first=not Meeting.objects.filter(case=case, state=State.CAME).exists(),
        guideline=_first_in_person(case, errand),
        shows_home=shows_home,
        overheard=overheard,
    )


def _digital(activity: str) -> str:
    """What the law's row of today says; "" where there is none, so that nothing is promised."""
    try:
        return in_law(activity, clock.today()).digital
    except LawError:
        return ""


def _first_in_person(case: Case, errand: Errand) -> str:
    """The reference of the municipality's guideline that the first meeting is held on the spot."""
    today, area = clock.today(), Area(case.area).code
    for one in guidelines_of(case.municipality):
        concerns = one.activity in {"", errand.activity} and one.area in {"", area}
        in_force = one.valid_from <= today and not _ended(one.valid_to, today)
        if one.demand == Guideline.Demand.IN_PERSON and concerns and in_force:
            return one.reference
    return ""


def for_resident(errand: Errand, about: Circumstances) -> Errand:
    """The errand with the ways to meet that a resident may choose: those that fit as they are."""
    return replace(errand, channels=advised(errand.channels, about))
