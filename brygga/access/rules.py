"""Who is asking, and how far they reach. Pure: no Django, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from brygga.ground.areas import SHIELDED, SPAN, Area, reach_key


@dataclass(frozen=True)
class Post:
    """A position in force today."""

    municipality: int
    role: str
    areas: frozenset[Area]
    shielded: bool = False


@dataclass(frozen=True)
class Accord:
    """An agreement in force today to which the employer is a party."""

    reference: str
    parties: frozenset[int]
    areas: frozenset[Area]
    activities: frozenset[str]
    instruments: frozenset[str]
    valid_from: date
    valid_to: date | None
    steps: frozenset[str] = frozenset()  # empty means all


@dataclass(frozen=True)
class Mandate:
    """A line of a delegation order in force today that may concern this person."""

    reference: str
    home: int
    activity: str
    step: str
    limits: str
    valid_from: date
    valid_to: date | None


class Place(Protocol):
    """A case, as far as reach is concerned."""

    id: Any
    municipality: Any
    area: Any
    shielded: Any


EMERGENCY_MINUTES = 60
"""Long enough to read a file, write down what was seen and hand over to whoever is on duty; an hour later it is
either no emergency or somebody's ordinary work. Docs: decisions/0009."""

EMERGENCY_A_DAY = 3
EMERGENCY_TRIES_AN_HOUR = 5
"""Numbers run in series: whoever tries one after the other is soon told to wait."""

EMERGENCY_ROLES = ("caseworker", "team_leader")
"""Who may open in an emergency: those who work with cases. Neither the elected nor the administration."""

EMERGENCY_ACTS = frozenset({"save_draft", "sign_note"})
"""What an emergency opening allows beside reading: to write down what was seen and judged at once. Nothing else."""


@dataclass(frozen=True)
class EmergencyGround:
    """A ground one may claim. The duty to act at once is read in the statute; that it lets one in here is reasoned."""

    code: str
    sentence: str  # Swedish, as the resident reads it
    sections: tuple[str, ...]
    confidence: str = "reasoned"


EMERGENCY_GROUNDS = (
    EmergencyGround(
        "child", "Ett barn eller en ung person kunde vara i fara just då.", ("20 kap. 1 § SoL", "6 § LVU")
    ),
    EmergencyGround(
        "adult", "En vuxens liv eller hälsa kunde vara i fara just då.", ("4 kap. 1 § SoL", "13 § LVM")
    ),
    EmergencyGround(
        "need", "Någon kunde stå utan mat, tak eller tillsyn just då.", ("4 kap. 1 § SoL", "29 kap. 4 § SoL")
    ),
)
EMERGENCY_LIMIT = ("10 § SoLPuL",)
"""Access is for what one's task needs (2001:454, 10 §): stored with every opening beside the ground claimed."""


@dataclass(frozen=True)
class Opening:
    """An emergency opening in force: one case, for a short while."""

    case: UUID
    ground: str
    until: datetime

    def sections(self) -> tuple[str, ...]:
        found = (one.sections for one in EMERGENCY_GROUNDS if one.code == self.ground)
        return (*next(found, ()), *EMERGENCY_LIMIT)


