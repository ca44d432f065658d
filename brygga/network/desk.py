"""A draft as it lies on the desk: what it says, what the law says of it, and what each party has said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import override

from brygga.municipalities import queries as places
from brygga.municipalities.models import Agreement
from brygga.network import drafting, queries, rules
from brygga.network.drafting import Finding, Weight
from brygga.network.models import Draft, Remark, Standpoint


@dataclass(frozen=True)
class Desk:
    """A draft with everything that is weighed before it is signed."""

    draft: Draft
    today: date
    standpoints: Mapping[int, Standpoint]
    overlapping: list[Agreement]
    old: Agreement | None
    findings: list[Finding]

    @property
    def stops(self) -> list[Finding]:
        return [one for one in self.findings if one.weight is Weight.STOP]

    def decides(self, code: int) -> rules.Decides:
        one = self.standpoints.get(code)
        return decides(one) if one else rules.Decides.ASK

    def body_name(self, code: int) -> str:
        """Who has decided in a party: the council, or the board by its own name."""
        body = self.standpoints[code].body
        with override("sv"):  # it is written down, whatever language the pages are in
            return _("Kommunfullmäktige") if body == "council" else places.by_code(code).board


def decides(one: Standpoint) -> rules.Decides:
    return rules.who_decides(one.principle, one.weight, one.entrusted)


def drafts_of(home: int) -> list[Draft]:
    """What is being written, here or by another party that has named this one; the latest first."""
    rows = Draft.objects.filter(
        Q(municipality=home) | Q(parties__contains=[home]), registered_on=None, withdrawn_on=None
    )
    return list(rows.order_by("-begun_at"))


def draft_for(home: int, ident: UUID) -> Draft:
    """A draft that this municipality writes or is named in; Http404 for any other."""
    found = Draft.objects.filter(id=ident).first()
    if found is None or home not in {found.municipality, *found.parties}:
        raise Http404
    return found


def standpoint_of(home: int, draft: Draft) -> Standpoint:
    """A party's answers, or an unsaved row without any."""
    found = Standpoint.objects.filter(municipality=home, draft_id=draft.id).first()
    return found or Standpoint(municipality=home, draft_id=draft.id)


def remarks_of(draft: Draft) -> list[Remark]:
    return list(Remark.objects.filter(draft_id=draft.id).order_by("at", "id"))


def desk(draft: Draft, today: date) -> Desk:
    """Three queries, and the law."""
    given = {one.municipality: one for one in Standpoint.objects.filter(draft_id=draft.id)}
    others = places.agreements_among(draft.parties)
    overlapping = drafting.overlaps(draft, others, today)
    old = next((one for one in others if one.id == draft.replaces), None)
    own = given.get(draft.municipality)
    law = drafting.from_law(draft, today)
    said = {one.step for one in law if one.weight is Weight.STOP}
    findings = [
        *(one for one in _unsaid(draft, today) if one.step not in said),
        *law,
        *_overlap(overlapping),
        *_stricter(draft, today),
        *_undecided(own),
    ]
    return Desk(draft, today, given, overlapping, old, findings)


def _stop(step: str, code: str) -> Finding:
    return Finding(Weight.STOP, step, code)


def _unsaid(draft: Draft, today: date) -> list[Finding]:
    """What every agreement has to say, in the order of the pages."""
    asked = (
        (bool(draft.reference and draft.title), "namn", "no_name"),
        (len(draft.parties) > 1, "parter", "no_parties"),
        (bool(draft.areas), "omraden", "no_areas"),
        (bool(draft.activities), "uppgifter", "no_activities"),
        (bool(draft.steps), "steg", "no_steps"),
        (bool(draft.data_role and draft.data_text), "personuppgifter", "no_data"),
        (not draft.decisions or bool(draft.position), "delegera", "no_position"),
        (bool(draft.cost_key), "kostnad", "no_cost"),
        (_shares_hold(draft), "kostnad", "shares"),
        (draft.valid_from is not None, "tid", "no_start"),
        (draft.valid_from is None or draft.valid_from >= today, "tid", "past_start"),
        (draft.notice_months is not None, "tid", "no_notice"),
    )
    return [_stop(step, code) for holds, step, code in asked if not holds]


def _shares_hold(draft: Draft) -> bool:
    """Fixed shares are those of today's parties, and make a hundred."""
    if draft.cost_key != "fixed":
        return True
    return {int(code) for code in draft.shares} == set(draft.parties) and sum(draft.shares.values()) == 100


def _overlap(found: list[Agreement]) -> list[Finding]:
    return [Finding(Weight.STOP, "tid", "overlap", sentence=f"{one.reference}, {one.title}") for one in found]


def _stricter(draft: Draft, today: date) -> list[Finding]:
    """A party's own guideline goes on holding for its cases whatever the agreement says."""
    on = max(draft.valid_from or today, today)
    return [
        Finding(
            Weight.ARRANGE,
            "uppgifter",
            "guideline",
            _("%(name)s har en egen riktlinje, %(reference)s, som är strängare än lagen.")
            % {"name": places.by_code(one.municipality).name, "reference": one.reference},
            one.reason,
            of=(one.activity,) if one.activity else (),
        )
        for one in drafting.stricter(draft, queries.guidelines_among(draft.parties, on))
    ]


def _undecided(own: Standpoint | None) -> list[Finding]:
    """The municipality that registers has decided by then, in the body that the law points at."""
    result = decides(own) if own else rules.Decides.ASK
    if own is None or result is rules.Decides.ASK:
        return [_stop("beslut", "facts")]
    if not own.body or own.decided_on is None:
        return [_stop("beslut", "undecided")]
    return [] if rules.fits(own.body, result) else [_stop("beslut", f"wrong_body_{result}")]
