"""Staff: see what has been reported, assess at once, decide, tell the reporter."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from brygga.access import gate
from brygga.access.doors import StaffRequest, for_staff
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.cases.rules import Stage
from brygga.concerns import actions, disclosing, queries, rules
from brygga.concerns.forms import AnswerForm, AssessmentForm, DisclosureForm, InquireForm, LeaveForm
from brygga.concerns.models import ReportFile
from brygga.concerns.words import LEVELS
from brygga.ground.downloads import saved


@for_staff
def concerns(request: StaffRequest, slug: str) -> HttpResponse:
    """Reports whose assessment, decision or answer is still owed; the oldest first."""
    rows, cut = queries.waiting(request.actor)
    page = {
        "lists": ([one for one in rows if not one.report.wave], [one for one in rows if one.report.wave]),
        "more": cut,
        "levels": LEVELS,
        "owner": request.municipality,
    }
    return render(request, "concerns/list.html", page)


@for_staff
def assess(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The immediate protection assessment (SoL 20:1), however the child's case came."""
    case, _grounds = cases.opened(request.actor, case_id)
    if not queries.assessable(case):
        raise Http404
    form = AssessmentForm(request.POST or None, adult=case.kind != "child")
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, "assess_protection")
    typed = form.cleaned_data
    return _done(
        request,
        case,
        form,
        "assess_protection",
        lambda: actions.assess(
            request.actor,
            case,
            needs_protection=typed["needs"] == "yes",
            channel=typed["channel"],
            reasons=typed["reasons"],
            once=typed["once"],
        ),
    )


@for_staff
def inquire(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Decide to open an investigation of a child's case, however it came (SoL 20:2)."""
    case, _grounds = cases.opened(request.actor, case_id)
    if case.kind != "child":
        raise Http404
    form = InquireForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, "inquire")
    typed = form.cleaned_data
    act = actions.inquire
    return _done(
        request, case, form, "inquire", lambda: act(request.actor, case, typed["reasons"], once=typed["once"])
    )


@for_staff
def leave(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Decide not to open an investigation (SoL 20:2)."""
    case, _concern = _reported(request, case_id)
    form = LeaveForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, "leave_report")
    reasons = form.cleaned_data["reasons"]
    return _done(request, case, form, "leave_report", lambda: actions.leave(request.actor, case, reasons))


@for_staff
def answer(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Note what the reporter was told (SoL 19:6)."""
    case, concern = _reported(request, case_id)
    true = rules.true_of(Stage(case.stage))
    form = AnswerForm(request.POST or None, vouched_for=bool(concern.report.vouched_for), true=true)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, "answer_reporter")
    told, channel = form.answer()
    return _done(
        request, case, form, "answer_reporter", lambda: actions.answer(request.actor, case, told, channel)
    )


@for_staff
def disclose(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Try secrecy, and let the party read the report (OSL 26:5, 10:3)."""
    case, concern = _reported(request, case_id)
    where = "" if case.shielded else concern.report.where  # where somebody lives hidden is no party's to read
    original = rules.party_text(concern.report.text, concern.report.born, where)
    by_work = concern.report.reporter == rules.Reporter.PROFESSIONAL
    form = DisclosureForm(request.POST or None, original=original, by_work=by_work)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, "disclose_report", concern=concern)
    act = disclosing.disclose
    return _done(request, case, form, "disclose_report", lambda: act(request.actor, case, form.tried()))


@for_staff
def file(request: StaffRequest, slug: str, case_id: UUID, file_id: UUID) -> HttpResponse:
    """What was sent with a report: to be saved, never run in the page's name."""
    case, _grounds = cases.opened(request.actor, case_id)
    try:
        found = queries.file_for(case, file_id)
    except ReportFile.DoesNotExist:
        raise Http404 from None
    return saved(found.name, found.media_type, found.content)


def _reported(request: StaffRequest, case_id: UUID) -> tuple[Case, queries.Concern]:
    """A case that a report opened, with the report; or 404."""
    case, _grounds = cases.opened(request.actor, case_id)
    concern = queries.concern_of(case)
    if concern is None:
        raise Http404
    return case, concern


def _page(
    request: StaffRequest, case: Case, form: Any, name: str, status: int = 200, **more: Any
) -> HttpResponse:
    page = {"case": case, "form": form, "action": name, "owner": request.municipality, **more}
    return render(request, f"concerns/{name}.html", page, status=422 if form.errors else status)


def _done(request: StaffRequest, case: Case, form: Any, name: str, act: Any) -> HttpResponse:
    """Back to the case when the act is done; else the form with what was typed, and why not."""
    try:
        act()
    except gate.Refused as no:
        return _page(request, case, form, name, 403, answer=no.answer)
    except actions.NotAssessed:
        form.add_error("reasons", _("Skriv skyddsbedömningen först: den ska göras genast (20 kap. 1 § SoL)."))
        return _page(request, case, form, name, assess_first=True)
    except actions.NotTrue:
        form.add_error("told", _("Det är inte beslutat. Säg bara det som är sant i ärendet i dag."))
        return _page(request, case, form, name)
    url = reverse("case", kwargs={"slug": request.municipality.slug, "case_id": case.id})
    return HttpResponseRedirect(f"{url}#anmalan", status=303)
