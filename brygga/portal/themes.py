"""One stylesheet per municipality, made from its colour and cached by its content."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse

from brygga.access.doors import open_to_all
from brygga.ground import theme
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import by_slug


@lru_cache(maxsize=600)
def _css(slug: str, colour: str) -> str:
    return theme.css(slug, colour)


@lru_cache(maxsize=600)
def _file_name(slug: str, colour: str) -> str:
    return theme.file_name(slug, colour)


def theme_url(home: Municipality) -> str:
    return f"/tema/{_file_name(home.slug, home.colour)}"


@open_to_all
def stylesheet(request: HttpRequest, name: str) -> HttpResponse:
    home = by_slug(name.rpartition("-")[0])
    if home is None:
        raise Http404
    response = HttpResponse(_css(home.slug, home.colour), content_type="text/css; charset=utf-8")
    fresh = _file_name(home.slug, home.colour) == f"{name}.css"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
    return response
