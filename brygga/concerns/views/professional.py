"""Whoever reports in their work, signed in with a service e-ID: the form, the receipt, their own receipts.

They reach no case. A receipt says that a report came, and what SoL 19:6 lets one say of what came of it.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from brygga.access.doors import ProfessionalRequest, Request, for_professionals, open_to_all
from brygga.concerns import actions, queries
from brygga.concerns.forms import WorkReportForm
from brygga.concerns.words import ANSWERS
from brygga.municipalities.queries import by_code


@open_to_all
def report_at_work(request: Request, slug: str) -> HttpResponse:
    """Who must report and how, and the way to the service e-ID."""
    if request.municipality is None:
        raise Http404
    if request.professional is not None:
        return HttpResponseRedirect(reverse("work_reports", kwargs={"slug": slug}))
    return render(request, "concerns/at_work.html", {"service_eid": bool(settings.PROFESSIONAL_EID_URL)})


@for_professionals
def new_work_report(request: ProfessionalRequest, slug: str) -> HttpResponse:
    """The form, with the reporter's name and organisation as the e-ID says them."""
    who = request.professional
    if request.method != "POST":
        return _page(request, "work_report.html", form=WorkReportForm(who=who))
    form = WorkReportForm(request.POST, request.FILES, who=who)
    if not form.is_valid():
        return _page(request, "work_report.html", 422, form=form)
    typed = form.cleaned_data
    receipt = actions.receive_at_work(
        who, request.municipality, form.told(), typed["papers"], once=typed["once"]
    )
    place = {"slug": slug, "receipt_id": receipt}
    return HttpResponseRedirect(reverse("work_receipt", kwargs=place), status=303)


@for_professionals
def work_reports(request: ProfessionalRequest, slug: str) -> HttpResponse:
    """What this person has reported, and what they have been told."""
    rows = [(one, by_code(one.municipality).full_name) for one in queries.receipts_of(request.professional)]
    return _page(request, "work_reports.html", rows=rows)


@for_professionals
def work_receipt(request: ProfessionalRequest, slug: str, receipt_id: UUID) -> HttpResponse:
    """One receipt: the number, when it came, what may be told; and the way to ask to be told."""
    mine = (one for one in queries.receipts_of(request.professional) if one.id == receipt_id)
    found = next(mine, None)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.ask_for_answer(request.professional, receipt_id)
        return HttpResponseRedirect(request.path, status=303)
    return _page(request, "work_receipt.html", receipt=found, home=by_code(found.municipality))


def _page(request: ProfessionalRequest, name: str, status: int = 200, **more: Any) -> HttpResponse:
    page = {"who": request.professional, "answers": ANSWERS, **more}
    return render(request, f"concerns/{name}", page, status=status)
