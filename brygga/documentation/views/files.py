"""A file on its way out: always to be saved, never run in the page's name."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from brygga.documentation.models import Document


def sent(document: Document, content: bytes) -> HttpResponse:
    """The bytes as a download. The type is ours, from when the content was checked, and nobody may guess it."""
    response = HttpResponse(content, content_type=document.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=document.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
