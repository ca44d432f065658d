"""What every form of the administration is made of."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.ground.fields import DayInput
from brygga.ground.ids import uuid7
from brygga.network import rules

CHANGED = gettext_lazy(
    "Någon annan hann ändra här medan du skrev. Läs historiken. Spara igen om det ska bli som du har skrivit."
)
TAKEN = gettext_lazy("Beteckningen används redan. Välj en annan.")
IN_THE_PAST = gettext_lazy("Det kan inte upphöra tidigare än i går: andra har redan handlat efter det.")


class AdminForm(forms.Form):
    """seen: a fingerprint of what the page showed. once: the id of the row to be, so that two sends make one."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, standing: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        initial = {"once": uuid7(), "seen": rules.fingerprint(standing) if standing is not None else ""}
        kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def row_id(self) -> UUID:
        ident: UUID = self.cleaned_data.get("once") or uuid7()
        return ident

    def values(self) -> dict[str, Any]:
        """What was typed, as the row keeps it."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"seen", "once"}}

    def shown_again(self, standing: Mapping[str, Any]) -> None:
        """Keep what was typed, but take what now stands as seen: the next save is a choice made knowing it."""
        self.add_error(None, str(CHANGED))
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict: fields with many values
        data["seen"] = rules.fingerprint(standing)
        self.data = data


class PeriodMixin(forms.Form):
    """From and to, in that order."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("Sista dagen kan inte komma före den första."))
        return cleaned


class EndForm(forms.Form):
    """The last day of something."""

    last_day = forms.DateField(label=gettext_lazy("Sista dag det gäller"), widget=DayInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"last_day": today}
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if not rules.may_end_on(day, self.today):
            raise forms.ValidationError(str(IN_THE_PAST))
        return day


def text(label: Any, longest: int, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=required, help_text=help_text)


def day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), required=required, help_text=help_text)


def many(
    label: Any, choices: Any, help_text: Any = "", *, required: bool = False
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        required=required,
        help_text=help_text,
    )
