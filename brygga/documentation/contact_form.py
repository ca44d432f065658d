"""The form of contacts: one for all channels, with what the law asks before an investigation."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.documentation.actions import NewContact
from brygga.documentation.forms import WRONG, Day
from brygga.documentation.holes import HidingForm, grounds_field
from brygga.documentation.rules import GROUNDS, Withholding, check_note
from brygga.documentation.rules.contacts import (
    BEGAN,
    CAPACITIES,
    CHANNELS,
    CONSENTS,
    LONGEST_MINUTES,
    REACHED,
    WHO_MAX,
    Began,
    Capacity,
    Channel,
    Consent,
    Contacted,
    Reached,
)
from brygga.ground import clock

UNTRIED_DAYS = 14
"""As long as a reporter's name may be kept back before it has been tried: our own choice, not law."""


def _pick(label: Any, labels: Any, **more: Any) -> forms.ChoiceField:
    choices = [(code.value, gettext_lazy(text)) for code, text in labels.items()]
    field = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)
    field.error_messages |= {
        "required": gettext_lazy("Välj ett av svaren."),
        "invalid_choice": WRONG["unknown"],
    }
    return field


class TimeInput(forms.TimeInput):
    """The browser's own choice of time."""

    input_type = "time"


class ContactForm(HidingForm):
    """When, how, with whom in what capacity, who sought whom, what was said. One form for all channels."""

    channel = _pick(gettext_lazy("Hur?"), CHANNELS)
    capacity = _pick(gettext_lazy("Med vem?"), CAPACITIES)
    who = forms.CharField(
        label=gettext_lazy("Vad heter personen?"),
        max_length=WHO_MAX,
        help_text=gettext_lazy("Vet du inte, skriv okänd."),
        error_messages={"required": gettext_lazy("Skriv vem det var, eller okänd.")},
    )
    began = _pick(gettext_lazy("Vem tog kontakten?"), BEGAN, initial=Began.WE.value)
    reached = _pick(gettext_lazy("Fick ni kontakt?"), REACHED, initial=Reached.TALKED.value)
    day = Day(label=gettext_lazy("Dag"))
    at = forms.TimeField(
        label=gettext_lazy("Klockan"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=TimeInput(format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Skriv klockslaget så här: 10:40.")},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Hur många minuter?"),
        required=False,
        min_value=0,
        max_value=LONGEST_MINUTES,
        error_messages={
            "invalid": gettext_lazy("Skriv minuter med siffror."),
            "min_value": gettext_lazy("Skriv minuter med siffror."),
            "max_value": gettext_lazy("Högst tolv timmar, 720 minuter."),
        },
    )
    at_home = forms.BooleanField(label=gettext_lazy("Mötet var hemma hos någon"), required=False)
    agreed = forms.BooleanField(
        label=gettext_lazy("Den som bor där hade sagt ja till besöket i förväg"), required=False
    )
    consent = _pick(gettext_lazy("Samtal med barnet bygger på"), CONSENTS, required=False)
    name_of = forms.ChoiceField(
        label=gettext_lazy("Får den det gäller veta vem som anmälde?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("open", gettext_lazy("Ja, prövat: ingen fara kan antas")),
            ("kept", gettext_lazy("Nej, prövat: det kan antas att någon råkar illa ut")),
            ("untried", gettext_lazy("Inte prövat än: dölj namnet i högst 14 dagar")),
        ],
        help_text=gettext_lazy("26 kap. 5 § OSL."),
    )
    text = forms.CharField(
        label=gettext_lazy("Vad sades?"),
        required=False,
        strip=False,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "Fick du inget svar kan du lämna tomt. Det som ska döljas skriver du inom [[ ]]."
        ),
    )
    grounds = grounds_field()
    review_on = Day(
        label=gettext_lazy("Prövas igen senast"),
        required=False,
        help_text=gettext_lazy("Om något döljs: högst tolv månader fram."),
    )
    anyway = forms.BooleanField(
        label=gettext_lazy("Kontakten har redan skett och ska antecknas"), required=False
    )

    def __init__(self, *args: Any, child: bool, **kwargs: Any) -> None:
        """child: a child's case, where no adult is the one it is about."""
        super().__init__(*args, **kwargs)
        unfit = Capacity.PERSON if child else Capacity.CHILD
        met = [pick for pick in self.fields["capacity"].choices if pick[0] != unfit]  # type: ignore[attr-defined]
        self.fields["capacity"].choices = met  # type: ignore[attr-defined]
        self.initial.setdefault("day", clock.today())

    @property
    def hides_who(self) -> bool:
        kept = self.cleaned_data
        return bool(kept["capacity"] == Capacity.REPORTER and kept["name_of"] != "open")

    def clean_who(self) -> str:
        who: str = self.cleaned_data["who"]
        if "[[" in who or "]]" in who:
            raise forms.ValidationError(_("Skriv namnet utan [[ ]]."))
        return who

    def clean(self) -> dict[str, Any]:
        kept, today = super().clean(), clock.today()
        wrong = check_note("contact", "", kept.get("text", "").strip() or "-", kept.get("day", today), today)
        for name, code in wrong.items():
            self.add_error({"happened_on": "day"}.get(name, name), WRONG[code])
        if kept.get("reached") == Reached.TALKED and "text" in kept and not kept["text"].strip():
            self.add_error("text", _("Skriv kort vad som sades."))
        if kept.get("capacity") == Capacity.REPORTER and not kept.get("name_of"):
            self.add_error("name_of", _("Välj om namnet får visas."))
        elif kept.get("capacity"):
            self._check_withholding(kept)
        return kept

    def _check_withholding(self, kept: dict[str, Any]) -> None:
        """A reporter's name has its ground by law; each passage in the text has its own."""
        hides_who = kept["capacity"] == Capacity.REPORTER and kept.get("name_of") != "open"
        if hides_who and kept.get("name_of") == "untried" and not kept.get("review_on"):
            kept["review_on"] = self._untried_until()
        self.check_holes(kept)
        if hides_who:
            self.check_day(kept)

    def _untried_until(self) -> date:
        return clock.today() + timedelta(days=UNTRIED_DAYS)

    def until(self, code: str) -> date:
        """What would tell who reported is not kept back for longer than the name, before it has been tried."""
        day, kept = super().until(code), self.cleaned_data
        untried = code == "reporter" and self.hides_who and kept["name_of"] == "untried"
        return min(day, self._untried_until()) if untried else day

    def new(self) -> NewContact:
        kept = self.cleaned_data
        who = Withholding(GROUNDS["reporter"], self.until("reporter")) if self.hides_who else None
        return NewContact(
            id=kept["once"],
            contact=self._contacted(),
            text=kept["text"],
            on=kept["day"],
            clock=kept["at"],
            withheld=self.withheld(),
            who_withheld=who,
            anyway=kept["anyway"],
        )

    def _contacted(self) -> Contacted:
        kept = self.cleaned_data
        reached = Reached(kept["reached"])
        return Contacted(
            channel=Channel(kept["channel"]),
            capacity=Capacity(kept["capacity"]),
            who=" ".join(kept["who"].split()),
            began=Began(kept["began"]),
            reached=reached,
            minutes=(kept["minutes"] or 0) if reached is Reached.TALKED else 0,
            at_home=kept["at_home"] and kept["channel"] == Channel.PHYSICAL,
            agreed=kept["agreed"],
            consent=Consent(kept["consent"] or Consent.NONE),
        )
