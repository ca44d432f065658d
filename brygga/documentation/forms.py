"""What was typed, turned into what actions expect. Messages say what to do."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.documentation.holes import HidingForm, Picks, grounds_field, picked_codes
from brygga.documentation.rules import check_note, check_withholding
from brygga.documentation.rules.writing import HEADING_MAX, NOTE_MAX
from brygga.ground import clock
from brygga.ground.fields import DayInput, Files, Once, words
from brygga.ground.texts import tidy

REMARK_MAX, QUESTION_MAX, ANSWER_MAX = 4000, 2000, 8000

KIND_LABELS: Mapping[str, Any] = {
    "call": gettext_lazy("Telefonsamtal"),
    "visit": gettext_lazy("Hembesök"),
    "meeting": gettext_lazy("Möte"),
    "assessment": gettext_lazy("Bedömning"),
    "investigation": gettext_lazy("Utredning"),
    "follow_up": gettext_lazy("Uppföljning"),
    "contact": gettext_lazy("Kontakt"),
    "other": gettext_lazy("Anteckning"),
}
WRONG: Mapping[str, Any] = {
    "missing": gettext_lazy("Det här behöver fyllas i."),
    "unknown": gettext_lazy("Välj något i listan."),
    "long": gettext_lazy("Texten är för lång. Dela upp den."),
    "future": gettext_lazy("Dagen ligger i framtiden. Välj i dag eller tidigare."),
    "past": gettext_lazy("Välj en dag efter i dag."),
    "late": gettext_lazy("Välj en dag inom tolv månader."),
    "open": gettext_lazy("Ett [[ saknar sitt ]]. Skriv ]] där det som ska döljas slutar."),
    "close": gettext_lazy("Ett ]] saknar sitt [[. Skriv [[ där det som ska döljas börjar."),
    "nested": gettext_lazy("Ett [[ står inuti ett annat. Avsluta det första med ]] innan nästa börjar."),
    "empty": gettext_lazy("Det står inget mellan [[ och ]]."),
}


class Day(forms.DateField):
    """A day as browsers send it, or as people write it."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", DayInput())
        super().__init__(input_formats=["%Y-%m-%d", "%Y%m%d"], **more)
        self.error_messages |= {
            "invalid": gettext_lazy("Skriv dagen som år-månad-dag, till exempel 2026-12-05."),
            "required": gettext_lazy("Välj en dag."),
        }


class NoteForm(HidingForm):
    """A journal note, with a ground for each passage that is withheld in it."""

    kind = forms.ChoiceField(label=gettext_lazy("Slag"), choices=list(KIND_LABELS.items()), initial="other")
    heading = forms.CharField(label=gettext_lazy("Rubrik"), required=False)
    happened_on = Day(label=gettext_lazy("Dag"))
    text = forms.CharField(
        label=gettext_lazy("Anteckning"), required=False, strip=False, widget=forms.Textarea
    )
    grounds = grounds_field()
    review_on = Day(label=gettext_lazy("Prövas igen senast"), required=False)

    def __init__(self, *args: Any, contact: bool = False, **kwargs: Any) -> None:
        """contact: a contact is being corrected; a new one has a form of its own."""
        super().__init__(*args, **kwargs)
        if not contact:
            kinds = [pick for pick in KIND_LABELS.items() if pick[0] != "contact"]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["kind"].error_messages["invalid_choice"] = WRONG["unknown"]

    @classmethod
    def of_draft(cls, draft: Mapping[str, Any] | None, *, today: date) -> "NoteForm":
        """An empty form for today, or the draft as it was left. draft: a row with ISO days."""
        if draft is None:
            return cls(initial={"happened_on": today})
        kept = {"kind": draft["kind"], "heading": draft["heading"], "text": draft["text"]}
        return cls(initial={"happened_on": today, **kept, **draft["withhold"]})

    @classmethod
    def as_typed(cls, data: Mapping[str, str]) -> tuple[UUID | None, dict[str, Any]]:
        """The id of the note to be and what was typed so far, cut to what the draft can hold."""
        try:
            once = UUID(data.get("once", ""))
        except ValueError:
            return None, {}
        kind = data.get("kind", "")
        text = tidy(data.get("text", ""))[: 2 * NOTE_MAX]
        codes = picked_codes(text, Picks().value_from_datadict(data, None, "grounds"))
        withhold = {"grounds": codes, "review_on": data.get("review_on", "")[:40]}
        return once, {
            "kind": kind if kind in KIND_LABELS else "other",
            "heading": tidy(data.get("heading", ""))[:HEADING_MAX],
            "text": text,
            "withhold": {name: value for name, value in withhold.items() if value},
        }

    def clean(self) -> dict[str, Any]:
        kept, today = super().clean(), clock.today()
        kind, happened = kept.get("kind", "other"), kept.get("happened_on", today)
        for name, code in check_note(
            kind, kept.get("heading", ""), kept.get("text", ""), happened, today
        ).items():
            self.add_error(name, WRONG[code])
        self.check_holes(kept)
        return kept


