"""The rota and the ready-made answers: for the staff of the municipality of the address."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brygga.access.doors import StaffRequest, for_own_staff
from brygga.advice import permits
from brygga.advice.actions import planning
from brygga.advice.forms import WEEKDAYS, PhraseForm, ShiftForm
from brygga.advice.models import Phrase
from brygga.advice.queries import desk, tallies
from brygga.advice.queries import rota as shifts
from brygga.municipalities.queries import by_code


@for_own_staff
def rota(request: StaffRequest, slug: str) -> HttpResponse:
    """Who answers when, over every municipality in reach; and a form for a shift of one's own or one's team's."""
    homes = [by_code(code) for code in _homes(request)]
    data = request.POST if request.method == "POST" else None
    form = ShiftForm(shifts.workers(request.actor), homes, data)
    if form.is_valid() and _planned(request, form):
        return _to("advice_rota", slug)
    page = {
        "form": form,
        "shifts": shifts.all_shifts(request.actor),
        "may_cancel": lambda one: _may_cancel(request, one),
        "weekdays": WEEKDAYS,
        "home_of": by_code,
        "counted": tallies.this_month(request.municipality.code),
    }
    return render(request, "advice/rota.html", page, status=422 if form.errors else 200)


@for_own_staff
@require_POST
def cancel(request: StaffRequest, slug: str, shift_id: UUID) -> HttpResponse:
    _homes(request)
    planning.cancel(request.actor, shift_id)
    return _to("advice_rota", slug)


@for_own_staff
def phrases(request: StaffRequest, slug: str) -> HttpResponse:
    """The municipality's ready-made answers, and a form for one more."""
    home = _own(request)
    form = PhraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _kept(request, form, form.cleaned_data["once"])
        return _to("advice_phrases", slug)
    page = {"form": form, "phrases": desk.phrases_of(home)}
    return render(request, "advice/phrases.html", page, status=422 if form.errors else 200)


@for_own_staff
def phrase(request: StaffRequest, slug: str, phrase_id: UUID) -> HttpResponse:
    """One of them, to change."""
    found = _phrase(request, phrase_id)
    form = PhraseForm(
        request.POST if request.method == "POST" else None, initial={"title": found.title, "text": found.text}
    )
    if form.is_valid():
        _kept(request, form, phrase_id)
        return _to("advice_phrases", slug)
    return render(
        request, "advice/phrase.html", {"form": form, "phrase": found}, status=422 if form.errors else 200
    )


@for_own_staff
@require_POST
def drop_phrase(request: StaffRequest, slug: str, phrase_id: UUID) -> HttpResponse:
    planning.drop_phrase(request.actor, _own(request), phrase_id)
    return _to("advice_phrases", slug)


def _homes(request: StaffRequest) -> tuple[int, ...]:
    """Those the actor may answer for; none is 404."""
    homes = permits.homes(request.actor)
    if not homes:
        raise Http404
    return homes


def _own(request: StaffRequest) -> int:
    if request.municipality.code not in _homes(request):
        raise Http404
    code: int = request.municipality.code
    return code


def _phrase(request: StaffRequest, phrase_id: UUID) -> Phrase:
    try:
        return desk.phrase_of(_own(request), phrase_id)
    except Phrase.DoesNotExist:
        raise Http404 from None


def _kept(request: StaffRequest, form: PhraseForm, ident: UUID) -> None:
    typed = form.cleaned_data
    planning.keep_phrase(request.actor, _own(request), ident, typed["title"], typed["text"])


def _planned(request: StaffRequest, form: ShiftForm) -> bool:
    """Whether it was; where the person may not answer for a municipality, the form says which."""
    try:
        planning.plan(request.actor, form.shift(), once=form.cleaned_data["once"])
    except planning.NotTheirs as why:
        names = ", ".join(by_code(code).name for code in why.homes)
        form.add_error("homes", _("Får inte svara åt %(names)s: avtal saknas.") % {"names": names})
        return False
    return True


def _may_cancel(request: StaffRequest, one: Any) -> bool:
    actor = request.actor
    return one.municipality == actor.employer and (one.staff_id == actor.id or permits.plans(actor))


def _to(name: str, slug: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, kwargs={"slug": slug}), status=303)
