"""Signing in with an e-ID: our side of OpenID Connect, one provider per door.

Follows the Swedish OpenID Connect Profile: code flow with PKCE, state and nonce, private_key_jwt,
assurance level 3 asked for and checked. Plain values in and out.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oidc.core import CodeIDToken
from django.conf import settings
from django.utils.translation import gettext as _
from joserfc import jws, jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import ECKey, KeySet

from brygga.ground import clock
from brygga.ground.personnummer import InvalidNumberError, Number
from brygga.people import oidc_key
from brygga.people.oidc_providers import (
    CLAIM,
    LOA3,
    NUMBERS,
    SCOPE,
    TITLE,
    Door,
    Provider,
    professionals_provider,
    residents_provider,
    staff_provider,
)

_ALGORITHMS = ["ES256", "RS256"]
_SESSION_KEY = "sign_in"
_LEEWAY = 30
_TIMEOUT = 10
_UNFINISHED_AT_ONCE = 4
_UNFINISHED_SECONDS = 15 * 60
_METADATA_SECONDS = 60 * 60

__all__ = ["CLAIM", "LOA3", "SCOPE", "Door", "Identity", "Kind", "Provider", "RelyingParty"]

logger = logging.getLogger(__name__)


class Session(Protocol):
    """As much of a Django session, or of a dict, as signing in needs."""

    def get(self, key: str, default: Any = None, /) -> Any: ...
    def __setitem__(self, key: str, value: Any, /) -> None: ...


class Kind(StrEnum):
    """Why someone was not let in."""

    UNAVAILABLE = "unavailable"  # the provider does not answer
    STALE = "stale"  # not begun in this browser, already finished, or too long ago
    ASSURANCE = "assurance"  # the e-ID is below level 3
    REFUSED = "refused"  # the provider said no
    UNTRUSTED = "untrusted"  # something in the answer is not as it must be


class SignInCancelled(Exception):
    """The person chose not to. Not a fault: show the sign-in page again."""


class SignInRefused(Exception):
    """No identity came out of it. Neither `kind` nor `reason` nor the log says anything of the person."""

    def __init__(self, kind: Kind, detail: str = "") -> None:
        super().__init__(kind.value)
        self.kind = kind
        if detail:
            logger.warning("Sign-in refused, %s: %s", kind.value, detail)

    @property
    def reason(self) -> str:
        """What happened and what to do, as a sentence in the reader's language."""
        return {
            Kind.UNAVAILABLE: _("E-legitimationen svarar inte just nu. Försök igen om en stund."),
            Kind.STALE: _("Inloggningen blev för gammal eller påbörjades i en annan webbläsare. Börja om."),
            Kind.ASSURANCE: _("Din e-legitimation räcker inte här. Du behöver en med tillitsnivå 3."),
            Kind.REFUSED: _("Din e-legitimation kunde inte användas. Försök igen eller välj en annan."),
            Kind.UNTRUSTED: _("Svaret från e-legitimationen gick inte att lita på. Försök igen."),
        }[self.kind]


@dataclass(frozen=True)
class Identity:
    """Who the provider says someone is. Only the door shows in repr(): the rest stays out of logs."""

    door: Door
    subject: str = field(repr=False)
    number: str | None = field(repr=False)  # twelve digits, personal or coordination
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    name: str = field(repr=False)
    org_affiliation: str | None = field(repr=False)
    org_number: str | None = field(repr=False)
    acr: str = field(repr=False)
    txn: str | None = field(repr=False)
    id_token: str = field(repr=False)
    org_name: str = field(repr=False, default="")
    title: str = field(repr=False, default="")


