"""What was typed, turned into what actions expect. Messages say what to do."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.ground.fields import Files, Once, words
from brygga.messages.models import NoticeChoice
from brygga.messages.rules import TEXT_MAX


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


class NoticesForm(forms.Form):
    """How one is told that something waits. Protected persons say expressly that they know the risk."""

    style = forms.ChoiceField(
        label=gettext_lazy("När det finns något nytt"),
        choices=[
            ("off", gettext_lazy("Mejla mig inte")),
            ("neutral", gettext_lazy("Mejla, men säg inte vem det kommer från")),
            ("plain", gettext_lazy("Mejla, och säg att det är socialtjänsten")),
        ],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(label=gettext_lazy("Din e-postadress"), required=False, max_length=254)
    knows = forms.BooleanField(
        label=gettext_lazy("Ingen annan kan läsa min e-post"),
        required=False,
    )

    def __init__(self, *args: Any, protected: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.protected = protected
        self.fields["style"].error_messages["invalid_choice"] = _("Välj något i listan.")
        self.fields["style"].error_messages["required"] = _("Välj något i listan.")
        self.fields["email"].error_messages["invalid"] = _(
            "Adressen ser inte rätt ut. Skriv den som namn@exempel.se."
        )
        if protected:
            choices = self.fields["style"].choices  # type: ignore[attr-defined]
            self.fields["style"].choices = [one for one in choices if one[0] != "plain"]  # type: ignore[attr-defined]
        else:
            del self.fields["knows"]

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or self.cleaned_data
        if kept.get("style", "off") == NoticeChoice.Style.OFF:
            self.errors.pop("email", None)  # an address that will not be used need not be right
            return kept | {"email": ""}
        if not kept.get("email") and "email" not in self.errors:
            self.add_error("email", _("Skriv adressen vi ska mejla till."))
        if self.protected and not kept.get("knows"):
            self.add_error(
                "knows",
                _("Du har skyddade uppgifter. Kryssa här om du är säker, eller välj att vi inte mejlar."),
            )
        return kept
