"""A change to one row of the book of law, and the answer to it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.counsel import readable
from brygga.counsel.forms.days import day
from brygga.counsel.rules import proposing
from brygga.counsel.rules.proposing import Change, Trial
from brygga.ground.ids import uuid7
from brygga.law import BadData
from brygga.law.books import Book


class ChooseForm(forms.Form):
    """First: which value, from which day. So that what stands today can be shown beside what is typed."""

    activity = forms.ChoiceField(label=gettext_lazy("Verksamhet"))
    field = forms.ChoiceField(label=gettext_lazy("Vad som ska ändras"))
    valid_from = day(gettext_lazy("Gäller från och med"))

    def __init__(self, *args: Any, law: Book, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.law = law
        rows = sorted((versions[-1] for versions in law.activities.values()), key=lambda row: row.name_sv)
        self._offer("activity", [(row.code, row.name_sv) for row in rows])
        self._offer("field", [(field, readable.file_field(field)) for field in proposing.FIELDS])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def standing(self) -> str:
        """The value as it stands on the day chosen; empty where no row covers it."""
        typed = self.cleaned_data
        try:
            return proposing.standing(typed["activity"], typed["field"], typed["valid_from"])
        except BadData:
            return ""


class ProposalForm(ChooseForm):
    """Then: to what, and by which source. `once`: the id of the row to be, so that two sends make one."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    after = forms.CharField(
        label=gettext_lazy("Nytt värde"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=gettext_lazy("Skriv det som det ska stå i filen. Listor står inom hakparentes."),
    )
    source = forms.CharField(
        label=gettext_lazy("Källa"),
        max_length=200,
        help_text=gettext_lazy("SFS-nummer och paragraf, eller avgörande med datum. Det du själv har läst."),
    )
    why = forms.CharField(label=gettext_lazy("Varför"), max_length=2000, widget=forms.Textarea)

    def __init__(self, *args: Any, law: Book, on: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid7(), **kwargs.get("initial", {})}
        super().__init__(*args, law=law, on=on, **kwargs)
        self.today = on
        self.trial: Trial | None = None

    def clean(self) -> dict[str, Any]:
        """Tried as the loader would; its own words stand beside the field, and nothing is kept."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            self.trial = proposing.tried(self.law, self.change(), self.today)
        except BadData as wrong:
            self.add_error("after", str(wrong))
            return cleaned
        if not self.trial.differences() and cleaned["field"] != "note":
            self.add_error("after", _("Det står redan så. Förslaget ändrar inget."))
        return cleaned

    def change(self) -> Change:
        typed = self.cleaned_data
        return Change(typed["activity"], typed["field"], typed["after"], typed["valid_from"], typed["source"])

    @property
    def row_id(self) -> UUID:
        ident: UUID = self.cleaned_data.get("once") or uuid7()
        return ident


class AnswerForm(forms.Form):
    """Yes or no, and why."""

    approved = forms.TypedChoiceField(
        label=gettext_lazy("Ditt svar"),
        choices=[("ja", gettext_lazy("Godkänn")), ("nej", gettext_lazy("Avslå"))],
        coerce=lambda word: word == "ja",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Motivering"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=gettext_lazy("Vad du har läst och prövat."),
    )
