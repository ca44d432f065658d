"""A municipality's own reading: read by all own staff, decided by its board, kept by its administration."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from brygga.access.doors import StaffRequest, for_administration, for_own_staff
from brygga.counsel import queries, words
from brygga.counsel.actions import guidelines as actions
from brygga.counsel.forms.guidelines import TAKEN, EndForm, GuidelineForm
from brygga.counsel.views.pages import show, to, typed
from brygga.ground import clock
from brygga.law.books import book
from brygga.municipalities.models import Guideline


@for_own_staff
def guidelines(request: StaffRequest, slug: str) -> HttpResponse:
    today = clock.today()
    found = queries.guidelines_of(request.municipality.code)
    names = {row.code: row.name_sv for row in book().all_on(today)}
    page = {
        "alive": [one for one in found if one.valid_to is None or one.valid_to >= today],
        "over": [one for one in found if one.valid_to is not None and one.valid_to < today],
        "names": names,
        "words": words,
    }
    return show(request, "guidelines", page)


@for_administration
def new_guideline(request: StaffRequest, slug: str) -> HttpResponse:
    form = GuidelineForm(request.POST or None, law=book(), on=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt(request.actor, request.municipality.code, form.row_id, form.values())
            return to("law_guidelines", slug)
        except actions.Taken:
            form.add_error("reference", str(TAKEN))
    intro = _(
        "En riktlinje kan bara göra det strängare än lagen. Den kan aldrig ge någon rätt till något. "
        "Den gäller vid varje handling från den dag du anger."
    )
    return typed(request, _("Ny riktlinje"), form, _("Lägg till"), (_("Riktlinjer"), "law_guidelines"), intro)


@for_administration
def end_guideline(request: StaffRequest, slug: str, guideline_id: UUID) -> HttpResponse:
    found = _guideline(request.municipality.code, guideline_id)
    today = clock.today()
    form = EndForm(request.POST or None, first=found.valid_from, today=today)
    if request.method == "POST" and form.is_valid():
        actions.end(request.actor, found, form.cleaned_data["last_day"])
        return to("law_guidelines", slug)
    title = _("Avsluta riktlinje %(reference)s") % {"reference": found.reference}
    intro = _("Dagen efter sista dagen gäller bara lagen igen.")
    return typed(request, title, form, _("Avsluta"), (_("Riktlinjer"), "law_guidelines"), intro)


def _guideline(home: int, ident: UUID) -> Guideline:
    found = queries.guideline(home, ident)
    if found is None:
        raise Http404
    return found
