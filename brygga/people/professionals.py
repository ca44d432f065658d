"""Somebody who signs in with a service e-ID from another organisation, to report: known for as long as they are here.

No row is kept of them. Who they are stands in their session, sealed as all sessions are, and their own receipts are
found again by an id made from the e-ID's own name for them with a key (`sealing.blind_index`): nobody who reads the
table can tell whose it is.
"""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID, uuid5

from brygga.ground import clock, sealing
from brygga.people.oidc import Identity, Session

KIND = "professional"
LONGEST_SECONDS = 60 * 60
"""However busy, a session of this kind is over after an hour: it is for reporting, not for staying."""

_IDS = UUID("0b5d2c64-1d0e-5a55-8c5f-6a5f0e0f7d11")
_IN_SESSION = "professional"


@dataclass(frozen=True)
class Professional:
    """Who the service e-ID says it is, where they work and as what. Nothing of it shows in repr()."""

    id: UUID = field(repr=False)
    name: str = field(repr=False)
    organisation: str = field(repr=False)
    number: str = field(repr=False)  # of the organisation
    title: str = field(repr=False)
    kind: str = field(default=KIND, init=False)


def id_of(affiliation: str) -> UUID:
    """The same for the same person at the same organisation, and telling nothing without the key."""
    return uuid5(_IDS, sealing.blind_index(f"{KIND} {affiliation}"))


def of_identity(identity: Identity) -> Professional | None:
    """None where the e-ID does not tie the person to an organisation."""
    affiliation, number = identity.org_affiliation, identity.org_number
    if not affiliation or not number or not identity.name or not affiliation.endswith(f"@{number}"):
        return None
    return Professional(
        id=id_of(affiliation),
        name=identity.name[:120],
        organisation=(identity.org_name or number)[:120],
        number=number[:20],
        title=identity.title[:80],
    )


def remember(session: Session, who: Professional) -> None:
    """Keep who it is in the session, with the time they came."""
    kept = {name: str(value) for name, value in asdict(who).items() if name != "kind"}
    session[_IN_SESSION] = kept | {"since": clock.wall_seconds()}


def of_session(session: Session) -> Professional | None:
    """None where nobody is, or their hour is over."""
    kept: dict[str, Any] | None = session.get(_IN_SESSION)
    if kept is None or clock.wall_seconds() - kept["since"] > LONGEST_SECONDS:
        return None
    told = {name: kept[name] for name in ("name", "organisation", "number", "title")}
    return Professional(id=UUID(kept["id"]), **told)
