"""What a notice says: that something waits. Never what, and only by the resident's choice from whom."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from brygga.messages.models import Notice
from brygga.messages.quoting import ABOVE
from brygga.municipalities.models import Municipality


@dataclass(frozen=True)
class Words:
    """subject and text for a mail, short for a text message."""

    subject: str
    text: str
    short: str


@dataclass(frozen=True)
class _Said:
    """What is said in neutral words, and where the resident has chosen that it may say from whom."""

    subject: str
    neutral: str
    plain_subject: str
    plain: str


def _said(kind: str, name: str) -> _Said:
    home = {"name": name}
    new = _("Något nytt att läsa"), _("Det finns något nytt för dig. Logga in där du brukar.")
    if kind == Notice.Kind.REMINDER:
        return _Said(
            _("Påminnelse"),
            _("Påminnelse: du har något inbokat snart. Logga in där du brukar."),
            _("Påminnelse från socialtjänsten i %(name)s") % home,
            _("Du har snart en tid hos socialtjänsten i %(name)s. Läs mer här:") % home,
        )
    if kind == Notice.Kind.FREED:
        return _Said(
            *new,
            _("En tid är ledig hos socialtjänsten i %(name)s") % home,
            _("En tid har blivit ledig hos socialtjänsten i %(name)s. Den som bokar först får den:") % home,
        )
    if kind == Notice.Kind.CHANGED:
        return _Said(
            *new,
            _("Nytt om dina tider hos socialtjänsten i %(name)s") % home,
            _("Det finns något nytt om dina tider hos socialtjänsten i %(name)s. Läs mer här:") % home,
        )
    return _Said(
        *new,
        _("Nytt meddelande från socialtjänsten i %(name)s") % home,
        _("Du har ett nytt meddelande från socialtjänsten i %(name)s. Läs det här:") % home,
    )


def words_for(home: Municipality, *, plain: bool, answers: bool = False, kind: str = "message") -> Words:
    """In Swedish: which language somebody reads is told by no row the worker sees."""
    with override("sv"):
        end = _("Det går inte att svara på det här mejlet.")
        if answers:
            end = _(
                "Du kan svara på det här mejlet. Skriv inget som någon annan inte får läsa: mejl är inte hemliga."
            )
        first = f"--- {ABOVE} ---\n\n{_('Hej!')}" if answers else _("Hej!")
        said = _said(kind, home.name)
        if not plain:
            return Words(said.subject, f"{first}\n\n{said.neutral}\n\n{end}\n", said.neutral)
        url = f"{settings.BASE_URL}/{home.slug}/mina-sidor/"
        text = f"{first}\n\n{said.plain}\n{url}\n\n{end}\n"
        return Words(said.plain_subject, text, f"{said.plain} {url}")


def words_for_code(code: str) -> Words:
    """A code, and nothing of whom it is for or from."""
    with override("sv"):
        words = _("Din kod är %(code)s.") % {"code": code}
        where = _(
            "Skriv den på sidan där du bad om den. Har du inte bett om någon kod kan du strunta i det här."
        )
        return Words(_("Din kod"), f"{_('Hej!')}\n\n{words}\n\n{where}\n", f"{words} {where}")
