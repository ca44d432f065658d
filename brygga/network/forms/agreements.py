"""A new agreement under KL 9:37."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.law import Activity
from brygga.municipalities.models import Agreement
from brygga.network import words
from brygga.network.drafting import overlaps
from brygga.network.forms.fields import AdminForm, PeriodMixin, day, many, text

CASE_AREAS = [(code, label) for code, label in words.AREAS.items() if code != "common"]


class AgreementForm(PeriodMixin, AdminForm):
    reference = text(gettext_lazy("Beteckning"), 20, gettext_lazy("Till exempel 2026-014."))
    title = text(gettext_lazy("Vad det gäller"), 120)
    towns = many(gettext_lazy("Parter"), [], gettext_lazy("Din egen kommun är alltid part."))
    others = forms.CharField(
        label=gettext_lazy("Parter som inte använder Brygga"),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
        help_text=gettext_lazy("En kommun på varje rad."),
    )
    areas = many(gettext_lazy("Områden"), CASE_AREAS, required=True)
    instruments = many(
        gettext_lazy("Handlingar som finns"),
        list(words.INSTRUMENTS.items()),
        gettext_lazy("Kryssa bara i det som är skrivet och undertecknat."),
        required=True,
    )
    valid_from = day(gettext_lazy("Från och med"))
    valid_to = day(gettext_lazy("Till och med"), required=False)
    decided_by = text(gettext_lazy("Beslutat av"), 120)
    decided_on = day(gettext_lazy("Beslutat den"))
    document = text(
        gettext_lazy("Var beslutet finns"), 200, gettext_lazy("Diarienummer eller adress."), required=False
    )
    activities = many(
        gettext_lazy("Bara vissa uppgifter"),
        [],
        gettext_lazy("Inget kryss betyder alla uppgifter i områdena."),
    )
    beside = forms.BooleanField(label=gettext_lazy("Båda avtalen ska gälla"), required=False)

    def __init__(
        self,
        *args: Any,
        home: int,
        towns: Mapping[int, str],
        names: Mapping[int, str],
        law: Iterable[Activity],
        standing: Iterable[Agreement],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.law, self.others_standing = tuple(law), tuple(standing)
        if not self.is_bound:
            del self.fields["beside"]  # asked where there is another
        self.home = home
        self.names = names
        self.fields["towns"].choices = [(str(c), n) for c, n in towns.items() if c != home]  # type: ignore[attr-defined]
        self.fields["activities"].choices = [(row.code, row.name_sv) for row in self.law]  # type: ignore[attr-defined]

    def clean_others(self) -> list[int]:
        return codes_of(self.cleaned_data["others"], self.names)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        others = {int(code) for code in cleaned.get("towns", [])} | set(cleaned.get("others") or [])
        if not others - {self.home} and "others" not in self.errors:
            self.add_error("towns", _("Ett avtal behöver minst en part till."))
        cleaned["parties"] = [self.home, *sorted(others - {self.home})]
        self._look_beside(cleaned)
        return cleaned

    def _look_beside(self, cleaned: dict[str, Any]) -> None:
        """Two agreements on the same work are sometimes meant; they are never an accident."""
        found = [] if self.errors else self._overlapping(cleaned)
        if not found:
            del self.fields["beside"]
        elif not cleaned["beside"]:
            named = ", ".join(f"{one.reference} {one.title}" for one in found)
            told = _("Samma kommuner har redan avtal om samma sak då: %(named)s. Avsluta det först, välj en dag "
                     "efter att det har upphört, eller kryssa i att båda ska gälla.")  # fmt: skip
            self.add_error("beside", told % {"named": named})

    def _overlapping(self, cleaned: Mapping[str, Any]) -> list[Agreement]:
        codes = [row.code for row in self.law if row.area in cleaned["areas"]]
        same = ("parties", "areas", "valid_from", "valid_to")
        plan = Agreement(**{name: cleaned[name] for name in same}, activities=cleaned["activities"] or codes)
        others = [one for one in self.others_standing if one.id != self.row_id]
        return overlaps(plan, others, cleaned["valid_from"])

    def values(self) -> dict[str, Any]:
        dropped = {"towns", "others", "beside"}
        return {name: value for name, value in super().values().items() if name not in dropped}


def codes_of(typed: str, names: Mapping[int, str]) -> list[int]:
    """Names of municipalities, one on each line, as their codes."""
    known = {name.casefold(): code for code, name in names.items()}
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    unknown = [line for line in lines if _short(line) not in known]
    if unknown:
        raise forms.ValidationError(_("Vi känner inte igen %(name)s.") % {"name": ", ".join(unknown)})
    return [known[_short(line)] for line in lines]


def _short(line: str) -> str:
    """ "Kävlinge kommun" and "kävlinge" are the same place."""
    folded = line.casefold()
    for ending in (" kommun", " stad", " region"):
        folded = folded.removesuffix(ending)
    return folded
