"""The words that say what rows are."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brygga.documentation.forms import KIND_LABELS


def kind_label(kind: str) -> str:
    """What a note of a kind is called where it has no heading of its own."""
    return str(KIND_LABELS[kind])


def you() -> str:
    return _("Du")


def another_party() -> str:
    """A party other than the one who reads; not named, as they may live under protection."""
    return _("En annan part")


def handed_in() -> str:
    return _("Inlämnat")


def the_party() -> str:
    return _("Den enskilde")


def hidden_from_you(sentences: int) -> str:
    """`Två meningar är dolda för dig`."""
    words = (_("En"), _("Två"), _("Tre"), _("Fyra"), _("Fem"), _("Sex"), _("Sju"), _("Åtta"), _("Nio"))
    number = words[sentences - 1] if sentences <= len(words) else str(sentences)
    return ngettext("%(n)s mening är dold för dig", "%(n)s meningar är dolda för dig", sentences) % {
        "n": number
    }


def hidden_sentences(sentences: int) -> str:
    """`2 meningar dolda`, or nothing."""
    if not sentences:
        return ""
    return ngettext("%(n)s mening dold", "%(n)s meningar dolda", sentences) % {"n": sentences}


def new_since(then: datetime, now: datetime) -> str:
    """`Nytt för en minut sedan`."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return _("Nytt just nu")
    if minutes < 60:
        return ngettext("Nytt för en minut sedan", "Nytt för %(n)s minuter sedan", minutes) % {"n": minutes}
    return _("Nytt sedan du var här sist")


def said(who: str, kind: str) -> str:
    """`Du invände`, `David Berg svarade`."""
    verb = {
        "comment": _("%(who)s kommenterade"),
        "objection": _("%(who)s invände"),
        "review": _("%(who)s begärde omprövning"),
        "answer": _("%(who)s svarade"),
    }[kind]
    return verb % {"who": who}


def file_detail(row: dict[str, Any]) -> str:
    """`PDF, 240 kB`."""
    kind = {"application/pdf": "PDF", "image/jpeg": _("Bild"), "image/png": _("Bild")}.get(
        row["media_type"], ""
    )
    size = row["size"]
    amount = (
        f"{size / 1_000_000:.1f}".replace(".", ",") + " MB"
        if size >= 1_000_000
        else f"{max(1, size // 1000)} kB"
    )
    return f"{kind}, {amount}"
