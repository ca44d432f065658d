"""What every page of control shares."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from brygga.access.doors import StaffRequest, administers
from brygga.control import permits


def show(request: StaffRequest, template: str, page: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of control, with who may do what on it."""
    home = request.municipality
    shared = {
        "slug": home.slug,
        "edits": administers(request),
        "reviews": permits.reviews(request.actor, home.code),
    }
    return render(request, f"control/{template}.html", {**shared, **page}, status=status)


def printed(content: bytes, name: str) -> HttpResponse:
    """A PDF, shown in the browser."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
