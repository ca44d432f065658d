"""Whom each door trusts to say who people are, and what is asked of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings

Door = Literal["resident", "staff", "professional"]

LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
CLAIM = "https://id.oidc.se/claim/"
SCOPE = "https://id.oidc.se/scope/"
NUMBERS = (CLAIM + "personalIdentityNumber", CLAIM + "coordinationNumber")
TITLE = "title"
"""What a service e-ID calls somebody's work. No one name is settled for it (not verified with any issuer): where
it is missing the person types it."""


@dataclass(frozen=True)
class Provider:
    """Whom one door trusts to say who people are. Plain http is for a provider on this machine only."""

    issuer: str
    client_id: str
    scope: str
    claims: Mapping[str, Mapping[str, None]] = field(default_factory=dict)
    acr: str = LOA3

    def __post_init__(self) -> None:
        if urlsplit(self.issuer).scheme != "https" and not self.is_local:
            raise ValueError("An e-ID provider elsewhere needs an https address.")

    @property
    def is_local(self) -> bool:
        """True for a provider on this machine: no proxy stands between."""
        return urlsplit(self.issuer).hostname in ("127.0.0.1", "localhost", "::1")


def residents_provider() -> Provider:
    """Numbers are asked for at userinfo only, so that the ID token may be sent back at sign-out."""
    return Provider(
        issuer=settings.EID_URL,
        client_id="brygga-residents",
        scope=f"openid {SCOPE}naturalPersonInfo",
        claims={"userinfo": dict.fromkeys(NUMBERS)},
    )


def staff_provider() -> Provider:
    return Provider(
        issuer=settings.STAFF_EID_URL,
        client_id="brygga-staff",
        scope=f"openid {SCOPE}naturalPersonInfo {SCOPE}naturalPersonOrgId",
    )


def professionals_provider() -> Provider:
    """Service e-ID of other organisations: who, where, as what. Their personal numbers are never asked for."""
    return Provider(
        issuer=settings.PROFESSIONAL_EID_URL,
        client_id="brygga-professionals",
        scope=f"openid {SCOPE}naturalPersonOrgId",
        claims={"userinfo": {TITLE: None}},
    )
