"""The delegation order: read and printed by all own staff, kept by the administration."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from brygga.access.doors import StaffRequest, for_administration, for_own_staff
from brygga.ground import clock
from brygga.law import Answer
from brygga.municipalities.queries import delegations_of, in_use
from brygga.network import queries, rules, words
from brygga.network.actions import delegations as actions
from brygga.network.actions.changes import Taken
from brygga.network.forms.delegations import NOT_NEEDED, DelegationForm
from brygga.network.forms.fields import TAKEN, EndForm
from brygga.network.views.pages import activity_names, law_today, show, to, typed


@for_own_staff
def delegations(request: StaffRequest, slug: str) -> HttpResponse:
    """The whole order as a document; what has ended comes last."""
    today, lines = clock.today(), delegations_of(request.municipality.code)
    rows = [(line, rules.state(line, today)) for line in lines]
    page = {
        "rows": [row for row in rows if row[1] is not rules.State.OVER],
        "over": [row for row in rows if row[1] is rules.State.OVER],
        "names": queries.names(),
        "people": queries.staff_names(line.staff_id for line in lines),
        "activities": activity_names(),
        "steps": words.STEPS,
        "states": words.STATES,
    }
    return show(request, "delegations", page)


@for_administration
def new_delegation(request: StaffRequest, slug: str) -> HttpResponse:
    """A new line; what the law keeps with the board is refused with its section, and nothing typed is lost."""
    home, today = request.municipality, clock.today()
    form = DelegationForm(
        request.POST or None,
        towns={place.code: place.name for place in in_use()},
        people=queries.colleagues(home.code, today),
        law=law_today(),
        initial={"performer": home.code, "valid_from": today, "step": "decide", **_proposed(request)},
    )
    refused: Answer | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_line(request.actor, home, form.row_id, form.values())
            return to("delegations", slug)
        except (actions.Barred, actions.AgreementMissing, actions.NotNeeded, Taken) as fault:
            refused = _put_right(form, fault)
    more: dict[str, Any] = {"refusal": _refusal(refused, form)} if refused else {}
    back = (_("Delegation"), "delegations")
    return typed(request, _("Ny rad i delegationsordningen"), form, _("Lägg till"), back, **more)


def _put_right(form: DelegationForm, fault: Exception) -> Answer | None:
    """Say on the right field what is wrong; the law's answer where it has one."""
    if isinstance(fault, actions.NotNeeded):
        form.add_error("step", str(NOT_NEEDED))
    elif isinstance(fault, Taken):
        form.add_error("reference", str(TAKEN))
    elif isinstance(fault, actions.AgreementMissing):
        form.add_error("performer", _("Något annat måste finnas först. Läs ovanför formuläret."))
        return fault.answer
    elif isinstance(fault, actions.Barred):
        form.add_error("activity", _("Lagen låter inte nämnden lämna över det här. Läs ovanför formuläret."))
        return fault.answer
    return None


def _proposed(request: StaffRequest) -> dict[str, Any]:
    """A line that an agreement asks for, filled in from it; nothing where the address names none of ours."""
    try:
        ident, performer = UUID(request.GET.get("avtal", "")), int(request.GET.get("kommun", ""))
        accord = queries.accord(request.municipality.code, ident, clock.today())
    except (ValueError, Http404):
        return {}
    terms = accord.row.terms
    return {
        "activity": request.GET.get("uppgift", ""),
        "performer": performer,
        "position": terms.get("position", ""),
        "limits": terms.get("limits", ""),
        "valid_from": max(accord.row.valid_from, clock.today()),
        "valid_to": accord.row.valid_to,
    }


def _refusal(answer: Answer, form: DelegationForm) -> dict[str, str]:
    name = activity_names().get(form.data.get("activity", ""), "")
    lacking = " ".join(m.sentence for m in answer.missing if m.code not in rules.AGREEMENT_GIVES)
    first = answer.sections[0] if answer.sections else None
    return {
        "what": _("%(activity)s kan inte delegeras så.") % {"activity": name},
        "why": lacking or (first.plain if first else answer.sentence),
        "sections": ", ".join(section.ref for section in answer.sections),
        "instead": " ".join(answer.ways),
    }


@for_administration
def end_delegation(request: StaffRequest, slug: str, delegation_id: UUID) -> HttpResponse:
    line = queries.delegation(request.municipality.code, delegation_id)
    form = EndForm(request.POST or None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        actions.end_line(request.actor, line, form.cleaned_data["last_day"])
        return to("delegations", slug)
    title = _("Avsluta delegation %(reference)s") % {"reference": line.reference}
    intro = _("Beslut som redan är fattade med stöd av den gäller fortfarande.")
    return typed(request, title, form, _("Avsluta"), (_("Delegation"), "delegations"), intro)
