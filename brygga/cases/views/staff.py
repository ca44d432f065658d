"""Staff: the persons of a case, who acts for them, and the cases it belongs with."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from brygga.access.doors import StaffRequest, for_staff
from brygga.cases import actions, queries, words
from brygga.cases.forms import ContactForm, LinkForm, PartyForm, ProtectForm, RepresentativeForm
from brygga.cases.models import Case, Party, Representative
from brygga.cases.rules import Unfit
from brygga.ground import clock


@for_staff
@require_safe
def persons(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Everyone in the case, how they are reached, and who acts for whom."""
    case, _grounds = queries.opened(request.actor, case_id)
    page: dict[str, Any] = {
        "parties": queries.parties_of(case),
        "standings": queries.representatives_of(case, clock.today()),
        "roles": words.ROLES,
        "capacities": words.CAPACITIES,
    }
    return _page(request, "persons", case, **page)


@for_staff
def add_person(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    case, _grounds = queries.opened(request.actor, case_id)
    form = PartyForm(_sent(request), today=clock.today())
    return _typed(
        request, "add_person", case, form, lambda: actions.add_party(request.actor, case, form.party())
    )


@for_staff
def correct_contact(request: StaffRequest, slug: str, case_id: UUID, party_id: UUID) -> HttpResponse:
    case, _grounds = queries.opened(request.actor, case_id)
    party = _party(case, party_id)
    form = ContactForm(_sent(request), party=party)

    def act() -> None:
        actions.correct_contact(request.actor, case, party, form.contact(), seen=form.cleaned_data["seen"])

    return _typed(request, "correct_contact", case, form, act, party=party)


@for_staff
def protect(request: StaffRequest, slug: str, case_id: UUID, party_id: UUID) -> HttpResponse:
    """Before it is done: what it does, and who may go on reading."""
    case, _grounds = queries.opened(request.actor, case_id)
    party = _party(case, party_id)
    others = [
        one for one in queries.parties_of(case) if one.reads and not one.protected and one.id != party.id
    ]
    form = ProtectForm(_sent(request), others=others)

    def act() -> None:
        actions.protect(request.actor, case, party, keep=form.keep())

    return _typed(request, "protect", case, form, act, party=party)


@for_staff
def register_representative(request: StaffRequest, slug: str, case_id: UUID, party_id: UUID) -> HttpResponse:
    case, _grounds = queries.opened(request.actor, case_id)
    party = _party(case, party_id)
    form = RepresentativeForm(_sent(request), today=clock.today())

    def act() -> None:
        actions.register_representative(request.actor, case, party, form.representative())

    return _typed(request, "register_representative", case, form, act, party=party)


@for_staff
@require_POST
def end_representative(
    request: StaffRequest, slug: str, case_id: UUID, representative_id: UUID
) -> HttpResponse:
    case, _grounds = queries.opened(request.actor, case_id)
    try:
        one = queries.representative_of(case, representative_id)
    except Representative.DoesNotExist:
        raise Http404 from None
    actions.end_representative(request.actor, case, one)
    return _to(request, case, "persons", "ombud")


@for_staff
def links(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The cases this one belongs with, and a form to add one."""
    case, _grounds = queries.opened(request.actor, case_id)
    form = LinkForm(_sent(request))

    def act() -> None:
        actions.link(request.actor, case, form.cleaned_data["number"], form.cleaned_data["why"])

    return _typed(request, "links", case, form, act, then="links", **_linked(case))


@for_staff
@require_safe
def links_panel(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The linked cases alone, fetched when the case has been drawn."""
    case, _grounds = queries.opened(request.actor, case_id)
    return _page(request, "panels/links", case, **_linked(case))


def _sent(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _linked(case: Case) -> dict[str, Any]:
    return {"linked": queries.links_of(case), "reasons": words.LINKS, "stages": words.STAGES}


def _party(case: Case, party_id: UUID) -> Party:
    try:
        return queries.party_of(case, party_id)
    except Party.DoesNotExist:
        raise Http404 from None


def _typed(
    request: StaffRequest,
    name: str,
    case: Case,
    form: Any,
    act: Callable[[], object],
    *,
    then: str = "persons",
    **more: Any,
) -> HttpResponse:
    """The form; once it is right, the act; where that cannot be, the form again with what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Unfit as unfit:
            form.refuse(unfit)
        else:
            return _to(request, case, then)
    return _page(request, name, case, 422 if form.errors else 200, form=form, **more)


def _page(request: StaffRequest, name: str, case: Case, status: int = 200, **more: Any) -> HttpResponse:
    page = {"case": case, "owner": request.municipality, **more}
    return render(request, f"cases/{name}.html", page, status=status)


def _to(request: StaffRequest, case: Case, name: str, where: str = "") -> HttpResponse:
    url = reverse(name, kwargs={"slug": request.municipality.slug, "case_id": case.id})
    return HttpResponseRedirect(f"{url}#{where}" if where else url, status=303)
