"""Writes docs/reference/permits.md, cases.md and schema.md from the code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from brygga.portal.handbook import pages


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for name, text in pages().items():
            (settings.ROOT / "docs" / "reference" / name).write_text(text, encoding="utf-8")
