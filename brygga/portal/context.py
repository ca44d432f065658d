"""What every page is given (docs/explanation/pages.md)."""

from math import ceil
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brygga.access.rules import ResidentActor, StaffActor
from brygga.ground import clock
from brygga.ground.addresses import address
from brygga.ground.areas import Area
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import by_code
from brygga.portal.themes import theme_url
from brygga.portal.views.sign_in import NEUTRAL

HIDDEN = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'


def page(request: HttpRequest) -> dict[str, Any]:
    home: Municipality | None = getattr(request, "municipality", None)
    actor: StaffActor | ResidentActor | None = getattr(request, "actor", None)
    house = home
    if isinstance(actor, StaffActor):
        home = by_code(actor.employer)
    for place in filter(None, (home, house)):
        place.theme_url = theme_url(place)  # type: ignore[attr-defined]
    token = SimpleLazyObject(lambda: get_token(request))  # masked once for a page, not for each of its forms
    return {
        "csrf_token": token,
        "csrf_input": SimpleLazyObject(lambda: format_html(HIDDEN, token)),
        "municipality": home,  # staff: the employer, whose mark stands at the top
        "house": house,  # whose address one is at: the home municipality of the case
        "user_name": actor.name if actor else "",
        "actor": actor,
        "language": get_language() or "sv",
        "now": clock.now(),
        "today": clock.today(),
        "emergency": _emergency(request, actor),
        "nav": _nav(actor, home),
        "links": _links(actor, home),
    }


def _emergency(request: HttpRequest, actor: StaffActor | ResidentActor | None) -> dict[str, Any] | None:
    """On the pages of a case that stands open in an emergency alone: until when, and the way to close it."""
    if not isinstance(actor, StaffActor) or not actor.openings or request.resolver_match is None:
        return None
    place = request.resolver_match.kwargs
    opening = next((one for one in actor.openings if one.case == place.get("case_id")), None)
    if opening is None:
        return None
    left = max(1, ceil((opening.until - clock.now()).total_seconds() / 60))
    close = address("close_emergency", slug=place["slug"], case_id=opening.case)
    return {"until": opening.until, "left": left, "close": close}


def _links(actor: StaffActor | ResidentActor | None, home: Municipality | None) -> dict[str, Any]:
    links: dict[str, Any] = {"leave": address("leave"), "neutral": NEUTRAL, "sign_out": address("sign_out")}
    if home is None:
        return links | {"home": "/"}
    slug = {"slug": home.slug}
    links |= {
        "home": address("start", **slug),
        "sign_in": address("sign_in", **slug, door="resident"),
        "languages": address("languages", **slug),
        "leave_help": address("about", **slug, what="lamna-snabbt"),
        "accessibility": address("about", **slug, what="tillganglighet"),
        "your_data": address("about", **slug, what="dina-uppgifter"),
    }
    if isinstance(actor, ResidentActor):
        links["me"] = address("my_cases", **slug)
    if isinstance(actor, StaffActor):
        own = {"slug": by_code(actor.employer).slug}
        links |= {"staff_home": address("work", **own), "search": address("search", **own)}
    return links


def _nav(actor: StaffActor | ResidentActor | None, home: Municipality | None) -> list[tuple[str, str, bool]]:
    if home is None or actor is None:
        return []
    if isinstance(actor, ResidentActor):
        return [(_("Mina ärenden"), address("my_cases", slug=home.slug), False)]
    own = {"slug": by_code(actor.employer).slug}
    nav = [] if actor.elected else _of_work(actor.areas_at_home(), own)
    if actor.capacity == "committee":
        nav.append((_("Nämnden"), address("board", **own), False))
    if any(actor.has_role(role, actor.employer) for role in ("registrar", "jurist")):
        nav.append((_("Kommunen"), address("governance", **own), False))
    return [*nav, (_("Samverkan"), address("together", **own), False)]


def _of_work(areas: frozenset[Area], own: dict[str, str]) -> list[tuple[str, str, bool]]:
    """What those who work with cases, of these areas at home, look at every day."""
    shown = (
        (_("Ärenden"), "work", True),
        (_("Meddelanden"), "unanswered", bool(areas)),
        (_("Rådgivning"), "advice_desk", Area.ADVICE in areas),
        (_("Anmälningar"), "concerns", bool({Area.CHILDREN, Area.ADULTS} & areas)),
        (_("Tider"), "my_times", bool(areas)),
    )
    return [(label, address(name, **own), False) for label, name, shows in shown if shows]
