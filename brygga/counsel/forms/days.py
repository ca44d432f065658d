"""Days in addresses: the law of which day one reads."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.ground.fields import DayInput


def day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    wrong = {"invalid": gettext_lazy("Skriv en dag som finns, till exempel 2026-11-20.")}
    return forms.DateField(
        label=label, widget=DayInput(), required=required, help_text=help_text, error_messages=wrong
    )


class DayForm(forms.Form):
    dag = day(gettext_lazy("Lagen som den är den"))


class CompareForm(forms.Form):
    fran = day(gettext_lazy("Från"))
    till = day(gettext_lazy("Till"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("fran"), cleaned.get("till")
        if first and last and last <= first:
            self.add_error("till", _("Välj en dag som kommer efter den första."))
        return cleaned
