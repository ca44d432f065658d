"""Reading what stands around a case: its persons, who acts for them, the cases it belongs with."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brygga.cases.models import Case, Link, Party, Representative


@dataclass(frozen=True)
class Standing:
    """A representation as it is on a day."""

    one: Representative
    state: str  # "running", "coming", "over"

    @property
    def running(self) -> bool:
        return self.state != "over"


def party_of(case: Case, party_id: UUID) -> Party:
    """Party.DoesNotExist where it is none of this case's."""
    party: Party = Party.objects.get(id=party_id, case=case)
    return party


def representative_of(case: Case, ident: UUID) -> Representative:
    """Representative.DoesNotExist where it is none of this case's."""
    one: Representative = Representative.objects.get(id=ident, case=case)
    return one


def representatives_of(case: Case, today: date, *, principal: Party | None = None) -> list[Standing]:
    """Who acts, or has acted, for a party of the case (or for one of them); those in force first."""
    rows = Representative.objects.filter(case=case).select_related("principal").order_by("-valid_from", "-id")
    if principal is not None:
        rows = rows.filter(principal=principal)
    held = [Standing(one, _state(one, today)) for one in rows]
    return sorted(held, key=lambda standing: not standing.running)


def _state(one: Representative, today: date) -> str:
    if one.revoked_at is not None or (one.valid_to is not None and one.valid_to < today):
        return "over"
    return "coming" if one.valid_from > today else "running"


def links_of(case: Case) -> list[tuple[str, Case]]:
    """Why, and which: the linked cases that the reader reaches. The others are not even counted."""
    why = dict(Link.objects.filter(case=case).values_list("other_id", "why"))
    others = Case.objects.filter(id__in=why).order_by("opened_at", "id") if why else []
    return [(why[other.id], other) for other in others]
