"""The overview, and the history of every change."""

from typing import Any

from django.http import HttpResponse

from brygga.access.doors import StaffRequest, for_administration
from brygga.ground import clock
from brygga.municipalities.queries import delegations_of
from brygga.network import queries, readable, rules, words
from brygga.network.views.pages import activity_names, show


@for_administration
def overview(request: StaffRequest, slug: str) -> HttpResponse:
    """Who may do what, what runs out soon, and what waits for this municipality."""
    home, today = request.municipality.code, clock.today()
    people, accords = queries.employees(home, today), queries.accords(home, today)
    lines = rules.alive(delegations_of(home), today)
    page: dict[str, Any] = {
        "people": [one for one in people if one.current],
        "idle": [one for one in people if one.person.active and not one.current],
        "waiting": [one for one in accords if home in one.waiting and one.state is not rules.State.OVER],
        "in_force": [one for one in accords if one.state is not rules.State.OVER],
        "names": queries.names(),
        "lines": lines,
        "roles": words.ROLES,
        "areas": words.AREAS,
        "left_behind": queries.left_behind(home, accords),
        "soon": readable.soon(people, accords, lines, activity_names(), today),
    }
    return show(request, "overview", page)


@for_administration
def history(request: StaffRequest, slug: str) -> HttpResponse:
    changes = queries.history(request.municipality.code)
    book = readable.Book(
        names=queries.names(),
        people=queries.staff_names(readable.people_in(changes)),
        activities=activity_names(),
    )
    return show(request, "history", {"changes": [readable.told(change, book) for change in changes]})