class RelyingParty:
    """One door's side of the protocol. Remembers the provider's metadata and keys for an hour."""

    def __init__(
        self, door: Door, provider: Provider, key: ECKey, now: Callable[[], int] = clock.wall_seconds
    ) -> None:
        self.door: Door = door
        self.provider = provider
        self._key = key
        self._now = now
        self._known: tuple[int, dict[str, Any]] | None = None
        self._keys: KeySet | None = None

    def begin(self, session: Session, redirect_uri: str, ui_locale: str) -> str:
        """The address to send the browser to. Raises SignInRefused if the provider is down."""
        state, nonce, verifier = (generate_token(48) for _each in range(3))
        address = self._metadata()["authorization_endpoint"]
        url, _state = self._client().create_authorization_url(
            address,
            state=state,
            code_verifier=verifier,
            redirect_uri=redirect_uri,
            nonce=nonce,
            acr_values=self.provider.acr,
            prompt="login",
            ui_locales=ui_locale,
            claims=json.dumps(self.provider.claims),
        )
        _remember(
            session,
            state,
            {
                "door": self.door,
                "nonce": nonce,
                "verifier": verifier,
                "redirect_uri": redirect_uri,
                "at": self._now(),
            },
        )
        return str(url)

    def finish(self, session: Session, params: Mapping[str, str]) -> Identity:
        """Who came back. `params` are the query parameters at our redirect URI; each works once.

        Raises SignInCancelled or SignInRefused.
        """
        begun = self._take(session, params.get("state", ""))
        self._check_answer(params)
        tokens = self._exchange(params.get("code", ""), begun)
        claims = self._verified(tokens, begun["nonce"])
        return self._identity({**self._userinfo(tokens, claims["sub"]), **claims}, tokens["id_token"])

    def logout_url(self, id_token: str, return_to: str) -> str:
        """Where to send someone who signs out, by way of the provider if it can be reached."""
        try:
            endpoint = self._metadata().get("end_session_endpoint")
        except SignInRefused:
            endpoint = None
        if not endpoint:
            return return_to
        params = {"client_id": self.provider.client_id, "post_logout_redirect_uri": return_to}
        if not _tells_a_number(id_token):
            params["id_token_hint"] = id_token
        return f"{endpoint}?{urlencode(params)}"

    def _take(self, session: Session, state: str) -> dict[str, Any]:
        waiting = dict(session.get(_SESSION_KEY) or {})
        begun = waiting.pop(state, None)
        session[_SESSION_KEY] = waiting
        if not begun or begun["door"] != self.door or begun["at"] + _UNFINISHED_SECONDS < self._now():
            raise SignInRefused(Kind.STALE)
        return dict(begun)

    def _check_answer(self, params: Mapping[str, str]) -> None:
        promised = self._metadata().get("authorization_response_iss_parameter_supported")
        if (promised or "iss" in params) and params.get("iss") != self.provider.issuer:
            raise SignInRefused(Kind.UNTRUSTED, "the answer is from another issuer (RFC 9207)")
        match params.get("error"):
            case None:
                return
            case "access_denied":
                raise SignInCancelled
            case "unmet_authentication_requirements":
                raise SignInRefused(Kind.ASSURANCE)
            case error:
                raise SignInRefused(Kind.REFUSED, f"the provider answered {error!r}")

    def _exchange(self, code: str, begun: Mapping[str, str]) -> dict[str, Any]:
        endpoint = self._metadata()["token_endpoint"]
        proof = PrivateKeyJWT(
            endpoint, alg="ES256", headers={"kid": self._key.kid}, claims={"exp": self._now() + 60}
        )
        try:
            with self._client() as client:
                client.register_client_auth_method(proof)
                tokens = client.fetch_token(
                    endpoint,
                    grant_type="authorization_code",
                    code=code,
                    redirect_uri=begun["redirect_uri"],
                    code_verifier=begun["verifier"],
                )
        except requests.RequestException as fault:
            raise SignInRefused(Kind.UNAVAILABLE, type(fault).__name__) from fault
        except (AuthlibBaseError, ValueError) as fault:
            raise SignInRefused(Kind.UNTRUSTED, f"no tokens: {getattr(fault, 'error', fault)}") from fault
        if not tokens.get("id_token"):
            raise SignInRefused(Kind.UNTRUSTED, "no ID token")
        return dict(tokens)

    def _verified(self, tokens: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        """The ID token's claims once everything OpenID Connect Core 3.1.3.7 asks for has been checked."""
        try:
            token = self._decode(tokens["id_token"])
            CodeIDToken(
                token.claims,
                token.header,
                options={
                    "iss": {"essential": True, "value": self.provider.issuer},
                    "aud": {"essential": True, "value": self.provider.client_id},
                },
                params={
                    "nonce": nonce,
                    "client_id": self.provider.client_id,
                    "access_token": tokens["access_token"],
                },
            ).validate(self._now(), _LEEWAY)
        except (JoseError, ValueError, LookupError) as fault:
            raise SignInRefused(Kind.UNTRUSTED, f"the ID token does not hold: {fault}") from fault
        if token.claims.get("acr") != self.provider.acr:
            raise SignInRefused(Kind.ASSURANCE, "a lower level than was asked for")
        return dict(token.claims)

    def _decode(self, id_token: str) -> jwt.Token:
        """Signature checked; keys are fetched again when one is new to us."""
        if self._keys is not None:
            try:
                return jwt.decode(id_token, self._keys, algorithms=_ALGORITHMS)
            except InvalidKeyIdError:
                pass
        published = self._get(self._metadata()["jwks_uri"])
        self._keys = KeySet.import_key_set({"keys": published["keys"]})
        return jwt.decode(id_token, self._keys, algorithms=_ALGORITHMS)

    def _userinfo(self, tokens: Mapping[str, Any], subject: str) -> dict[str, Any]:
        endpoint = self._metadata().get("userinfo_endpoint")
        if not endpoint:
            return {}
        known = self._get(endpoint, {"Authorization": f"Bearer {tokens['access_token']}"})
        if known.get("sub") != subject:
            raise SignInRefused(Kind.UNTRUSTED, "userinfo is about someone else")
        return known

    def _identity(self, claims: Mapping[str, Any], id_token: str) -> Identity:
        digits = next((claims[name] for name in NUMBERS if claims.get(name)), None)
        try:
            number = Number(digits).digits if digits else None
        except InvalidNumberError as fault:
            raise SignInRefused(Kind.UNTRUSTED, f"the number does not hold: {fault}") from None
        given, family = claims.get("given_name", ""), claims.get("family_name", "")
        return Identity(
            door=self.door,
            subject=claims["sub"],
            number=number,
            given_name=given,
            family_name=family,
            name=claims.get("name") or f"{given} {family}".strip(),
            org_affiliation=claims.get(CLAIM + "orgAffiliation"),
            org_number=claims.get(CLAIM + "orgNumber"),
            acr=claims["acr"],
            txn=claims.get("txn"),
            id_token=id_token,
            org_name=str(claims.get(CLAIM + "orgName") or ""),
            title=str(claims.get(TITLE) or ""),
        )

    def _metadata(self) -> dict[str, Any]:
        now = self._now()
        if self._known is None or self._known[0] + _METADATA_SECONDS < now:
            found = self._get(self.provider.issuer + "/.well-known/openid-configuration")
            if found.get("issuer") != self.provider.issuer:
                raise SignInRefused(Kind.UNTRUSTED, "the provider calls itself something else")
            self._known = (now, found)
        return self._known[1]

    def _get(self, url: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        with requests.Session() as session:
            session.trust_env = not self.provider.is_local
            try:
                answer = session.get(url, headers=headers, timeout=_TIMEOUT, allow_redirects=False)
                answer.raise_for_status()
                found = answer.json()
            except requests.RequestException as fault:
                raise SignInRefused(Kind.UNAVAILABLE, type(fault).__name__) from fault
        if not isinstance(found, dict):
            raise SignInRefused(Kind.UNTRUSTED, "the provider did not answer with an object")
        return found

    def _client(self) -> Any:
        client = OAuth2Session(
            self.provider.client_id,
            self._key,
            token_endpoint_auth_method=PrivateKeyJWT.name,
            scope=self.provider.scope,
            code_challenge_method="S256",
            default_timeout=_TIMEOUT,
        )
        client.trust_env = not self.provider.is_local
        return client


def begin(door: str, session: Session, redirect_uri: str, ui_locale: str = "sv") -> str:
    """Start signing in at a door: the address to redirect to. Raises SignInRefused."""
    return relying_party(door).begin(session, redirect_uri, ui_locale)


def finish(door: str, session: Session, answer: str) -> Identity:
    """Who came back, from the whole address they came back to. Raises SignInCancelled or SignInRefused."""
    return relying_party(door).finish(session, dict(parse_qsl(urlsplit(answer).query)))


def logout_url(door: str, id_token: str, return_to: str) -> str:
    """Where to send someone who signs out of a door. Never fails."""
    return relying_party(door).logout_url(id_token, return_to)


def client_jwks() -> dict[str, Any]:
    """The public key the providers check us by, for a view to serve."""
    return dict(KeySet([oidc_key.load(settings.RP_KEY_FILE, settings.DEMO)]).as_dict(private=False))


@cache
def relying_party(door: str) -> RelyingParty:
    """The one of this process for a door, as the settings say. Raises KeyError for no such door."""
    known, provider = _DOORS[door]
    return RelyingParty(known, provider(), oidc_key.load(settings.RP_KEY_FILE, settings.DEMO))


_DOORS: dict[str, tuple[Door, Callable[[], Provider]]] = {
    "resident": ("resident", residents_provider),
    "staff": ("staff", staff_provider),
    "professional": ("professional", professionals_provider),
}
"""Made when a door is asked for: one that has no e-ID here is no hindrance to the others."""


def is_offered(door: str) -> bool:
    """Whether there is such a door here: professionals' only where a service e-ID has been set."""
    return door in _DOORS and (door != "professional" or bool(settings.PROFESSIONAL_EID_URL))


def _remember(session: Session, state: str, begun: dict[str, Any]) -> None:
    """Several tabs may sign in at once; the oldest give way."""
    waiting = {**(session.get(_SESSION_KEY) or {}), state: begun}
    session[_SESSION_KEY] = dict(list(waiting.items())[-_UNFINISHED_AT_ONCE:])


def _tells_a_number(id_token: str) -> bool:
    """True if it must not stand in an address: some providers put the number in the ID token."""
    try:
        payload = json.loads(jws.extract_compact(id_token.encode()).payload)
    except (JoseError, ValueError):
        return True
    return any(name in payload for name in NUMBERS)
