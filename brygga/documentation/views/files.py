"""What comes in with a form."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict


def posted(request: HttpRequest) -> tuple[QueryDict | None, MultiValueDict[str, UploadedFile] | None]:
    """What a form was sent with, even if that is nothing; None for a page that is only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
