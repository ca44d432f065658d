"""Pages open to anyone."""

from django.http import HttpResponse

from brygga.access.doors import Request, open_to_all


@open_to_all
def municipalities(request: Request) -> HttpResponse:
    return HttpResponse()


@open_to_all
def start(request: Request, slug: str) -> HttpResponse:
    return HttpResponse()


@open_to_all
def about(request: Request, slug: str, what: str) -> HttpResponse:
    return HttpResponse()


@open_to_all
def languages(request: Request, slug: str) -> HttpResponse:
    return HttpResponse()
