"""Parts of forms that several apps have: long words, days, files checked by content, and being kept only once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.ground.attachments import Upload, checked
from brygga.ground.ids import uuid7
from brygga.ground.pdfs import BadUpload
from brygga.ground.texts import tidy

MOST_FILES = 8

BAD_FILE: Mapping[str, Any] = {
    "empty": gettext_lazy("%(name)s är tom. Välj filen igen."),
    "large": gettext_lazy("%(name)s är för stor. En fil får vara högst 10 MB. Ta gärna en ny, mindre bild."),
    "heic": gettext_lazy(
        "%(name)s är i formatet HEIC, som vi inte kan öppna. Ta bilden här, eller spara den som JPEG."
    ),
    "type": gettext_lazy("%(name)s är inte en bild eller PDF. Ta en bild av dokumentet i stället."),
    "broken": gettext_lazy(
        "%(name)s går inte att öppna. Försök med en annan fil, eller ta en bild av dokumentet."
    ),
    "bomb": gettext_lazy("%(name)s är för stor när den öppnas. Ta gärna en ny, mindre bild."),
    "locked": gettext_lazy(
        "%(name)s är låst med lösenord. Spara den utan lösenord, eller ta en bild av dokumentet."
    ),
    "active": gettext_lazy(
        "%(name)s innehåller något som kan köras av sig självt. Skriv ut den som PDF igen, eller ta en bild."
    ),
}


def words(label: Any, most: int, *, required: bool = True, **more: Any) -> forms.CharField:
    """Free text with a limit. Line ends become one kind before they are counted."""
    field = forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=forms.Textarea(attrs={"maxlength": None}),
        **more,
    )
    field.error_messages |= {
        "required": gettext_lazy("Skriv något här."),
        "max_length": gettext_lazy("Texten är för lång: högst %(limit_value)d tecken."),
    }
    return field


class Once(forms.Form):
    """A form that is kept once however many times it is sent: `once` becomes the row's id."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid7())

    def clean_once(self) -> UUID:
        return self.cleaned_data.get("once") or uuid7()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {name: tidy(value) if isinstance(value, str) else value for name, value in cleaned.items()}


class DayInput(forms.DateInput):
    """The browser's own choice of day, which is sent and shown as 2026-12-05 whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files, each checked by content. Cleans to a list of Upload."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            required=False, widget=ManyFiles(attrs={"accept": "image/*,application/pdf"}), **more
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = [file for file in (data if isinstance(data, list) else [data]) if file]
        if len(sent) > MOST_FILES:
            raise forms.ValidationError(_("Skicka högst %(n)s filer åt gången.") % {"n": MOST_FILES})
        return [self._checked(file) for file in sent]

    def _checked(self, file: UploadedFile) -> Upload:
        name, most = file.name or "", settings.UPLOAD_MAX_BYTES
        try:
            return checked(name, file.read(most + 1), most=most)
        except BadUpload as error:
            raise forms.ValidationError(BAD_FILE[error.code] % {"name": name[-60:]}) from error
