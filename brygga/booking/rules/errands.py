"""What a meeting may be about: how long it takes, how one may meet, who may book it. Pure.

These are the house's own; a municipality adds its own or puts one in their place (booking.models.MeetingKind).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from brygga.booking.rules.times import Channel, Open
from brygga.cases.rules import KINDS
from brygga.ground.marking import marked as _

ALL = frozenset(Channel) - {Channel.HOME}
LENGTHS = (15, 20, 30, 45, 60, 90, 120)


class Purpose(StrEnum):
    """CONTACT: to speak of the case. ASSESS: what is seen and heard is itself weighed."""

    CONTACT = "contact"
    ASSESS = "assess"


@dataclass(frozen=True)
class Errand:
    """minutes: None is as long as whoever is met takes. online: a resident may book it by themselves."""

    code: str
    label: str
    activity: str
    purpose: Purpose = Purpose.CONTACT
    minutes: int | None = None
    channels: frozenset[Channel] = ALL
    online: bool = True
    child: bool = False

    def within(self, hours: Open) -> Open | None:
        """Those hours, for this errand; None where one cannot meet so."""
        channels = hours.channels & self.channels & ALL
        if Channel.PHYSICAL in hours.channels:  # whoever takes visits may also make them
            channels |= self.channels & {Channel.HOME}
        if not channels:
            return None
        return replace(hours, channels=channels, minutes=self.minutes or hours.minutes)


TALK = "talk"
"""What any case may be talked about; chosen where nothing else is."""


def errands_for(kind: str, own: Iterable[Errand] = ()) -> tuple[Errand, ...]:
    """What meetings in a case of a kind may be about: the house's, then the municipality's own.

    One of their own with the code of one of the house's takes its place.
    """
    known = {errand.code: errand for errand in _of_the_house(kind)}
    known.update((errand.code, errand) for errand in own)
    return tuple(errand for errand in known.values() if errand.channels)


def _of_the_house(kind: str) -> Iterable[Errand]:
    slots = KINDS[kind]
    yield Errand(TALK, _("Prata om ärendet"), slots.investigate)
    yield Errand(
        "short",
        _("En kort fråga"),
        slots.investigate,
        minutes=20,
        channels=frozenset({Channel.PHONE, Channel.VIDEO}),
    )
    yield Errand(
        "assess", _("Samtal för bedömningen"), slots.investigate, Purpose.ASSESS, minutes=60, online=False
    )
    at_home = frozenset({Channel.HOME})
    yield Errand("visit", _("Hembesök"), slots.investigate, Purpose.ASSESS, 60, at_home, online=False)
    if kind == "child":
        interview = Errand("child", _("Samtal med ett barn"), "child_interview", Purpose.ASSESS, 60)
        yield replace(interview, online=False, child=True)
        visit = Errand(
            "placed", _("Besök hos ett placerat barn"), "placed_child_followup", Purpose.ASSESS, 60
        )
        yield replace(visit, online=False, child=True)
