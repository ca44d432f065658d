"""What a relying party asks for at /authorize, read and checked. Plain values, no web."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from brygga.simulated_eid.clients import Client
from brygga.simulated_eid.people import ID_TOKEN_CLAIMS, USERINFO_CLAIMS, Person


class UnsafeRequestError(Exception):
    """The request cannot be answered by sending the person anywhere: say so on a page of our own."""


class RefusedError(Exception):
    """The request is refused in the protocol's own way, by an error to the client's redirect URI."""

    def __init__(self, request: "AuthorizationRequest", error: str, description: str) -> None:
        super().__init__(description)
        self.request = request
        self.error = error
        self.description = description


@dataclass(frozen=True)
class AuthorizationRequest:
    """A checked request for someone's identity."""

    client: Client
    redirect_uri: str
    state: str
    nonce: str
    code_challenge: str
    acr_values: tuple[str, ...]
    id_token_claims: frozenset[str]
    userinfo_claims: frozenset[str]
    login_hint: str


def read(params: Mapping[str, str], clients: Mapping[str, Client]) -> AuthorizationRequest:
    """Check `params` in the order that never redirects to an address the client has not registered.

    Raises UnsafeRequestError or RefusedError.
    """
    client = clients.get(params.get("client_id", ""))
    if client is None:
        raise UnsafeRequestError("Tjänsten som skickade dig hit är inte känd här.")
    if params.get("redirect_uri") not in client.redirect_uris:
        raise UnsafeRequestError("Adressen som du skulle skickas tillbaka till är inte anmäld här.")
    asked = _asked_claims(params)
    request = AuthorizationRequest(
        client=client,
        redirect_uri=params["redirect_uri"],
        state=params.get("state", ""),
        nonce=params.get("nonce", ""),
        code_challenge=params.get("code_challenge", ""),
        acr_values=tuple(params.get("acr_values", "").split()),
        id_token_claims=_released(params, ID_TOKEN_CLAIMS) | _names(asked, "id_token"),
        userinfo_claims=_released(params, USERINFO_CLAIMS) | _names(asked, "userinfo"),
        login_hint=params.get("login_hint", ""),
    )
    for faulty, error, description in _faults(params, asked):
        if faulty:
            raise RefusedError(request, error, description)
    return request


def check_assurance(request: AuthorizationRequest, person: Person) -> None:
    """An e-ID below every level asked for gives no identity at all (Swedish profile, section 2.3)."""
    if request.acr_values and person.acr not in request.acr_values:
        description = "the e-ID is below the requested level of assurance"
        raise RefusedError(request, "unmet_authentication_requirements", description)


def _faults(params: Mapping[str, str], asked: dict[str, Any] | None) -> list[tuple[bool, str, str]]:
    missing = [name for name in ("state", "nonce", "code_challenge") if not params.get(name)]
    return [
        ("request" in params, "request_not_supported", "request objects are not read here"),
        ("request_uri" in params, "request_uri_not_supported", "request objects are not read here"),
        (params.get("response_type") != "code", "unsupported_response_type", "only the code flow"),
        ("openid" not in params.get("scope", "").split(), "invalid_scope", "scope lacks openid"),
        (bool(missing), "invalid_request", "missing: " + ", ".join(missing)),
        (params.get("code_challenge_method") != "S256", "invalid_request", "PKCE with S256 is required"),
        (asked is None, "invalid_request", "the claims parameter cannot be read"),
        (params.get("prompt") == "none", "login_required", "an e-ID is shown each time"),
    ]


def _asked_claims(params: Mapping[str, str]) -> dict[str, Any] | None:
    try:
        asked = json.loads(params.get("claims") or "{}")
    except ValueError:
        return None
    return asked if isinstance(asked, dict) else None


def _names(asked: dict[str, Any] | None, place: str) -> frozenset[str]:
    members = (asked or {}).get(place)
    return frozenset(members) if isinstance(members, dict) else frozenset()


def _released(params: Mapping[str, str], by_scope: Mapping[str, frozenset[str]]) -> frozenset[str]:
    scopes = params.get("scope", "").split()
    return frozenset().union(*(by_scope.get(scope, frozenset()) for scope in scopes))
