"""The law of two days side by side."""

from datetime import date
from typing import Any

from django.http import HttpResponse

from brygga.access.doors import StaffRequest, for_own_staff
from brygga.counsel import readable
from brygga.counsel.forms.days import CompareForm
from brygga.counsel.rules import browsing, comparing
from brygga.counsel.views.pages import show
from brygga.ground import clock
from brygga.law.books import Book, book

NEW_ACT = date(2025, 6, 30)
"""The day before the Social Services Act (2025:400): what one most often compares with."""


@for_own_staff
def compare(request: StaffRequest, slug: str) -> HttpResponse:
    """Which activities, rules and time limits are not the same on both days."""
    typed = request.GET if "fran" in request.GET or "till" in request.GET else None
    form = CompareForm(typed, initial={"fran": NEW_ACT, "till": clock.today()})
    page: dict[str, Any] = {"form": form}
    if typed is not None and form.is_valid():
        page |= _compared(book(), form.cleaned_data["fran"], form.cleaned_data["till"])
    return show(request, "compare", page, status=422 if form.errors else 200)


def _compared(law: Book, first: date, last: date) -> dict[str, Any]:
    found = comparing.differences(law, first, last)
    lines = [
        (
            one,
            readable.field_name(one.field, one.step),
            None if one.whole else readable.value(one.field, one.before, law),
            None if one.whole else readable.value(one.field, one.after, law),
        )
        for one in found
    ]
    new, gone = comparing.sections_between(law, first, last)
    return {
        "lines": lines,
        "new": new,
        "gone": gone,
        "slugs": browsing.slugs(law),
        "first": first,
        "last": last,
    }
