"""What is typed where reports of one child are handled together."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.concerns.forms import LONGEST, AssessmentForm, nothing_hidden
from brygga.concerns.joining import Decision
from brygga.concerns.rules import ANSWERS, OUTCOMES, Answered, Outcome
from brygga.ground.fields import Once, words


class GatherForm(Once):
    """Which reports are of the same child."""

    others = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Vilka gäller samma barn?"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Välj minst en anmälan."),
            "invalid_choice": gettext_lazy("En av anmälningarna väntar inte längre. Välj igen."),
        },
    )
    same = forms.BooleanField(
        label=gettext_lazy("De gäller samma barn, så vitt vi vet"),
        help_text=gettext_lazy("Du läser dem alla på nästa sida, och kan ta ut dem igen."),
        error_messages={"required": gettext_lazy("Kryssa i att de gäller samma barn.")},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        """choices: the case of each report that may be chosen, and what is known of it."""
        super().__init__(*args, **kwargs)
        self.fields["others"].choices = choices  # type: ignore[attr-defined]


class _Marked(forms.Form):
    """Knows what its writer had before them, so that nothing is taken along that came while they wrote."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def remark(self, mark: str) -> None:
        """The writer is shown what there is now, with what they typed kept."""
        typed: QueryDict = self.data.copy()  # type: ignore[attr-defined]  # what a view was sent
        typed["mark"] = mark
        self.data = typed


class TogetherAssessmentForm(AssessmentForm, _Marked):
    """One assessment of protection for all (SoL 20:1)."""


class DecisionForm(Once, _Marked):
    """One decision on all, with reasons (SoL 20:2)."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Vad beslutar du?"),
        choices=[(code.value, gettext_lazy(label)) for code, label in OUTCOMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad du beslutar.")},
    )
    number = forms.CharField(
        label=gettext_lazy("Nummer på ärendet där utredningen pågår"),
        max_length=24,
        required=False,
        help_text=gettext_lazy("Bara om en utredning redan pågår."),
    )
    reasons = words(
        gettext_lazy("Varför"),
        LONGEST,
        help_text=gettext_lazy(
            "Sparas i varje anmälans ärende och får läsas av parten. Skriv inte vem som har anmält."
        ),
    )

    def clean(self) -> dict[str, Any]:
        kept = super().clean()
        if kept.get("outcome") == Outcome.ALREADY and not kept.get("number"):
            self.add_error("number", _("Skriv numret på ärendet där utredningen pågår."))
        return kept

    def clean_reasons(self) -> str:
        return nothing_hidden(self.cleaned_data["reasons"])

    def decision(self) -> Decision:
        kept = self.cleaned_data
        return Decision(kept["once"], kept["mark"], Outcome(kept["outcome"]), kept["reasons"], kept["number"])


class PageAnswerForm(forms.Form):
    """What all who read it on their own receipt's page are told (SoL 19:6)."""

    told = forms.ChoiceField(
        label=gettext_lazy("Vad säger du?"),
        choices=[(code.value, gettext_lazy(label)) for code, label in ANSWERS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad du säger.")},
    )

    def told_all(self) -> Answered:
        return Answered(self.cleaned_data["told"])
