"""The provider itself: who asked, who was chosen, and the tokens that say so."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from brygga.simulated_eid.authorize import AuthorizationRequest, check_assurance
from brygga.simulated_eid.clients import Client
from brygga.simulated_eid.people import LOA3, SCOPE, Person, cast
from brygga.simulated_eid.remembering import Clock, Remembered

CHOOSING_SECONDS = 600
CODE_SECONDS = 60
TOKEN_SECONDS = 300


class InvalidGrantError(Exception):
    """The code is unknown, used, out of time or someone else's."""


@dataclass(frozen=True)
class Chosen:
    """Someone showed their simulated e-ID for a request, at a second since the epoch."""

    request: AuthorizationRequest
    person: Person
    at: int
    transaction: str


class Provider:
    """One issuer with its key and its short memory. Lives in one process."""

    def __init__(self, issuer: str, clients: Mapping[str, Client], now: Clock) -> None:
        self.issuer = issuer.rstrip("/")
        self.clients = clients
        self.now = now
        self.assertions: Remembered[bool] = Remembered(now)
        self._waiting: Remembered[AuthorizationRequest] = Remembered(now)
        self._codes: Remembered[Chosen] = Remembered(now)
        self._spent: Remembered[str] = Remembered(now)
        self._access: Remembered[Chosen] = Remembered(now)
        self._key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)

    @property
    def token_endpoint(self) -> str:
        """Also what a client's assertion is addressed to."""
        return self.issuer + "/token"

    def metadata(self) -> dict[str, Any]:
        """OpenID Connect Discovery 1.0, section 3."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": self.issuer + "/authorize",
            "token_endpoint": self.token_endpoint,
            "userinfo_endpoint": self.issuer + "/userinfo",
            "end_session_endpoint": self.issuer + "/end_session",
            "jwks_uri": self.issuer + "/jwks",
            "scopes_supported": ["openid"]
            + [SCOPE + name for name in ("naturalPersonInfo", "naturalPersonNumber", "naturalPersonOrgId")],
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": ["ES256", "RS256"],
            "code_challenge_methods_supported": ["S256"],
            "acr_values_supported": [LOA3],
            "prompt_values_supported": ["login"],
            "claims_parameter_supported": True,
            "request_parameter_supported": False,
            "request_uri_parameter_supported": False,
            "authorization_response_iss_parameter_supported": True,
            "ui_locales_supported": ["sv"],
        }

    def jwks(self) -> dict[str, Any]:
        """The public half of the key that signs ID tokens."""
        return dict(KeySet([self._key]).as_dict(private=False))

    def wait(self, request: AuthorizationRequest) -> str:
        """Hold a request while its person chooses; returns the ticket that goes into the form."""
        return self._waiting.put_new(request, CHOOSING_SECONDS)

    def take(self, ticket: str) -> AuthorizationRequest | None:
        """The request behind a ticket, once."""
        return self._waiting.take(ticket)

    def choose(self, request: AuthorizationRequest, key: str) -> str:
        """A one-time code for the person chosen. Raises KeyError or RefusedError."""
        person = cast()[request.client.door][key]
        check_assurance(request, person)
        chosen = Chosen(request, person, self.now(), secrets.token_hex(16))
        return self._codes.put_new(chosen, CODE_SECONDS)

    def redeem(self, client: Client, form: Mapping[str, str]) -> dict[str, Any]:
        """Exchange a code for tokens (OpenID Connect Core 3.1.3). Raises InvalidGrantError.

        A code that comes a second time also ends what the first one gave (RFC 6749, 4.1.2).
        """
        code = form.get("code", "")
        chosen = self._codes.take(code)
        if chosen is None:
            self._access.take(self._spent.get(code) or "")
            raise InvalidGrantError("the code is unknown, used or out of time")
        if not _belongs(chosen.request, client, form):
            raise InvalidGrantError("the code was given to someone else")
        access_token = self._access.put_new(chosen, TOKEN_SECONDS)
        self._spent.put(code, access_token, TOKEN_SECONDS)
        return {
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "id_token": self._id_token(chosen, access_token),
        }

    def userinfo(self, access_token: str) -> dict[str, str] | None:
        """What the client may know of the person, or None for a token not in force."""
        chosen = self._access.get(access_token)
        if chosen is None:
            return None
        subject = chosen.person.subject(chosen.request.client.client_id)
        return {"sub": subject, "txn": chosen.transaction} | _only(
            chosen.person.claims(), chosen.request.userinfo_claims
        )

    def may_return_after_logout(self, params: Mapping[str, str]) -> bool:
        """True for a registered address, asked for by a client we know or by our own ID token."""
        client = self.clients.get(params.get("client_id") or self._hinted_client(params))
        address = params.get("post_logout_redirect_uri", "")
        return client is not None and address in client.post_logout_redirect_uris

    def _hinted_client(self, params: Mapping[str, str]) -> str:
        try:
            hint = jwt.decode(params.get("id_token_hint", ""), self._key, algorithms=["ES256"])
        except (JoseError, ValueError):
            return ""
        return str(hint.claims.get("aud"))

    def _id_token(self, chosen: Chosen, access_token: str) -> str:
        client_id, now = chosen.request.client.client_id, self.now()
        claims = _only(chosen.person.claims(), chosen.request.id_token_claims) | {
            "iss": self.issuer,
            "sub": chosen.person.subject(client_id),
            "aud": client_id,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "auth_time": chosen.at,
            "nonce": chosen.request.nonce,
            "acr": chosen.person.acr,
            "txn": chosen.transaction,
            "at_hash": _base64(hashlib.sha256(access_token.encode()).digest()[:16]),
        }
        return jwt.encode({"alg": "ES256", "kid": self._key.kid}, claims, self._key)


def _belongs(request: AuthorizationRequest, client: Client, form: Mapping[str, str]) -> bool:
    challenge = _base64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
    return (
        request.client.client_id == client.client_id
        and request.redirect_uri == form.get("redirect_uri")
        and secrets.compare_digest(challenge.encode(), request.code_challenge.encode())
    )


def _only(claims: dict[str, str], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if name in names}


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
