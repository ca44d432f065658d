"""What is typed in an emergency, and when one looks back at it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from brygga.access.actions import Emergency
from brygga.control import words
from brygga.ground.ids import uuid7

NO_SUCH = gettext_lazy(
    "Det finns inget ärende med det numret som du kan öppna. Kontrollera numret, eller ring jouren."
)
TOO_MANY = gettext_lazy("Du har försökt för många gånger. Ring jouren eller den som har ärendet.")


class EmergencyForm(forms.Form):
    """once: the id of the opening to be, so that two sends open once."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.CharField(
        label=gettext_lazy("Ärendets nummer"),
        max_length=24,
        help_text=gettext_lazy("Till exempel Hbg 2026-004812."),
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Varför det är bråttom"),
        choices=list(words.GROUNDS.items()),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Skäl, med egna ord"),
        widget=forms.Textarea,
        min_length=10,
        max_length=1000,
        help_text=gettext_lazy("Vad har hänt, vem har ringt, vad behöver du veta? Skriv inga namn."),
    )
    hidden = forms.BooleanField(
        label=gettext_lazy("Skälet röjer något hemligt. Visa det inte för den som ärendet gäller."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid7()}
        super().__init__(*args, **kwargs)

    def asked(self) -> Emergency:
        typed = self.cleaned_data
        return Emergency(typed["once"], typed["number"], typed["ground"], typed["reason"], typed["hidden"])

    def refuse(self, outcome: str) -> int:
        """Say why nothing was opened; the same words whatever there is. Returns the status of the answer."""
        self.add_error("number", str(TOO_MANY if outcome == "limit" else NO_SUCH))
        return 429 if outcome == "limit" else 422


class ReviewForm(forms.Form):
    accepted = forms.ChoiceField(
        label=gettext_lazy("Behövdes öppningen?"),
        choices=[
            ("yes", gettext_lazy("Ja, den godtas")),
            ("no", gettext_lazy("Nej, den borde inte ha gjorts")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Hur du har bedömt det"),
        widget=forms.Textarea,
        min_length=3,
        max_length=1000,
        help_text=gettext_lazy(
            "Den som ärendet gäller ser om öppningen godtogs, men inte det du skriver här."
        ),
    )
