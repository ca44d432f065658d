"""What is in force among municipalities on a day: agreements, approvals, delegations. Three queries."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from brygga.insight.queries import economy
from brygga.insight.rules.inquiry_money import Basis
from brygga.insight.rules.inquiry_today import Accord, Mandate
from brygga.municipalities.models import Agreement, Approval, Delegation
from brygga.municipalities.queries import agreements_of

MOST_BY_DEFAULT = 12


def in_force(codes: Sequence[int], on: date) -> tuple[list[Accord], list[Mandate]]:
    """Public facts: agreements that at least two of these have approved, and delegations between them."""
    return _accords(set(codes), on), _mandates(codes, on)


def _accords(codes: set[int], on: date) -> list[Accord]:
    ends = (Q(valid_to=None) | Q(valid_to__gte=on), Q(terminated_on=None) | Q(terminated_on__gte=on))
    rows = [
        row
        for row in Agreement.objects.filter(*ends, valid_from__lte=on)
        if len(codes & set(row.parties)) > 1
    ]
    given = Approval.objects.filter(agreement_id__in=[row.id for row in rows]).exclude(ended_on__lt=on)
    approved: dict[UUID, set[int]] = {}
    for agreement, party in given.values_list("agreement_id", "municipality"):
        approved.setdefault(agreement, set()).add(party)
    found = [_accord(row, approved.get(row.id, set()) & codes) for row in rows]
    return [accord for accord in found if len(accord.parties) > 1]


def _accord(row: Any, parties: set[int]) -> Accord:
    ends = [end for end in (row.valid_to, row.terminated_on) if end is not None]
    return Accord(
        reference=row.reference,
        parties=frozenset(parties & set(row.parties)),
        areas=frozenset(row.areas),
        activities=frozenset(row.activities),
        instruments=frozenset(row.instruments),
        valid_from=row.valid_from,
        valid_to=min(ends, default=None),
        steps=frozenset(row.steps),
    )


def _mandates(codes: Sequence[int], on: date) -> list[Mandate]:
    rows = Delegation.objects.filter(municipality__in=codes, performer__in=codes, valid_from__lte=on)
    alive = rows.exclude(performer=F("municipality")).exclude(valid_to__lt=on).order_by("reference")
    return [
        Mandate(
            row.reference,
            row.municipality,
            row.performer,
            row.activity,
            row.step,
            row.valid_from,
            row.valid_to,
        )
        for row in alive
    ]


def usual(home: int, users: set[int]) -> tuple[int, ...]:
    """Whom the page asks about at first: those that this house has agreements with, and those that use Brygga."""
    parties = {code for row in agreements_of(home) for code in row.parties} | {home}
    chosen = parties | users if len(parties | users) <= MOST_BY_DEFAULT else parties
    return tuple(sorted(chosen))


def figures(home: int, on: date) -> Basis:
    """The figures of the economic model with this house's own on top, as its own pages count."""
    found = economy.basis(home, on)
    return Basis(found.inputs, {one.code: one.population for one in found.known})
