"""Signing with an e-ID: the same person confirms anew, for one thing and one wording of it.

What is being signed waits in the session under the `state` of its own sign-in, so that an ordinary
sign-in in another tab can never count as a signature.
"""

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from brygga.ground import clock, sealing
from brygga.people import oidc

_WAITING, _SIGNED = "signing", "signed"
_AT_ONCE = 3
CANCELLED, SOMEONE_ELSE, FAILED = "avbruten", "annan", "misslyckad"
"""How a signature may fail to come about, as the `underskrift` parameter of the page one returns to."""


@dataclass(frozen=True)
class Wanted:
    """A signature asked for: of what, of which wording (sha256), by whom (number index), where to then."""

    subject: str
    digest: str
    who: str
    onward: str
    back: str

    def failed(self, why: str) -> str:
        return f"{self.back}?underskrift={why}"


def begin(session: oidc.Session, wanted: Wanted, callback: str, language: str) -> str:
    """The address of the e-ID. Raises oidc.SignInRefused where it does not answer."""
    url = oidc.begin("resident", session, callback, language)
    state = parse_qs(urlsplit(url).query)["state"][0]
    waiting = {**(session.get(_WAITING) or {}), state: asdict(wanted)}
    session[_WAITING] = dict(list(waiting.items())[-_AT_ONCE:])
    return url


def waited_for(session: oidc.Session, state: str) -> Wanted | None:
    """What this answer from the e-ID was to sign, once; None for an ordinary sign-in."""
    waiting = dict(session.get(_WAITING) or {})
    found = waiting.pop(state, None)
    if found is None:
        return None
    session[_WAITING] = waiting
    return Wanted(**found)


def keep(session: oidc.Session, wanted: Wanted, identity: oidc.Identity) -> str:
    """Keep the signature for the page that asked, if it is the same person's. Returns where to go."""
    if not identity.number or sealing.blind_index(identity.number) != wanted.who:
        return wanted.failed(SOMEONE_ELSE)
    session[_SIGNED] = {
        "subject": wanted.subject,
        "who": wanted.who,
        "sha256": wanted.digest,
        "acr": identity.acr,
        "txn": identity.txn,
        "signed_at": clock.now().isoformat(),
    }
    return wanted.onward


def signature(session: oidc.Session, subject: str, who: str) -> dict[str, Any] | None:
    """The signature of this person on this thing: sha256, acr, txn, signed_at."""
    found = session.get(_SIGNED)
    if not found or found["subject"] != subject or found["who"] != who:
        return None
    return {key: found[key] for key in ("sha256", "acr", "txn", "signed_at")}
