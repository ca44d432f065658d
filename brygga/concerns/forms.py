"""What is typed about a concern, as actions expect it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.concerns.disclosing import Tried
from brygga.concerns.rules import (
    ANSWERS,
    CHANNELS,
    REPORTERS,
    SHOWN,
    About,
    Answered,
    Reporter,
    Shown,
    Told,
    may_be_told,
    names_themselves,
    unmarked,
)
from brygga.documentation.holes import HidingForm, grounds_field
from brygga.documentation.rules import GROUNDS, BadBrackets, Withholding, parse
from brygga.ground.fields import DayInput, Files, Once, words
from brygga.people.professionals import Professional

LONGEST = 10_000


def _line(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text)


class ReportForm(Once):
    """Short and kind: whom it is about, what was seen, who tells. Only the two first must be answered."""

    about = forms.ChoiceField(
        label=gettext_lazy("Vem är du orolig för?"),
        choices=[
            (About.CHILD.value, gettext_lazy("Ett barn eller en ung person")),
            (About.ADULT.value, gettext_lazy("En vuxen")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj om det gäller ett barn eller en vuxen.")},
    )
    name = _line(
        gettext_lazy("Vad heter personen?"),
        120,
        gettext_lazy("Skriv det du vet, även om det bara är ett förnamn."),
    )
    born = _line(gettext_lazy("Hur gammal, eller född när?"), 60)
    where = _line(
        gettext_lazy("Var bor eller finns personen?"),
        200,
        gettext_lazy("Till exempel adress, skola eller förskola."),
    )
    protected = forms.BooleanField(
        label=gettext_lazy("Personen lever gömd eller har skyddade personuppgifter"), required=False
    )
    text = words(
        gettext_lazy("Vad har du sett eller hört?"),
        LONGEST,
        help_text=gettext_lazy("Med dina egna ord. Vad hände, när, och är det något vi måste veta genast?"),
    )
    papers = Files(
        label=gettext_lazy("Bild eller papper"),
        help_text=gettext_lazy("Bara om det hjälper oss att förstå. Var en bild är tagen tas bort."),
    )
    reporter = forms.ChoiceField(
        label=gettext_lazy("Vem är du?"),
        choices=[(code.value, gettext_lazy(label)) for code, label in REPORTERS.items()],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy(
                "Välj om du vill vara anonym, säga vem du är, eller anmäler i ditt arbete."
            )
        },
    )
    reporter_name = _line(gettext_lazy("Vad heter du?"), 120)
    reporter_workplace = _line(
        gettext_lazy("Var arbetar du, och med vad?"), 120, gettext_lazy("Bara om du anmäler i ditt arbete.")
    )
    reporter_reach = _line(
        gettext_lazy("Hur når vi dig?"),
        120,
        gettext_lazy("Telefon eller e-post. Måste fyllas i om du anmäler i ditt arbete."),
    )
    wants_answer = forms.BooleanField(
        label=gettext_lazy("Jag vill få veta om en utredning inleds"),
        help_text=gettext_lazy("Gäller dig som anmäler i ditt arbete (19 kap. 6 § SoL)."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        reporter = cleaned.get("reporter")
        if reporter and names_themselves(Reporter(reporter)) and not cleaned.get("reporter_name"):
            self.add_error("reporter_name", _("Skriv vad du heter, eller välj att vara anonym."))
        if reporter == Reporter.PROFESSIONAL:
            for name in ("reporter_workplace", "reporter_reach"):
                if not cleaned.get(name):
                    self.add_error(
                        name, _("Den som anmäler i sitt arbete kan inte vara anonym. Fyll i det här.")
                    )
        if self.errors and cleaned.get("papers"):  # a browser sends a file once only
            names = ", ".join(upload.name for upload in cleaned["papers"])
            again = _("Välj igen: %(names)s. Filer följer inte med förrän allt är ifyllt.")
            self.add_error("papers", again % {"names": names})
        return cleaned

    def told(self) -> Told:
        """What was told. Whoever is anonymous leaves no name, even if they typed one first."""
        given = {name: self.cleaned_data[name] for name in Told.__dataclass_fields__ if name != "vouched_for"}
        reporter, about = Reporter(given["reporter"]), About(given["about"])
        if not names_themselves(reporter):
            given |= {"reporter_name": "", "reporter_workplace": "", "reporter_reach": ""}
        given["wants_answer"] = given["wants_answer"] and may_be_told(about, reporter)
        return Told(**given | {"reporter": reporter, "about": about})


class WorkReportForm(ReportForm):
    """The same from somebody whose service e-ID says who they are: only how to reach them is asked."""

    reporter = None  # type: ignore[assignment]
    reporter_name = None  # type: ignore[assignment]
    reporter_workplace = None  # type: ignore[assignment]
    title = _line(gettext_lazy("Vad arbetar du som?"), 80)
    wants_answer = forms.BooleanField(
        label=gettext_lazy("Jag vill få veta om en utredning inleds"),
        help_text=gettext_lazy("Svaret får du på kvittosidan, om det inte är olämpligt (19 kap. 6 § SoL)."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, who: Professional, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = who
        self.fields["reporter_reach"].required = True
        self.fields["reporter_reach"].help_text = _("Telefon eller e-post.")
        self.fields["reporter_reach"].error_messages["required"] = _("Skriv hur vi når dig.")
        if who.title:
            del self.fields["title"]
        else:
            self.fields["title"].required = True
            self.fields["title"].error_messages["required"] = _("Skriv vad du arbetar som.")

    def told(self) -> Told:
        """What was told, by whom the e-ID says it is: nothing typed can change that."""
        kept, who = self.cleaned_data, self.who
        about = About(kept["about"])
        given = {name: kept[name] for name in ("name", "born", "where", "text", "protected")}
        return Told(
            about=about,
            reporter=Reporter.PROFESSIONAL,
            reporter_name=who.name,
            reporter_workplace=", ".join((who.title or kept["title"], who.organisation)),
            reporter_reach=kept["reporter_reach"],
            wants_answer=kept["wants_answer"] and may_be_told(about, Reporter.PROFESSIONAL),
            vouched_for=who.number,
            **given,
        )


def nothing_hidden(reasons: str) -> str:
    """Reasons as they were typed. Nothing is withheld in them: who reported has no place there at all."""
    if "[[" in reasons or "]]" in reasons:
        raise forms.ValidationError(_("Här kan inget döljas. Skriv det som ska döljas i en egen anteckning."))
    return reasons


class AssessmentForm(Once):
    """The immediate protection assessment (SoL 20:1)."""

    needs = forms.ChoiceField(
        label=gettext_lazy("Behöver barnet eller den unge omedelbart skydd?"),
        choices=[
            ("yes", gettext_lazy("Ja, nu")),
            ("no", gettext_lazy("Nej, inte enligt det vi vet nu")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj ja eller nej.")},
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Hur har du fått veta det du bygger på?"),
        choices=[(code, gettext_lazy(label)) for code, label in CHANNELS.items() if code != "page"],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj ett sätt.")},
    )
    reasons = words(
        gettext_lazy("Vad du bedömer, och varför"),
        LONGEST,
        help_text=gettext_lazy("Det skrivs i journalen. Skriv inte vem som har anmält."),
    )

    def __init__(self, *args: Any, adult: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if adult:
            self.fields["needs"].label = _("Behöver personen hjälp eller skydd genast?")

    def clean_reasons(self) -> str:
        return nothing_hidden(self.cleaned_data["reasons"])


class InquireForm(Once):
    """Why an investigation is opened (SoL 20:2)."""

    reasons = words(
        gettext_lazy("Varför ni inleder en utredning"),
        LONGEST,
        help_text=gettext_lazy("Det skrivs i journalen, som parten läser. Skriv inte vem som har anmält."),
    )

    def clean_reasons(self) -> str:
        return nothing_hidden(self.cleaned_data["reasons"])


class LeaveForm(forms.Form):
    """Why no investigation is opened (SoL 20:2)."""

    reasons = words(
        gettext_lazy("Varför ni inte inleder någon utredning"),
        LONGEST,
        help_text=gettext_lazy("Blir ärendets sammanfattning. Skriv inte vem som har anmält."),
    )


class DisclosureForm(HidingForm):
    """What the party reads of the report, and why, after secrecy has been tried (OSL 26:1, 26:5, 10:3).

    OSL 26:5 protects what "en enskild" has told (statute read). That an authority's employee who reports at work is
    none is how the section is commonly read; **unverified** in any preparatory work or judgment. So who reported at
    work is withheld on no ground that nobody has picked.
    """

    choice = forms.ChoiceField(
        label=gettext_lazy("Vad får parten läsa?"),
        choices=[(code.value, gettext_lazy(label)) for code, label in SHOWN.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad parten får läsa.")},
    )
    who_ground = forms.ChoiceField(
        label=gettext_lazy("Varför ska den som anmälde inte synas?"),
        choices=[
            (code, f"{GROUNDS[code].label} · {GROUNDS[code].section}") for code in ("reporter", "weighty")
        ],
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy(
            "Bara om du döljer det. Anmälan är gjord i arbetet. 26 kap. 5 § OSL skyddar den som är enskild, och "
            "den som anmäler som anställd hos en myndighet brukar inte räknas dit."
        ),
    )
    text = words(
        gettext_lazy("Anmälan så som parten läser den"),
        2 * LONGEST,
        required=False,
        strip=False,
        help_text=gettext_lazy(
            "Sätt [[ ]] runt det som ska döljas. Ändra inget annat. "
            "Tänk på att också det som sägs kan visa vem som anmälde."
        ),
    )
    grounds = grounds_field()
    reason = words(
        gettext_lazy("Hur du har prövat"),
        2000,
        help_text=gettext_lazy(
            "Kan det antas att den som anmälde, eller någon nära, utsätts för våld eller annat allvarligt men "
            "(26 kap. 5 § OSL)? Är det av synnerlig vikt att en uppgift om någon annan inte röjs, och hur får "
            "parten ändå veta det som behövs (10 kap. 3 § OSL)? Parten läser inte det här."
        ),
    )
    review_on = forms.DateField(
        label=gettext_lazy("Prövas igen senast"),
        required=False,
        help_text=gettext_lazy("Om något döljs: högst tolv månader fram."),
        widget=DayInput(),
        error_messages={"invalid": gettext_lazy("Skriv dagen som år-månad-dag, till exempel 2026-12-05.")},
    )

    def __init__(self, *args: Any, original: str, by_work: bool, **kwargs: Any) -> None:
        """by_work: somebody reported in their work."""
        super().__init__(*args, **kwargs)
        self.original = original
        self.initial.setdefault("text", original)
        if not by_work:
            self.first_pick = "reporter"
            del self.fields["who_ground"]

    def clean(self) -> dict[str, Any]:
        kept = super().clean()
        if not self.errors.get("choice") and kept["choice"] != Shown.NO and "text" in kept:
            self._check_text(kept["text"])
            self.check_holes(kept)
        if kept.get("choice") == Shown.HIDDEN:
            self.check_day(kept)
            if kept.get("who_ground") == "":
                self.add_error("who_ground", _("Välj varför den som anmälde inte ska synas."))
        elif kept.get("choice") == Shown.WHOLE and "reporter" in kept.get("codes", ()):
            told = _("Du visar vem som anmälde. Välj en annan grund, eller att anmälaren inte ska synas.")
            self.add_error("grounds", told)
        return kept

    def _check_text(self, text: str) -> None:
        try:
            parse(text)
        except BadBrackets:
            self.add_error("text", _("Varje [[ behöver sitt ]] efter sig."))
            return
        if unmarked(text) != unmarked(self.original):
            self.add_error("text", _("Orden har ändrats. Sätt bara [[ ]] runt det som ska döljas."))

    def tried(self) -> Tried:
        kept = self.cleaned_data
        choice, who = Shown(kept["choice"]), None
        if choice is Shown.HIDDEN:
            ground = kept.get("who_ground", "reporter")
            who = Withholding(GROUNDS[ground], self.until(ground))
        return Tried(
            kept["once"], choice, kept["text"], kept["reason"], withheld=self.withheld(), reporter=who
        )


class AnswerForm(forms.Form):
    """What the reporter is told, and how (SoL 19:6): nothing else may be said."""

    told = forms.ChoiceField(
        label=gettext_lazy("Vad säger du?"),
        choices=[(code.value, gettext_lazy(label)) for code, label in ANSWERS.items()],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Välj vad du säger."),
            "invalid_choice": gettext_lazy("Det är inte beslutat. Säg bara det som är sant i ärendet i dag."),
        },
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Hur?"),
        choices=[(code, gettext_lazy(CHANNELS[code])) for code in ("phone", "mail", "chat", "physical")],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj hur du svarar.")},
    )

    def __init__(self, *args: Any, vouched_for: bool, true: frozenset[Answered], **kwargs: Any) -> None:
        """vouched_for: whoever reported with a service e-ID reads every answer on their receipt.

        true: what may truthfully be said today; nothing else is offered.
        """
        super().__init__(*args, **kwargs)
        codes, offered = {code.value for code in true}, self.fields["told"]
        offered.choices = [one for one in offered.choices if one[0] in codes]  # type: ignore[attr-defined]
        if vouched_for:
            ways = self.fields["channel"].choices  # type: ignore[attr-defined]
            told = CHANNELS["page"]
            self.fields["channel"].choices = [("page", _(told)), *ways]  # type: ignore[attr-defined]

    def answer(self) -> tuple[Answered, str]:
        return Answered(self.cleaned_data["told"]), self.cleaned_data["channel"]
