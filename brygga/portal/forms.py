"""What is typed in the workspace itself."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.cases.models import Case
from brygga.municipalities.queries import agreements_between, by_code, in_use
from brygga.people.queries import at_work_in


class AssignForm(forms.Form):
    """Who is to work with the case. Only those whom law and agreement could let in are offered."""

    out_of_reach = gettext_lazy("Den personen arbetar inte med den här sortens ärenden. Välj någon annan.")
    staff_id = forms.ChoiceField(label=gettext_lazy("Vem ska arbeta med ärendet?"))

    def __init__(self, *args: Any, case: Case, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff_id"].choices = _choices(case, today)  # type: ignore[attr-defined]


def _choices(case: Case, today: date) -> list[tuple[str, str]]:
    towns = [case.municipality]
    if not case.shielded:
        others = (town.code for town in in_use() if town.code != case.municipality)
        towns += [code for code in others if agreements_between(case.municipality, code, today)]
    names = {code: by_code(code).name for code in towns}
    offered = [person for person in at_work_in(towns) if person.title == "socialsekreterare"]
    return [("", _("Välj")), *((str(p.id), f"{p.name}, {names[p.municipality]}") for p in offered)]
