"""Applying: a page at a time, saved as one goes; then review, sign and a receipt."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brygga.access.doors import Request, ResidentRequest, for_residents, open_to_all
from brygga.access.rules import ResidentActor
from brygga.applications import actions, queries, rules
from brygga.applications.forms import StepForm
from brygga.applications.models import Draft, DraftFile
from brygga.applications.words import bad_file, signature_notice
from brygga.cases import queries as cases
from brygga.documentation.rules import BadUpload
from brygga.ground import clock
from brygga.ground.addresses import absolute
from brygga.ground.ids import uuid7
from brygga.ground.texts import tidy
from brygga.people import oidc, signing

REVIEW, FILES = "granska", "filer"


@open_to_all
def apply(request: Request, slug: str) -> HttpResponse:
    """What one can apply for. Sign-in comes after the choice."""
    if request.municipality is None:
        raise Http404
    if not isinstance(request.actor, ResidentActor):
        request.actor = None  # staff see the page as anyone does, not in their employer's name
    carried = _carried(request)
    page = {
        "kinds": rules.KINDS.values(),
        "carried": carried,
        "once": {kind: uuid7() for kind in rules.KINDS},
    }
    return render(request, "applications/kinds.html", page)


@for_residents
def new(request: ResidentRequest, slug: str, kind: str) -> HttpResponse:
    """What awaits, and a button that begins. Pressed twice it is one draft."""
    if kind not in rules.KINDS:
        raise Http404
    home = request.municipality
    if request.method == "POST":
        draft = _begun(request, kind)
        actions.carry_words(draft, _carried(request))
        return _to("application", slug, draft.id)
    there = [draft for draft in queries.drafts_of(request.actor, home.code) if draft.kind == kind]
    page = {"form": rules.KINDS[kind], "there": there, "once": uuid7()}
    return render(request, "applications/new.html", page)


@for_residents
def continue_(request: ResidentRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """To the first page that is not filled in, or to the review."""
    draft = _draft(request, draft_id)
    if draft.sent_at is not None:
        return _to("receipt", slug, case_id=draft.case_id)
    lacking = rules.missing(draft.kind, draft.answers)
    return (
        _to("application_step", slug, draft.id, code=lacking[0]) if lacking else _to("review", slug, draft.id)
    )


@for_residents
def step(request: ResidentRequest, slug: str, draft_id: UUID, code: str) -> HttpResponse:
    """One question. Saved when it is answered; what was wrong is shown again with what was typed."""
    draft = _draft(request, draft_id, lock=request.method == "POST")
    here = next((s for s in rules.steps(draft.kind, draft.answers) if s.code == code), None)
    if draft.sent_at is not None or here is None:
        return _to("application", slug, draft.id)
    rows = 1 if "fler" in request.GET else 0
    form = StepForm(here, draft.kind, draft.answers, clock.today(), _typed(request), rows)
    if "later" in request.POST:
        actions.save(draft, form.partly())
        return HttpResponseRedirect(reverse("my_cases", kwargs={"slug": slug}))
    if form.is_valid():
        actions.save(draft, form.answers())
        return HttpResponseRedirect(_onward(request, slug, draft, code))
    return render(
        request, "applications/step.html", _step_page(request, slug, draft, form), status=_status(form)
    )


@for_residents
def files(request: ResidentRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Photographs and papers: seen, added; those that cannot be taken are said, the others kept."""
    draft = _draft(request, draft_id, lock=request.method == "POST")
    if draft.sent_at is not None:
        return _to("application", slug, draft.id)
    wrong = _taken_in(request, draft) if request.method == "POST" else []
    if request.method == "POST" and not wrong:
        onward = "onward" in request.POST
        return (
            _to("review", slug, draft.id)
            if onward
            else _to("application_files", slug, draft.id, fragment="tillagda")
        )
    page = {
        "draft": draft,
        "files": queries.files_of(draft),
        "wrong": wrong,
        "most": actions.FILES_MAX,
        **_progress(slug, draft, FILES),
    }
    return render(request, "applications/files.html", page, status=422 if wrong else 200)


