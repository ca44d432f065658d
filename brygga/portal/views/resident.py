"""The resident's case: one quiet column of panels, each of which can be fetched again alone."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brygga.access.doors import ResidentRequest, for_residents
from brygga.access.rules import ResidentActor
from brygga.applications import queries as applications
from brygga.booking import queries as booking
from brygga.calls import queries as calls
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.decisions import queries as decisions
from brygga.documentation import queries as documentation
from brygga.ground import clock
from brygga.messages import queries as messages
from brygga.municipalities.queries import by_code
from brygga.portal import overview, words
from brygga.support import queries as support

PANELS = {
    "status": "portal/panels/status.html",
    "journal": "documentation/panels/journal.html",
    "asks": "documentation/panels/asks.html",
    "documents": "documentation/panels/documents.html",
    "decisions": "decisions/panels/resident.html",
    "support": "support/panels/resident.html",
    "messages": "messages/panels/resident.html",
    "meetings": "booking/panels/resident.html",
    "call": "calls/panels/resident.html",
    "guests": "calls/panels/guests.html",
    "reads": "portal/panels/reads.html",
}


@for_residents
def my_case(request: ResidentRequest, slug: str, case_id: UUID) -> HttpResponse:
    case, _grounds = cases.opened(request.actor, case_id)
    return render(request, "portal/resident/case.html", page(request.actor, case))


@for_residents
def my_panel(request: ResidentRequest, slug: str, case_id: UUID, panel: str) -> HttpResponse:
    """One panel of the page, as it is now."""
    if panel not in PANELS:
        raise Http404
    case, _grounds = cases.opened(request.actor, case_id)
    return render(request, PANELS[panel], page(request.actor, case))


@for_residents
def my_reads(request: ResidentRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Everyone who opened or changed the file: when, for which municipality, on what grounds."""
    case, _grounds = cases.opened(request.actor, case_id)
    events = [overview.seen(event) for event in cases.readers_of(case)]
    events += overview.by_representatives(cases.reads_for(request.actor, case))
    events.sort(key=lambda event: event.at, reverse=True)
    return render(request, "portal/resident/reads.html", {"case": case, "events": events})


@for_residents
@require_safe
def my_record(request: ResidentRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Everything one may read of the file, what was said in messages too, to read or print (FL 10)."""
    case, _grounds = cases.opened(request.actor, case_id)
    place = {"slug": slug, "case_id": case_id}
    page = documentation.resident_panels(request.actor, case)
    page |= {"place": place, "back": reverse("my_case", kwargs=place), "reported_title": words.REPORTED}
    page["conversation"] = messages.conversation(request.actor, case)
    return render(request, "portal/resident/record.html", page)


def page(actor: ResidentActor, case: Case) -> dict[str, Any]:
    home, performer = by_code(case.municipality), by_code(case.performer)
    page: dict[str, Any] = {"case": case, "home": home, "handler": overview.handler(case, performer)}
    page |= applications.resident_panels(actor, case)
    page |= documentation.resident_panels(actor, case)
    page |= decisions.resident_panels(actor, case)
    page |= support.resident_panels(actor, case)
    page |= messages.resident_panels(actor, case)
    page |= booking.resident_panels(actor, case)
    page["can_be_told"] = messages.can_send()
    page["is_told"] = not page["waits"] or messages.is_told(actor)
    page |= calls.resident_panels(actor, case, page["meetings"])
    page["status"] = words.status(case, home.name, performer.name)
    page["next"] = overview.next_step(page, home.slug, case)
    page["due"] = overview.due(case, cases.clocks_of(case), clock.today())
    page["reads"] = overview.recent_reads(cases.readers_of(case, limit=30), clock.now())
    page["page_title"], page["reported_title"] = _("Mitt ärende"), words.REPORTED
    return page
