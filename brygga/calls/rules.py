"""Video meetings: when a room is open, who may be let in, what may be sent between browsers. Pure: no Django.

What two browsers tell each other to meet (offers, answers, candidates) holds network addresses. It goes to its
addressee alone, and where somebody's address must stay unknown only relayed ways are handed on.
"""

import base64
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

EARLY = timedelta(minutes=15)
"""So long before a booked meeting its waiting room opens to the resident."""

LATE = timedelta(minutes=60)
"""So long after the booked end a meeting may go on, or begin."""

OPEN_AT_MOST = timedelta(hours=8)
"""A room that nobody has closed is closed then: no door stands open overnight."""

MOST_IN_ROOM = 4
"""Each sends to every other: with more, a phone and its network do not keep up (measured)."""

MOST_FORWARDED = 8
"""Through the SFU each sends once, and receives seven small pictures."""

AWAY_AFTER = timedelta(seconds=40)
"""A page says every ten seconds that it is there; one that has not for so long is gone."""

WAITS_UNSEEN = timedelta(seconds=100)
"""In the waiting room: a page behind another tells of itself once a minute, by the browser's own thrift."""

SIGNAL_MOST = 24_000
"""Characters. An offer with sound and picture is five to nine thousand."""

SIGNALS_AT_ONCE = 30
SIGNALS_A_MINUTE = 240
WAITING_MOST = 300
"""Signals not fetched yet in one room."""

BODY_MOST = 200_000
"""Bytes of all that a page sends at once."""

FORGET_AFTER = timedelta(seconds=90)
KINDS = ("offer", "answer", "candidate", "bye")

CREDENTIAL_LASTS = timedelta(minutes=10)
"""Long enough to connect, and to connect again with a new one; a kept one is soon worth nothing."""


