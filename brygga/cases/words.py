"""Persons, representatives and links as caseworkers and residents say them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.cases.models import Party, Representative
from brygga.cases.rules import STAGE_LABELS, Fault

ROLES = {
    Party.Role.APPLICANT: gettext_lazy("Sökande"),
    Party.Role.CHILD: gettext_lazy("Barn"),
    Party.Role.GUARDIAN: gettext_lazy("Vårdnadshavare"),
    Party.Role.OTHER: gettext_lazy("Annan"),
}

CAPACITIES = {
    Representative.Capacity.GUARDIAN: gettext_lazy("Vårdnadshavare"),
    Representative.Capacity.TRUSTEE: gettext_lazy("God man eller förvaltare"),
    Representative.Capacity.AUTHORISED: gettext_lazy("Ombud med fullmakt"),
}

LINKS = {
    "siblings": gettext_lazy("Syskon"),
    "household": gettext_lazy("Samma hushåll"),
    "same_person": gettext_lazy("Samma person"),
    "led_to": gettext_lazy("Ledde till det andra ärendet"),
    "came_from": gettext_lazy("Kommer ur det andra ärendet"),
}

STAGES = {stage: gettext_lazy(label) for stage, label in STAGE_LABELS.items()}

REACH_OF_POWER = (
    ("read", gettext_lazy("Bara läsa")),
    ("act", gettext_lazy("Läsa och sköta ärendet: svara, lämna in, säga vad som inte stämmer")),
)

_FAULTS = {
    Fault.OWN_NUMBER: (
        "number",
        gettext_lazy("Det är numret till den som ska företrädas. Skriv numret till den som ska företräda."),
    ),
    Fault.ALREADY: ("number", gettext_lazy("Den personen finns redan här.")),
    Fault.REVERSED: ("valid_to", gettext_lazy("Sista dagen kan inte vara före den första.")),
    Fault.PAST: ("valid_to", gettext_lazy("Den dagen har redan varit. Välj en dag som kommer.")),
    Fault.TOO_LONG: (
        "valid_to",
        gettext_lazy("Välj en dag inom ett år. Du kan ge en ny fullmakt när den här tar slut."),
    ),
    Fault.CHANGED: (
        None,
        gettext_lazy(
            "Någon annan ändrade uppgifterna medan du skrev. Det du skrev står kvar här. "
            "Öppna sidan på nytt för att se vad som gäller nu."
        ),
    ),
    Fault.NO_CASE: (
        "number",
        gettext_lazy("Vi hittar inget ärende med det numret som du arbetar med. Kontrollera numret."),
    ),
    Fault.NOT_CLEARED: (
        None,
        gettext_lazy(
            "Bara den som är behörig att se skyddade personuppgifter kan göra det här. "
            "Be en behörig kollega i hemkommunen göra det genast."
        ),
    ),
}


def told(fault: Fault) -> tuple[str | None, str]:
    """The field of the form that is wrong (None: the whole), and what to do about it."""
    field, sentence = _FAULTS[fault]
    return field, str(sentence)


def not_a_number() -> str:
    return _("Det här är inte ett personnummer. Skriv det med tolv siffror: ååååmmddnnnn.")
