"""A file on its way out: to be saved, never run in the page's name."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def saved(name: str, media_type: str, content: bytes) -> HttpResponse:
    """The bytes as a download. The type is ours, from when the content was checked, and nobody may guess it."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
