"""What is typed of a group."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.booking.actions import NewSession
from brygga.booking.models import Room
from brygga.booking.rules import ALL, STOCKHOLM, Channel, Span
from brygga.booking.words import AREAS, CHANNELS
from brygga.ground import clock
from brygga.ground.fields import Once

TIMES = ["%H:%M", "%H.%M"]
MOST_SEATS = 60


class SessionForm(Once):
    """A group one leads oneself."""

    title = forms.CharField(
        label=gettext_lazy("Vad gruppen heter"),
        max_length=80,
        help_text=gettext_lazy("Den som kan vara med läser det. Skriv inget om någon enskild."),
    )
    text = forms.CharField(label=gettext_lazy("Kort om vad ni gör"), max_length=300, required=False)
    area = forms.ChoiceField(label=gettext_lazy("För dem som har ärende inom"), choices=list(AREAS.items()))
    day = forms.DateField(label=gettext_lazy("Dag"))
    starts = forms.TimeField(label=gettext_lazy("Från"), input_formats=TIMES)
    ends = forms.TimeField(label=gettext_lazy("Till"), input_formats=TIMES)
    channel = forms.ChoiceField(
        label=gettext_lazy("Hur ni träffas"),
        choices=[(code, CHANNELS[code]) for code in Channel if code in ALL],
        widget=forms.RadioSelect,
    )
    room_id = forms.TypedChoiceField(label=gettext_lazy("Rum"), coerce=UUID, empty_value=None, required=False)
    place = forms.CharField(label=gettext_lazy("Var ni ses"), max_length=120, required=False)
    seats = forms.IntegerField(
        label=gettext_lazy("Antal platser"),
        min_value=1,
        max_value=MOST_SEATS,
        help_text=gettext_lazy("Högst 60."),
    )

    def __init__(self, rooms: Sequence[Room], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.rooms = {room.id: room for room in rooms}
        field: Any = self.fields["room_id"]
        field.choices = [("", _("Inget av kommunens rum")), *((room.id, str(room)) for room in rooms)]
        for name in ("starts", "ends"):
            self.fields[name].error_messages |= {"invalid": _("Skriv klockslaget så här: 13.00")}
        for name in ("title", "day", "starts", "ends", "channel", "seats"):
            self.fields[name].error_messages |= {"required": _("Det här behövs.")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("Sluttiden måste komma efter starttiden."))
        if cleaned.get("day") and starts and self._at(starts) <= clock.now():
            self.add_error("day", _("Välj en tid framåt."))
        if cleaned.get("channel") == Channel.PHYSICAL and not (
            cleaned.get("place") or cleaned.get("room_id")
        ):
            self.add_error("place", _("Skriv var ni ses."))
        return cleaned

    def _at(self, time: Any) -> datetime:
        return datetime.combine(self.cleaned_data["day"], time, STOCKHOLM)

    def new(self) -> NewSession:
        typed, on_the_spot = self.cleaned_data, self.cleaned_data["channel"] == Channel.PHYSICAL
        room = self.rooms.get(typed["room_id"]) if on_the_spot else None
        return NewSession(
            title=typed["title"],
            text=typed["text"],
            area=typed["area"],
            span=Span(self._at(typed["starts"]), self._at(typed["ends"])),
            channel=Channel(typed["channel"]),
            place=(typed["place"] or (str(room) if room else "")) if on_the_spot else "",
            room_id=room.id if room else None,
            seats=typed["seats"],
        )
