"""What every page is given (docs/explanation/pages.md)."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brygga.access.rules import ResidentActor, StaffActor
from brygga.ground import clock
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import by_code
from brygga.portal.themes import theme_url
from brygga.portal.views.sign_in import NEUTRAL


def page(request: HttpRequest) -> dict[str, Any]:
    home: Municipality | None = getattr(request, "municipality", None)
    actor: StaffActor | ResidentActor | None = getattr(request, "actor", None)
    house = home
    if isinstance(actor, StaffActor):
        home = by_code(actor.employer)
    for place in filter(None, (home, house)):
        place.theme_url = theme_url(place)  # type: ignore[attr-defined]
    return {
        "municipality": home,  # staff: the employer, whose mark stands at the top
        "house": house,  # whose address one is at: the home municipality of the case
        "user_name": actor.name if actor else "",
        "actor": actor,
        "language": get_language() or "sv",
        "now": clock.now(),
        "today": clock.today(),
        "nav": _nav(actor, home),
        "links": _links(actor, home),
    }


def _links(actor: StaffActor | ResidentActor | None, home: Municipality | None) -> dict[str, Any]:
    links: dict[str, Any] = {"leave": reverse("leave"), "neutral": NEUTRAL, "sign_out": reverse("sign_out")}
    if home is None:
        return links | {"home": "/"}
    slug = {"slug": home.slug}
    links |= {
        "home": reverse("start", kwargs=slug),
        "sign_in": reverse("sign_in", kwargs={**slug, "door": "resident"}),
        "languages": reverse("languages", kwargs=slug),
        "leave_help": reverse("about", kwargs={**slug, "what": "lamna-snabbt"}),
        "accessibility": reverse("about", kwargs={**slug, "what": "tillganglighet"}),
        "your_data": reverse("about", kwargs={**slug, "what": "dina-uppgifter"}),
    }
    if isinstance(actor, ResidentActor):
        links["me"] = reverse("my_cases", kwargs=slug)
    if isinstance(actor, StaffActor):
        own = {"slug": by_code(actor.employer).slug}
        links |= {"staff_home": reverse("work", kwargs=own), "search": reverse("search", kwargs=own)}
    return links


def _nav(actor: StaffActor | ResidentActor | None, home: Municipality | None) -> list[tuple[str, str, bool]]:
    if home is None or actor is None:
        return []
    if isinstance(actor, ResidentActor):
        return [(_("Mina ärenden"), reverse("my_cases", kwargs={"slug": home.slug}), False)]
    own = {"slug": by_code(actor.employer).slug}
    nav = [(_("Ärenden"), reverse("work", kwargs=own), False)]
    if actor.capacity == "committee":
        nav.append((_("Nämnden"), reverse("board", kwargs=own), False))
    if any(actor.has_role(role, actor.employer) for role in ("registrar", "jurist")):
        nav.append((_("Kommunen"), reverse("governance", kwargs=own), False))
    return nav
