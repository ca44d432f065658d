"""What is typed in advice: by visitors without a name, and by those who answer."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.advice.rules import TEXT_MAX, from_code
from brygga.ground.fields import Once, words


class _Said(Once):
    """Words, and an id that nobody can guess: the key to a new conversation is made from it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["once"] = uuid4()
        self.fields["text"].error_messages["max_length"] = gettext_lazy(
            "Det är för långt: %(show_value)d tecken, och högst %(limit_value)d får plats. "
            "Dela upp det i flera. Inget av det du har skrivit är borta."
        )

    def clean_once(self) -> UUID:
        return self.cleaned_data.get("once") or uuid4()


class BeginForm(_Said):
    text = words(gettext_lazy("Vad vill du prata om?"), TEXT_MAX)


class SayForm(_Said):
    text = words(gettext_lazy("Skriv här"), TEXT_MAX)


class CodeForm(forms.Form):
    """The key, as somebody has written it down. Cleans to the key itself."""

    code = forms.CharField(
        label=gettext_lazy("Din kod"),
        max_length=40,
        error_messages={
            "required": gettext_lazy("Skriv koden."),
            "max_length": gettext_lazy("Koden är sexton tecken. Skriv den som den stod."),
        },
    )

    def clean_code(self) -> str:
        key = from_code(self.cleaned_data["code"])
        if not key:
            raise forms.ValidationError(_("Koden är sexton tecken. Skriv den som den stod."))
        return key


class PhraseForm(Once):
    title = forms.CharField(
        label=gettext_lazy("Kort namn"),
        max_length=60,
        help_text=gettext_lazy("Så att du hittar det. Besökaren ser det inte."),
        error_messages={
            "required": gettext_lazy("Skriv ett kort namn."),
            "max_length": gettext_lazy("Högst %(limit_value)d tecken."),
        },
    )
    text = words(gettext_lazy("Svaret"), TEXT_MAX)
