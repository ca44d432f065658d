"""Months, kinds and refusals of files as people say them."""

from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

MONTHS_AHEAD = 3


def months(today: date) -> list[str]:
    """This month and the next ones one may apply for, as "2026-12"."""
    first = today.year * 12 + today.month - 1
    return [f"{(first + n) // 12}-{(first + n) % 12 + 1:02d}" for n in range(MONTHS_AHEAD)]


def month_name(code: str) -> str:
    """december 2026."""
    year, month = code.split("-")
    return format_date(date(int(year), int(month), 1), "MMMM y", locale=(get_language() or "sv")[:2])


BAD_FILES = {
    "empty": gettext_lazy("Filen är tom. Välj en annan, eller ta bilden igen."),
    "large": gettext_lazy("Filen är för stor. Den får vara högst 10 MB. Ta gärna en bild i stället."),
    "heic": gettext_lazy(
        "Bilden är sparad som HEIC, som vi inte kan läsa. Ta bilden här i stället, eller spara som JPEG."
    ),
    "type": gettext_lazy(
        "Den sortens fil kan vi inte ta emot. Skicka en bild (JPEG eller PNG) eller en PDF."
    ),
    "broken": gettext_lazy("Filen är skadad. Försök en gång till, eller ta en bild av papperet."),
    "bomb": gettext_lazy("Bilden är för stor att öppna. Ta en bild till, med lägre upplösning."),
    "locked": gettext_lazy("Filen är låst med lösenord. Ta bort lösenordet, eller ta en bild av papperet."),
    "active": gettext_lazy(
        "Filen innehåller något som körs av sig självt. Spara den som PDF på nytt, eller ta en bild."
    ),
    "many": gettext_lazy(
        "Fler filer får inte plats här. Du kan skicka fler när du har fått ett ärendenummer."
    ),
    "missing": gettext_lazy("Välj en fil först, eller gå vidare utan."),
    "duplicate": gettext_lazy("Den filen finns redan här."),
}


def bad_file(code: str) -> str:
    return str(BAD_FILES.get(code, _("Filen gick inte att ta emot. Försök med en annan.")))


SIGNATURE_NOTICES = {
    "avbruten": gettext_lazy(
        "Du avbröt underskriften. Inget är skickat, och allt du har skrivit finns kvar."
    ),
    "annan": gettext_lazy("Det var någon annans e-legitimation. Inget är skickat. Skriv under med din egen."),
    "misslyckad": gettext_lazy(
        "Underskriften gick inte. Inget är skickat och allt finns kvar. Försök om en stund."
    ),
    "andrad": gettext_lazy("Något ändrades medan du skrev under. Läs igenom och skriv under en gång till."),
}


def signature_notice(code: str) -> str:
    """Why nothing was sent, or "" where there is nothing to say."""
    return str(SIGNATURE_NOTICES.get(code, ""))
