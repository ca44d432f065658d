"""A municipality's own reading of the law, as its board has decided it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.counsel import words
from brygga.counsel.forms.days import day
from brygga.ground.ids import uuid7
from brygga.law import Step
from brygga.law.books import Book

TAKEN = gettext_lazy("Beteckningen används redan. Välj en annan.")


class GuidelineForm(forms.Form):
    """once: the id of the row to be, so that two sends make one."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reference = forms.CharField(
        label=gettext_lazy("Beteckning"), max_length=20, help_text=gettext_lazy("Till exempel 2026-R-01.")
    )
    demand = forms.ChoiceField(
        label=gettext_lazy("Vad riktlinjen kräver"),
        choices=list(words.DEMANDS.items()),
        widget=forms.RadioSelect,
    )
    activity = forms.ChoiceField(label=gettext_lazy("Verksamhet"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Område"), required=False)
    step = forms.ChoiceField(label=gettext_lazy("Steg"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Varför"),
        max_length=300,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "En eller två meningar. Den som får nej läser dem, och den som ärendet gäller."
        ),
    )
    decided_by = forms.CharField(
        label=gettext_lazy("Beslutat av"), max_length=120, help_text=gettext_lazy("Nämnd och paragraf.")
    )
    decided_on = day(gettext_lazy("Beslutat den"))
    valid_from = day(gettext_lazy("Från och med"))
    valid_to = day(gettext_lazy("Till och med"), required=False)

    def __init__(self, *args: Any, law: Book, on: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid7(), "valid_from": on, "demand": "home_only"}
        super().__init__(*args, **kwargs)
        self.today = on
        rows = sorted(law.all_on(on), key=lambda row: row.name_sv)
        areas = [(code, name) for code, name in words.AREAS.items() if code != "common"]
        self._offer("activity", [("", _("Alla")), *((row.code, row.name_sv) for row in rows)])
        self._offer("area", [("", _("Alla")), *areas])
        self._offer("step", [("", _("Alla")), *words.STEP_NAMES.items()])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("Sista dagen kan inte komma före den första."))
        if start and start < self.today:
            self.add_error("valid_from", _("Välj i dag eller senare. Det som redan är gjort prövas inte om."))
        if cleaned.get("decided_on") and cleaned["decided_on"] > self.today:
            self.add_error("decided_on", _("Beslutet kan inte ligga framåt i tiden."))
        if cleaned.get("demand") == "committee":
            if cleaned.get("step") not in {"", Step.DECIDE}:
                self.add_error("step", _("Att utskott eller nämnd ska besluta gäller bara steget Besluta."))
            cleaned["step"] = str(Step.DECIDE)
        return cleaned

    @property
    def row_id(self) -> UUID:
        ident: UUID = self.cleaned_data.get("once") or uuid7()
        return ident

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


class EndForm(forms.Form):
    """The last day of a guideline."""

    last_day = day(gettext_lazy("Sista dag den gäller"))

    def __init__(self, *args: Any, first: date, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"last_day": today}
        super().__init__(*args, **kwargs)
        self.first, self.today = first, today

    def clean_last_day(self) -> date:
        last: date = self.cleaned_data["last_day"]
        if last < self.today - timedelta(days=1):
            raise forms.ValidationError(
                _("Den kan inte upphöra tidigare än i går: andra har redan följt den.")
            )
        if last < self.first - timedelta(days=1):
            raise forms.ValidationError(_("Riktlinjen har inte börjat gälla då."))
        return last
