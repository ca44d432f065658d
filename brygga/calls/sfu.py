"""Our SFU (Janus, plugin videoroom) in a meeting of five to eight: its room, who may enter it, who is put out of it.

Sound and picture are decrypted in its memory, and never recorded. Our database is the truth: each time a page asks,
`settle` makes the SFU agree with it, so one that was away, or has begun anew, is put right by the next question. A
page comes to it with a token that is soon worth nothing, and an entry that holds only as long as its person is let in.
"""

import base64
import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import requests
from django.conf import settings

from brygga.calls import rules
from brygga.calls.models import Attendee
from brygga.calls.queries import Inside
from brygga.ground import clock

PLUGIN = "janus.plugin.videoroom"
NO_SUCH_ROOM = 426
WITHIN_SECONDS = 2
BITS = 600_000
"""At most, from each: a shown screen. What pages send of a camera is less, and theirs to choose."""


class Away(Exception):
    """The SFU does not answer, or not as it should."""


@dataclass(frozen=True)
class Sfu:
    """url: for browsers, a WebSocket. admin_url: for us alone."""

    url: str
    admin_url: str
    secret: str
    admin_secret: str


def sfu() -> Sfu | None:
    """Ours, or None: then a room holds as many as can send to each other."""
    given = settings.SFU_URL, settings.SFU_ADMIN_URL, settings.SFU_SECRET, settings.SFU_ADMIN_SECRET
    return Sfu(*given) if all(given) else None


def settle(here: Inside) -> None:
    """Those who are in the meeting now may enter and stay, nobody else; over, it is gone. Raises Away."""
    ours = _ours()
    if not here.is_open:
        _asked(ours, here, "destroy")
        return
    entries = [_entry(ours, one.attendee) for one in here.meeting]
    told = _asked(ours, here, "allowed", action="add", allowed=entries)
    if told.get("error_code") == NO_SUCH_ROOM:
        _create(ours, here, entries)
        return
    _put_out(ours, here, set(told.get("allowed", ())) - set(entries))


def ticket(attendee: Attendee) -> dict[str, str]:
    """What the page of somebody in the meeting needs to get there."""
    ours = _ours()
    ends = clock.wall_seconds() + int(rules.CREDENTIAL_LASTS.total_seconds())
    return {
        "url": ours.url,
        "room": str(attendee.room_id),
        "token": _token(ours.secret, ends),
        "entry": _entry(ours, attendee),
        "feed": _feed(ours, attendee),
    }


def shown_as(attendee: Attendee) -> str:
    """By this the others know whose sound and picture it is. What it is made of only its owner knows, and can begin."""
    return hashlib.sha256(_feed(_ours(), attendee).encode()).hexdigest()


def _ours() -> Sfu:
    found = sfu()
    if found is None:
        raise Away("not set up")
    return found


def _token(secret: str, ends: int) -> str:
    """Of Janus' own kind (token_auth_secret): until when, and for which plugin."""
    said = f"{ends},janus,{PLUGIN}"
    return f"{said}:{base64.b64encode(hmac.digest(secret.encode(), said.encode(), 'sha1')).decode()}"


def _entry(ours: Sfu, one: Attendee) -> str:
    """The person's, whichever page they are at: taken away, none of their pages comes in."""
    return _derived(ours, "entry", one.room_id, one.id)


def _feed(ours: Sfu, one: Attendee) -> str:
    """The page's: one opened later is somebody new to the SFU."""
    return _derived(ours, "feed", one.room_id, one.id, one.seat)


def _derived(ours: Sfu, *what: object) -> str:
    said = " ".join(map(str, what)).encode()
    return hmac.digest(ours.admin_secret.encode(), said, "sha256").hex()[
        :32
    ]  # it names a data channel by 63 at most


def _create(ours: Sfu, here: Inside, entries: Collection[str]) -> None:
    _asked(
        ours,
        here,
        "create",
        admin_key=ours.admin_secret,
        is_private=True,
        publishers=rules.MOST_FORWARDED,
        require_pvtid=True,
        allowed=list(entries),
        bitrate=BITS,
        record=False,
        lock_record=True,
    )


def _put_out(ours: Sfu, here: Inside, entries: Collection[str]) -> None:
    """First the way in, then those who are there: nobody comes back in between."""
    if entries:
        _asked(ours, here, "allowed", action="remove", allowed=list(entries))
    theirs = {_feed(ours, one.attendee) for one in here.meeting}
    for one in _asked(ours, here, "listparticipants").get("participants", ()):
        if one["id"] not in theirs:
            _asked(ours, here, "kick", id=one["id"])


def _asked(ours: Sfu, here: Inside, request: str, **more: Any) -> dict[str, Any]:
    """One question to the plugin about the room. An error of its own comes back as an answer."""
    room = str(here.room.id)
    said = {"request": request, "room": room, "secret": _derived(ours, "room", room), **more}
    question = {
        "janus": "message_plugin",
        "transaction": uuid4().hex,
        "admin_secret": ours.admin_secret,
        "plugin": PLUGIN,
        "request": said,
    }
    try:
        with requests.Session() as session:
            session.trust_env = False  # beside us, never by way of a proxy
            told = session.post(ours.admin_url, json=question, timeout=WITHIN_SECONDS).json()
        response: dict[str, Any] = told["response"]
    except (requests.RequestException, ValueError, KeyError, TypeError) as error:
        raise Away(type(error).__name__) from error
    return response
