"""What a page for booking is made of: what it is about, with whom, how one may meet, and the times for that."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from brygga.booking import queries, rules
from brygga.booking.models import Meeting
from brygga.booking.queries import Offered
from brygga.booking.rules import Channel, Circumstances, Errand, Fit, State
from brygga.booking.words import CHANNELS, FITS
from brygga.cases.models import Case
from brygga.ground import clock


@dataclass(frozen=True)
class Choice:
    """A page's state. number: which of the errands, as addresses say it, so that they say nothing of the matter.

    whole: the errand before it was narrowed to what a resident may choose.
    """

    errands: list[Errand]
    number: int
    whole: Errand
    errand: Errand
    about: Circumstances
    offered: Offered
    team: bool

    @property
    def left_out(self) -> list[tuple[Any, str]]:
        """Ways to meet that a resident may not choose by themselves, and why."""
        return [
            (CHANNELS[channel], _(rules.advice(channel, self.about).reasons[0].text))
            for channel in _in_order(self.whole)
            if channel not in self.errand.channels
        ]

    def ways(self, *, judged: bool) -> list[tuple[str, Any, str]]:
        """The ways to meet as a form offers them; judged: with what is advised of each, for staff."""
        return [
            (channel.value, CHANNELS[channel], self._advice(channel) if judged else "")
            for channel in _in_order(self.errand)
        ]

    def _advice(self, channel: Channel) -> str:
        said = rules.advice(channel, self.about)
        return " ".join([f"{FITS[said.fit]}.", *map(_cited, said.reasons)])


def chosen(case: Case, typed: Mapping[str, str], *, online: bool) -> Choice | None:
    """The page for what an address or a form asks for; None where there is nothing to book at all."""
    errands = queries.errands_of(case, online=online)
    if not errands:
        return None
    number, team = _number(typed.get("om", ""), len(errands)), typed.get("med") == "alla"
    whole = errands[number - 1]
    about = queries.circumstances(case, whole)
    errand = queries.for_resident(whole, about) if online else whole
    offered = queries.offered(case, clock.now(), errand, team=team)
    return Choice(errands, number, whole, errand, about, offered, team)


def moved(case: Case, meeting: Meeting) -> Choice:
    """The page for another time with the same person about the same thing; how they meet now may be kept."""
    whole = queries.errand_of(case, meeting)
    about = queries.circumstances(case, whole)
    advised = queries.for_resident(whole, about)
    now_so = frozenset({Channel(meeting.channel)}) & whole.channels
    errand = replace(advised, channels=advised.channels | now_so)
    offered = queries.offered_by(case, clock.now(), errand, meeting.staff_id)
    return Choice([whole], 1, whole, errand, about, offered, team=False)


def kept(meeting: Meeting) -> dict[str, str]:
    """What a form for moving begins with."""
    return {"channel": meeting.channel}


def moved_by_staff(case: Case, meeting: Meeting, typed: Mapping[str, str]) -> Choice:
    """The page for another time about the same thing: with the same person first, or with whoever else may."""
    errand, team = queries.errand_of(case, meeting), typed.get("med") == "alla"
    about = queries.circumstances(case, errand)
    offered = queries.offered(case, clock.now(), errand, team=team, worker=meeting.staff_id)
    return Choice([errand], 1, errand, errand, about, offered, team)


def kept_by_staff(meeting: Meeting) -> dict[str, Any]:
    """What their form for moving begins with: all as it is, but for the reasons, which were for that way to meet."""
    known = set(meeting.advice.get("reasons", ()))
    as_it_is = (
        "channel",
        "about",
        "interpreter",
        "interpreter_sex",
        "interpreter_way",
        "remind_close",
        "travel",
    )
    marks = {name: name in known for name in ("shows_home", "overheard")}
    return {name: getattr(meeting, name) for name in as_it_is} | marks


def is_there(meeting: Meeting, typed: Mapping[str, str]) -> bool:
    """Whether a form that was sent before has been obeyed already: it is then the same form a second time."""
    asked = (typed.get("at"), typed.get("channel"), typed.get("about", "").strip())
    there = (meeting.key, meeting.channel, meeting.about)
    return meeting.state == State.BOOKED and asked == there and typed.get("was") != meeting.key


def is_booked(case: Case, typed: Mapping[str, str]) -> bool:
    """Whether a form has been obeyed already: then its time is taken by whoever sent it."""
    try:
        once = UUID(typed.get("once", ""))
    except ValueError:
        return False
    return queries.is_booked(case, once)


def stands(case: Case, meeting: Meeting) -> str:
    """Why a meeting cannot be moved, to staff; "" where it can."""
    if case.closed_at is not None:
        return _("Ärendet är avslutat, så mötet går inte att flytta.")
    if meeting.state == State.CANCELLED:
        return _("Mötet är avbokat. Boka en ny tid i stället.")
    if meeting.state != State.BOOKED or meeting.starts_at <= clock.now():
        return _("Mötet har redan börjat. Skriv in hur det gick, och boka en ny tid om ni behöver ses igen.")
    return ""


def _number(typed: str, most: int) -> int:
    """The first where it is none of them."""
    return int(typed) if typed.isascii() and typed.isdigit() and 1 <= int(typed[:4]) <= most else 1


def _in_order(errand: Errand) -> list[Channel]:
    return [channel for channel in Channel if channel in errand.channels]


def reasons_told(advice: rules.Advice) -> str:
    """What stands against a way to meet, as a form says it."""
    return " ".join(_cited(why) for why in advice.reasons if why.fit is not Fit.FITS)


def _cited(why: rules.Why) -> str:
    """A reason with what it rests on, as staff read it."""
    return f"{_(why.text)} ({', '.join(why.rests_on)})"