def is_open(opened_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    return ended_at is None and now - opened_at < OPEN_AT_MOST


def is_near(starts: datetime, ends: datetime, now: datetime) -> bool:
    """Whether it is time for a booked meeting: from a quarter of an hour before until an hour after."""
    return starts - EARLY <= now <= ends + LATE


def is_here(seen_at: datetime, left_at: datetime | None, now: datetime, *, waits: bool) -> bool:
    return left_at is None and now - seen_at <= (WAITS_UNSEEN if waits else AWAY_AFTER)


@dataclass(frozen=True)
class Relay:
    """Where our TURN server answers. tls_port 0: not over TLS."""

    host: str
    port: int
    tls_port: int
    secret: str


def credential(secret: str, ends: int, name: str) -> tuple[str, str]:
    """User name and password of a TURN server with a shared secret (draft-uberti-behave-turn-rest-00).

    ends: seconds since the epoch. name: random, never a person's.
    """
    user = f"{ends}:{name}"
    return user, base64.b64encode(hmac.digest(secret.encode(), user.encode(), "sha1")).decode()


def servers(relay: Relay, ends: int, name: str) -> list[dict[str, Any]]:
    """What a browser's RTCPeerConnection takes as iceServers."""
    user, password = credential(relay.secret, ends, name)
    at = f"{relay.host}:{relay.port}"
    urls = [f"turn:{at}?transport=udp", f"turn:{at}?transport=tcp"]
    if relay.tls_port:
        urls.append(f"turns:{relay.host}:{relay.tls_port}?transport=tcp")
    return [{"urls": urls, "username": user, "credential": password}]


class Unfit(Exception):
    """What was sent is not something that two browsers say to each other."""


@dataclass(frozen=True)
class Signal:
    """One thing a browser says to another. number: counts up from one for each page; sent again it is the same."""

    to: UUID  # the person
    seat: UUID  # and which of their pages
    number: int
    kind: str
    payload: str


@dataclass(frozen=True)
class Sent:
    """What a page sends each time. seat: the page itself; seen: signals that have come through."""

    seat: UUID
    arrives: bool = False
    leaves: bool = False
    wants_servers: bool = False
    seen: tuple[UUID, ...] = ()
    signals: tuple[Signal, ...] = ()


def sent_from(typed: object) -> Sent:
    """From JSON. Raises Unfit for anything that is not as our own page writes it."""
    try:
        if not isinstance(typed, Mapping):
            raise TypeError
        seen, signals = typed.get("seen", []), typed.get("signals", [])
        if len(seen) > WAITING_MOST or len(signals) > SIGNALS_AT_ONCE:
            raise Unfit
        return Sent(
            seat=UUID(typed["seat"]),
            arrives=typed.get("arrives") is True,
            leaves=typed.get("leaves") is True,
            wants_servers=typed.get("servers") is True,
            seen=tuple(UUID(one) for one in seen),
            signals=tuple(_signal(one) for one in signals),
        )
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as error:
        raise Unfit from error


def _signal(typed: Mapping[str, Any]) -> Signal:
    kind, payload, number = typed["kind"], typed["payload"], typed["number"]
    if kind not in KINDS or not isinstance(payload, str) or len(payload) > SIGNAL_MOST or "\0" in payload:
        raise Unfit
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**31:
        raise Unfit
    return Signal(UUID(typed["to"]), UUID(typed["seat"]), number, kind, _checked(kind, payload))


def _checked(kind: str, payload: str) -> str:
    """Session descriptions as they are; candidates as a list of objects with a text each."""
    if kind == "candidate":
        found = json.loads(payload)
        if not isinstance(found, list) or not all(isinstance(one.get("candidate"), str) for one in found):
            raise Unfit
    return payload


_CANDIDATE_LINE = re.compile(r"^a=candidate:.*\r?\n?", re.MULTILINE)
_RELAYED = re.compile(r"\btyp relay\b")
_REFLEXIVE = re.compile(r"\braddr \S+ rport \d+")
_CONNECTION = re.compile(r"^(c=IN IP)[46] \S+", re.MULTILINE)
_ORIGIN = re.compile(r"^(o=\S+ \S+ \S+ IN IP)[46] \S+", re.MULTILINE)
_OTHERWISE = re.compile(
    r"^a=(?!candidate:).*(?:IN IP[46] |\b\d{1,3}(?:\.\d{1,3}){3}\b).*\r?\n?|^a=remote-candidates:.*\r?\n?",
    re.MULTILINE,
)
"""Lines that may hold an address too (`a=rtcp:`, RFC 3605; `a=remote-candidates:`, RFC 8839): browsers do without."""


def relayed_only(kind: str, payload: str) -> str:
    """The same without any address of the sender's own, whatever the sender's browser was told or does."""
    if kind == "candidate":
        told = [one for one in json.loads(payload) if _tells_nothing(one["candidate"])]
        return json.dumps([one | {"candidate": _without_own(one["candidate"])} for one in told])
    if kind == "bye":
        return ""
    kept = _CANDIDATE_LINE.sub(lambda line: line[0] if _RELAYED.search(line[0]) else "", payload)
    kept = _OTHERWISE.sub("", kept)
    kept = _ORIGIN.sub(r"\g<1>4 127.0.0.1", _CONNECTION.sub(r"\g<1>4 0.0.0.0", kept))
    return _without_own(kept)


def _tells_nothing(candidate: str) -> bool:
    """Relayed, or the empty one that says that there are no more."""
    return not candidate or bool(_RELAYED.search(candidate))


def _without_own(text: str) -> str:
    return _REFLEXIVE.sub("raddr 0.0.0.0 rport 9", text)


def way_between(*, room_relayed: bool, one_resident: bool, other_resident: bool, has_relay: bool) -> str:
    """How two browsers may reach each other: "direct", "relay", or "none" where that would tell an address.

    Residents never learn each other's addresses: in one case they may be each other's danger.
    """
    if not room_relayed and not (one_resident and other_resident):
        return "direct"
    return "relay" if has_relay else "none"