@for_residents
def file(request: ResidentRequest, slug: str, draft_id: UUID, file_id: UUID) -> HttpResponse:
    """One's own file, to look at."""
    try:
        found, content = queries.file_content(_draft(request, draft_id), file_id)
    except DraftFile.DoesNotExist as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=found.media_type)
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


@for_residents
@require_POST
def remove_file(request: ResidentRequest, slug: str, draft_id: UUID, file_id: UUID) -> HttpResponse:
    draft = _draft(request, draft_id, lock=True)
    if draft.sent_at is None:
        actions.remove_file(draft, file_id)
    return _to("application_files", slug, draft.id, fragment="tillagda")


@for_residents
def review(request: ResidentRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Everything as it will be sent, what is missing, and the button that signs."""
    draft = _draft(request, draft_id)
    if draft.sent_at is not None:
        return _to("receipt", slug, case_id=draft.case_id)
    answers = dict(queries.record(draft, _))
    lacking = set(rules.missing(draft.kind, draft.answers))
    page = {
        "draft": draft,
        "form": rules.KINDS[draft.kind],
        "sections": [(s, answers[s.code], s.code in lacking) for s in rules.steps(draft.kind, draft.answers)],
        "lacking": lacking,
        "files": queries.files_of(draft),
        "protected": rules.is_protected(draft.answers),
        "notice": signature_notice(request.GET.get("underskrift", "")),
        **_progress(slug, draft, REVIEW),
    }
    return render(request, "applications/review.html", page)


@for_residents
@require_POST
def sign(request: ResidentRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Off to the e-ID, to confirm exactly this wording anew."""
    draft = _draft(request, draft_id, lock=True)
    if draft.sent_at is not None:
        return _to("receipt", slug, case_id=draft.case_id)
    wanted = _wanted(slug, draft, request.actor.number_index)
    if wanted is None:
        return _to("review", slug, draft.id, fragment="saknas")
    callback = absolute(request, reverse("answered", kwargs={"door": "resident"}))
    try:
        return HttpResponseRedirect(signing.begin(request.session, wanted, callback, get_language() or "sv"))
    except oidc.SignInRefused:
        return HttpResponseRedirect(wanted.failed(signing.FAILED))


@for_residents
def send(request: ResidentRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Back from the e-ID: the application becomes a case. Come here again and it is the same receipt."""
    draft = _draft(request, draft_id, lock=True)
    signature = signing.signature(request.session, str(draft.id), request.actor.number_index)
    try:
        case_id = actions.submit(request.actor, request.municipality, draft, signature)
    except (actions.Altered, actions.Incomplete):
        why = "?underskrift=andrad" if signature else ""
        return HttpResponseRedirect(_address("review", slug, draft.id) + why)
    return _to("receipt", slug, case_id=case_id)


@for_residents
def discard(request: ResidentRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Throw a draft away, after one more question."""
    draft = _draft(request, draft_id, lock=request.method == "POST")
    if draft.sent_at is not None:
        return _to("receipt", slug, case_id=draft.case_id)
    if request.method == "POST":
        actions.discard(draft)
        return HttpResponseRedirect(reverse("my_cases", kwargs={"slug": slug}))
    return render(request, "applications/discard.html", {"draft": draft, "form": rules.KINDS[draft.kind]})


@for_residents
def receipt(request: ResidentRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The case number, and what happens next."""
    case = cases.case_for(request.actor, case_id)
    return render(request, "applications/receipt.html", {"case": case, "clocks": cases.clocks_of(case)})


def _draft(request: ResidentRequest, draft_id: UUID, *, lock: bool = False) -> Draft:
    try:
        return queries.draft_for(request.actor, draft_id, request.municipality.code, lock=lock)
    except Draft.DoesNotExist as error:
        raise Http404 from error


def _begun(request: ResidentRequest, kind: str) -> Draft:
    try:
        once = UUID(request.POST.get("once", ""))
    except ValueError:
        once = uuid7()
    try:
        return actions.begin(request.actor, request.municipality.code, kind, once)
    except Draft.DoesNotExist as error:
        raise Http404 from error


def _carried(request: Request) -> str:
    """Words that somebody brings along from another page of ours, in the form itself and nowhere else."""
    return tidy(request.POST.get("carried", "")).strip()[: actions.CARRIED_MAX]


def _taken_in(request: ResidentRequest, draft: Draft) -> list[tuple[str, str]]:
    """(name, why) of each file that could not be taken."""
    sent = [one for one in request.FILES.getlist("file") if one.name]
    wrong = [] if sent or "onward" in request.POST else [("", bad_file("missing"))]
    for one in sent:
        try:
            actions.add_file(
                draft, one.name or "", one.read(settings.UPLOAD_MAX_BYTES + 1), settings.UPLOAD_MAX_BYTES
            )
        except BadUpload as error:
            wrong.append((one.name or "", bad_file(error.code)))
    return wrong


def _wanted(slug: str, draft: Draft, who: str) -> signing.Wanted | None:
    """What is to be signed, or None where something is missing."""
    try:
        _pairs, digest = actions.to_sign(draft, queries.files_of(draft))
    except actions.Incomplete:
        return None
    onward, back = _address("send_application", slug, draft.id), _address("review", slug, draft.id)
    return signing.Wanted(str(draft.id), digest, who, onward, back)


def _step_page(request: ResidentRequest, slug: str, draft: Draft, form: StepForm) -> dict[str, Any]:
    page = {"draft": draft, "form": form, "step": form.step, "from_review": _from_review(request)}
    return page | _progress(slug, draft, form.step.code)


def _progress(slug: str, draft: Draft, code: str) -> dict[str, Any]:
    """Where one is: labels and number for the steps, and the way back."""
    pages = rules.steps(draft.kind, draft.answers)
    codes = [page.code for page in pages] + [FILES, REVIEW]
    place = codes.index(code)
    return {
        "labels": [_(page.title) for page in pages] + [_("Papper och bilder"), _("Granska och skicka")],
        "current": place + 1,
        "back_url": _page(slug, draft, codes[place - 1])
        if place
        else reverse("my_cases", kwargs={"slug": slug}),
    }


def _onward(request: ResidentRequest, slug: str, draft: Draft, code: str) -> str:
    """The page after this one; back to the review for those who came from there and lack nothing."""
    if "more" in request.POST:
        return _page(slug, draft, code) + "?fler=1"
    lacking = rules.missing(draft.kind, draft.answers)
    if _from_review(request):
        return _page(slug, draft, lacking[0] if lacking else REVIEW)
    codes = [page.code for page in rules.steps(draft.kind, draft.answers)] + [FILES]
    return _page(slug, draft, codes[codes.index(code) + 1])


def _from_review(request: ResidentRequest) -> bool:
    return request.POST.get("from", request.GET.get("fran", "")) == REVIEW


def _page(slug: str, draft: Draft, code: str) -> str:
    names = {FILES: "application_files", REVIEW: "review"}
    if code in names:
        return _address(names[code], slug, draft.id)
    return reverse("application_step", kwargs={"slug": slug, "draft_id": draft.id, "code": code})


def _address(name: str, slug: str, draft_id: UUID) -> str:
    return reverse(name, kwargs={"slug": slug, "draft_id": draft_id})


def _to(
    name: str, slug: str, draft_id: UUID | None = None, *, fragment: str = "", **more: Any
) -> HttpResponseRedirect:
    place = {"draft_id": draft_id} if draft_id else {}
    url = reverse(name, kwargs={"slug": slug, **place, **more})
    return HttpResponseRedirect(f"{url}#{fragment}" if fragment else url)


def _typed(request: ResidentRequest) -> Any:
    """What was sent, were it nothing; None for a page only looked at."""
    return request.POST if request.method == "POST" else None


def _status(form: StepForm) -> int:
    return 422 if form.is_bound else 200
