"""The relying parties that may send people here, and how they prove who they are at /token."""

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from brygga.simulated_eid.people import Door
from brygga.simulated_eid.remembering import Remembered

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = ["ES256", "RS256"]
_LONGEST_ASSERTION = 600
_FETCH_TIMEOUT = 5


class UnknownClientError(Exception):
    """The caller did not prove to be a registered client. The text says why."""


@dataclass(frozen=True)
class Client:
    """One registered relying party. `jwks` is the address or the file of its public keys."""

    client_id: str
    door: Door
    jwks: str
    redirect_uris: frozenset[str]
    post_logout_redirect_uris: frozenset[str] = frozenset()

    def public_keys(self) -> KeySet:
        """The client's public keys, read anew each time: a client may turn its keys any day."""
        try:
            return KeySet.import_key_set(self._read())
        except (requests.RequestException, OSError, ValueError, KeyError) as fault:
            raise UnknownClientError(f"no keys could be read from {self.jwks}") from fault

    def _read(self) -> Any:
        if not self.jwks.startswith(("http://", "https://")):
            return json.loads(Path(self.jwks).read_text(encoding="utf-8"))
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(self.jwks, timeout=_FETCH_TIMEOUT)
        answer.raise_for_status()
        return answer.json()


def authenticate(
    form: Mapping[str, str], clients: Mapping[str, Client], audiences: Container[str], used: Remembered[bool]
) -> Client:
    """The client that signed the form's assertion (RFC 7523 section 3). Raises UnknownClientError.

    `used` remembers each assertion's jti until it has expired, so none is taken twice.
    """
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        raise UnknownClientError("private_key_jwt is required")
    client = clients.get(form.get("client_id") or _claimed_issuer(form))
    if client is None:
        raise UnknownClientError("no such client")
    claims = _verified(form.get("client_assertion", ""), client)
    _check(claims, client, audiences, used.now())
    if used.get(claims["jti"]):
        raise UnknownClientError("the assertion has been used before")
    used.put(claims["jti"], True, claims["exp"] - used.now() + 1)
    return client


def _claimed_issuer(form: Mapping[str, str]) -> str:
    """Who the assertion says it is from, before any check: only to find which keys to check with."""
    try:
        payload = jws.extract_compact(form.get("client_assertion", "").encode()).payload
        return str(json.loads(payload)["iss"])
    except (JoseError, ValueError, LookupError, TypeError):
        return ""


def _verified(assertion: str, client: Client) -> dict[str, Any]:
    try:
        return jwt.decode(assertion, client.public_keys(), algorithms=ALGORITHMS).claims
    except (JoseError, ValueError) as fault:
        raise UnknownClientError("the assertion is not signed with the client's key") from fault


def _check(claims: dict[str, Any], client: Client, audiences: Container[str], now: int) -> None:
    rules = jwt.JWTClaimsRegistry(
        now=now,
        iss={"essential": True, "value": client.client_id},
        sub={"essential": True, "value": client.client_id},
        aud={"essential": True},
        exp={"essential": True},
        jti={"essential": True},
    )
    try:
        rules.validate(claims)
    except JoseError as fault:
        raise UnknownClientError(f"the assertion does not hold: {fault}") from fault
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if not any(one in audiences for one in audience):
        raise UnknownClientError("the assertion is meant for someone else")
    if claims["exp"] > now + _LONGEST_ASSERTION:
        raise UnknownClientError("the assertion lives too long")
