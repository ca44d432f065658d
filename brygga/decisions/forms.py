"""What is typed about decisions, as actions expect it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from brygga import law
from brygga.cases.models import Case
from brygga.cases.rules import KINDS
from brygga.decisions.queries import urgent_activities
from brygga.decisions.rules import FACT_QUESTIONS, OUTCOMES, Meeting, Wording
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.law import Step

LONGEST = 10_000
YES_NO = (("yes", "Ja"), ("no", "Nej"))


class Once(forms.Form):
    """A form that may be sent twice and counts once."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def sent(self) -> UUID:
        ident: UUID = self.cleaned_data["once"]
        return ident


class ProposalForm(Once):
    def __init__(self, case: Case, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        codes, today = KINDS[case.kind].decisions, clock.today()
        self.fields["activity"] = forms.ChoiceField(
            label=_("Beslutet gäller"),
            choices=[(code, law.activity(code, today).name_sv) for code in codes],
            widget=forms.RadioSelect,
            initial=codes[0] if len(codes) == 1 else None,
        )
        self.fields["outcome"] = forms.ChoiceField(
            label=_("Beslutet är"), choices=list(OUTCOMES.items()), widget=forms.RadioSelect
        )
        self.fields["heading"] = forms.CharField(
            label=_("Beslutet på en rad"),
            help_text=_("Så som mottagaren läser det: ”Du får pengar till hyran”."),
            max_length=120,
        )
        self.fields["text"] = _long(_("Beslutet"), _("Vad, hur mycket, från när till när."))
        self.fields["reasons"] = _long(
            _("Varför"),
            _("Personens egna ord, vår bedömning, lagen. Om något inte beviljas: varför just det."),
        )
        self.fields["next_steps"] = _long(_("Det som händer nu"), _("Vem gör vad, och när?"), required=False)
        self.order_fields(["activity", "outcome", "heading", "text", "reasons", "next_steps", "once"])

    def wording(self) -> Wording:
        return Wording(**{name: self.cleaned_data[name] for name in Wording.__dataclass_fields__})


def _long(label: str, help_text: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, required=required, widget=forms.Textarea
    )


class UrgentProposalForm(ProposalForm):
    """What may be decided by one member of the board. It is always a measure: there is no partly and no no."""

    def __init__(self, case: Case, *args: Any, **more: Any) -> None:
        super().__init__(case, *args, **more)
        choices = [(row.code, row.name_sv) for row in urgent_activities(case)]
        self.fields["activity"].choices = choices  # type: ignore[attr-defined]
        self.fields["activity"].initial = None
        del self.fields["outcome"]
        self.fields["heading"].help_text = _("Så som mottagaren läser det: ”Elis omhändertas genast”.")
        self.fields["text"].help_text = _("Vad som händer, var och från när.")
        self.fields["reasons"].help_text = _(
            "Vad som har hänt, vad de det gäller själva säger, faran, lagen."
        )

    def wording(self) -> Wording:
        typed = {name: self.cleaned_data[name] for name in Wording.__dataclass_fields__ if name != "outcome"}
        return Wording(outcome="granted", **typed)


class DecideForm(forms.Form):
    """Which proposal is decided, and the facts of the case that only the decider knows."""

    proposal = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, activity: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        barriers = law.activity(activity, clock.today()).steps[Step.DECIDE].barriers
        self.facts_asked = tuple(barrier.fact for barrier in barriers)
        self.asked = tuple(barrier.unknown for barrier in barriers)
        for barrier in barriers:
            self.fields[barrier.fact] = forms.ChoiceField(
                label=FACT_QUESTIONS.get(barrier.fact, barrier.unknown),
                choices=YES_NO,
                widget=forms.RadioSelect,
                help_text=barrier.unknown,
            )

    def facts(self) -> dict[str, bool]:
        return {name: self.cleaned_data[name] == "yes" for name in self.facts_asked}


class OnCallForm(DecideForm):
    """As the member on call decides alone: why the board cannot be awaited."""

    def __init__(self, activity: str, *args: Any, **more: Any) -> None:
        super().__init__(activity, *args, **more)
        self.fields["urgency"] = forms.CharField(
            label=_("Varför kan nämndens beslut inte avvaktas?"),
            help_text=_("Det du skriver står i beslutet och läses av dem det gäller."),
            max_length=2000,
            widget=forms.Textarea,
            error_messages={"required": _("Skriv varför. Utan det kan du inte besluta ensam.")},
        )


class BoardForm(DecideForm):
    """As elected members decide: who, on what day, in what paragraph of the minutes."""

    def __init__(self, activity: str, board: str, *args: Any, **more: Any) -> None:
        super().__init__(activity, *args, **more)
        self.fields["body"] = forms.ChoiceField(
            label=_("Vem har beslutat?"),
            choices=[("committee", f"{board}s utskott"), ("board", board)],
            widget=forms.RadioSelect,
            initial="committee",
        )
        self.fields["held_on"] = forms.DateField(label=_("Sammanträdesdag"))
        self.fields["paragraph"] = forms.RegexField(
            r"^\d{1,4}[a-z]?$",
            label=_("Paragraf i protokollet"),
            help_text=_("Bara numret, till exempel 41."),
            error_messages={"invalid": _("Skriv bara paragrafens nummer.")},
        )

    def clean_held_on(self) -> Any:
        held_on = self.cleaned_data["held_on"]
        if held_on > clock.today():
            raise forms.ValidationError(_("Sammanträdet har inte varit än."))
        return held_on

    def meeting(self) -> Meeting:
        data = self.cleaned_data
        return Meeting(data["body"], data["held_on"], data["paragraph"])


class AppealForm(Once):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["text"] = _long(
            _("Ditt överklagande"),
            _("Skriv vad du vill ändra och varför. Det behöver inte vara långt eller juridiskt."),
        )
        self.fields["text"].error_messages["required"] = _("Skriv vad du vill ändra.")
        self.order_fields(["text", "once"])
