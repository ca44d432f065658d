"""The overview: what is to be checked, reported and posted, and when."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from brygga.access.doors import StaffRequest
from brygga.access.queries import openings_to_review
from brygga.control.permits import for_own_staff, reviews
from brygga.control.views.pages import show


@for_own_staff
@require_safe
def overview(request: StaffRequest, slug: str) -> HttpResponse:
    """What the law asks a municipality to look after in its joint work."""
    looks = reviews(request.actor, request.municipality.code)
    waiting = [one for one in openings_to_review() if one.reviewed_at is None] if looks else []
    return show(request, "overview", {"waiting": len(waiting)})
