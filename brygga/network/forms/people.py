"""Staff and their positions."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.network import rules, words
from brygga.network.forms.fields import AdminForm, PeriodMixin, day, many, text

OWN_POSITION = gettext_lazy("Du kan inte ge dig själv en befattning. Be en kollega.")
LAST_ONE = gettext_lazy(
    "Minst en registrator eller jurist måste finnas kvar. Utse en till först, annars kan ingen ändra här sedan."
)
AFFILIATION_TAKEN = gettext_lazy("E-tjänstelegitimationen hör redan till någon annan.")

_CASE_AREAS = [(code, label) for code, label in words.AREAS.items() if code != "common"]


def _work_mail() -> forms.EmailField:
    return forms.EmailField(
        label=gettext_lazy("E-post i arbetet"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Dit skickas bara att något väntar, aldrig vad."),
        error_messages={"invalid": gettext_lazy("Skriv adressen som namn@exempel.se.")},
    )


class PersonForm(AdminForm):
    """Somebody already employed."""

    name = text(gettext_lazy("Namn"), 120)
    title = text(
        gettext_lazy("Titel"), 80, gettext_lazy("Som i delegationsordningen, till exempel socialsekreterare.")
    )
    phone = text(gettext_lazy("Telefon"), 20, required=False)
    work_mail = _work_mail()
    professions = many(gettext_lazy("Examen"), list(words.PROFESSIONS.items()))
    active = forms.BooleanField(label=gettext_lazy("Arbetar kvar"), required=False)


class NewPersonForm(AdminForm):
    name = text(gettext_lazy("Namn"), 120)
    affiliation = forms.CharField(
        label=gettext_lazy("E-tjänstelegitimation"),
        max_length=120,
        validators=[
            RegexValidator(r"^[^@\s]+@[^@\s]+$", gettext_lazy("Skriv den som namn@organisationsnummer."))
        ],
        help_text=gettext_lazy(
            "orgAffiliation, till exempel anna.ek@2120001157. Den används vid inloggning."
        ),
    )
    title = text(
        gettext_lazy("Titel"), 80, gettext_lazy("Som i delegationsordningen, till exempel socialsekreterare.")
    )
    phone = text(gettext_lazy("Telefon"), 20, required=False)
    work_mail = _work_mail()
    professions = many(gettext_lazy("Examen"), list(words.PROFESSIONS.items()))


class PositionForm(PeriodMixin, AdminForm):
    role = forms.ChoiceField(
        label=gettext_lazy("Roll"), choices=list(words.ROLES.items()), widget=forms.RadioSelect
    )
    areas = many(
        gettext_lazy("Områden"), _CASE_AREAS, gettext_lazy("Registratorer och jurister ser inga ärenden.")
    )
    shielded = forms.BooleanField(
        label=gettext_lazy("Får arbeta med skyddade personuppgifter"), required=False
    )
    valid_from = day(gettext_lazy("Från och med"))
    valid_to = day(gettext_lazy("Till och med"), required=False)
    decided_by = text(gettext_lazy("Beslutat av"), 120)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        fault = rules.position_fault(
            cleaned.get("role", ""), cleaned.get("areas", []), shielded=cleaned.get("shielded", False)
        )
        if fault is rules.PositionFault.NEEDS_AREAS:
            self.add_error("areas", _("Välj minst ett område."))
        elif fault:
            self.add_error("role", _("Registratorer och jurister har inga områden och ser inga ärenden."))
        return cleaned
