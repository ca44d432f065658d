"""How the parties share what the work costs."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.network import draft_words
from brygga.network.forms.drafts import StepForm


class CostForm(StepForm):
    """A field of per cent for each party; they count only where the shares are fixed."""

    fields_kept = ("cost_key", "shares", "cost_text")
    cost_key = forms.ChoiceField(
        label=gettext_lazy("Så delas kostnaden"),
        widget=forms.RadioSelect,
        choices=list(draft_words.COST.items()),
    )
    cost_text = forms.CharField(
        label=gettext_lazy("Vad som ingår, och när det betalas"),
        widget=forms.Textarea,
        max_length=600,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in self.draft.parties:
            self.fields[f"share_{code}"] = forms.IntegerField(
                label=_("%(name)s, procent") % {"name": self.around.names[code]},
                min_value=0,
                max_value=100,
                required=False,
                initial=self.draft.shares.get(str(code)),
            )
        self.order_fields(["cost_key", *self._share_names(), "cost_text"])

    def shown(self) -> dict[str, Any]:
        return {"cost_key": self.draft.cost_key, "cost_text": self.draft.cost_text}

    def _share_names(self) -> list[str]:
        return [f"share_{code}" for code in self.draft.parties]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        typed = {str(code): cleaned.get(f"share_{code}") for code in self.draft.parties}
        fixed = cleaned.get("cost_key") == "fixed"
        total = sum(share or 0 for share in typed.values())
        if fixed and total != 100 and not self.errors:
            self.add_error(
                self._share_names()[0],
                _("Andelarna är tillsammans %(total)s procent. De ska vara 100.") % {"total": total},
            )
        cleaned["shares"] = {code: share or 0 for code, share in typed.items()} if fixed else {}
        return cleaned
