"""The Jinja2 environment of every page: translation, Swedish dates, icons and marks.

No filter reads the clock. A page is given `now` and `today`, and passes them on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_timezone
from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import ChainableUndefined, Environment, Template
from markupsafe import Markup

from brygga.ground.addresses import address
from brygga.ground.drawings import icon, mark, skyline

STOCKHOLM = get_timezone("Europe/Stockholm")
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
HTMX_CONFIG = (
    '{"allowEval":false,"includeIndicatorStyles":false,"selfRequestsOnly":true,'
    '"historyCacheSize":0,"refreshOnHistoryMiss":true,"scrollIntoViewOnBoost":false}'
)


class _Template(Template):
    """Imported macros see the environment's globals and nothing more, so that one module of them serves all pages.

    Jinja would compare the globals of both templates at every import, which cost a tenth of a page.
    """

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module(None)


def environment(**options: Any) -> Environment:
    """Django's Jinja2 backend calls this once (`OPTIONS: {"environment": ...}`)."""
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    options["undefined"] = ChainableUndefined  # an error page has no municipality; Django has set another
    made = Environment(**{**options, "autoescape": True})  # noqa: S701 - it is on
    made.template_class = _Template
    made.add_extension("jinja2.ext.i18n")
    made.add_extension("jinja2.ext.do")
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.globals.update(_globals())
    made.filters.update(_filters())
    return made


def _globals() -> dict[str, Any]:
    return {
        "_": translated,
        "gettext": translated,
        "url": address,
        "static": cache(static) if settings.COLLECTED else static,
        "icon": icon,
        "mark": mark,
        "skyline": skyline,
        "direction": direction,
        "htmx_config": HTMX_CONFIG,
        "links": {},
        "nav": [],
    }


def _filters() -> dict[str, Callable[..., Any]]:
    return {
        "day": day,
        "day_year": day_year,
        "short_day": short_day,
        "weekday_day": weekday_day,
        "clock": clock,
        "moment": moment,
        "brief": brief,
        "days_left": days_left,
        "in_days": in_days,
        "initials": initials,
        "paragraphs": broken_as_typed,
        "iso": iso,
        "whole": whole,
    }


def translated(message: str, **values: Any) -> Markup:
    """`_()` of the templates: our own words are markup, the values in them are escaped."""
    language = get_language()
    return _words(language, message) % values if values else _sentence(language, message)


@lru_cache(maxsize=8192)
def _words(language: str | None, message: str) -> Markup:
    return Markup(gettext(message))  # noqa: S704 - a translator's words, reviewed as code is


@lru_cache(maxsize=8192)
def _sentence(language: str | None, message: str) -> Markup:
    return _words(language, message) % {}


def direction(language: str) -> str:
    """`rtl` for Arabic and its like, else `ltr`."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def _locale() -> Locale:
    return _locale_of(get_language() or "sv")


@cache
def _locale_of(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale("sv")


@lru_cache(maxsize=4096)
def _formatted(when: date, pattern: str, language: str) -> str:
    text: str = format_date(when, pattern, _locale_of(language))
    return text


def _written(when: date | datetime, pattern: str) -> str:
    return _formatted(_as_date(when), pattern, get_language() or "sv")


def _local(when: datetime) -> datetime:
    return when.astimezone(STOCKHOLM)


def _as_date(when: date | datetime) -> date:
    return _local(when).date() if isinstance(when, datetime) else when


def _unbroken(text: str) -> str:
    """Dates never break over a line."""
    return text.replace(" ", "\u00a0")


_WHOLE = re.compile(
    r"\d{1,2} (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
    r"(?: \d{4})?|(?:\d+ kap\. )?\d+(?: [a-z])? §(?: [A-ZÅÄÖ]+\w*)?"
)


@lru_cache(maxsize=4096)
def whole(text: str) -> str:
    """The same words, but no date and no section of a law breaks over a line."""
    return _WHOLE.sub(lambda found: _unbroken(found[0]), text)


def day(when: date | datetime) -> str:
    """`5 december`."""
    return _unbroken(_written(when, _pattern("d MMMM", "MMMM d")))


def day_year(when: date | datetime) -> str:
    """`5 december 2026`."""
    return _unbroken(_written(when, "long"))


def short_day(when: date | datetime) -> str:
    """`12 nov`, for dense lists."""
    return _unbroken(_written(when, _pattern("d MMM", "MMM d")).rstrip("."))


def weekday_day(when: date | datetime) -> str:
    """`fredag 27 november`."""
    text = _written(when, _pattern("EEEE d MMMM", "EEEE MMMM d"))
    weekday, _, rest = text.partition(" ")
    return f"{weekday} {_unbroken(rest)}"


def _pattern(usual: str, english: str) -> str:
    # British and Swedish readers agree on day first; only en-US does not.
    return english if get_language() == "en-us" else usual


def clock(when: datetime) -> str:
    """`10.41` in Swedish, `10:41` otherwise."""
    local = _local(when)
    mark_between = "." if _locale().language == "sv" else ":"
    return f"{local:%H}{mark_between}{local:%M}"


def moment(when: datetime, now: datetime) -> str:
    """`i dag 10.41`, `i går 15.12`, `12 november`, `12 november 2025`."""
    then, today = _as_date(when), _as_date(now)
    if then == today:
        return _unbroken(gettext("i dag %(clock)s") % {"clock": clock(when)})
    if (today - then).days == 1:
        return _unbroken(gettext("i går %(clock)s") % {"clock": clock(when)})
    return day(when) if then.year == today.year else day_year(when)


def brief(when: datetime, now: datetime) -> str:
    """For narrow columns: `10.41` today, `i går`, `12 nov`, `2025-11-12`."""
    then, today = _as_date(when), _as_date(now)
    if then == today:
        return clock(when)
    if (today - then).days == 1:
        return gettext("i går")
    return short_day(when) if then.year == today.year else then.isoformat()


def days_left(when: date | datetime, today: date | datetime) -> int:
    """Whole days from today; negative when the day has passed."""
    return (_as_date(when) - _as_date(today)).days


def in_days(when: date | datetime, today: date | datetime) -> str:
    """`15 dagar kvar`, `sista dagen i dag`, `3 dagar för sent`."""
    left = days_left(when, today)
    if left == 0:
        return gettext("sista dagen i dag")
    if left < 0:
        return ngettext("%(n)s dag för sent", "%(n)s dagar för sent", -left) % {"n": -left}
    return ngettext("%(n)s dag kvar", "%(n)s dagar kvar", left) % {"n": left}


def iso(when: date | datetime) -> str:
    """For the `datetime` attribute of `<time>`."""
    return (_local(when) if isinstance(when, datetime) else when).isoformat()


def initials(name: str) -> str:
    """`AN` for Alma Nilsson; one letter for one name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def broken_as_typed(text: str) -> list[Markup]:
    """The paragraphs of what somebody typed, with lines ending where they ended them: a list stays a list."""
    return [Markup("<br>").join(part.split("\n")) for part in paragraphs(text)]


def paragraphs(text: str) -> list[str]:
    """Typed text as its paragraphs: blank lines separate them."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
