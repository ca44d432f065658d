"""What was typed, turned into what actions expect. Messages say what to do."""

import re
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.ground.fields import Files, Once, words
from brygga.messages.models import NoticeChoice
from brygga.messages.rules import NOTE_MAX, TEXT_MAX, Choice, mobile


class MessageForm(Once):
    """Words, files or both. `once` becomes the message's id."""

    text = words(gettext_lazy("Skriv ett meddelande"), TEXT_MAX, required=False)
    documents = Files(label=gettext_lazy("Bilder och dokument"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["max_length"] = gettext_lazy(
            "Meddelandet är för långt: %(show_value)d tecken, och högst %(limit_value)d får plats. "
            "Dela upp det i flera. Inget av det du har skrivit är borta."
        )

    def clean(self) -> dict[str, Any]:
        kept = super().clean()
        if not self.errors and not kept.get("text", "").strip() and not kept.get("documents"):
            self.add_error("text", _("Skriv något, eller skicka med en bild eller ett dokument."))
        return kept


class WorkingNoteForm(Once):
    """A few words to prepare the case. No files: what somebody hands in belongs to the file."""

    text = words(gettext_lazy("Minnesanteckning"), NOTE_MAX)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages |= {
            "required": gettext_lazy("Skriv något, eller gå tillbaka."),
            "max_length": gettext_lazy(
                "Högst %(limit_value)d tecken får plats, och du har skrivit %(show_value)d. "
                "Är det mer än ett stöd för minnet hör det hemma i journalen."
            ),
        }


class NoticesForm(forms.Form):
    """How one is told that something waits. Protected persons say expressly that they know the risk."""

    style = forms.ChoiceField(
        label=gettext_lazy("När det finns något nytt"),
        choices=[
            ("off", gettext_lazy("Säg inte till")),
            ("neutral", gettext_lazy("Säg till, men inte vem det kommer från")),
            ("plain", gettext_lazy("Säg till, och att det är socialtjänsten")),
        ],
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Hur?"),
        choices=[("email", gettext_lazy("Mejl")), ("sms", gettext_lazy("Sms"))],
        widget=forms.RadioSelect,
        required=False,
    )
    email = forms.CharField(label=gettext_lazy("Din e-postadress"), required=False, max_length=254)
    phone = forms.CharField(label=gettext_lazy("Ditt mobilnummer"), required=False, max_length=30)
    answers = forms.BooleanField(label=gettext_lazy("Jag vill kunna svara på mejlet"), required=False)
    knows = forms.BooleanField(label=gettext_lazy("Ingen annan kan läsa mina mejl eller sms"), required=False)

    def __init__(
        self, *args: Any, protected: bool, ways: list[str], can_answer: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.protected, self.ways = protected, ways
        for name in ("style", "channel"):
            for wrong in ("invalid_choice", "required"):
                self.fields[name].error_messages[wrong] = _("Välj något i listan.")
        if len(ways) < 2:
            del self.fields["channel"]
        for name, way in (("email", "email"), ("phone", "sms")):
            if way not in ways:
                del self.fields[name]
        if protected or not can_answer or "email" not in ways:
            del self.fields["answers"]
        if protected:
            choices = self.fields["style"].choices  # type: ignore[attr-defined]
            self.fields["style"].choices = [one for one in choices if one[0] != "plain"]  # type: ignore[attr-defined]
        else:
            del self.fields["knows"]

    def clean(self) -> dict[str, Any]:
        """With `channel` and the `address` that goes with it; an address that is not used need not be right."""
        kept = super().clean() or self.cleaned_data
        channel = kept.get("channel") or (self.ways[0] if self.ways else "email")
        kept |= {"channel": channel, "address": ""}
        if kept.get("style", "off") == NoticeChoice.Style.OFF:
            return kept
        kept["address"] = self._mail(kept) if channel == "email" else self._number(kept)
        if self.protected and not kept.get("knows"):
            self.add_error(
                "knows",
                _("Du har skyddade uppgifter. Kryssa här om du är säker, eller välj att vi inte säger till."),
            )
        return kept

    def _mail(self, kept: dict[str, Any]) -> str:
        address = str(kept.get("email", "")).strip()
        try:
            validate_email(address)
        except forms.ValidationError:
            wrong = _("Adressen ser inte rätt ut. Skriv den som namn@exempel.se.")
            self.add_error("email", wrong if address else _("Skriv adressen vi ska mejla till."))
        return address

    def _number(self, kept: dict[str, Any]) -> str:
        number = mobile(str(kept.get("phone", "")))
        if not number:
            self.add_error("phone", _("Skriv ett mobilnummer, till exempel 070-123 45 67."))
        return number

    def choice(self) -> Choice:
        typed = self.cleaned_data
        return Choice(typed["style"], typed["channel"], typed["address"], bool(typed.get("answers")))


class CodeForm(forms.Form):
    """The six digits that were sent, however they are written in groups."""

    code = forms.CharField(label=gettext_lazy("Koden"), max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = _("Skriv koden du har fått.")

    def clean_code(self) -> str:
        code = re.sub(r"[\s-]", "", str(self.cleaned_data["code"]))
        if not re.fullmatch(r"[0-9]{6}", code):
            raise forms.ValidationError(_("Koden är sex siffror."))
        return code
