"""Contact, colour and words, routine, units."""

import re
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.ground import theme
from brygga.network import words
from brygga.network.forms.fields import AdminForm, day, many, text

_PHONE = RegexValidator(r"^[0-9+ ()–-]{3,20}$", gettext_lazy("Skriv ett telefonnummer med siffror."))
_MOST_LINES = 10


def _phone(label: Any, help_text: Any = "") -> forms.CharField:
    field = text(label, 20, help_text, required=False)
    field.validators.append(_PHONE)
    return field


class ContactForm(AdminForm):
    phone = _phone(gettext_lazy("Telefon"))
    on_call_phone = _phone(gettext_lazy("Socialjour, telefon"))
    hours = forms.CharField(
        label=gettext_lazy("Öppettider"),
        widget=forms.Textarea,
        max_length=600,
        required=False,
        help_text=gettext_lazy("En rad för varje tid, till exempel Måndag–torsdag: 8.00–16.30"),
    )
    visit_address = text(gettext_lazy("Besöksadress"), 120, required=False)
    post_address = text(gettext_lazy("Postadress"), 120, required=False)
    board = text(
        gettext_lazy("Nämnd"), 80, gettext_lazy("Som den skrivs i beslut, till exempel Socialnämnden.")
    )
    court = text(gettext_lazy("Domstol för överklaganden"), 80, required=False)

    def clean_hours(self) -> list[list[str]]:
        """Lines of "label: hours" as the pairs the pages show."""
        lines = [line.strip() for line in self.cleaned_data["hours"].splitlines() if line.strip()]
        pairs = [[part.strip() for part in line.split(":", maxsplit=1)] for line in lines]
        if len(pairs) > _MOST_LINES or not all(len(pair) == 2 and all(pair) for pair in pairs):
            raise forms.ValidationError(_("Skriv dag, kolon och tid på varje rad. Högst tio rader."))
        return pairs


def hours_as_text(hours: list[list[str]]) -> str:
    return "\n".join(f"{label}: {times}" for label, times in hours)


class LookForm(AdminForm):
    colour = forms.CharField(
        label=gettext_lazy("Färg"),
        max_length=20,
        help_text=gettext_lazy("Som #0f3b73. Vi ser till att text alltid går att läsa mot färgen."),
    )
    hero, lead, apply, concern, book, talk = (
        text(label, 160 if name == "lead" else 60, required=False) for name, label in words.WORDS.items()
    )

    def clean_colour(self) -> str:
        colour: str = self.cleaned_data["colour"].strip().lower()
        if not theme.HEX.fullmatch(colour):
            raise forms.ValidationError(_("Skriv färgen som # och sex tecken, till exempel #0f3b73."))
        return colour

    def values(self) -> dict[str, Any]:
        own = {name: self.cleaned_data[name] for name in words.WORDS if self.cleaned_data[name]}
        return {"colour": self.cleaned_data["colour"], "words": own}


class RoutineForm(AdminForm):
    protected_routine = forms.CharField(
        label=gettext_lazy("Rutin för skyddade personuppgifter"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=gettext_lazy("Visas för dem som har behörighet till ärenden med skyddade personuppgifter."),
    )

    def clean_protected_routine(self) -> str:
        return re.sub(r"\r\n?", "\n", self.cleaned_data["protected_routine"])


class UnitForm(AdminForm):
    name = text(gettext_lazy("Enhetens namn"), 80)
    areas = many(gettext_lazy("Områden"), list(words.AREAS.items()))
    phone = _phone(gettext_lazy("Telefon"))
    closed_on = day(
        gettext_lazy("Stängd från"), gettext_lazy("Enheter tas inte bort. De stängs."), required=False
    )
