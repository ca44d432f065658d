"""What is typed of one's own times."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.booking.actions import NewHours
from brygga.booking.models import Room
from brygga.booking.rules import ALL, LENGTHS, STOCKHOLM, Channel, Span, hours_fault
from brygga.booking.words import CHANNELS, WEEKDAYS
from brygga.ground import clock
from brygga.ground.fields import Once

CLOCK_TIMES = ["%H:%M", "%H.%M"]


class HoursForm(Once):
    """Open hours in one's own calendar."""

    weekday = forms.TypedChoiceField(label=gettext_lazy("Dag"), coerce=int, choices=list(enumerate(WEEKDAYS)))
    starts = forms.TimeField(
        label=gettext_lazy("Från"),
        help_text=gettext_lazy("Till exempel 13.00"),
        input_formats=["%H:%M", "%H.%M"],
    )
    ends = forms.TimeField(label=gettext_lazy("Till"), input_formats=CLOCK_TIMES)
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Längd på ett möte"), coerce=int, choices=[(n, f"{n} min") for n in LENGTHS]
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Så kan man träffa dig"),
        choices=[(code, CHANNELS[code]) for code in Channel if code in ALL],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Välj minst ett sätt.")},
    )
    room_id = forms.TypedChoiceField(
        label=gettext_lazy("Rum"),
        coerce=UUID,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("Är rummet upptaget går tiden bara att få på telefon eller video."),
    )
    place = forms.CharField(label=gettext_lazy("Var ni ses"), max_length=120, required=False)
    valid_from = forms.DateField(label=gettext_lazy("Gäller från"))
    valid_to = forms.DateField(label=gettext_lazy("Till och med"), required=False)

    def __init__(self, rooms: Sequence[Room], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.rooms = {room.id: room for room in rooms}
        field: Any = self.fields["room_id"]
        field.choices = [("", _("Inget av kommunens rum")), *((room.id, str(room)) for room in rooms)]
        self.initial.setdefault("valid_from", clock.today())
        for name in ("starts", "ends"):
            self.fields[name].error_messages |= {"invalid": _("Skriv klockslaget så här: 13.00")}
        for name in ("starts", "ends", "valid_from"):
            self.fields[name].error_messages |= {"required": _("Det här behövs för att öppna tider.")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and hours_fault(starts, ends, cleaned.get("minutes") or min(LENGTHS)):
            self.add_error("ends", _("Det ryms inget möte på den tiden. Välj en senare sluttid."))
        last = cleaned.get("valid_to")
        if last and cleaned.get("valid_from") and last < cleaned["valid_from"]:
            self.add_error("valid_to", _("Sista dagen kan inte vara före den första."))
        if Channel.PHYSICAL in cleaned.get("channels", []) and not (
            cleaned.get("place") or cleaned.get("room_id")
        ):
            self.add_error("place", _("Skriv var ni ses, eller ta inte emot på plats."))
        return cleaned

    def new(self) -> NewHours:
        given = {name: self.cleaned_data[name] for name in NewHours.__dataclass_fields__}
        room = self.rooms.get(given["room_id"])
        given["place"] = given["place"] or (str(room) if room else "")
        return NewHours(**given | {"channels": frozenset(Channel(one) for one in given["channels"])})


class AwayForm(forms.Form):
    """Whole days away."""

    first = forms.DateField(label=gettext_lazy("Första dagen"))
    last = forms.DateField(label=gettext_lazy("Sista dagen"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.error_messages |= {"required": _("Välj en dag.")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not timedelta(0) <= last - first <= timedelta(days=365):
            self.add_error("last", _("Välj en dag efter den första, högst ett år senare."))
        return cleaned

    def span(self) -> Span:
        begins = datetime.combine(self.cleaned_data["first"], datetime.min.time(), STOCKHOLM)
        ends = datetime.combine(self.cleaned_data["last"] + timedelta(days=1), datetime.min.time(), STOCKHOLM)
        return Span(begins, ends)
