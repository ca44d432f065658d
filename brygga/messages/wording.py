"""What a notice says: that something waits. Never what, and only by the resident's choice from whom."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from brygga.messages.quoting import ABOVE
from brygga.municipalities.models import Municipality


@dataclass(frozen=True)
class Words:
    """subject and text for a mail, short for a text message."""

    subject: str
    text: str
    short: str


def words_for(home: Municipality, *, plain: bool, answers: bool = False) -> Words:
    """In Swedish: which language somebody reads is told by no row the worker sees."""
    with override("sv"):
        end = _("Det går inte att svara på det här mejlet.")
        if answers:
            end = _(
                "Du kan svara på det här mejlet. Skriv inget som någon annan inte får läsa: mejl är inte hemliga."
            )
        first = f"--- {ABOVE} ---\n\n{_('Hej!')}" if answers else _("Hej!")
        if not plain:
            words = _("Det finns något nytt för dig. Logga in där du brukar.")
            return Words(_("Något nytt att läsa"), f"{first}\n\n{words}\n\n{end}\n", words)
        name = {"name": home.name}
        subject = _("Nytt meddelande från socialtjänsten i %(name)s") % name
        words = _("Du har ett nytt meddelande från socialtjänsten i %(name)s. Läs det här:") % name
        url = f"{settings.BASE_URL}/{home.slug}/mina-sidor/"
        return Words(subject, f"{first}\n\n{words}\n{url}\n\n{end}\n", f"{words} {url}")
