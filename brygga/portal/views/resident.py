"""The resident's pages."""

from django.http import HttpResponse

from brygga.access.doors import ResidentRequest, for_residents


@for_residents
def my_cases(request: ResidentRequest, slug: str) -> HttpResponse:
    return HttpResponse()
