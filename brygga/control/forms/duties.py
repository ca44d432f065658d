"""What is typed when a duty has been done."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.control.rules.sampling import Reading
from brygga.ground.fields import DayInput
from brygga.ground.ids import uuid7


class OnceForm(forms.Form):
    """once: the id of the row to be, so that two sends make one."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid7(), "on": today, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("Dagen har inte varit än."))
        return on


class DoneForm(OnceForm):
    """That it has happened, and when."""

    on = forms.DateField(label=gettext_lazy("Vilken dag det gjordes"), widget=DayInput())
    note = forms.CharField(
        label=gettext_lazy("Anteckning"), widget=forms.Textarea, max_length=2000, required=False
    )


class RemarksForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Kommunens egna ord"),
        widget=forms.Textarea,
        max_length=8000,
        required=False,
        help_text=gettext_lazy(
            "Hur samverkan har gått, vad som har ändrats, vad ni vill pröva. Skriv inga namn."
        ),
    )


class CheckForm(OnceForm):
    staff_id = forms.ChoiceField(label=gettext_lazy("Vem"))
    seen = forms.CharField(
        label=gettext_lazy("Vad du har sett"),
        max_length=200,
        help_text=gettext_lazy("Till exempel examensbevis, socionom, Lunds universitet 2014."),
    )
    on = forms.DateField(label=gettext_lazy("Vilken dag du såg det"), widget=DayInput())

    def __init__(self, *args: Any, people: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff_id"].choices = [("", ""), *((str(i), name) for i, name in people.items())]  # type: ignore[attr-defined]


class ShiftForm(OnceForm):
    """Whole days, both included."""

    staff_id = forms.ChoiceField(label=gettext_lazy("Vem som har jour"))
    first_day = forms.DateField(label=gettext_lazy("Från och med"), widget=DayInput())
    last_day = forms.DateField(label=gettext_lazy("Till och med"), widget=DayInput())
    phone = forms.CharField(label=gettext_lazy("Telefon"), max_length=20, required=False)

    def __init__(self, *args: Any, people: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff_id"].choices = [("", ""), *((str(i), name) for i, name in people.items())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Sista dagen kan inte komma före den första."))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


SOUND = (("yes", gettext_lazy("I sin ordning")), ("no", gettext_lazy("Behöver utredas")))


class LogForm(DoneForm):
    """One answer for each reading of the sample; a note where something is not in order."""

    def __init__(self, *args: Any, readings: Sequence[Reading], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readings = readings
        for one in readings:
            label = _("%(name)s, %(number)s") % {
                "name": one.name,
                "number": one.number or _("skyddat ärende"),
            }
            self.fields[f"sound-{one.event}"] = forms.ChoiceField(
                label=label, choices=SOUND, widget=forms.RadioSelect
            )
            self.fields[f"note-{one.event}"] = forms.CharField(
                label=_("Anteckning om %(what)s") % {"what": label}, max_length=300, required=False
            )

    def rows(self) -> list[tuple[Reading, Any, Any]]:
        return [(one, self[f"sound-{one.event}"], self[f"note-{one.event}"]) for one in self.readings]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.readings:
            if cleaned.get(f"sound-{one.event}") == "no" and not cleaned.get(f"note-{one.event}"):
                self.add_error(f"note-{one.event}", _("Skriv vad som behöver utredas."))
        return cleaned

    def marks(self) -> list[dict[str, Any]]:
        typed = self.cleaned_data
        return [
            {
                "event": str(one.event),
                "sound": typed[f"sound-{one.event}"] == "yes",
                "note": typed[f"note-{one.event}"],
            }
            for one in self.readings
        ]
