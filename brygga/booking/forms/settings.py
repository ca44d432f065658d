"""What is typed of a municipality's kinds of meetings and rooms."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.booking.actions import NewKind
from brygga.booking.rules import TALK, Channel, Purpose
from brygga.booking.rules.errands import LENGTHS
from brygga.booking.words import AREAS, CHANNELS, PURPOSES
from brygga.ground import clock
from brygga.ground.fields import Once
from brygga.law import activities


class KindForm(Once):
    """A kind of meeting of the municipality's own, or one in place of the house's."""

    label = forms.CharField(
        label=gettext_lazy("Vad det gäller"),
        max_length=60,
        help_text=gettext_lazy("Som den som bokar läser det."),
        error_messages={"required": gettext_lazy("Skriv vad det gäller.")},
    )
    code = forms.ChoiceField(
        label=gettext_lazy("I stället för"),
        required=False,
        choices=[
            ("", gettext_lazy("Inget, det är något nytt")),
            (TALK, gettext_lazy("Prata om ärendet")),
            ("short", gettext_lazy("En kort fråga")),
        ],
    )
    area = forms.ChoiceField(
        label=gettext_lazy("Område"), required=False, choices=[("", gettext_lazy("Alla")), *AREAS.items()]
    )
    activity = forms.ChoiceField(
        label=gettext_lazy("Verksamhet i lagen"),
        help_text=gettext_lazy("Den avgör vem som får träffa någon, och om det passar på distans."),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Varför man träffas"), choices=list(PURPOSES.items()), widget=forms.RadioSelect
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Längd"), coerce=int, choices=[(n, f"{n} min") for n in LENGTHS]
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Så kan man träffas"),
        choices=list(CHANNELS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Välj minst ett sätt.")},
    )
    online = forms.BooleanField(label=gettext_lazy("Invånare får boka det själva"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["activity"]
        rows = sorted(activities(clock.today()), key=lambda row: row.name_sv)
        field.choices = [("", _("Välj")), *((row.code, row.name_sv) for row in rows)]
        field.error_messages |= {"required": _("Välj en verksamhet.")}
        self.initial.setdefault("purpose", Purpose.CONTACT.value)

    def new(self) -> NewKind:
        typed = {name: self.cleaned_data[name] for name in NewKind.__dataclass_fields__}
        channels = frozenset(Channel(code) for code in typed["channels"])
        return NewKind(**typed | {"channels": channels, "purpose": Purpose(typed["purpose"])})


class RoomForm(Once):
    name = forms.CharField(
        label=gettext_lazy("Rummets namn"),
        max_length=60,
        error_messages={"required": gettext_lazy("Skriv vad rummet heter.")},
    )
    address = forms.CharField(label=gettext_lazy("Var det ligger"), max_length=100, required=False)
