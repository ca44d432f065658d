"""How forms ask why each marked passage is withheld: below the text, its words and a choice of ground beside them.

A choice is sent with the words it was made for (rules.chosen). Without JavaScript the list comes when the form
has been sent once; with it, holes.js draws the same list while one marks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.documentation.rules import GROUNDS, BadBrackets, Withholding, check_withholding, chosen, parse
from brygga.documentation.rules.withholding import MOST_PASSAGES
from brygga.ground import clock
from brygga.ground.fields import Once

WRONG: Mapping[str, Any] = {
    "missing": gettext_lazy("Välj för varje ställe varför det döljs."),
    "unknown": gettext_lazy("Välj något i listan."),
    "many": gettext_lazy("Det är för många ställen. Dölj längre stycken i taget."),
}
DAYS: Mapping[str, Any] = {
    "missing": gettext_lazy("Välj en dag efter i dag, högst tolv månader fram."),
    "past": gettext_lazy("Välj en dag efter i dag."),
    "late": gettext_lazy("Välj en dag inom tolv månader."),
}


@dataclass(frozen=True)
class Hole:
    """A marked passage as the form shows it. code: of its ground; empty where it has not been picked."""

    words: str
    code: str


class Picks(forms.Widget):
    """Two lists of the same length: words, and the ground picked for them."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, str]]:
        several = getattr(data, "getlist", lambda key: data.get(key, []))
        return list(zip(several(f"{name}_words"), several(name), strict=False))


def grounds_field() -> forms.Field:
    return forms.Field(label=gettext_lazy("Varför döljs det?"), required=False, widget=Picks)


class HidingForm(Once):
    """A form whose `text` may have [[ ]] in it. Needs the fields text, grounds (grounds_field) and review_on.

    initial grounds: codes in the order of the passages, for a text that was kept.
    """

    first_pick = ""
    """The ground that a newly marked passage begins with."""

    @property
    def picks(self) -> list[tuple[str, str]]:
        """What was picked, with its words: sent, or kept with the text that the form began with."""
        if self.is_bound:
            return list(self["grounds"].value() or [])
        codes = self.initial.get("grounds", [])
        return list(zip(_passages(str(self["text"].value() or "")) or (), codes, strict=False))

    @property
    def holes(self) -> list[Hole]:
        """What is shown below the text; where its brackets do not pair up, what was shown before."""
        picks = self.picks
        passages = _passages(str(self["text"].value() or ""))
        if passages is None:
            return [Hole(words, code) for words, code in picks[:MOST_PASSAGES]]
        codes = chosen(passages, picks)
        shown = zip(passages[:MOST_PASSAGES], codes, strict=False)
        return [Hole(words, self.first_pick if code is None else code) for words, code in shown]

    @property
    def ground_choices(self) -> list[tuple[str, str]]:
        """On what one may withhold, as it is picked."""
        grounds = [(ground.code, f"{ground.label} · {ground.section}") for ground in GROUNDS.values()]
        return [("", _("Välj grund")), *grounds]

    def check_holes(self, kept: dict[str, Any]) -> None:
        """A ground that has been picked and seen for every passage, and a day to try them again."""
        passages = _passages(kept.get("text", ""))
        if not passages:
            return
        if len(passages) > MOST_PASSAGES:
            self.add_error("text", WRONG["many"])
            return
        kept["codes"] = chosen(passages, kept.get("grounds") or [])
        wrong = {"missing" if not code else "unknown" for code in kept["codes"] if code not in GROUNDS}
        for code in sorted(wrong)[:1]:
            self.add_error("grounds", WRONG[code])
        self.check_day(kept)

    def check_day(self, kept: dict[str, Any]) -> None:
        if "review_on" in self.errors:
            return
        wrong = check_withholding("weighty", kept.get("review_on"), clock.today())
        for code in wrong.values():
            self.add_error("review_on", DAYS[code])

    def withheld(self) -> tuple[Withholding, ...]:
        """One for each passage, in order. Only after the form was found right."""
        return tuple(
            Withholding(GROUNDS[code], self.until(code)) for code in self.cleaned_data.get("codes", ())
        )

    def until(self, code: str) -> date:
        """When a passage on that ground is tried again."""
        day: date = self.cleaned_data["review_on"]
        return day


def picked_codes(text: str, picks: list[tuple[str, str]]) -> list[str]:
    """The grounds of a text that is being written, in the order of its passages, for its draft."""
    passages = _passages(text)
    codes = [code for _words, code in picks] if passages is None else chosen(passages, picks)
    return [(code or "")[:20] for code in codes[:MOST_PASSAGES]]


def _passages(text: str) -> tuple[str, ...] | None:
    """What stands in brackets, or None while they do not pair up."""
    try:
        return parse(text).passages
    except BadBrackets:
        return None
