"""An agreement from the first line of its draft to the day it is registered."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from brygga.access.rules import StaffActor
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.municipalities.models import Agreement
from brygga.network import drafting, rules
from brygga.network.actions import agreements
from brygga.network.actions.changes import add, save
from brygga.network.desk import Desk, desk
from brygga.network.models import Draft, Remark, Standpoint

TERMS = (
    *("decisions", "secrecy", "data_role", "data_text", "position", "limits"),
    *("cost_key", "shares", "cost_text"),
)


class Closed(Exception):
    """The draft has been registered or withdrawn, and says what it says."""


class NotReady(Exception):
    """Something still stops the agreement; the page says what."""


def begin(actor: StaffActor, home: int, ident: UUID) -> Draft:
    """A new draft; the same page sent twice begins one."""
    draft = Draft(id=ident, municipality=home, begun_at=clock.now(), parties=[home], secrecy=["INSIDER"])
    return add(actor, "draft", draft, subject_of(draft), ["parties"])


def begin_version(actor: StaffActor, old: Agreement, start: date, terms: Mapping[str, Any]) -> Draft:
    """A draft of the version to come, with everything as it stands. One at a time: the first is found again."""
    open_one = Draft.objects.filter(replaces=old.id, registered_on=None, withdrawn_on=None).first()
    if open_one is not None:
        found: Draft = open_one
        return found
    kept = {name: terms[name] for name in TERMS if name in terms}
    draft = Draft(
        id=uuid7(),
        municipality=old.municipality,
        begun_at=clock.now(),
        replaces=old.id,
        title=old.title,
        parties=old.parties,
        areas=old.areas,
        activities=old.activities,
        steps=[step for step in old.steps if step != "decide"],
        valid_from=start,
        valid_to=old.valid_to if old.valid_to and old.valid_to > start else None,
        notice_months=old.notice_months,
        **kept,
    )
    return add(actor, "draft", draft, subject_of(draft), ["parties", "areas", "valid_from"])


def save_step(actor: StaffActor, draft: Draft, values: Mapping[str, Any], seen: str | None) -> None:
    """One page of the draft. Closed when it has left the desk; ChangedMeanwhile when somebody was first."""
    with transaction.atomic():
        kept = _locked(draft)
        if not kept.on_the_desk:
            raise Closed
        save(actor, "draft", kept, subject_of(kept), values, seen=seen)


def withdraw(actor: StaffActor, draft: Draft) -> None:
    if _locked(draft).on_the_desk:
        save(actor, "draft", draft, subject_of(draft), {"withdrawn_on": clock.today()})


def remark(actor: StaffActor, home: int, draft: Draft, ident: UUID, text: str) -> None:
    """Sent twice is said once."""
    if not Remark.objects.filter(id=ident).exists():
        Remark.objects.create(
            id=ident,
            municipality=home,
            draft_id=draft.id,
            at=clock.now(),
            staff_id=actor.id,
            staff_name=actor.name,
            text=text,
        )


def stand(actor: StaffActor, home: int, draft: Draft, values: Mapping[str, Any], seen: str | None) -> None:
    """A party's own answers about who decides there."""
    row = Standpoint.objects.filter(municipality=home, draft_id=draft.id).first()
    if row is not None:
        save(actor, "standpoint", row, subject_of(draft), values, seen=seen)
        return
    new = Standpoint(id=uuid7(), municipality=home, draft_id=draft.id, **values)
    add(actor, "standpoint", new, subject_of(draft), list(values))


def register(actor: StaffActor, draft: Draft) -> Agreement:
    """The agreement, waiting for the others' approval; what it replaces ends the day before. All or nothing."""
    with transaction.atomic():
        kept = _locked(draft)
        known = Agreement.objects.filter(id=kept.id).first()
        if known is not None:
            found: Agreement = known
            return found
        if kept.withdrawn_on is not None:
            raise Closed
        ready = desk(kept, clock.today())
        if ready.stops:
            raise NotReady
        new = agreements.register(actor, kept.municipality, kept.id, _agreement_values(ready))
        if ready.old is not None and kept.valid_from is not None:
            _succeed(actor, ready.old, kept.valid_from)
        save(actor, "draft", kept, subject_of(kept), {"registered_on": clock.today()})
        return new


def _succeed(actor: StaffActor, old: Agreement, start: date) -> None:
    """The old version ends the day before the new begins, unless it has ended sooner."""
    last = start - timedelta(days=1)
    if (rules.last_day(old) or date.max) > last:
        save(actor, "agreement", old, old.reference, {"terminated_on": last})


def _agreement_values(ready: Desk) -> dict[str, Any]:
    draft, own = ready.draft, ready.standpoints[ready.draft.municipality]
    data = {"PUB": ["PUB"]}.get(draft.data_role, ["PUB_OR_CONTROLLER_SPLIT"] if draft.data_role else [])
    shared = [code for code in draft.secrecy if code == "SVOD"]
    plain_names = ("reference", "title", "parties", "areas", "activities", "valid_from", "valid_to")
    return {
        **{name: getattr(draft, name) for name in plain_names},
        "instruments": ["AVTAL", *data, *shared],
        "steps": sorted(drafting.covered(draft)),
        "notice_months": draft.notice_months,
        "replaces": draft.replaces,
        "version": ready.old.version + 1 if ready.old else 1,
        "decided_by": ready.body_name(draft.municipality),
        "decided_on": own.decided_on,
        "document": own.document,
        "terms": {name: getattr(draft, name) for name in TERMS},
    }


def subject_of(draft: Draft) -> str:
    return str(draft.reference or draft.title or draft.id)


def _locked(draft: Draft) -> Draft:
    kept: Draft = Draft.objects.select_for_update().get(pk=draft.pk)
    return kept
