"""Reading the law as this product has it: activities, sections, what may be in force."""

from typing import Any

from django.http import Http404, HttpResponse

from brygga.access.doors import StaffRequest, for_own_staff
from brygga.counsel import words
from brygga.counsel.rules import browsing
from brygga.counsel.views.pages import day_of, show
from brygga.law.books import book


@for_own_staff
def activities(request: StaffRequest, slug: str) -> HttpResponse:
    """All activities by area; searched by name, code or section."""
    on, form = day_of(request)
    asked, area = request.GET.get("sok", "")[:80], request.GET.get("omrade", "")
    every = book().all_on(on)
    found = browsing.matching(every, asked, area)
    page = {
        "form": form,
        "on": on,
        "asked": asked,
        "area": area,
        "groups": browsing.by_area(found, words.AREAS),
        "found": len(found),
        "every": len(every),
        "areas": words.AREAS,
        "levels": words.LEVELS,
        "digital": words.DIGITAL,
        "confidence": words.CONFIDENCE,
    }
    return show(request, "activities", page, status=422 if form.errors else 200)


@for_own_staff
def activity(request: StaffRequest, slug: str, code: str) -> HttpResponse:
    """One activity as the law has it on a day, with what it was before and becomes later."""
    on, form = day_of(request)
    law = book()
    if code not in law.activities:
        raise Http404
    versions = law.activities[code]
    row = law.row(code, on)
    page: dict[str, Any] = {
        "row": row,
        "versions": versions,
        "name": (row or versions[-1]).name_sv,
        "on": on,
        "form": form,
    }
    if row is not None:
        ways = {step: browsing.named_ways(law, rule) for step, rule in row.steps.items()}
        page |= {"clocks": browsing.clocks_of(law, row, on), "ways": ways}
    page |= {"slugs": browsing.slugs(law), "words": words}
    return show(request, "activity", page, status=422 if form.errors else 200)


@for_own_staff
def sections(request: StaffRequest, slug: str) -> HttpResponse:
    """Every section cited, in plain words, by law."""
    return show(request, "sections", {"laws": browsing.laws(book()), "confidence": words.CONFIDENCE})


@for_own_staff
def section(request: StaffRequest, slug: str, ref: str) -> HttpResponse:
    """What one section says, and everything that rests on it."""
    on, form = day_of(request)
    law = book()
    if (key := browsing.section_key(law, ref)) is None:
        raise Http404
    page = {
        "section": law.sections[key],
        "citing": browsing.citing(law, key, on),
        "on": on,
        "form": form,
        "words": words,
    }
    return show(request, "section", page, status=422 if form.errors else 200)


@for_own_staff
def instruments(request: StaffRequest, slug: str) -> HttpResponse:
    """What may be in force at a municipality or between municipalities."""
    law = book()
    page = {"papers": list(law.papers.values()), "slugs": browsing.slugs(law), "law": law, "words": words}
    return show(request, "instruments", page)
