"""The question "may they?", asked in an address: nothing in it is secret, and no case and no resident is named."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.access.rules import StaffActor
from brygga.counsel import words
from brygga.counsel.forms.days import day
from brygga.counsel.queries import Scene
from brygga.counsel.rules.questions import Question
from brygga.law import BadQuestion, Fact, FactKind, Performer, Step, all_facts
from brygga.law.books import Book
from brygga.municipalities.models import Municipality

IN_FORCE, CHOSEN = "gallande", "valda"
ELSEWHERE = frozenset({"area", "profession", "employee", "elected", "automated"})
"""Facts that the sentence itself already says."""


class QuestionForm(forms.Form):
    """The sentence: who, step, activity, for whom, what day. The rest has defaults."""

    vem = forms.ChoiceField(label=gettext_lazy("Vem"))
    steg = forms.ChoiceField(label=gettext_lazy("Steg"), choices=list(words.STEPS.items()))
    verksamhet = forms.ChoiceField(label=gettext_lazy("Verksamhet"))
    hem = forms.TypedChoiceField(label=gettext_lazy("Hemkommun"), coerce=int)
    dag = day(gettext_lazy("Dag"))
    roll = forms.ChoiceField(
        label=gettext_lazy("I vilken egenskap"), choices=list(words.CAPACITIES.items()), required=False
    )
    befattning = forms.ChoiceField(label=gettext_lazy("Befattning"), required=False)
    examen = forms.ChoiceField(
        label=gettext_lazy("Examen"), choices=list(words.PROFESSIONS.items()), required=False
    )
    omrade = forms.ChoiceField(label=gettext_lazy("Ärendets område"), required=False)
    underlag = forms.ChoiceField(label=gettext_lazy("Underlag"), required=False, widget=forms.RadioSelect)
    har = forms.MultipleChoiceField(
        label=gettext_lazy("Underlag som jag väljer"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Används bara om du har valt att pröva med egna underlag."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        scene: Scene,
        law: Book,
        towns: Iterable[Municipality],
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.scene, self.law = scene, law
        self.towns = {town.code: town.name for town in towns}
        self._offer("vem", list(self._who()))
        self._offer("verksamhet", _activities(law, on))
        self._offer("hem", [(str(code), name) for code, name in self.towns.items()])
        self._offer("befattning", [(title, title) for title in scene.titles()])
        self._offer(
            "omrade", [("", _("Inte känt")), *((k, v) for k, v in words.AREAS.items() if k != "common")]
        )
        self._offer("underlag", [(IN_FORCE, _("De som gäller den dagen")), (CHOSEN, _("De som jag väljer"))])
        self._offer("har", [(code, paper.name_sv) for code, paper in law.papers.items()])
        self.facts = {fact.name: fact for fact in all_facts() if fact.name not in ELSEWHERE}
        for fact in self.facts.values():
            self.fields[f"f_{fact.name}"] = _fact_field(fact)

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _who(self) -> Iterator[tuple[str, str]]:
        """Somebody employed in each municipality, then colleagues by name."""
        for code, name in self.towns.items():
            yield str(code), _("någon i %(place)s") % {"place": name}
        for person in self.scene.people:
            place = self.towns.get(person.municipality, "")
            yield str(person.id), f"{person.name}, {person.title} {_('i')} {place}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        facts: dict[str, Any] = {}
        for name, fact in self.facts.items():
            typed = str(cleaned.get(f"f_{name}") or "").strip()
            if not typed:
                continue
            try:
                facts[name] = fact.read(typed)
            except BadQuestion as wrong:
                self.add_error(f"f_{name}", wrong.swedish)
        cleaned["facts"] = facts
        return cleaned

    def colleague(self) -> StaffActor | None:
        """The colleague asked about, if one was named."""
        who = self.cleaned_data["vem"]
        return None if who.isdigit() else self.scene.person(UUID(who))

    def question(self) -> Question:
        """What was asked, with a colleague's municipality, title and degree filled in."""
        typed, person = self.cleaned_data, self.colleague()
        if person is not None:
            performer = Performer(person.employer, person.capacity, person.professions)
        else:
            degrees = frozenset({typed["examen"]} - {""})
            performer = Performer(int(typed["vem"]), typed["roll"] or "employee", degrees)
        return Question(
            activity=typed["verksamhet"],
            step=Step(typed["steg"]),
            home=typed["hem"],
            performer=performer,
            title=person.title if person else typed["befattning"],
            name=person.name if person else "",
            on=typed["dag"],
            facts=typed["facts"],
            chosen=tuple(typed["har"]) if typed["underlag"] == CHOSEN else None,
            area=typed["omrade"] or None,
        )

    def fact_fields(self, names: Iterable[str]) -> list[Any]:
        """The fields of some facts, as the page draws them."""
        return [self[f"f_{name}"] for name in names if name in self.facts]


def _activities(law: Book, on: date) -> list[tuple[str, Any]]:
    rows = [versions[-1] for versions in law.activities.values()]
    known = [law.row(row.code, on) or row for row in rows]
    order = list(words.AREAS)
    return [(row.code, row.name_sv) for row in sorted(known, key=lambda r: (order.index(r.area), r.name_sv))]


def _fact_field(fact: Fact) -> forms.Field:
    label = fact.question_sv
    if fact.kind is FactKind.TRUTH:
        choices = [("", _("Vet inte")), ("ja", _("Ja")), ("nej", _("Nej"))]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    if fact.kind is FactKind.WORD:
        named = [(one, _WORDS.get(one, one)) for one in fact.choices]
        return forms.ChoiceField(label=label, choices=[("", _("Vet inte")), *named], required=False)
    if fact.kind is FactKind.DAY:
        return day(label, required=False)
    return forms.CharField(label=label, max_length=4, required=False, empty_value="")


_WORDS: dict[str, Any] = {
    **words.APPEAL,
    "application": gettext_lazy("Ansökan"),
    "notification": gettext_lazy("Anmälan"),
    "own_initiative": gettext_lazy("Kommunens eget initiativ"),
    "request": gettext_lazy("Begäran från någon annan"),
    "follow_up": gettext_lazy("Uppföljning"),
    "appeal": gettext_lazy("Överklagande"),
}
