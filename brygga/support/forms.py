"""What is typed about support, as actions expect it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.support.models import Measure
from brygga.support.rules import COURSES, Look, Plan

LONGEST = 10_000


class Once(forms.Form):
    """A form that may be sent twice and counts once."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def sent(self) -> UUID:
        ident: UUID = self.cleaned_data["once"]
        return ident


class MeasureForm(Once):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["name"] = forms.CharField(
            label=_("Vad stödet är"), help_text=_("Till exempel: Familjebehandlare hemma"), max_length=120
        )
        self.fields["plan"] = forms.CharField(
            label=_("Så har ni planerat"),
            help_text=_("Vem gör vad, när, och vad ni vill uppnå. Personen läser det."),
            max_length=LONGEST,
            widget=forms.Textarea,
        )
        self.fields["starts_on"] = forms.DateField(label=_("Börjar"), initial=clock.today)
        self.fields["review_on"] = forms.DateField(label=_("Ses över"))
        self.order_fields(["name", "plan", "starts_on", "review_on", "once"])

    def planned(self) -> Plan:
        return Plan(**{name: self.cleaned_data[name] for name in Plan.__dataclass_fields__})


class FollowUpForm(Once):
    def __init__(self, measures: list[Measure], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(str(measure.id), measure.name) for measure in measures]
        self.fields["measure"] = forms.ChoiceField(
            label=_("Stödet"),
            choices=choices,
            widget=forms.RadioSelect,
            initial=choices[0][0] if choices else None,
        )
        self.fields["happened_on"] = forms.DateField(label=_("När ni sågs"), initial=clock.today)
        self.fields["course"] = forms.ChoiceField(
            label=_("Hur det har gått"),
            choices=[(code, _(course)) for code, course in COURSES.items()],
            widget=forms.RadioSelect,
        )
        self.fields["own_words"] = forms.CharField(
            label=_("Personens egna ord"), max_length=LONGEST, required=False, widget=forms.Textarea
        )
        self.fields["text"] = forms.CharField(
            label=_("Din bedömning"), max_length=LONGEST, widget=forms.Textarea
        )
        self.order_fields(["measure", "happened_on", "course", "own_words", "text", "once"])

    def look(self) -> Look:
        return Look(**{name: self.cleaned_data[name] for name in Look.__dataclass_fields__})

    def chosen(self) -> UUID:
        return UUID(self.cleaned_data["measure"])


class CloseForm(forms.Form):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["summary"] = forms.CharField(
            label=_("Sammanfattning"),
            help_text=_("Vad som hände, hur det gick och varför ärendet avslutas. Personen läser det."),
            max_length=LONGEST,
            widget=forms.Textarea,
        )
