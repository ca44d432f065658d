"""Which municipalities, and the law of what day: a question that stands in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brygga.ground.fields import DayInput
from brygga.insight.rules.inquiry import NoLaw
from brygga.insight.rules.inquiry_whole import BadAsked, asked_codes, asked_day
from brygga.municipalities.rules import names


class InquiryForm(forms.Form):
    """After is_valid: `codes` and `on`."""

    kommun = forms.MultipleChoiceField(
        label=_("Kommuner"), widget=forms.CheckboxSelectMultiple, required=False,
        error_messages={"invalid_choice": _("Ingen kommun har koden %(value)s.")},
    )  # fmt: skip
    fler = forms.CharField(
        label=_("Fler kommuner"), required=False, max_length=2000,
        help_text=_("Namn med komma emellan, till exempel Höganäs, Klippan"),
    )  # fmt: skip
    dag = forms.CharField(label=_("Lagen som den är den"), widget=DayInput(), max_length=20)

    def __init__(self, data: Any, shown: tuple[int, ...]) -> None:
        super().__init__(data)
        chosen = {int(code) for code in data.getlist("kommun") if code.isdigit()}
        known = [code for code in names() if code in chosen or code in shown]
        self.fields["kommun"].choices = [(str(code), names()[code]) for code in known]  # type: ignore[attr-defined]

    def clean_dag(self) -> Any:
        try:
            return asked_day(self.cleaned_data["dag"])
        except (BadAsked, NoLaw) as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "kommun" in cleaned and "fler" in cleaned:
            try:
                cleaned["codes"] = asked_codes([*cleaned["kommun"], *cleaned["fler"].split(",")])
            except BadAsked as wrong:
                self.add_error("fler" if cleaned["fler"] else "kommun", str(wrong))
        return cleaned
