"""Where streams have their names. The streams themselves are answered by `brygga.asgi`."""

from uuid import UUID

from django.http import HttpResponse

from brygga.access.doors import Request, open_to_all


@open_to_all
def stream(request: Request, slug: str, case_id: UUID | None = None) -> HttpResponse:
    """Reached only where pages are served without the ASGI application: pages then simply do not follow."""
    return HttpResponse(status=426, headers={"Upgrade": "brygga.asgi"})
