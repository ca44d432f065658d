"""A new line in the delegation order."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.law import Activity
from brygga.network import words
from brygga.network.forms.fields import AdminForm, PeriodMixin, day, text
from brygga.people.models import Staff

NOT_NEEDED = gettext_lazy("Det behövs ingen delegation: den som arbetar där får göra det ändå.")


class DelegationForm(PeriodMixin, AdminForm):
    reference = text(gettext_lazy("Beteckning"), 20, gettext_lazy("Till exempel 2026-D-10."))
    activity = forms.ChoiceField(label=gettext_lazy("Uppgift"))
    step = forms.ChoiceField(
        label=gettext_lazy("Steg"),
        choices=[(code, words.STEPS[code]) for code in ("decide", "prepare", "carry_out")],
    )
    performer = forms.TypedChoiceField(label=gettext_lazy("Vem i vilken kommun"), coerce=int)
    position = text(
        gettext_lazy("Befattning"),
        60,
        gettext_lazy("En titel, till exempel socialsekreterare."),
        required=False,
    )
    staff_id = forms.TypedChoiceField(
        label=gettext_lazy("Eller en namngiven person"), coerce=UUID, empty_value=None, required=False
    )
    limits = text(
        gettext_lazy("Begränsningar"),
        200,
        gettext_lazy("Till exempel belopp, eller vad som ändå går till nämnden."),
        required=False,
    )
    valid_from = day(gettext_lazy("Från och med"))
    valid_to = day(gettext_lazy("Till och med"), required=False)
    decided_by = text(gettext_lazy("Beslutat av"), 120)
    decided_on = day(gettext_lazy("Beslutat den"))

    def __init__(
        self,
        *args: Any,
        towns: Mapping[int, str],
        people: Iterable[Staff],
        law: Iterable[Activity],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.id: person for person in people}
        self._offer("activity", [(row.code, _named(row)) for row in law])
        self._offer("performer", [(str(code), name) for code, name in towns.items()])
        named = ((str(p.id), f"{p.name}, {towns.get(p.municipality, '')}") for p in self.people.values())
        self._offer("staff_id", [("", _("Ingen särskild")), *named])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        who, position = cleaned.get("staff_id"), cleaned.get("position", "").strip()
        if bool(who) == bool(position):
            self.add_error("position", _("Skriv en befattning eller välj en person, inte båda."))
        elif who and self.people[who].municipality != cleaned.get("performer"):
            self.add_error("staff_id", _("Personen arbetar inte i den kommunen."))
        cleaned["position"] = position
        return cleaned


def _named(row: Activity) -> str:
    return f"{words.AREAS.get(row.area, row.area)}: {row.name_sv}"
