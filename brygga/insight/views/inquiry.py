"""The inquiry: what these municipalities may do together. Counts and law only; nothing about anybody."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from brygga.access.doors import StaffRequest, for_own_staff
from brygga.ground import clock, theme
from brygga.insight import reporting
from brygga.insight.inquiry_form import InquiryForm
from brygga.insight.inquiry_told import report
from brygga.insight.queries import inquiry as asked
from brygga.insight.rules.inquiry_whole import Inquiry, composed
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import in_use
from brygga.municipalities.rules import names


@for_own_staff
def inquiry(request: StaffRequest, slug: str) -> HttpResponse:
    """On screen: at first about those that this house works with, and the law of today."""
    users = in_use()
    form = _question(request, users)
    page = _asking(slug, form)
    if form.is_valid():
        page |= reporting.drawn(report(_answer(request, form)))
        page |= {"files": _files(slug, form), **_looks(users)}
    return render(request, "insight/inquiry.html", page, status=422 if form.errors else 200)


@for_own_staff
def inquiry_file(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """The same question as a file: pdf, csv, json or html."""
    form = _question(request, in_use())
    if kind not in reporting.FORMATS:
        raise Http404
    if not form.is_valid():
        return render(
            request,
            "insight/inquiry.html",
            {"form": form, "every": names().values(), "slug": slug},
            status=422,
        )
    made = _answer(request, form)
    response = HttpResponse(reporting.FORMATS[kind](made), content_type=reporting.TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="utredning-{made.on.isoformat()}.{kind}"'
    return response


def _asking(slug: str, form: InquiryForm) -> dict[str, Any]:
    return {"form": form, "every": names().values(), "slug": slug}


def _question(request: StaffRequest, users: list[Municipality]) -> InquiryForm:
    """What the address asks; what it leaves out is filled in."""
    given = request.GET.copy() if request.GET else QueryDict(mutable=True)
    shown = asked.usual(request.municipality.code, {place.code for place in users})
    if not ({"kommun", "fler"} & set(given)):
        given.setlist("kommun", [str(code) for code in shown])
    given.setdefault("dag", clock.today().isoformat())
    return InquiryForm(given, shown)


def _answer(request: StaffRequest, form: InquiryForm) -> Inquiry:
    codes, on = form.cleaned_data["codes"], form.cleaned_data["dag"]
    figures = asked.figures(request.municipality.code, on)
    return composed(codes, on, asked.in_force(codes, on), figures)


def _looks(places: list[Municipality]) -> dict[str, Any]:
    """The marks and colours of the municipalities that use Brygga."""
    return {
        "marks": {place.code: place.slug for place in places},
        "theme_urls": [f"/tema/{theme.file_name(place.slug, place.colour)}" for place in places],
    }


def _files(slug: str, form: InquiryForm) -> list[tuple[str, str]]:
    pairs = [("kommun", code) for code in form.cleaned_data["codes"]]
    query = urlencode([*pairs, ("dag", form.cleaned_data["dag"].isoformat())])
    labels = {
        "pdf": _("Läs som PDF"),
        "csv": _("Hämta tabellen som CSV"),
        "html": _("Spara som webbsida"),
        "json": _("Hämta som JSON"),
    }
    return [
        (label, f"{reverse('inquiry_file', kwargs={'slug': slug, 'kind': kind})}?{query}")
        for kind, label in labels.items()
    ]
