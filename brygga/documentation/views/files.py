"""What comes in with a form, and a file on its way out: to be saved, never run in the page's name."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.http import content_disposition_header

from brygga.documentation.models import Document


def posted(request: HttpRequest) -> tuple[QueryDict | None, MultiValueDict[str, UploadedFile] | None]:
    """What a form was sent with, even if that is nothing; None for a page that is only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def sent(document: Document, content: bytes) -> HttpResponse:
    """The bytes as a download. The type is ours, from when the content was checked, and nobody may guess it."""
    response = HttpResponse(content, content_type=document.media_type)
    response["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
