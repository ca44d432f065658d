"""Staff: reports of one child read together, assessed once, decided on once, answered."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from brygga.access import gate
from brygga.access.doors import StaffRequest, for_staff
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.concerns import actions, joining, queries, together
from brygga.concerns.together import Together
from brygga.concerns.together_forms import (
    DecisionForm,
    GatherForm,
    PageAnswerForm,
    TogetherAssessmentForm,
)
from brygga.concerns.words import DONE

WRONG: dict[type[Exception], tuple[str | None, Any]] = {
    joining.Changed: (
        None,
        gettext_lazy("Något kom in eller ändrades medan du skrev. Läs igen, och skicka sedan."),
    ),
    joining.Different: (None, gettext_lazy("Barnen har olika personnummer. De kan inte vara samma barn.")),
    joining.NoInquiry: (
        "number",
        gettext_lazy("Ingen utredning om ett barn pågår i ett ärende med det numret."),
    ),
    actions.NotTrue: ("told", gettext_lazy("Det är inte beslutat. Säg bara det som är sant i dag.")),
}
FAULTS: tuple[type[Exception], ...] = (*WRONG, joining.Unassessed)


@for_staff
def reports_together(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """All that was told of one child, the oldest first, and what is still to be done."""
    case, held = _gathered(request, case_id)
    page = {"case": case, "held": held, "owner": request.municipality, "outcomes": DONE}
    return render(request, "concerns/together.html", page)


@for_staff
def gather_reports(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Choose which reports are of the same child. ?lika=1: those with a like name are ticked beforehand."""
    case, _grounds = cases.opened(request.actor, case_id)
    if queries.concern_of(case) is None or not together.gatherable(case):
        raise Http404
    choice = together.choice_for(case)
    initial = {"others": choice.like if "lika" in request.GET else []}
    form = GatherForm(request.POST or None, choices=choice.options(), initial=initial)
    page: dict[str, Any] = {"choice": choice}
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, "gather_reports", **page)
    typed = form.cleaned_data
    return _done(
        request,
        case,
        form,
        "gather_reports",
        lambda: joining.gather(request.actor, case, typed["others"], once=typed["once"]),
        **page,
    )


@for_staff
@require_POST
def take_out_report(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Read this report by itself again."""
    case, _grounds = cases.opened(request.actor, case_id)
    joining.take_out(request.actor, case)
    url = reverse("case", kwargs={"slug": request.municipality.slug, "case_id": case.id})
    return HttpResponseRedirect(f"{url}#anmalan", status=303)


@for_staff
def protect_together(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """One assessment of protection, written into every file (SoL 20:1)."""
    case, held = _gathered(request, case_id)
    form = TogetherAssessmentForm(request.POST or None, initial={"mark": held.mark})
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, "protect_together", held=held)
    typed = form.cleaned_data
    said = joining.Assessed(
        typed["once"], typed["mark"], typed["needs"] == "yes", typed["channel"], typed["reasons"]
    )
    act = joining.assess
    return _done(request, case, form, "protect_together", lambda: act(request.actor, case, said), held=held)


@for_staff
def decide_together(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """One decision with reasons, kept on every report (SoL 20:2)."""
    case, held = _gathered(request, case_id)
    form = DecisionForm(request.POST or None, initial={"mark": held.mark})
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, "decide_together", held=held)
    said, act = form.decision(), joining.decide
    return _done(request, case, form, "decide_together", lambda: act(request.actor, case, said), held=held)


@for_staff
def answer_together(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Tell all who read it on their own receipt's page (SoL 19:6)."""
    case, held = _gathered(request, case_id)
    form = PageAnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, "answer_together", held=held)
    told, act = form.told_all(), joining.answer
    return _done(request, case, form, "answer_together", lambda: act(request.actor, case, told), held=held)


def _gathered(request: StaffRequest, case_id: UUID) -> tuple[Case, Together]:
    """A case that is read together with others, with them; or 404."""
    case, _grounds = cases.opened(request.actor, case_id)
    held = together.together_with(request.actor, case)
    if held is None:
        raise Http404
    return case, held


def _page(
    request: StaffRequest, case: Case, form: Any, name: str, status: int = 200, **more: Any
) -> HttpResponse:
    page = {"case": case, "form": form, "action": name, "owner": request.municipality, **more}
    return render(request, f"concerns/{name}.html", page, status=422 if form.errors else status)


def _done(
    request: StaffRequest, case: Case, form: Any, name: str, act: Callable[[], object], **more: Any
) -> HttpResponse:
    """To all of them when the act is done; else the form with what was typed, what there is now, and why not."""
    try:
        act()
    except gate.Refused as no:
        return _page(request, case, form, name, 403, answer=no.answer, **more)
    except FAULTS as wrong:
        _say(form, wrong)
        if "mark" in form.fields and (held := together.together_with(request.actor, case)) is not None:
            form.remark(held.mark)
            more["held"] = held
        return _page(request, case, form, name, **more)
    url = reverse("reports_together", kwargs={"slug": request.municipality.slug, "case_id": case.id})
    return HttpResponseRedirect(url, status=303)


def _say(form: Any, wrong: Exception) -> None:
    if isinstance(wrong, joining.Unassessed):
        numbers = ", ".join(wrong.numbers)
        told = _("Bedöm först om barnet behöver skydd genast. Det saknas i %(numbers)s.")
        form.add_error(None, told % {"numbers": numbers})
        return
    field, sentence = WRONG[type(wrong)]
    form.add_error(field, sentence)
