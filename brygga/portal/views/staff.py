"""The staff workspace."""

from django.http import HttpResponse

from brygga.access.doors import StaffRequest, for_staff


@for_staff
def work(request: StaffRequest, slug: str) -> HttpResponse:
    return HttpResponse()


@for_staff
def search(request: StaffRequest, slug: str) -> HttpResponse:
    return HttpResponse()


@for_staff
def board(request: StaffRequest, slug: str) -> HttpResponse:
    return HttpResponse()


@for_staff
def governance(request: StaffRequest, slug: str) -> HttpResponse:
    return HttpResponse()
