"""The pages on which an agreement is written, one thing on each, saved as one goes."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from brygga.access.doors import StaffRequest, for_administration
from brygga.ground import clock
from brygga.law import Step
from brygga.municipalities.queries import in_use
from brygga.network import desk, draft_words, drafting, findings, queries, rules, words
from brygga.network.actions import drafts as actions
from brygga.network.actions.changes import ChangedMeanwhile, Taken, standing
from brygga.network.forms import drafts as forms
from brygga.network.forms.costs import CostForm
from brygga.network.models import Draft
from brygga.network.views.pages import show, to

FORMS: dict[str, type[forms.StepForm]] = {
    "namn": forms.NameForm,
    "parter": forms.PartiesForm,
    "omraden": forms.AreasForm,
    "uppgifter": forms.ActivitiesForm,
    "steg": forms.StepsForm,
    "handlingar": forms.PapersForm,
    "delegera": forms.DelegationLinesForm,
    "personuppgifter": forms.DataForm,
    "kostnad": CostForm,
    "tid": forms.TermForm,
}


@for_administration
def draft_page(request: StaffRequest, slug: str, draft_id: UUID, page: str) -> HttpResponse:
    """One page; only the municipality that writes the draft has it."""
    if page == "beslut":
        return _standpoint(request, draft_id)
    draft = own_draft(request, draft_id)
    if page not in FORMS:
        raise Http404
    if not draft.on_the_desk:
        return to("draft", slug, draft_id=draft.id)
    around = _around(draft)
    form = FORMS[page](request.POST or None, draft=draft, around=around)
    if request.method == "POST" and form.is_valid():
        done = _saved(request, draft, form)
        if done:
            return to(*_next(slug, page), draft_id=draft.id, **_page_after(page))
    return _shown(request, draft, page, form, _beside(draft, page, around))


def _saved(request: StaffRequest, draft: Draft, form: forms.StepForm) -> bool:
    values = form.values()
    try:
        actions.save_step(request.actor, draft, values, seen=form.cleaned_data["seen"])
        return True
    except ChangedMeanwhile:
        draft.refresh_from_db()
        form.shown_again(standing(draft, list(values)))
    except actions.Closed:
        form.add_error(None, _("Utkastet har redan registrerats eller dragits tillbaka. Inget ändrades."))
    return False


def _next(slug: str, page: str) -> tuple[str, str]:
    return ("draft_page" if _page_after(page) else "draft", slug)


def _page_after(page: str) -> dict[str, str]:
    pages = list(draft_words.PAGES)
    following = pages[pages.index(page) + 1 :]
    return {"page": following[0]} if following else {}


def _around(draft: Draft) -> forms.Around:
    today = clock.today()
    return forms.Around(
        towns={place.code: place.name for place in in_use()},
        names=queries.names(),
        offers=drafting.offers(law_day(draft, today)),
        today=today,
    )


def law_day(draft: Draft, today: date) -> date:
    """The law of the day the agreement begins; today's while nobody has said when."""
    return max(draft.valid_from or today, today)


def own_draft(request: StaffRequest, draft_id: UUID) -> Draft:
    draft = desk.draft_for(request.municipality.code, draft_id)
    if draft.municipality != request.municipality.code:
        raise Http404
    return draft


def _shown(request: StaffRequest, draft: Draft, page: str, form: Any, more: dict[str, Any]) -> HttpResponse:
    pages = list(draft_words.PAGES)
    shared = {
        "draft": draft,
        "form": form,
        "page": page,
        "number": pages.index(page) + 1,
        "pages": draft_words.PAGES,
        "question": draft_words.QUESTIONS[page],
        "law": findings.beside(page),
        "before": pages[pages.index(page) - 1] if page != pages[0] else None,
        "after": _page_after(page).get("page"),
    }
    status = 422 if form.errors else 200
    return show(request, f"draft/{page}" if page in _OWN_LOOK else "draft/page", {**shared, **more}, status)


_OWN_LOOK = {"uppgifter", "steg", "delegera", "beslut"}


def _beside(draft: Draft, page: str, around: forms.Around) -> dict[str, Any]:
    """What some pages show besides their form."""
    chosen = forms.chosen_of(draft, around.offers)
    if page == "uppgifter":
        return {
            "areas": {code: words.AREAS[code] for code in [*draft.areas, "common"]},
            "rows": drafting.shareable(around.offers, draft.areas),
            "barred": drafting.barred(around.offers, draft.areas),
            "shares": draft_words.SHARES,
        }
    if page == "steg":
        return {"never": [one for one in chosen if one.decide in {"never", "unknown"}], "decide": Step.DECIDE}
    if page == "delegera":
        named = {one.row.code: one.row.name_sv for one in around.offers}
        return {"lines": drafting.lines(draft), "names": around.names, "activities": named}
    return {}


def _standpoint(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """Who decides here: each party answers for itself, the one that writes the draft too."""
    home, today = request.municipality.code, clock.today()
    draft = desk.draft_for(home, draft_id)
    row = desk.standpoint_of(home, draft)
    if not draft.on_the_desk:
        return to("draft", request.municipality.slug, draft_id=draft.id)
    form = forms.StandForm(request.POST or None, row=row, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            actions.stand(request.actor, home, draft, form.values(), seen=form.cleaned_data["seen"])
            return to("draft", request.municipality.slug, draft_id=draft.id)
        except (ChangedMeanwhile, Taken):
            row = desk.standpoint_of(home, draft)
            form.shown_again(standing(row, list(form.values())))
    result = desk.decides(row)
    said = draft_words.DECIDES[result] if result is not rules.Decides.ASK else ""
    return _shown(request, draft, "beslut", form, {"said": said, "own": draft.municipality == home})
