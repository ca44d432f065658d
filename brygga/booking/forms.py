"""What is typed about times, as actions expect it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.booking.actions import NewHours, Wish
from brygga.booking.queries import Offer
from brygga.booking.rules import LENGTHS, STOCKHOLM, Channel, Span, State, hours_fault
from brygga.booking.words import CHANNELS, STATES, WEEKDAYS
from brygga.ground import clock
from brygga.ground.fields import Once, words

CLOCK_TIMES = ["%H:%M", "%H.%M"]


class BookForm(Once):
    """Choose a time, and how to meet. The times are those on offer when the page was made."""

    at = forms.CharField(error_messages={"required": gettext_lazy("Välj en tid.")}, max_length=90)
    channel = forms.ChoiceField(
        label=gettext_lazy("Hur vill du träffas?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj hur ni ska träffas.")},
    )
    about = forms.CharField(
        label=gettext_lazy("Vad vill du prata om?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Så kan den du träffar förbereda sig."),
    )
    interpreter = forms.CharField(
        label=gettext_lazy("Behöver du tolk?"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Skriv språket, och om du helst vill ha en man eller kvinna."),
    )

    remind_close = forms.BooleanField(
        label=gettext_lazy("Påminn mig också två timmar före"),
        required=False,
        help_text=gettext_lazy("Dagen före får du en påminnelse om du har valt att få aviseringar."),
    )

    def __init__(
        self, offers: Sequence[Offer], ways: Sequence[tuple[str, Any, str]], *args: Any, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.offers = {offer.key: offer for offer in offers}
        field: Any = self.fields["channel"]
        field.choices = [way[:2] for way in ways]
        if len(ways) == 1:
            self.initial.setdefault("channel", ways[0][0])

    def clean_at(self) -> str:
        """A time that was free when the page was made may be gone: then the page has the new ones."""
        key: str = self.cleaned_data["at"]
        if key not in self.offers:
            raise forms.ValidationError(_("Den tiden är inte ledig längre. Välj en annan."))
        return key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        offer = self.offers.get(cleaned.get("at", ""))
        channel = cleaned.get("channel")
        if offer and channel and Channel(channel) not in offer.channels:
            self.add_error(
                "channel", _("Den tiden går inte att få så. Välj ett annat sätt eller en annan tid.")
            )
        return cleaned

    def wish(self, errand: str) -> Wish:
        offer, typed = self.offers[self.cleaned_data["at"]], self.cleaned_data
        starts, how = offer.free.span.starts, Channel(typed["channel"])
        wish = Wish(offer.host.id, starts, how, typed["about"], typed["interpreter"], errand)
        return replace(wish, remind_close=typed["remind_close"])


class BookForResidentForm(BookForm):
    """Staff book, know the circumstances, and say why where a way to meet is not simply advised."""

    shows_home = forms.BooleanField(
        label=gettext_lazy("Hemmet ska visas i bild"),
        required=False,
        help_text=gettext_lazy("Bara på video."),
    )
    overheard = forms.BooleanField(
        label=gettext_lazy("Någon annan kan höra eller se, till exempel hemma"), required=False
    )
    why = words(
        gettext_lazy("Varför träffas ni på distans?"),
        500,
        required=False,
        help_text=gettext_lazy(
            "Behövs när det inte bara står Passar. Sparas med mötet, och den det gäller kan läsa det."
        ),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["channel"].label = _("Hur ska ni träffas?")
        self.fields["about"].label = _("Vad ska ni prata om?")
        self.fields["interpreter"].label = _("Behövs tolk?")
        self.fields["remind_close"].label = _("Påminn också två timmar före")

    def wish(self, errand: str) -> Wish:
        typed = self.cleaned_data
        marks = {name: typed[name] for name in ("shows_home", "overheard", "why")}
        return replace(super().wish(errand), **marks)


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
        choices=list(CHANNELS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Välj minst ett sätt.")},
    )
    place = forms.CharField(label=gettext_lazy("Var ni ses"), max_length=120, required=False)
    valid_from = forms.DateField(label=gettext_lazy("Gäller från"))
    valid_to = forms.DateField(label=gettext_lazy("Till och med"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
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
        if Channel.PHYSICAL in cleaned.get("channels", []) and not cleaned.get("place"):
            self.add_error("place", _("Skriv var ni ses, eller ta inte emot på plats."))
        return cleaned

    def new(self) -> NewHours:
        given = {name: self.cleaned_data[name] for name in NewHours.__dataclass_fields__}
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


class OutcomeForm(forms.Form):
    """Whether they came."""

    meeting = forms.UUIDField()
    outcome = forms.ChoiceField(
        choices=[(state, STATES[state]) for state in (State.CAME, State.NO_SHOW, State.EXCUSED)]
    )

    def noted(self) -> tuple[UUID, State]:
        return self.cleaned_data["meeting"], State(self.cleaned_data["outcome"])
