"""Trying camera, microphone and speaker. Nothing leaves the browser, and nothing is kept."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brygga.access.doors import Request, open_to_all
from brygga.calls.views import parts


@open_to_all
@require_safe
def camera_test(request: Request, slug: str) -> HttpResponse:
    return parts.allowed(render(request, "calls/camera_test.html"))
