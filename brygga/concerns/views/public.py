"""Telling that one is worried. Open to anybody, signed in or not; nobody is remembered."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from brygga.access.doors import Request, open_to_all
from brygga.concerns import actions
from brygga.concerns.forms import LONGEST, ReportForm
from brygga.concerns.rules import About
from brygga.ground.texts import tidy


@open_to_all
def report(request: Request, slug: str) -> HttpResponse:
    """The form and, sent, its receipt on the same address: a session would tie the report to a browser."""
    if request.municipality is None:
        raise Http404
    if request.method != "POST" or "carried" in request.POST:
        text = tidy(request.POST.get("carried", ""))[:LONGEST]  # brought along from another page of ours
        return render(request, "concerns/report.html", _form_page(ReportForm(initial={"text": text})))
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "concerns/report.html", _form_page(form), status=422)
    told = form.told()
    reference = actions.receive(
        request.municipality, told, form.cleaned_data["papers"], once=form.cleaned_data["once"]
    )
    page = {
        "reference": reference,
        "told": told,
        "child": told.about is About.CHILD,
        "files": len(form.cleaned_data["papers"]),
    }
    return render(request, "concerns/received.html", page)


def _form_page(form: ReportForm) -> dict[str, Any]:
    return {"form": form, "service_eid": bool(settings.PROFESSIONAL_EID_URL)}
