"""Reading times: who may be met and when, what may be talked about, what is booked."""

from brygga.booking.queries.feeds import fed, feed_of
from brygga.booking.queries.hosts import Diary, Host, diaries
from brygga.booking.queries.meetings import (
    Mine,
    absences_of,
    booked_until,
    calendar_of,
    hours_of,
    locked,
    meeting_for,
    meetings_of,
    resident_panels,
    staff_panels,
)
from brygga.booking.queries.offers import (
    Offer,
    Offered,
    Whose,
    circumstances,
    errand_of,
    errands_of,
    for_resident,
    offer_at,
    offered,
    offered_by,
    offers,
)
from brygga.booking.queries.settings import kinds_of, rooms_of
from brygga.booking.queries.waiting import anybody_waits, to_tell, waits_of

__all__ = [
    "Diary",
    "Host",
    "Mine",
    "Offer",
    "Offered",
    "Whose",
    "absences_of",
    "anybody_waits",
    "booked_until",
    "calendar_of",
    "circumstances",
    "diaries",
    "errand_of",
    "errands_of",
    "fed",
    "feed_of",
    "for_resident",
    "hours_of",
    "kinds_of",
    "locked",
    "meeting_for",
    "meetings_of",
    "offer_at",
    "offered",
    "offered_by",
    "offers",
    "resident_panels",
    "rooms_of",
    "staff_panels",
    "to_tell",
    "waits_of",
]
