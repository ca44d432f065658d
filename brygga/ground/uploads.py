"""Files on their way in stay in memory: Django's own way would lay large ones unsealed on the disk."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_KEPT = 10
"""More files than any form takes. Of those after them only that they were sent is known: enough to count them."""


class InMemory(FileUploadHandler):
    """Keeps each file, at most one byte more than may be kept: enough to say that it is too large."""

    _number = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()
        self._number += 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._number > MOST_KEPT:
            return
        room = settings.UPLOAD_MAX_BYTES + 1 - self._kept.tell()
        if room > 0:
            self._kept.write(raw_data[:room])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file with the size it was sent with."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
