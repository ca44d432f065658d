"""One page of an application as a Django form: typed text in, answers out, kind words when it is wrong."""

import base64
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from brygga.applications.rules import CHILDREN_MAX, KINDS, Answers, Question, Step
from brygga.applications.words import month_name, months
from brygga.ground import sealing
from brygga.ground.personnummer import InvalidNumberError, Number, parse

_NUMBER = "applications_draft.child"
_PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{4,28}")
_MONEY = re.compile(r"[0-9]{1,7}(?:,[0-9]{1,2})?")
_OF_AGE = 18


class _RowField(forms.CharField):
    """Asked for, but an empty row is no row: the form as a whole says when one is lacking."""

    def validate(self, value: Any) -> None:
        """Emptiness is checked by StepForm."""


class StepForm(forms.Form):
    """The fields of one step, as its questions say."""

    def __init__(
        self, step: Step, kind: str, answers: Answers, today: date, data: Any = None, more: int = 0
    ) -> None:
        """more: empty rows beyond the children already known."""
        self.step, self.kind, self.today = step, kind, today
        self.asked = [question for question in step.questions if question.asked(answers)]
        self.rows = 0
        super().__init__(data, initial=dict(answers))
        for question in self.asked:
            if question.kind == "children":
                self._add_children(question, answers.get(question.name) or [], more)
            else:
                self.fields[question.name] = _field(question, kind, today)

    def _add_children(self, question: Question, known: list[Mapping[str, str]], more: int) -> None:
        typed = sum(1 for name in self.data if re.fullmatch(r"child_[0-9]{1,2}", name))
        self.rows = min(max(len(known) + more, typed, 1), CHILDREN_MAX)
        for row in range(self.rows):
            child = known[row] if row < len(known) else {"name": "", "number": ""}
            self.fields[f"child_{row}"] = _RowField(
                label=_("Barnets namn"),
                max_length=120,
                initial=child["name"],
                error_messages=_messages(""),
            )
            self.fields[f"number_{row}"] = forms.CharField(
                label=_("Barnets personnummer"),
                max_length=20,
                required=False,
                initial=opened(child["number"]).dashed if child["number"] else "",
                error_messages=_messages(""),
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for question in self.asked:
            if question.kind == "phone" and found.get(question.name):
                self._check_phone(question.name, found[question.name])
            elif question.kind == "money" and found.get(question.name):
                self._check_money(question.name, found)
            elif question.kind == "children":
                found[question.name] = self._children(found)
        if found.get("interpreter") == "spoken" and not found.get("language"):
            self.add_error("language", _("Skriv vilket språk du vill ha tolk till."))
        return found

    def _check_phone(self, name: str, typed: str) -> None:
        if not _PHONE.fullmatch(typed):
            self.add_error(name, _("Skriv numret med siffror, till exempel 070-174 06 05."))

    def _check_money(self, name: str, found: dict[str, Any]) -> None:
        plain = re.sub(r"(kr|kronor|sek|:-)$", "", found[name].strip().lower()).replace(".", ",")
        plain = re.sub(r"[\s\u00a0]", "", plain).rstrip(",")
        if _MONEY.fullmatch(plain):
            found[name] = plain
        else:
            self.add_error(name, _("Skriv beloppet med siffror, till exempel 4500."))

    def _children(self, found: Mapping[str, Any]) -> list[dict[str, str]]:
        children = []
        for row in range(CHILDREN_MAX):
            name, typed = found.get(f"child_{row}") or "", found.get(f"number_{row}") or ""
            if typed and not name and f"child_{row}" not in self.errors:
                self.add_error(f"child_{row}", _("Skriv barnets namn."))
            if name:
                children.append({"name": name, "number": self._number(f"number_{row}", typed)})
        if not children and "child_0" not in self.errors:
            self.add_error("child_0", _("Skriv barnets namn."))
        return children

    def _number(self, field: str, typed: str) -> str:
        """Sealed, or "" where none was given or it is wrong (which is then said)."""
        if not typed:
            return ""
        try:
            number = parse(typed, today=self.today)
        except InvalidNumberError:
            self.add_error(
                field, _("Personnumret stämmer inte. Det har tio eller tolv siffror: ååååmmdd-nnnn.")
            )
            return ""
        if number.birthdate and _age(number.birthdate, self.today) >= _OF_AGE:
            self.add_error(
                field, _("Det här är inte ett barns personnummer. Den som har fyllt 18 söker själv.")
            )
        return base64.b64encode(sealing.seal_text(number.digits, _NUMBER)).decode()

    def partly(self) -> dict[str, Any]:
        """What can be kept of a page left half-way: everything that is not wrong."""
        self.is_valid()
        fields = {question.name for question in self.asked if question.kind != "children"}
        kept = {name: value for name, value in self.cleaned_data.items() if name in fields}
        children = [q.name for q in self.asked if q.kind == "children" and self.cleaned_data.get(q.name)]
        return kept | {name: self.cleaned_data[name] for name in children}

    def answers(self) -> dict[str, Any]:
        """What was answered, by question; a question left empty is told as empty."""
        return {question.name: self.cleaned_data.get(question.name, "") for question in self.asked}


def opened(sealed: str) -> Number:
    """A child's number as it lies in a draft."""
    return Number(sealing.open_text(base64.b64decode(sealed), _NUMBER))


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _field(question: Question, kind: str, today: date) -> forms.Field:
    label, text = _(question.label), _(question.help) if question.help else ""
    common: dict[str, Any] = {"label": label, "help_text": text, "required": question.required}
    match question.kind:
        case "checkboxes":
            needs = [(code, _(words)) for code, words in KINDS[kind].needs]
            return forms.MultipleChoiceField(
                choices=needs,
                widget=forms.CheckboxSelectMultiple,
                error_messages=_messages(_("Välj minst en sak.")),
                **common,
            )
        case "choice":
            options = [(code, _(words)) for code, words in question.options]
            return _choice(options, common)
        case "month":
            return _choice([(code, month_name(code)) for code in months(today)], common)
    return forms.CharField(
        max_length=question.longest if question.kind != "money" else 20,
        widget=forms.Textarea if question.kind == "long" else forms.TextInput,
        error_messages=_messages(_("Skriv något här.")),
        **common,
    )


def _choice(options: list[tuple[str, str]], common: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(
        choices=options, widget=forms.RadioSelect, error_messages=_messages(_("Välj ett svar.")), **common
    )


def _messages(required: str) -> dict[str, str]:
    return {
        "required": required,
        "max_length": _("Det blev för långt: %(show_value)d tecken. Högst %(limit_value)d får plats."),
        "invalid_choice": _("Välj ett av svaren."),
        "null_characters_not_allowed": _("Texten innehåller ett tecken som inte går att spara."),
    }
