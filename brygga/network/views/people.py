"""Staff and their positions."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from brygga.access.doors import StaffRequest, for_administration
from brygga.ground import clock
from brygga.network import queries, rules, words
from brygga.network.actions import people as actions
from brygga.network.actions.changes import ChangedMeanwhile, Taken, standing
from brygga.network.forms import people as forms
from brygga.network.forms.fields import TAKEN, EndForm
from brygga.network.views.pages import show, to, typed

FIELDS = ["name", "title", "phone", "work_mail", "professions", "active"]


@for_administration
def staff(request: StaffRequest, slug: str) -> HttpResponse:
    people = queries.employees(request.municipality.code, clock.today())
    return show(request, "staff", {"people": people, "roles": words.ROLES, "areas": words.AREAS})


@for_administration
def new_person(request: StaffRequest, slug: str) -> HttpResponse:
    form = forms.NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.employ(request.actor, request.municipality.code, form.row_id, form.values())
            return to("governance_person", slug, staff_id=person.id)
        except Taken:
            form.add_error("affiliation", str(forms.AFFILIATION_TAKEN))
    return typed(request, _("Ny medarbetare"), form, _("Lägg till"), (_("Personal"), "governance_staff"))


@for_administration
def person(request: StaffRequest, slug: str, staff_id: UUID) -> HttpResponse:
    found = queries.employee(request.municipality.code, staff_id, clock.today())
    today = clock.today()
    positions = [(position, rules.state(position, today)) for position in found.positions]
    page = {"found": found, "positions": positions, "roles": words.ROLES, "areas": words.AREAS}
    return show(request, "person", page | {"professions": words.PROFESSIONS, "states": words.STATES})


@for_administration
def edit_person(request: StaffRequest, slug: str, staff_id: UUID) -> HttpResponse:
    found = queries.employee(request.municipality.code, staff_id, clock.today()).person
    stands = standing(found, FIELDS)
    form = forms.PersonForm(request.POST or None, standing=stands, initial=stands)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(request.actor, found, form.values(), form.cleaned_data["seen"])
            return to("governance_person", slug, staff_id=found.id)
        except ChangedMeanwhile:
            form.shown_again(stands)
        except actions.LastOne:
            form.add_error("active", str(forms.LAST_ONE))
    return typed(request, found.name, form, _("Spara"), (_("Personal"), "governance_staff"))


@for_administration
def new_position(request: StaffRequest, slug: str, staff_id: UUID) -> HttpResponse:
    found = queries.employee(request.municipality.code, staff_id, clock.today()).person
    form = forms.PositionForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.appoint(request.actor, found, form.row_id, form.values())
            return to("governance_person", slug, staff_id=found.id)
        except actions.OwnPosition:
            form.add_error(None, str(forms.OWN_POSITION))
        except Taken:
            form.add_error(None, str(TAKEN))
    title = _("Ny befattning för %(name)s") % {"name": found.name}
    return typed(request, title, form, _("Utse"), (_("Personal"), "governance_staff"))


@for_administration
def end_position(request: StaffRequest, slug: str, position_id: UUID) -> HttpResponse:
    found, position = queries.position(request.municipality.code, position_id)
    form = EndForm(request.POST or None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_position(request.actor, found, position, form.cleaned_data["last_day"])
            return to("governance_person", slug, staff_id=found.id)
        except actions.LastOne:
            form.add_error("last_day", str(forms.LAST_ONE))
    title = _("Avsluta befattningen: %(role)s, %(name)s") % {
        "role": words.ROLES[position.role],
        "name": found.name,
    }
    return typed(request, title, form, _("Avsluta"), (_("Personal"), "governance_staff"))
