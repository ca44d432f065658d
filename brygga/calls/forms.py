"""What is typed of somebody who is to come to a meeting."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.calls import words
from brygga.calls.actions import Guest
from brygga.ground.fields import Once
from brygga.ground.personnummer import InvalidNumberError, parse


class GuestForm(Once):
    """An interpreter, or somebody whom the one it concerns has said yes to."""

    guest_as = forms.ChoiceField(
        label=gettext_lazy("Vem är det?"), choices=list(words.AS.items()), widget=forms.RadioSelect
    )
    name = forms.CharField(label=gettext_lazy("Namn"), max_length=120)
    number = forms.CharField(
        label=gettext_lazy("Personnummer eller samordningsnummer"),
        max_length=20,
        help_text=gettext_lazy(
            "ååååmmddnnnn. Så vet vi vid dörren att det är rätt person. Numret visas inte för någon."
        ),
    )
    language = forms.CharField(label=gettext_lazy("Språk, om det är en tolk"), max_length=60, required=False)
    consent_how = forms.ChoiceField(
        label=gettext_lazy("Hur sa den enskilde ja?"),
        choices=list(words.CONSENT.items()),
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy(
            "Behövs för alla utom tolkar. Alla vars uppgifter kommer upp på mötet behöver ha sagt ja."
        ),
    )
    consent_on = forms.DateField(label=gettext_lazy("Vilken dag?"), required=False)

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        for name in ("guest_as", "name", "number"):
            self.fields[name].error_messages |= {"required": _("Det här behövs.")}

    def clean_number(self) -> str:
        try:
            return parse(self.cleaned_data["number"], today=self.today).digits
        except InvalidNumberError:
            raise forms.ValidationError(
                _("Det här är inte ett personnummer. Skriv det med tolv siffror: ååååmmddnnnn.")
            ) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("guest_as") in {None, "interpreter"}:
            return cleaned | {"consent_how": "", "consent_on": None}
        if not cleaned.get("consent_how") and "consent_how" not in self.errors:
            self.add_error(
                "consent_how", _("Utan ett ja från den enskilde får ingen annan än en tolk vara med.")
            )
        day = cleaned.get("consent_on")
        if "consent_on" not in self.errors and (day is None or day > self.today):
            self.add_error("consent_on", _("Skriv den dag när den enskilde sa ja."))
        return cleaned

    def guest(self) -> Guest:
        typed = self.cleaned_data
        interprets = typed["guest_as"] == "interpreter"
        return Guest(
            number=typed["number"],
            name=typed["name"],
            guest_as=typed["guest_as"],
            language=typed["language"] if interprets else "",
            consent_on=typed["consent_on"],
            consent_how=typed["consent_how"],
        )
