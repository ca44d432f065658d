"""What is typed in advice: by visitors without a name, and by those who answer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.advice.actions.planning import NewShift
from brygga.advice.rules import TEXT_MAX, from_code
from brygga.ground import clock
from brygga.ground.fields import Once, words
from brygga.municipalities.models import Municipality

WEEKDAYS = (
    gettext_lazy("måndagar"),
    gettext_lazy("tisdagar"),
    gettext_lazy("onsdagar"),
    gettext_lazy("torsdagar"),
    gettext_lazy("fredagar"),
    gettext_lazy("lördagar"),
    gettext_lazy("söndagar"),
)


def _time(label: Any) -> forms.TimeField:
    wrong = gettext_lazy("Skriv klockslaget som 9.00.")
    return forms.TimeField(
        label=label, input_formats=["%H:%M", "%H.%M"], error_messages={"required": wrong, "invalid": wrong}
    )


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


class ShiftForm(Once):
    """Who answers when, and for whom: each week, or on one day."""

    who = forms.ChoiceField(label=gettext_lazy("Vem?"))
    homes = forms.MultipleChoiceField(
        label=gettext_lazy("För vilka kommuner?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Välj minst en kommun.")},
    )
    weekday = forms.ChoiceField(
        label=gettext_lazy("Varje vecka, på"),
        choices=[("", gettext_lazy("Ingen fast dag")), *enumerate(WEEKDAYS)],
        required=False,
    )
    day = forms.DateField(
        label=gettext_lazy("Eller en enda dag"),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": gettext_lazy("Skriv dagen som 2026-12-01.")},
    )
    starts = _time(gettext_lazy("Från"))
    ends = _time(gettext_lazy("Till"))

    def __init__(
        self, workers: Sequence[tuple[UUID, str]], homes: Sequence[Municipality], *args: Any
    ) -> None:
        super().__init__(*args)
        who: Any = self.fields["who"]
        who.choices = workers
        self.initial["who"] = workers[0][0]
        places: Any = self.fields["homes"]
        places.choices = [(home.code, home.name) for home in homes]
        self.initial["homes"] = [homes[0].code]

    def clean(self) -> dict[str, Any]:
        kept = super().clean()
        weekday, day = kept.get("weekday"), kept.get("day")
        if "day" not in self.errors and bool(weekday) == bool(day):
            self.add_error("weekday", _("Välj en veckodag, eller en enda dag. Inte båda."))
        if day and day < clock.today():
            self.add_error("day", _("Den dagen har varit."))
        starts, ends = kept.get("starts"), kept.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("Sluttiden ska komma efter starttiden."))
        return kept

    def shift(self) -> NewShift:
        typed = self.cleaned_data
        return NewShift(
            staff_id=UUID(typed["who"]),
            homes=tuple(int(code) for code in typed["homes"]),
            weekday=int(typed["weekday"]) if typed["weekday"] else None,
            day=typed["day"],
            starts=typed["starts"],
            ends=typed["ends"],
        )
