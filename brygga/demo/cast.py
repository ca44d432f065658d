"""The four municipalities of the demo, who works there, and what they have agreed and delegated.

The same cast stands in every test (house.md, section 6). All persons, numbers of agreements and
telephone numbers are invented; the numbers lie in the series Sweden reserves for fiction.
"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from brygga.access.models import Position
from brygga.municipalities.models import Agreement, Approval, Delegation, Municipality, Unit
from brygga.people.models import Staff

HELSINGBORG, LANDSKRONA, BJUV, ANGELHOLM = 1283, 1282, 1260, 1292
_SPACE = UUID("6f1c1c9e-5a0e-4a58-9f5b-2f6f0a6f2c11")
SINCE = date(2026, 1, 1)
COURT = "Förvaltningsrätten i Malmö"
CASEWORK = ["children", "adults", "income_support", "elderly", "disability", "family_law", "advice"]


def ident(name: str) -> UUID:
    """The fixed id of someone or something in the cast."""
    return uuid5(_SPACE, name)


_HOURS = [["Måndag–torsdag", "8.00–16.30"], ["Fredag", "8.00–16.00"]]
PLACES: dict[int, dict[str, Any]] = {
    HELSINGBORG: {
        "colour": "#0f3b73",
        "phone": "040-628 04 10",
        "on_call_phone": "070-174 06 91",
        "visit_address": "Rådhuset, Drottninggatan 2",
        "post_address": "Socialnämnden, 251 89 Helsingborg",
    },
    LANDSKRONA: {
        "colour": "#9c3a2b",
        "phone": "040-628 04 30",
        "on_call_phone": "070-174 06 92",
        "visit_address": "Stadshuset, Drottninggatan 7",
        "post_address": "Socialnämnden, 261 80 Landskrona",
    },
    BJUV: {
        "colour": "#2e6b3f",
        "phone": "040-628 04 50",
        "on_call_phone": "070-174 06 93",
        "visit_address": "Kommunhuset, Mejerigatan 3",
        "post_address": "Socialnämnden, 267 25 Bjuv",
        "words": {"concern": "Säg till om du är orolig"},
    },
    ANGELHOLM: {
        "colour": "#0a6870",
        "phone": "040-628 04 70",
        "on_call_phone": "070-174 06 94",
        "visit_address": "Stadshuset, Östra vägen 2",
        "post_address": "Socialnämnden, 262 80 Ängelholm",
        "words": {"apply": "Sök stöd och hjälp"},
    },
}

# key: name, employer, affiliation, title, professions, role, areas, protected identities
STAFF: dict[str, tuple[str, int, str, str, list[str], str, list[str], bool]] = {
    "cecilia": (
        "Cecilia Holm",
        HELSINGBORG,
        "cecilia.holm@2120001157",
        "socialsekreterare",
        ["socionom"],
        "caseworker",
        CASEWORK,
        True,
    ),
    "frida": (
        "Frida Dahl",
        HELSINGBORG,
        "frida.dahl@2120001157",
        "ordförande",
        [],
        "committee",
        CASEWORK,
        True,
    ),
    "gustav": (
        "Gustav Lind",
        HELSINGBORG,
        "gustav.lind@2120001157",
        "registrator",
        [],
        "registrar",
        [],
        False,
    ),
    "david": (
        "David Berg",
        LANDSKRONA,
        "david.berg@2120001140",
        "socialsekreterare",
        ["socionom"],
        "caseworker",
        CASEWORK,
        False,
    ),
    "maria": (
        "Maria Falk",
        HELSINGBORG,
        "maria.falk@2120001157",
        "socialsekreterare",
        ["socionom"],
        "caseworker",
        CASEWORK,
        False,
    ),
    "leila": (
        "Leila Sand",
        HELSINGBORG,
        "leila.sand@2120001157",
        "enhetschef",
        ["socionom"],
        "team_leader",
        CASEWORK,
        True,
    ),
    "karin": (
        "Karin Öst",
        LANDSKRONA,
        "karin.ost@2120001140",
        "socialsekreterare",
        ["socionom"],
        "caseworker",
        CASEWORK,
        False,
    ),
    "nils": (
        "Nils Ek",
        ANGELHOLM,
        "nils.ek@angelholm.example",
        "socialsekreterare",
        ["socionom"],
        "caseworker",
        CASEWORK,
        False,
    ),
    "eva": (
        "Eva Sjö",
        BJUV,
        "eva.sjo@2120001041",
        "socialsekreterare",
        ["socionom"],
        "caseworker",
        CASEWORK,
        False,
    ),
}

_HOME_DECIDES = (
    "preliminary_assessment_decision",
    "child_investigation",
    "child_assistance_decision",
    "financial_aid_decision",
    "financial_aid_discretionary",
    "adult_assistance_decision",
    "elderly_decision",
    "lss_decision",
    "case_closure",
)
_DAVID_DECIDES = (
    "preliminary_assessment_decision",
    "child_assistance_decision",
    "financial_aid_decision",
    "adult_assistance_decision",
    "case_closure",
)


def load(database: str = "owner") -> None:
    """Put the cast in place; running it again changes nothing."""
    for code, place in PLACES.items():
        Municipality.objects.using(database).filter(code=code).update(
            in_use=True, court=COURT, hours=_HOURS, protected_routine=_ROUTINE, **place
        )
        Unit.objects.using(database).get_or_create(
            id=ident(f"unit {code}"), defaults={"municipality": code, "name": "Mottagning", "areas": CASEWORK}
        )
    for key in STAFF:
        _employ(database, key)
    _agree(database)
    for home in PLACES:
        _delegate(database, home, home, _HOME_DECIDES, "D")
    _delegate(database, HELSINGBORG, LANDSKRONA, _DAVID_DECIDES, "E")


_ROUTINE = (
    "Ärenden med skyddade personuppgifter handläggs bara av särskilt utsedda. Adressen skrivs aldrig i "
    "journalen. Kontakt tas på det sätt personen själv har valt."
)


def _employ(database: str, key: str) -> None:
    name, employer, affiliation, title, professions, role, areas, shielded = STAFF[key]
    Staff.objects.using(database).get_or_create(
        id=ident(key),
        defaults={
            "municipality": employer,
            "affiliation": affiliation,
            "name": name,
            "title": title,
            "professions": professions,
            "work_mail": f"{key}@arbete.example",
        },
    )
    Position.objects.using(database).get_or_create(
        id=ident(f"position {key}"),
        defaults={
            "municipality": employer,
            "staff_id": ident(key),
            "role": role,
            "areas": areas,
            "shielded": shielded,
            "valid_from": SINCE,
            "decided_by": "Förvaltningschefen",
        },
    )


def _agree(database: str) -> None:
    Agreement.objects.using(database).get_or_create(
        id=ident("agreement 2026-014"),
        defaults={
            "municipality": HELSINGBORG,
            "reference": "2026-014",
            "title": "Gemensam handläggning",
            "parties": [HELSINGBORG, LANDSKRONA],
            "areas": ["children", "adults", "income_support", "advice"],
            "instruments": ["AVTAL", "PUB_OR_CONTROLLER_SPLIT"],
            "valid_from": SINCE,
            "valid_to": date(2027, 12, 31),
            "decided_by": "Socialnämnderna i Helsingborg och Landskrona",
            "decided_on": date(2025, 12, 10),
        },
    )
    for party in (HELSINGBORG, LANDSKRONA):
        Approval.objects.using(database).get_or_create(
            municipality=party,
            agreement_id=ident("agreement 2026-014"),
            defaults={
                "id": ident(f"approval {party} 2026-014"),
                "at": datetime(2025, 12, 10, 12, tzinfo=UTC),
            },
        )


def _delegate(database: str, home: int, performer: int, activities: tuple[str, ...], letter: str) -> None:
    for number, activity in enumerate(activities, start=1):
        reference = f"2026-{letter}-{number:02d}"
        Delegation.objects.using(database).get_or_create(
            id=ident(f"delegation {home} {reference}"),
            defaults={
                "municipality": home,
                "reference": reference,
                "activity": activity,
                "performer": performer,
                "position": "socialsekreterare",
                "limits": "Inte ärenden av principiell betydelse eller större vikt",
                "valid_from": SINCE,
                "decided_by": "Socialnämnden",
                "decided_on": date(2025, 12, 10),
            },
        )
