"""The people one can choose to be, and what their e-ID says of them."""

import hashlib
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal

import yaml

Door = Literal["resident", "staff", "professional"]

LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
CLAIM = "https://id.oidc.se/claim/"
SCOPE = "https://id.oidc.se/scope/"
_COORDINATION_DAY = 60


@dataclass(frozen=True)
class Person:
    """One invented person. Residents have a number, staff and professionals an employer."""

    key: str
    given_name: str
    family_name: str
    municipality: str
    place: str
    about: str
    number: str | None = None
    employee_id: str | None = None
    org_number: str | None = None
    org_name: str | None = None
    title: str | None = None
    acr: str = LOA3

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}"

    def subject(self, client_id: str) -> str:
        """Pairwise identifier (OpenID Connect Core 8.1): the same at every start, other per client."""
        return hashlib.sha256(f"simulated e-ID|{client_id}|{self.key}".encode()).hexdigest()[:32]

    def claims(self) -> dict[str, str]:
        """All that can be asked for, in the names of the Swedish OpenID Connect profile."""
        known = {"given_name": self.given_name, "family_name": self.family_name, "name": self.name}
        return known | self._number_claims() | self._employer_claims()

    def _number_claims(self) -> dict[str, str]:
        if self.number is None:
            return {}
        day = int(self.number[6:8])
        kind = "coordinationNumber" if day > _COORDINATION_DAY else "personalIdentityNumber"
        born = f"{self.number[:4]}-{self.number[4:6]}-{day % _COORDINATION_DAY:02}"
        return {CLAIM + kind: self.number, "birthdate": born}

    def _employer_claims(self) -> dict[str, str]:
        if self.employee_id is None or self.org_number is None or self.org_name is None:
            return {}
        work = {"title": self.title} if self.title else {}
        return work | {
            CLAIM + "orgAffiliation": f"{self.employee_id}@{self.org_number}",
            CLAIM + "orgNumber": self.org_number,
            CLAIM + "orgName": self.org_name,
        }


_NUMBER = frozenset({CLAIM + "personalIdentityNumber", CLAIM + "coordinationNumber"})
_AFFILIATION = frozenset({CLAIM + "orgAffiliation"})
_INFO = frozenset({"given_name", "family_name", "name", "birthdate"})
_ORGANISATION = _AFFILIATION | {"name", CLAIM + "orgNumber", CLAIM + "orgName"}

# Claims and Scopes Specification for the Swedish OpenID Connect Profile, section 3.
USERINFO_CLAIMS = {
    SCOPE + "naturalPersonInfo": _INFO,
    SCOPE + "naturalPersonNumber": _NUMBER,
    SCOPE + "naturalPersonOrgId": _ORGANISATION,
}
ID_TOKEN_CLAIMS = {SCOPE + "naturalPersonNumber": _NUMBER, SCOPE + "naturalPersonOrgId": _AFFILIATION}


@cache
def cast() -> dict[Door, dict[str, Person]]:
    """Everyone, by door and key."""
    text = (Path(__file__).parent / "people.yaml").read_text(encoding="utf-8")
    lists = yaml.safe_load(text)
    return {
        "resident": {row["key"]: Person(**row) for row in lists["residents"]},
        "staff": {row["key"]: Person(**row) for row in lists["staff"]},
        "professional": {row["key"]: Person(**row) for row in lists["professionals"]},
    }


def by_place(door: Door) -> list[tuple[str, list[Person]]]:
    """The people of one door under the place they belong to, in the order of the file."""
    people = cast()[door].values()
    return [(place, list(group)) for place, group in groupby(people, key=lambda person: person.place)]
