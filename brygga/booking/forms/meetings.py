"""What is typed to book, and to say how it went."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.booking.actions import Wish
from brygga.booking.queries import Offer
from brygga.booking.rules import TRAVELS, Channel, State
from brygga.booking.words import INTERPRETER_WAYS, SEXES, STATES
from brygga.ground.fields import Once, words


class BookForm(Once):
    """Choose a time, and how to meet. The times are those on offer when the page was made."""

    at = forms.CharField(
        label=gettext_lazy("Tid"), error_messages={"required": gettext_lazy("Välj en tid.")}, max_length=90
    )
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
        help_text=gettext_lazy("Skriv vilket språk."),
    )
    interpreter_sex = forms.ChoiceField(
        label=gettext_lazy("Tolken ska helst vara"), choices=list(SEXES.items()), required=False
    )
    interpreter_way = forms.ChoiceField(
        label=gettext_lazy("Tolken är med"), choices=list(INTERPRETER_WAYS.items()), required=False
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
        names = ("about", "interpreter", "interpreter_sex", "interpreter_way", "remind_close")
        return Wish(offer.host.id, starts, how, errand=errand, **{name: typed[name] for name in names})


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
    travel = forms.TypedChoiceField(
        label=gettext_lazy("Restid åt varje håll, vid hembesök"),
        coerce=int,
        required=False,
        choices=[(0, gettext_lazy("Ingen")), *((n, f"{n} min") for n in TRAVELS)],
    )
    why = words(
        gettext_lazy("Dina skäl för att träffas så"),
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
        self.fields["about"].help_text = _("Så kan den som håller mötet förbereda sig.")
        self.fields["remind_close"].label = _("Påminn också två timmar före")
        self.fields["remind_close"].help_text = _(
            "Dagen före går en påminnelse till den som har valt att få aviseringar."
        )

    def wish(self, errand: str) -> Wish:
        typed = self.cleaned_data
        marks = {name: typed[name] for name in ("shows_home", "overheard", "why")}
        return replace(super().wish(errand), travel=typed["travel"] or 0, **marks)


class MoveForm(BookForResidentForm):
    """Staff move a meeting. was: the time it had when the page was made."""

    was = forms.CharField(max_length=90, required=False)

    def __init__(self, key: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.key = key
        self.overtaken = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.overtaken = cleaned.get("was") != self.key
        if self.overtaken:
            self.errors.pop("at", None)
            self.add_error("at", _("Någon annan flyttade mötet medan du skrev. Välj tid igen."))
        return cleaned


class OutcomeForm(forms.Form):
    """Whether they came."""

    meeting = forms.UUIDField()
    outcome = forms.ChoiceField(
        choices=[(state, STATES[state]) for state in (State.CAME, State.NO_SHOW, State.EXCUSED)]
    )

    def noted(self) -> tuple[UUID, State]:
        return self.cleaned_data["meeting"], State(self.cleaned_data["outcome"])
