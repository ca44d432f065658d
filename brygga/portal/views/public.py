"""Pages open to anyone."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.i18n import set_language as django_set_language

from brygga.access.doors import Request, open_to_all
from brygga.access.rules import StaffActor
from brygga.ground import clock
from brygga.ground.addresses import own_house
from brygga.municipalities import queries
from brygga.municipalities.models import Municipality
from brygga.portal.themes import theme_url

ABOUT = {
    "tillganglighet": "accessibility",
    "dina-uppgifter": "your_data",
    "lamna-snabbt": "leave_quickly",
    "om-brygga": "about",
    "orolig": "worried",
    "boka-tid": "book",
    "prata": "talk",
}
"""The pages under /om/: address and template."""


@open_to_all
def municipalities(request: Request) -> HttpResponse:
    """Choose municipality: those in use, and a kind answer about all others. Under its own name one has chosen."""
    if slug := own_house(request):
        return redirect("start", slug=slug)
    words, places = request.GET.get("kommun", "").strip()[:60], queries.in_use()
    for place in places:
        place.theme_url = theme_url(place)  # type: ignore[attr-defined]
    return render(
        request,
        "portal/public/municipalities.html",
        {
            "places": places,
            "theme_urls": [theme_url(place) for place in places],
            "words": words,
            "found": queries.by_name(words) if words else [],
        },
    )


@open_to_all
def start(request: Request, slug: str) -> HttpResponse:
    home = _home(request)
    helpers = queries.partners_of(home.code, clock.today())
    return render(
        request, "portal/public/start.html", {"open_state": queries.open_state(home), "neighbours": helpers}
    )


@open_to_all
def about(request: Request, slug: str, what: str) -> HttpResponse:
    home = _home(request)
    if what not in ABOUT:
        raise Http404
    return render(request, f"portal/public/{ABOUT[what]}.html", {"open_state": queries.open_state(home)})


@open_to_all
def languages(request: Request, slug: str) -> HttpResponse:
    """Choose language. The choice is kept in a cookie, not with the person."""
    _home(request)
    return render(request, "portal/public/languages.html", {"other_languages": OTHER_LANGUAGES})


@open_to_all
def set_language(request: Request) -> Any:
    return django_set_language(request)


OTHER_LANGUAGES = (
    ("ar", "rtl", "العربية", "اتصل بنا وسنوفر لك مترجمًا. الترجمة مجانية."),
    ("so", "ltr", "Soomaali", "Na soo wac, waxaan kuu helaynaa turjubaan. Turjubaanku waa lacag la'aan."),
    ("uk", "ltr", "Українська", "Зателефонуйте нам, і ми знайдемо перекладача. Це безкоштовно."),
)
"""Call us and we find an interpreter; it costs nothing. In the languages the pages do not speak yet."""


def _home(request: Request) -> Municipality:
    """The municipality of the address; one that does not use Brygga has no pages."""
    if request.municipality is None:
        raise Http404
    if isinstance(request.actor, StaffActor):
        request.actor = None  # staff see the page as anyone does, not in their employer's name
    return request.municipality
