"""The pages of a draft, one thing on each. What is typed on a page is a few fields of the draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from brygga.network import draft_words, drafting, words
from brygga.network.drafting import Offer
from brygga.network.forms.agreements import CASE_AREAS, codes_of
from brygga.network.forms.fields import AdminForm, PeriodMixin, day, many, text
from brygga.network.models import Draft

_YES_NO = (
    ("yes", gettext_lazy("Ja")),
    ("no", gettext_lazy("Nej")),
    ("unknown", gettext_lazy("Vet inte än")),
)


@dataclass(frozen=True)
class Around:
    """What a page needs to know besides the draft."""

    towns: Mapping[int, str]  # in use
    names: Mapping[int, str]  # all
    offers: list[Offer]
    today: date


class StepForm(AdminForm):
    """fields_kept: the columns the page writes."""

    fields_kept: tuple[str, ...] = ()

    def __init__(self, *args: Any, draft: Draft, around: Around, **kwargs: Any) -> None:
        self.draft, self.around = draft, around
        standing = {name: getattr(draft, name) for name in self.fields_kept}
        kwargs["initial"] = {**self.shown(), **kwargs.get("initial", {})}
        super().__init__(*args, standing=_plain(standing), **kwargs)

    def shown(self) -> dict[str, Any]:
        """What the page begins with."""
        return {name: getattr(self.draft, name) for name in self.fields_kept}

    def offer(self, name: str, choices: Iterable[tuple[Any, ...]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields_kept}


def _plain(standing: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in standing.items()}


class NameForm(StepForm):
    fields_kept = ("reference", "title")
    reference = text(gettext_lazy("Beteckning"), 20, gettext_lazy("Till exempel 2026-021."))
    title = text(gettext_lazy("Vad avtalet gäller"), 120, gettext_lazy("Till exempel Gemensam mottagning."))


class PartiesForm(StepForm):
    fields_kept = ("parties",)
    towns = many(gettext_lazy("Kommuner som använder Brygga"), [])
    others = forms.CharField(
        label=gettext_lazy("Andra kommuner"),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
        help_text=gettext_lazy("En på varje rad."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.draft.municipality
        self.offer("towns", [(str(c), n) for c, n in self.around.towns.items() if c != own])

    def shown(self) -> dict[str, Any]:
        towns, names = self.around.towns, self.around.names
        outside = [names[code] for code in self.draft.parties if code not in towns]
        return {"towns": [str(code) for code in self.draft.parties], "others": "\n".join(outside)}

    def clean_others(self) -> list[int]:
        return codes_of(self.cleaned_data["others"], self.around.names)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        own = self.draft.municipality
        others = {*map(int, cleaned.get("towns", [])), *(cleaned.get("others") or [])} - {own}
        if not others and not self.errors:
            self.add_error("towns", _("Välj minst en kommun till."))
        cleaned["parties"] = [own, *sorted(others)]
        return cleaned


class AreasForm(StepForm):
    fields_kept = ("areas",)
    areas = many(gettext_lazy("Områden"), CASE_AREAS, required=True)


class ActivitiesForm(StepForm):
    """Those never to be shared are told of beside the form; they are no choices."""

    fields_kept = ("activities", "decisions")
    activities = many(gettext_lazy("Uppgifter"), [], required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = drafting.shareable(self.around.offers, self.draft.areas)
        self.offer("activities", [(one.row.code, one.row.name_sv) for one in rows])

    def shown(self) -> dict[str, Any]:
        rows = drafting.shareable(self.around.offers, self.draft.areas)
        return {
            "activities": self.draft.activities or [one.row.code for one in rows if one.share != "partly"]
        }

    def values(self) -> dict[str, Any]:
        """What is no longer in the agreement cannot be decided under it either."""
        chosen = self.cleaned_data["activities"]
        return {
            "activities": chosen,
            "decisions": [code for code in self.draft.decisions if code in chosen],
        }


class StepsForm(StepForm):
    fields_kept = ("steps", "decisions")
    steps = many(
        gettext_lazy("Vad den andra kommunens personal får göra"),
        [(step.value, words.STEPS[step]) for step in drafting.WITHOUT_DECIDING],
        required=True,
    )
    decisions = many(
        gettext_lazy("Beslut som nämnden kan delegera"),
        [],
        gettext_lazy("Avtalet ger ingen rätt att besluta. Varje nämnd delegerar själv."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [one for one in chosen_of(self.draft, self.around.offers) if one.decide == "delegable"]
        self.offer("decisions", [(one.row.code, one.row.name_sv) for one in rows])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        steps = set(cleaned.get("steps", []))
        if steps & {"prepare", "carry_out"} and "read" not in steps:
            self.add_error("steps", _("Den som ska förbereda eller utföra måste också få läsa."))
        return cleaned


def chosen_of(draft: Draft, offers: Iterable[Offer]) -> list[Offer]:
    return [one for one in offers if one.row.code in draft.activities]


class PapersForm(StepForm):
    fields_kept = ("secrecy",)
    secrecy = many(gettext_lazy("Varför personalen får se uppgifterna"), [], required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("secrecy", [(code, draft_words.SECRECY[code]) for code in drafting.SECRECY])

    def clean_secrecy(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["secrecy"]
        if "SVOD" in chosen and not {"elderly", "disability"} & set(self.draft.areas):
            raise forms.ValidationError(
                _("Sammanhållen dokumentation finns bara för äldre och personer med funktionsnedsättning.")
            )
        return chosen


class DelegationLinesForm(StepForm):
    fields_kept = ("position", "limits")
    position = text(
        gettext_lazy("Vilken befattning"), 60, gettext_lazy("Till exempel socialsekreterare."), required=False
    )
    limits = text(gettext_lazy("Begränsningar"), 200, required=False)

    def shown(self) -> dict[str, Any]:
        with override("sv"):
            limits = _("Inte ärenden av principiell betydelse eller större vikt")
        return {"position": self.draft.position, "limits": self.draft.limits or limits}


class DataForm(StepForm):
    fields_kept = ("data_role", "data_text")
    data_role = forms.ChoiceField(
        label=gettext_lazy("Vem ansvarar för personuppgifterna"),
        widget=forms.RadioSelect,
        choices=[(code, draft_words.DATA[code]) for code in drafting.DATA],
    )
    data_text = forms.CharField(
        label=gettext_lazy("Så står det i avtalet"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=gettext_lazy("Ett förslag som ni ändrar. Låt dataskyddsombudet läsa det."),
    )

    def shown(self) -> dict[str, Any]:
        with override("sv"):  # the agreement is in Swedish whatever language the pages are in
            text = self.draft.data_text or str(draft_words.DATA_TEXT)
        return {"data_role": self.draft.data_role, "data_text": text}


class TermForm(PeriodMixin, StepForm):
    fields_kept = ("valid_from", "valid_to", "notice_months")
    valid_from = day(gettext_lazy("Gäller från och med"))
    valid_to = day(
        gettext_lazy("Gäller till och med"),
        gettext_lazy("Lämna tomt om det gäller tills vidare."),
        required=False,
    )
    notice_months = forms.IntegerField(
        label=gettext_lazy("Uppsägningstid i månader"), min_value=0, max_value=36
    )

    def clean_valid_from(self) -> date:
        start: date = self.cleaned_data["valid_from"]
        if start < self.around.today:
            raise forms.ValidationError(_("Avtalet kan börja gälla tidigast i dag."))
        return start


class StandForm(AdminForm):
    """A party's own answers: who decides there, and what was decided."""

    kept = ("principle", "weight", "entrusted", "body", "decided_on", "document")
    principle = forms.ChoiceField(
        label=gettext_lazy("Är avtalet av principiell betydelse för kommunen?"),
        help_text=gettext_lazy("Till exempel en ny inriktning, eller något ni inte har gjort förut."),
        widget=forms.RadioSelect,
        choices=_YES_NO,
    )
    weight = forms.ChoiceField(
        label=gettext_lazy("Är det annars av större vikt?"),
        help_text=gettext_lazy("Till exempel stora kostnader, eller att det binder kommunen länge."),
        widget=forms.RadioSelect,
        choices=_YES_NO,
    )
    entrusted = forms.ChoiceField(
        label=gettext_lazy("Hör det till det som nämnden får besluta om?"),
        help_text=gettext_lazy("Se nämndens reglemente."),
        widget=forms.RadioSelect,
        choices=_YES_NO,
    )
    body = forms.ChoiceField(
        label=gettext_lazy("Vem har beslutat"),
        widget=forms.RadioSelect,
        choices=(
            ("none", gettext_lazy("Ingen än")),
            ("board", gettext_lazy("Nämnden")),
            ("council", gettext_lazy("Kommunfullmäktige")),
        ),
    )
    decided_on = day(gettext_lazy("Beslutat den"), required=False)
    document = text(
        gettext_lazy("Var beslutet finns"), 200, gettext_lazy("Diarienummer eller adress."), required=False
    )

    def __init__(self, *args: Any, row: Any, today: date, **kwargs: Any) -> None:
        standing = {name: getattr(row, name) for name in self.kept}
        shown = {name: _said(name, value) for name, value in standing.items()}
        super().__init__(*args, standing=_plain(standing), initial=shown, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        decided = cleaned.get("decided_on")
        if decided and decided > self.today:
            self.add_error("decided_on", _("Den dagen har inte kommit än."))
        if cleaned.get("body") in {"board", "council"} and not decided and "decided_on" not in self.errors:
            self.add_error("decided_on", _("Skriv vilken dag det beslutades."))
        return cleaned

    def values(self) -> dict[str, Any]:
        answers = {"yes": True, "no": False}
        body = self.cleaned_data["body"]
        facts = {name: answers.get(self.cleaned_data[name]) for name in ("principle", "weight", "entrusted")}
        found = {name: self.cleaned_data[name] for name in ("decided_on", "document")}
        return {**facts, "body": "" if body == "none" else body, **found}


def _said(name: str, value: Any) -> Any:
    if name == "body":
        return value or "none"
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class RemarkForm(AdminForm):
    text = forms.CharField(label=gettext_lazy("Din kommentar"), widget=forms.Textarea, max_length=1000)