class RemarkForm(Once):
    text = words(gettext_lazy("Vad vill du säga?"), REMARK_MAX)


class ReplyForm(Once):
    text = words(gettext_lazy("Ditt svar"), REMARK_MAX)


class ReviewForm(Once):
    text = words(gettext_lazy("Vill du säga varför?"), REMARK_MAX, required=False)


class AnswerForm(Once):
    """An answer to an ask: words, files or both."""

    text = words(gettext_lazy("Ditt svar"), ANSWER_MAX, required=False)
    documents = Files(label=gettext_lazy("Bilder och dokument"))

    def clean(self) -> dict[str, Any]:
        kept = super().clean()
        if not self.errors and not kept.get("text") and not kept.get("documents"):
            self.add_error("text", _("Skriv något, eller skicka med en bild eller ett dokument."))
        return kept


class DocumentsForm(Once):
    documents = Files(label=gettext_lazy("Bilder och dokument"))

    def clean(self) -> dict[str, Any]:
        kept = super().clean()
        if not self.errors and not kept.get("documents"):
            self.add_error("documents", _("Välj minst en fil."))
        return kept


class ResponseForm(Once):
    """The party's answer to an investigation. Having nothing to add is an answer too."""

    text = words(gettext_lazy("Vad stämmer, och vad stämmer inte?"), ANSWER_MAX, required=False)
    wants_to_speak = forms.BooleanField(
        label=gettext_lazy("Jag vill berätta för nämnden själv, muntligt"), required=False
    )


class MoreTimeForm(Once):
    text = words(gettext_lazy("Hur lång tid behöver du?"), 1000, required=False)


class AskForm(Once):
    """What the resident is asked to complete (FL 20), and by when."""

    question = words(gettext_lazy("Vad behöver kompletteras?"), QUESTION_MAX)
    answer_by = Day(label=gettext_lazy("Svar senast"))

    def clean_answer_by(self) -> date:
        return _ahead(self.cleaned_data["answer_by"])


class CommunicateForm(Once):
    """The investigation that is sent before the decision (FL 25): one in the file, or one written here."""

    note = forms.ChoiceField(label=gettext_lazy("Utredning"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Eller skriv utredningen här"), required=False, strip=False, widget=forms.Textarea
    )
    answer_by = Day(label=gettext_lazy("Svar senast"))

    def __init__(self, *args: Any, notes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].choices = [("", _("Ny utredning")), *notes]  # type: ignore[attr-defined]
        self.initial.setdefault("answer_by", clock.today() + timedelta(days=14))

    def clean_answer_by(self) -> date:
        return _ahead(self.cleaned_data["answer_by"])

    def clean(self) -> dict[str, Any]:
        kept, today = super().clean(), clock.today()
        if not kept.get("note"):
            wrong = check_note("investigation", "", kept.get("text", ""), today, today)
            if "[[" in kept.get("text", "") and not wrong:
                wrong = {"text": "withheld"}
            for code in wrong.values():
                self.add_error(
                    "text", WRONG.get(code) or _("Skriv in det som ska döljas i en anteckning först.")
                )
        return kept


class PassageForm(forms.Form):
    """A withheld passage tried again: it is lifted, or stays until another day."""

    keep = forms.ChoiceField(
        label=gettext_lazy("Efter prövningen"),
        choices=[("no", gettext_lazy("Visa texten nu")), ("yes", gettext_lazy("Behåll den dold"))],
        widget=forms.RadioSelect,
    )
    review_on = Day(label=gettext_lazy("Prövas igen senast"), required=False)

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or self.cleaned_data
        if kept.get("keep") == "yes" and "review_on" not in self.errors:
            wrong = check_withholding("weighty", kept.get("review_on"), clock.today())
            if wrong:
                self.add_error("review_on", WRONG[wrong["review_on"]])
        return kept


def _ahead(day: date) -> date:
    """A day that can still be met, within a year."""
    today = clock.today()
    if day <= today:
        raise forms.ValidationError(WRONG["past"])
    if day > today + timedelta(days=365):
        raise forms.ValidationError(WRONG["late"])
    return day
