"""What is typed about persons, representatives and linked cases, as the actions expect it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.cases import words
from brygga.cases.actions import Contact, NewParty, NewRepresentative, contact_of, mark_of
from brygga.cases.models import Party, Representative
from brygga.cases.rules import Unfit
from brygga.ground.ids import uuid7
from brygga.ground.personnummer import InvalidNumberError, parse

LONGEST_ADDRESS = 300


class _Form(forms.Form):
    def refuse(self, unfit: Unfit) -> None:
        """Say at the right field why it cannot be."""
        field, sentence = words.told(unfit.fault)
        self.add_error(field if field in self.fields else None, sentence)


class _Numbered(_Form):
    """A form with a personal or coordination number, kept as twelve digits ("" where none is asked for)."""

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean_number(self) -> str:
        typed = self.cleaned_data["number"]
        if not typed:
            return ""
        try:
            return parse(typed, today=self.today).digits
        except InvalidNumberError:
            raise forms.ValidationError(words.not_a_number()) from None


class _Representation(_Numbered):
    name = forms.CharField(label=gettext_lazy("Namn"), max_length=120)
    number = forms.CharField(
        label=gettext_lazy("Personnummer eller samordningsnummer"), max_length=20, help_text="ååååmmddnnnn"
    )
    reach = forms.ChoiceField(
        label=gettext_lazy("Vad får personen göra?"), choices=words.REACH_OF_POWER, widget=forms.RadioSelect
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def representative(self) -> NewRepresentative:
        typed = self.cleaned_data
        return NewRepresentative(
            once=typed["once"],
            name=typed["name"],
            number=typed["number"],
            may_act=typed["reach"] == "act",
            valid_from=typed.get("valid_from") or self.today,
            valid_to=typed["valid_to"],
            capacity=typed.get("capacity") or Representative.Capacity.AUTHORISED,
        )


class PowerForm(_Representation):
    """A party's own power of attorney."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["valid_to"] = forms.DateField(
            label=_("Till och med vilken dag?"),
            help_text=_("Högst ett år. Du kan ta tillbaka den när du vill."),
        )
        self.order_fields(["name", "number", "reach", "valid_to", "once"])


class RepresentativeForm(_Representation):
    """Somebody whose right has been shown to the caseworker."""

    capacity = forms.ChoiceField(
        label=gettext_lazy("Företräder som"), choices=list(words.CAPACITIES.items()), widget=forms.RadioSelect
    )
    valid_from = forms.DateField(label=gettext_lazy("Från och med"))
    valid_to = forms.DateField(
        label=gettext_lazy("Till och med"),
        required=False,
        help_text=gettext_lazy("Lämna tomt om det gäller tills det avslutas."),
    )

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, today=today, **more)
        self.initial.setdefault("valid_from", today)
        self.order_fields(["name", "number", "capacity", "reach", "valid_from", "valid_to", "once"])


class PartyForm(_Numbered):
    name = forms.CharField(label=gettext_lazy("Namn"), max_length=120)
    number = forms.CharField(
        label=gettext_lazy("Personnummer eller samordningsnummer"), max_length=20, required=False
    )
    role = forms.ChoiceField(label=gettext_lazy("Roll i ärendet"), choices=list(words.ROLES.items()))
    phone = forms.CharField(label=gettext_lazy("Telefon"), max_length=30, required=False)
    reads = forms.BooleanField(
        label=gettext_lazy("Ser ärendet på sina egna sidor"),
        required=False,
        help_text=gettext_lazy("Behöver ett nummer."),
    )
    protected = forms.BooleanField(
        label=gettext_lazy("Har skyddade personuppgifter"),
        required=False,
        help_text=gettext_lazy(
            "Hela ärendet skyddas. Alla andra slutar se det, och får släppas in igen en och en."
        ),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("reads") and not typed.get("number") and "number" not in self.errors:
            self.add_error("number", _("Den som ska se ärendet behöver ett nummer att logga in med."))
        return typed

    def party(self) -> NewParty:
        return NewParty(**{name: self.cleaned_data[name] for name in self.fields})


class ContactForm(_Form):
    phone = forms.CharField(label=gettext_lazy("Telefon"), max_length=30, required=False)
    wishes = forms.CharField(
        label=gettext_lazy("Att tänka på"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Språk, tolk, tider, hur personen helst blir kontaktad."),
    )
    address = forms.CharField(
        label=gettext_lazy("Adress"),
        max_length=LONGEST_ADDRESS,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("Förvaras krypterad. Skriv den aldrig i journalen om den är skyddad."),
    )
    reads = forms.BooleanField(label=gettext_lazy("Ser ärendet på sina egna sidor"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *args: Any, party: Party, **more: Any) -> None:
        super().__init__(*args, **more)
        now = contact_of(party)
        self.initial.update(vars(now), seen=mark_of(now))

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).replace("\r\n", "\n")

    def contact(self) -> Contact:
        return Contact(**{name: self.cleaned_data[name] for name in Contact.__dataclass_fields__})


class ProtectForm(_Form):
    """Who goes on reading when the case is shielded: nobody, unless chosen."""

    def __init__(self, *args: Any, others: list[Party], **more: Any) -> None:
        super().__init__(*args, **more)
        if others:
            self.fields["keep"] = forms.MultipleChoiceField(
                label=_("Vem får fortsätta se ärendet på sina sidor?"),
                choices=[(str(party.id), party.name) for party in others],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Välj bara den du säkert vet inte är en fara."),
            )

    def keep(self) -> list[UUID]:
        return [UUID(chosen) for chosen in self.cleaned_data.get("keep", [])]


class LinkForm(_Form):
    number = forms.CharField(label=gettext_lazy("Det andra ärendets nummer"), max_length=24)
    why = forms.ChoiceField(
        label=gettext_lazy("Hur hör de ihop?"), choices=list(words.LINKS.items()), widget=forms.RadioSelect
    )
