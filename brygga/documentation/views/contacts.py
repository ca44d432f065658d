"""The staff's form of contacts: one for all channels."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from brygga.access.doors import StaffRequest, for_staff
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.documentation import actions
from brygga.documentation.contact_form import ContactForm
from brygga.documentation.rules import contacts
from brygga.documentation.rules.contacts import Beyond, Channel


@for_staff
def log_contact(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Log a contact. `?kanal=phone` picks the channel beforehand."""
    case = cases.case_for(request.actor, case_id)
    child = case.kind == "child"
    if request.method != "POST":
        return _page(request, case, ContactForm(child=child, initial={"channel": _channel(request)}))
    form = ContactForm(request.POST, child=child)
    if not form.is_valid():
        return _page(request, case, form)
    try:
        note = actions.log_contact(request.actor, case, form.new())
    except actions.NotYet as no:
        return _page(request, case, form, no.beyond)
    back = reverse("case", kwargs={"slug": slug, "case_id": case.id})
    return HttpResponseRedirect(f"{back}#anteckning-{note.id}", status=303)


def _channel(request: StaffRequest) -> str:
    asked = request.GET.get("kanal", "")
    return asked if asked in set(Channel) else ""


def _page(request: StaffRequest, case: Case, form: ContactForm, beyond: Beyond | None = None) -> HttpResponse:
    limited = contacts.limited(case.kind, case.stage)
    page = {
        "case": case,
        "form": form,
        "beyond": beyond,
        "lines": contacts.lines() if limited else [],
        "child": case.kind == "child",
        "back": reverse("case", kwargs={"slug": request.municipality.slug, "case_id": case.id}),
        "here": request.path,
        "owner": request.municipality,
    }
    status = 422 if form.errors or beyond else 200
    return render(request, "documentation/contact.html", page, status=status)
