"""What a mail says: that something waits. Never what, and only by the resident's choice from whom."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from brygga.municipalities.models import Municipality


@dataclass(frozen=True)
class Mail:
    subject: str
    text: str


def mail_for(home: Municipality, *, plain: bool) -> Mail:
    """In Swedish: which language somebody reads is told by no row the worker sees."""
    with override("sv"):
        end = _("Det går inte att svara på det här mejlet.")
        if not plain:
            words = _("Det finns något nytt för dig. Logga in där du brukar.")
            return Mail(_("Något nytt att läsa"), f"{_('Hej!')}\n\n{words}\n\n{end}\n")
        subject = _("Nytt meddelande från socialtjänsten i %(name)s") % {"name": home.name}
        words = _("Du har ett nytt meddelande från socialtjänsten i %(name)s. Läs det här:") % {
            "name": home.name
        }
        url = f"{settings.BASE_URL}/{home.slug}/mina-sidor/"
        return Mail(subject, f"{_('Hej!')}\n\n{words}\n{url}\n\n{end}\n")
