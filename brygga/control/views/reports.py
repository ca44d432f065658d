"""The year's report to the council, the decisions reported to the board, and the delegation order as documents."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from brygga.access.doors import StaffRequest, for_administration, for_own_staff
from brygga.access.queries import openings_to_review
from brygga.control import actions, papers, queries
from brygga.control.forms import DoneForm, RemarksForm
from brygga.control.views.pages import printed, show
from brygga.ground import clock

FIRST_YEAR = 2018
"""KL 9:38 has been in force since 1 July 2018."""


@for_administration
def report(request: StaffRequest, slug: str, year: int) -> HttpResponse:
    """A year of joint work in numbers, with the municipality's own words, to print and deliver (KL 9:38)."""
    home = request.municipality.code
    told, act = _year(home, year), request.POST.get("act", "")
    words = RemarksForm(request.POST if act == "save" else {"text": queries.remarks_of(home, year)})
    form = DoneForm(request.POST if act == "deliver" else None, today=clock.today())
    if act == "save" and words.is_valid():
        actions.remark(request.actor, home, year, words.cleaned_data["text"])
        return _to("control_report", slug, year=year)
    if act == "deliver" and form.is_valid():
        actions.done(request.actor, home, _deed(form, "report", (date(year, 1, 1), date(year, 12, 31)), told))
        return _to("control_report", slug, year=year)
    rows = queries.done_of(home, "report")
    page = {
        "told": told,
        "words": words,
        "form": form,
        "delivered": [r for r in rows if r.covers_to.year == year],
    }
    wrong = words.errors or form.errors
    return show(request, "report", {**page, "names": queries.names()}, status=422 if wrong else 200)


@for_administration
@require_safe
def report_pdf(request: StaffRequest, slug: str, year: int) -> HttpResponse:
    """The report as a document."""
    home = request.municipality
    paper = papers.report(_year(home.code, year), queries.remarks_of(home.code, year), queries.names())
    return printed(papers.pdf(paper, home, clock.today()), f"avtalssamverkan-{year}.pdf")


@for_administration
def decisions(request: StaffRequest, slug: str) -> HttpResponse:
    """Decisions made on delegation since the last time the board was told (KL 7:8), and what is posted (KL 8:10)."""
    home, today = request.municipality.code, clock.today()
    days = queries.uncovered(home, "decisions", today)
    rows = queries.decided(*days)
    form = DoneForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        facts = {"decisions": len(rows), "posted": len(_posted(rows))}
        typed = form.cleaned_data
        deed = actions.Deed(typed["once"], "decisions", days, typed["on"], typed["note"], facts)
        actions.done(request.actor, home, deed)
        return _to("control_decisions", slug)
    page = {
        "days": days,
        "rows": rows,
        "posted": _posted(rows),
        "form": form,
        "acts": queries.activity_names(),
    }
    page |= {"names": queries.names(), "earlier": queries.done_of(home, "decisions")[:12]}
    return show(request, "decisions", page, status=422 if form.errors else 200)


@for_administration
@require_safe
def decisions_pdf(request: StaffRequest, slug: str) -> HttpResponse:
    """The same list as a document for the board."""
    home, today = request.municipality, clock.today()
    days = queries.uncovered(home.code, "decisions", today)
    paper = papers.decisions(queries.decided(*days), days, queries.names(), queries.activity_names())
    return printed(papers.pdf(paper, home, today), "delegationsbeslut.pdf")


@for_own_staff
@require_safe
def order_pdf(request: StaffRequest, slug: str) -> HttpResponse:
    """The delegation order as it stands today, as a document."""
    home, today = request.municipality, clock.today()
    rows = queries.order(home.code, today)
    paper = papers.order(rows, queries.names(), queries.activity_names(), queries.named_in(rows))
    return printed(papers.pdf(paper, home, today), "delegationsordning.pdf")


def _posted(rows: list[queries.Decided]) -> list[queries.Decided]:
    """What may be tried by laglighetsprövning: announced on the notice-board where it is not reported."""
    return [one for one in rows if one.appeal_route == "KL13"]


def _year(home: int, year: int) -> queries.Year:
    if not FIRST_YEAR <= year <= clock.today().year:
        raise Http404
    opened = [one for one in openings_to_review() if one.opened_at.astimezone(clock.STOCKHOLM).year == year]
    return queries.year(home, year, (len(opened), sum(one.accepted is False for one in opened)))


def _deed(form: DoneForm, duty: str, days: tuple[date, date], told: queries.Year) -> actions.Deed:
    typed = form.cleaned_data
    facts = {"agreements": len(told.agreements), "decisions": sum(told.by_employer.values())}
    return actions.Deed(typed["once"], duty, days, typed["on"], typed["note"], facts)


def _to(name: str, slug: str, **more: Any) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, kwargs={"slug": slug, **more}), status=303)