@dataclass(frozen=True)
class StaffActor:
    id: UUID
    name: str
    employer: int
    title: str = ""
    professions: frozenset[str] = frozenset()
    posts: tuple[Post, ...] = ()
    accords: tuple[Accord, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    openings: tuple[Opening, ...] = ()
    on_call: bool = False  # on the board's own roster today
    kind: str = field(default="staff", init=False)

    @property
    def trail_name(self) -> str:
        return self.name

    @property
    def capacity(self) -> str:
        """In what capacity the law sees this person: elected, or employed.

        Only the own municipality elects: no other may make its employee a politician there.
        """
        return "committee" if self.has_role("committee", self.employer) else "employee"

    @property
    def decides_alone(self) -> bool:
        """Whether they are the member of the board who decides what cannot wait today (LVU 6, LVM 13)."""
        return self.on_call and self.has_role("committee", self.employer)

    @property
    def elected(self) -> bool:
        """Sits on a board or committee and has no other post."""
        return bool(self.posts) and all(post.role == "committee" for post in self.posts)

    def has_role(self, role: str, municipality: int) -> bool:
        return any(post.role == role and post.municipality == municipality for post in self.posts)

    def emergency_in(self, case: Place) -> Opening | None:
        """The emergency opening by which alone this person is in the case; none where their work leads there."""
        for opening in self.openings:
            if opening.case == case.id and not covered(self, case):
                return opening
        return None

    def areas_at_home(self) -> frozenset[Area]:
        own = (post.areas for post in self.posts if post.municipality == self.employer)
        return frozenset().union(*own)


@dataclass(frozen=True)
class CaseKey:
    """A case a resident may open: as a party, or for someone who is."""

    case: UUID
    municipality: int
    capacity: str  # party, guardian, representative
    may_act: bool


@dataclass(frozen=True)
class ResidentActor:
    """A resident. The name is shown to themselves only and never written to the trail."""

    id: UUID
    number_index: str
    name: str = ""
    number: str = field(default="", repr=False)  # twelve digits, to enter them as a party
    protected: bool = False
    case_keys: tuple[CaseKey, ...] = ()
    drafts: tuple[UUID, ...] = ()  # case ids set aside for applications not yet sent
    kind: str = field(default="resident", init=False)
    employer: int | None = field(default=None, init=False)
    trail_name: str = field(default="", init=False)

    def key_to(self, case: UUID) -> CaseKey | None:
        """The best there is: as a party before as a representative, to act before to read."""
        keys = (key for key in self.case_keys if key.case == case)
        return min(keys, key=lambda key: (key.capacity != "party", not key.may_act), default=None)


@dataclass(frozen=True)
class GuestActor:
    """Somebody invited to one meeting of a case that they do not read. Known by their e-ID, as residents are."""

    id: UUID
    invitation: UUID
    guest_as: str  # interpreter, support, other
    name: str = ""
    protected: bool = False
    kind: str = field(default="guest", init=False)
    employer: int | None = field(default=None, init=False)
    trail_name: str = field(default="", init=False)


def reach_keys(actor: StaffActor) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of reach keys, sorted and joined.

    Own municipality: the areas of one's positions. Elsewhere: areas that an agreement in force opens
    and that one works with at home. Protected identities only where a position at home says so, and
    never across a border.
    """
    singles = sorted(set(_own_keys(actor)) | set(_keys_by_agreement(actor)))
    ranges: list[tuple[int, int]] = []
    for key in singles:
        if ranges and ranges[-1][1] == key:
            ranges[-1] = (ranges[-1][0], key + 1)
        else:
            ranges.append((key, key + 1))
    return tuple(ranges)


def covered(actor: StaffActor, case: Place) -> bool:
    """Whether the actor's ordinary work leads to the case."""
    key = reach_key(case.municipality, case.area, shielded=case.shielded)
    return any(low <= key < high for low, high in reach_keys(actor))


def may_open_in_emergency(actor: StaffActor) -> bool:
    """Whether there is any case at all that this person may open so; which, the database decides."""
    return any(
        post.role in EMERGENCY_ROLES and post.areas and post.municipality == actor.employer
        for post in actor.posts
    )


def municipalities_in_reach(actor: StaffActor) -> tuple[int, ...]:
    """The actor's employer first, then those reached by agreement, by code."""
    others = sorted({key // SPAN for key, _ in reach_keys(actor)} - {actor.employer})
    return (actor.employer, *others)


def _own_keys(actor: StaffActor) -> Iterator[int]:
    for post in actor.posts:
        if post.role in {"registrar", "jurist"}:
            yield reach_key(post.municipality, Area.ADMINISTRATION)
        else:
            for area in post.areas:
                yield reach_key(post.municipality, area)
                if post.shielded:
                    yield reach_key(post.municipality, area) + SHIELDED


def _keys_by_agreement(actor: StaffActor) -> Iterator[int]:
    if actor.capacity != "employee":
        return  # KL 9:37: only employees, never the other municipality's elected
    for accord in actor.accords:
        for home in accord.parties - {actor.employer}:
            for area in accord.areas & actor.areas_at_home():
                yield reach_key(home, area)
