"""The trail made tamper-evident: each second what is new gets fingerprints, chained batch to batch.

One chain per municipality. A batch is the events that were committed and not yet sealed, whatever
order they were committed in; its root covers their fingerprints in order, and its seal covers the
root and the seal before. Nothing is ever updated: the sealing role may read and insert. See
docs/decisions/0004-one-trail.md for what this proves and what it does not.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from brygga.ground import clock, tenancy
from brygga.ground.models import Event, Leaf, Seal

FIRST = "0" * 64
"""What the first seal of a municipality is chained to."""

EVENT_FIELDS = (
    *("id", "municipality", "area", "case_id", "at", "actor_kind", "actor_id", "actor_name"),
    *("actor_municipality", "activity", "step", "verb", "grounds", "subject", "detail"),
)
"""What a fingerprint of version 1 covers. A column added later needs a version 2 beside it.

Not `shielded`: it tells where the row stands, follows the case (walls.py) and may come to change.
"""

SEAL_FIELDS = ("municipality", "batch", "sealed_at", "events", "root", "previous")
BATCH = 5000
RECENT = timedelta(minutes=2)
_ONE_SEALER = 0x5EA1
SEALER = tenancy.Reach(tenancy.Role.SEALER)


def fingerprint(kind: str, row: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a row as canonical JSON: sorted keys, no spaces, moments in UTC."""
    text = json.dumps([kind, row], sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)
    return sha256(text.encode()).hexdigest()


def event_fingerprint(event: Event) -> str:
    return fingerprint("event-1", {name: getattr(event, name) for name in EVENT_FIELDS})


def seal_fingerprint(seal: Seal) -> str:
    return fingerprint("seal-1", {name: getattr(seal, name) for name in SEAL_FIELDS})


def root_of(fingerprints: Iterable[str]) -> str:
    """One fingerprint for many, in their order."""
    whole = sha256(b"root-1")
    for one in fingerprints:
        whole.update(bytes.fromhex(one))
    return whole.hexdigest()


def seal_once(*, everything: bool = False) -> int:
    """Seal what is committed and unsealed, and say how many events that was; 0 too if another is at it.

    Looks at events of the last minutes, or at all there are: those that were committed late, or
    written with another day's date as the demo's are. At most BATCH at a time.
    """
    with tenancy.enter(SEALER):
        if not _alone():
            return 0
        new = unsealed() if everything else unsealed().filter(at__gte=clock.now() - RECENT)
        by_home: dict[int, list[Event]] = defaultdict(list)
        for event in new.order_by("at", "id")[:BATCH]:
            by_home[event.municipality].append(event)
        for municipality, events in sorted(by_home.items()):
            _seal(municipality, events)
        return sum(len(events) for events in by_home.values())


def seal_all() -> int:
    """Seal until nothing is left."""
    total = 0
    while sealed := seal_once(everything=True):
        total += sealed
    return total


def unsealed() -> QuerySet[Event]:
    sealed = Leaf.objects.filter(event_id=OuterRef("id"))
    rows: QuerySet[Event] = Event.objects.filter(~Exists(sealed))
    return rows


def _alone() -> bool:
    """Two sealers at once would only stumble over each other's batch numbers: one yields."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_ONE_SEALER])
        (alone,) = cursor.fetchone() or (False,)
    return bool(alone)


def _seal(municipality: int, events: Sequence[Event]) -> None:
    last = Seal.objects.filter(municipality=municipality).order_by("-batch").first()
    batch = (last.batch if last else 0) + 1
    leaves = [
        Leaf(
            event_id=event.id,
            municipality=municipality,
            batch=batch,
            position=position,
            fingerprint=event_fingerprint(event),
        )
        for position, event in enumerate(events, start=1)
    ]
    seal = Seal(
        municipality=municipality,
        batch=batch,
        sealed_at=clock.now(),
        events=len(events),
        root=root_of(leaf.fingerprint for leaf in leaves),
        previous=last.fingerprint if last else FIRST,
    )
    seal.fingerprint = seal_fingerprint(seal)
    Leaf.objects.bulk_create(leaves, batch_size=1000)
    seal.save(force_insert=True)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form.")
