"""May they? The question, the answer with its reasons, and the same as JSON."""

from typing import Any

from django.http import HttpResponse, JsonResponse, QueryDict

from brygga.access.doors import StaffRequest, for_own_staff
from brygga.counsel import answering, queries, words
from brygga.counsel.forms.questions import QuestionForm
from brygga.counsel.rules import browsing
from brygga.counsel.views.pages import asked_day, show
from brygga.ground import clock
from brygga.law import BadQuestion, Explanation
from brygga.law.books import book
from brygga.municipalities.queries import in_use


@for_own_staff
def may_they(request: StaffRequest, slug: str) -> HttpResponse:
    """The question as a sentence; below it the answer, once there is a question."""
    form = _form(request)
    if not form.is_bound:
        return show(request, "ask", {"form": form, "words": words})
    explained = _answer(form)
    page: dict[str, Any] = {"form": form, "words": words}
    if explained is not None:
        page |= _told(form, explained, request.GET)
    return show(request, "ask", page, status=200 if explained else 422)


@for_own_staff
def answer_as_json(request: StaffRequest, slug: str) -> HttpResponse:
    """The whole answer for other programs; 422 with what is wrong where the question does not hold together."""
    form = _form(request)
    explained = _answer(form) if form.is_bound else None
    if explained is None:
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    return JsonResponse(explained.as_json(), json_dumps_params={"ensure_ascii": False, "indent": 2})


def _form(request: StaffRequest) -> QuestionForm:
    own = request.municipality.code
    typed = request.GET if "verksamhet" in request.GET and "vem" in request.GET else None
    on = asked_day(request)
    home = request.GET.get("hem", "")
    towns = in_use()
    chosen = int(home) if home.isdigit() and int(home) in {town.code for town in towns} else own
    initial = {
        "vem": str(request.actor.id),
        "hem": own,
        "dag": clock.today(),
        "steg": "decide",
        "roll": "employee",
        "befattning": "socialsekreterare",
        "examen": "socionom",
        "underlag": "gallande",
        "verksamhet": request.GET.get("verksamhet", ""),
    }
    scene = queries.scene(own, chosen, on)
    return QuestionForm(typed, scene=scene, law=book(), towns=towns, on=on, initial=initial)


def _answer(form: QuestionForm) -> Explanation | None:
    """None where something has to be put right; the form then says what."""
    if not form.is_valid():
        return None
    try:
        return answering.answer(form.question(), form.scene, form.law, form.colleague())
    except BadQuestion as wrong:
        form.add_error(None, wrong.swedish)
        return None


def _told(form: QuestionForm, explained: Explanation, asked: QueryDict) -> dict[str, Any]:
    question, law = form.question(), form.law
    row = law.row(question.activity, question.on)
    near = None
    if row is not None and not explained.answer.permitted:
        near = answering.nearest(question, form.scene, row)
    return {
        "explained": explained,
        "question": question,
        "row": row,
        "near": near,
        "near_query": _about(asked, str(near.actor.id)) if near else "",
        "query": asked.urlencode(),
        "slugs": browsing.slugs(law),
        "asks": form.fact_fields(fact.name for fact in explained.asks),
        "heading": words.ANSWERS[explained.answer.verdict],
        "towns": form.towns,
    }


def _about(asked: QueryDict, person: str) -> str:
    """The same question about somebody else."""
    other = asked.copy()
    other["vem"] = person
    other.pop("underlag", None)
    return other.urlencode()
