"""Is the trail as it was sealed? Read batch by batch; the first link that does not hold is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from brygga.ground import clock, tenancy
from brygga.ground.models import Event, Leaf, Seal
from brygga.ground.seals import (
    FIRST,
    RECENT,
    SEALER,
    event_fingerprint,
    root_of,
    seal_fingerprint,
    unsealed,
)


class Broken(Exception):
    """A link that does not hold: in which batch, and what is wrong with it."""

    def __init__(self, municipality: int, batch: int, what: str) -> None:
        super().__init__(f"Municipality {municipality}, batch {batch}: {what}")
        self.municipality, self.batch, self.what = municipality, batch, what


@dataclass(frozen=True)
class Chain:
    """A whole chain. Keep `head` somewhere else: it proves later that the chain was not made anew."""

    municipality: int
    batches: int
    events: int
    head: str


def verify(municipality: int, known_head: str = "") -> Chain:
    """The chain of a municipality, or Broken at its first fault.

    known_head: the fingerprint of a seal noted at some earlier time; it must be in the chain.
    """
    with tenancy.enter(SEALER):
        head, batches, events, found = FIRST, 0, 0, not known_head
        for seal in Seal.objects.filter(municipality=municipality).order_by("batch").iterator():
            batches += 1
            _hold(seal, batches, head)
            head = seal.fingerprint
            events += seal.events
            found = found or head == known_head
        _nothing_beyond(municipality, batches)
        if not found:
            raise Broken(municipality, batches, f"the seal {known_head} that was noted earlier is not there")
        return Chain(municipality, batches, events, head)


def municipalities() -> list[int]:
    """Those with anything sealed."""
    with tenancy.enter(SEALER):
        codes = Seal.objects.values_list("municipality").union(Leaf.objects.values_list("municipality"))
        return sorted(code for (code,) in codes)


def overdue() -> int:
    """Events that should have been sealed by now."""
    with tenancy.enter(SEALER):
        return unsealed().filter(at__lt=clock.now() - RECENT).count()


def _hold(seal: Seal, number: int, head: str) -> None:
    """Raise Broken at the first thing in this batch that is not as it was."""
    if seal.batch != number:
        raise Broken(seal.municipality, number, "the seal has been removed")
    leaves = list(Leaf.objects.filter(municipality=seal.municipality, batch=number).order_by("position"))
    for fault in (*_faults_of_events(leaves), *_faults_of_seal(seal, leaves, head)):
        raise Broken(seal.municipality, number, fault)


def _faults_of_events(leaves: list[Leaf]) -> Iterator[str]:
    events: dict[UUID, Event] = Event.objects.in_bulk([leaf.event_id for leaf in leaves])
    for leaf in leaves:
        event = events.get(leaf.event_id)
        if event is None:
            yield f"event {leaf.event_id} has been removed"
        elif event_fingerprint(event) != leaf.fingerprint:
            yield f"event {leaf.event_id} has been altered"


def _faults_of_seal(seal: Seal, leaves: list[Leaf], head: str) -> Iterator[str]:
    if len(leaves) > seal.events:
        yield f"event {leaves[-1].event_id} has been inserted after the sealing"
    if len(leaves) < seal.events:
        yield f"{seal.events - len(leaves)} of {seal.events} fingerprints have been removed"
    if root_of(leaf.fingerprint for leaf in leaves) != seal.root:
        yield "the fingerprints of its events have been altered"
    if seal_fingerprint(seal) != seal.fingerprint:
        yield "the seal has been altered"
    if seal.previous != head:
        yield "the seal does not follow from the one before it"


def _nothing_beyond(municipality: int, batches: int) -> None:
    its_seal = Seal.objects.filter(municipality=municipality, batch=OuterRef("batch"))
    beyond = Leaf.objects.filter(~Exists(its_seal), municipality=municipality, batch__gt=batches)
    stray = beyond.order_by("batch").first()
    if stray is not None:
        raise Broken(municipality, stray.batch, "there are fingerprints but the seal has been removed")
