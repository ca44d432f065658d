"""What is typed on the economic model's pages."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.ground.fields import DayInput
from brygga.ground.ids import uuid7
from brygga.insight import economy_words as words
from brygga.insight.queries.economy import POPULATION, Known, Question
from brygga.insight.queries.economy_settlement import Asked
from brygga.insight.rules.economy import LONGEST
from brygga.insight.rules.economy_terms import PERCENT, Key, Kind, Measure, Service
from brygga.municipalities.models import Agreement

EARLIEST = date(2000, 1, 1)
HIGHEST = Decimal(9999999999)
WHOLE = {POPULATION, Measure.SALARY, Measure.HOURS, Measure.DIGITAL_YEARS, Measure.ONE_TIME, Measure.YEARLY}
ABOVE_ZERO = {POPULATION, Measure.HOURS, Measure.DIGITAL_YEARS}


class QuestionForm(forms.Form):
    """Which municipalities and services, how the cost is shared, and for how long. Sent by GET."""

    kommun = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Kommuner"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    tjanst = forms.MultipleChoiceField(label=gettext_lazy("Tjänster"), widget=forms.CheckboxSelectMultiple)
    nyckel = forms.ChoiceField(label=gettext_lazy("Så delas kostnaden"), choices=list(words.KEYS.items()))
    andelar = forms.CharField(
        label=gettext_lazy("Fasta andelar"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Till exempel: Bjuv 10, Helsingborg 60, Landskrona 30."),
    )
    ar = forms.IntegerField(label=gettext_lazy("Antal år"), min_value=1, max_value=LONGEST)

    def __init__(
        self, data: Any = None, *, known: Iterable[Known], services: Iterable[Service], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.known = list(known)
        self._offer("kommun", [(str(one.code), one.name) for one in self.known])
        self._offer("tjanst", [(one.code, words.name_of(one)) for one in services])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("nyckel") == Key.FIXED and "kommun" in cleaned:
            self._weigh(cleaned)
        return cleaned

    def _weigh(self, cleaned: dict[str, Any]) -> None:
        chosen = {one.name.lower(): one.code for one in self.known if one.code in cleaned["kommun"]}
        weights: dict[int, Decimal] = {}
        for part in filter(None, (one.strip() for one in cleaned.get("andelar", "").split(","))):
            name, _space, share = part.rpartition(" ")
            code, weight = chosen.get(name.strip().lower()), _number(share)
            if code is None or weight is None:
                text = _(
                    "”%(part)s” går inte att läsa. Skriv namnet på en vald kommun, mellanslag och ett tal."
                )
                self.add_error("andelar", text % {"part": part})
                return
            weights[code] = weight
        if set(weights) != set(chosen.values()) or not any(weights.values()):
            self.add_error("andelar", _("Skriv en andel för varje vald kommun."))
        cleaned["weights"] = weights

    def question(self) -> Question:
        asked = self.cleaned_data
        return Question(
            tuple(asked["kommun"]),
            tuple(asked["tjanst"]),
            Key(asked["nyckel"]),
            asked["ar"],
            tuple(sorted(asked.get("weights", {}).items())),
        )


class FigureForm(forms.Form):
    """One figure of one's own. once: the id of the row to be, so that two sends make one."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    value = forms.DecimalField(
        label=gettext_lazy("Värde"),
        min_value=Decimal(0),
        max_value=HIGHEST,
        max_digits=14,
        decimal_places=4,
        localize=True,
    )
    valid_from = forms.DateField(label=gettext_lazy("Gäller från och med"), widget=DayInput())
    kind = forms.ChoiceField(
        label=gettext_lazy("Hur säkert är det?"),
        choices=[(kind, words.KINDS[kind]) for kind in Kind],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=gettext_lazy("Källa"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Behövs när siffran är publicerad eller uppmätt."),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Länk till källan"), max_length=300, required=False, assume_scheme="https"
    )
    note = forms.CharField(label=gettext_lazy("Anmärkning"), max_length=300, required=False)
    decided_by = forms.CharField(label=gettext_lazy("Bestämt av"), max_length=120)

    def __init__(self, data: Any = None, *, measure: str, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid7(), "valid_from": today, **kwargs.get("initial", {})}
        super().__init__(data, **kwargs)
        self.measure, self.today = measure, today
        self.fields["value"].label = words.MEASURES[measure]

    @property
    def row_id(self) -> UUID:
        ident: UUID = self.cleaned_data.get("once") or uuid7()
        return ident

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}

    def clean_value(self) -> Decimal:
        value: Decimal = self.cleaned_data["value"]
        if self.measure in PERCENT and value > 100:
            raise forms.ValidationError(_("Skriv procent, från 0 till 100."))
        if self.measure in WHOLE and value != value.to_integral_value():
            raise forms.ValidationError(_("Skriv ett helt tal."))
        if self.measure in ABOVE_ZERO and value <= 0:
            raise forms.ValidationError(_("Talet måste vara större än noll."))
        return value

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if not EARLIEST <= day <= self.today + timedelta(days=366):
            raise forms.ValidationError(_("Välj en dag från år 2000 till ett år framåt."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") in {Kind.PUBLISHED, Kind.MEASURED} and not cleaned.get("source"):
            self.add_error("source", _("Skriv var siffran kommer ifrån, eller kalla den ett antagande."))
        return cleaned


class PeriodForm(forms.Form):
    """From and to. Sent by GET."""

    fran = forms.DateField(label=gettext_lazy("Från och med"), widget=DayInput())
    till = forms.DateField(label=gettext_lazy("Till och med"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("fran"), cleaned.get("till")
        if first and last and last < first:
            self.add_error("till", _("Sista dagen kan inte komma före den första."))
        elif first and last and (first < EARLIEST or (last - first).days > 3660):
            self.add_error("fran", _("Välj högst tio år, tidigast från år 2000."))
        return cleaned


class SettlementForm(PeriodForm):
    """A period, the time one act takes, and a cost in common to divide; under one agreement or under all."""

    avtal = forms.ChoiceField(label=gettext_lazy("Avtal"), required=False)

    minuter = forms.IntegerField(
        label=gettext_lazy("Minuter per åtgärd"),
        min_value=1,
        max_value=480,
    )
    kostnad = forms.IntegerField(
        label=gettext_lazy("Gemensam kostnad, kronor"), min_value=0, max_value=10**10, required=False
    )
    nyckel = forms.ChoiceField(
        label=gettext_lazy("Så delas kostnaden"),
        help_text=gettext_lazy("Säger avtalet hur kostnaden delas gäller det i stället."),
        choices=[(key, label) for key, label in words.KEYS.items() if key is not Key.FIXED],
    )

    def __init__(self, *args: Any, agreements: Iterable[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(row.id): row for row in agreements}
        named = [(ident, f"{row.reference} {row.title}") for ident, row in self.known.items()]
        self.fields["avtal"].choices = [("", _("Alla")), *named]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        typed = self.cleaned_data
        return Asked(
            typed["fran"],
            typed["till"],
            typed["minuter"],
            typed["kostnad"] or 0,
            Key(typed["nyckel"]),
            self.known.get(typed["avtal"]),
        )


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None
