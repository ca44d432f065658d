"""Documents as PDF: a Typst template, and words that go in as JSON so that none of them can become markup."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

STANDARDS = ["a-3a", "ua-1"]
"""PDF/A-3a, to be kept, and PDF/UA-1, to be read by everybody."""


def pdf(template: Path, words: Mapping[str, Any], at: datetime) -> bytes:
    """The document as of a moment: the same words and moment give the same bytes."""
    data, stamp = json.dumps(words), int(at.timestamp())
    try:
        return _compiled(template, data, timestamp=stamp, pdf_standards=STANDARDS)
    except typst.TypstError:
        # A character that no font here has (an emoji, say) bars the archive standards, not the document.
        return _compiled(template, data, timestamp=stamp)


def _compiled(template: Path, data: str, **more: Any) -> bytes:
    made: bytes = typst.compile(
        template, format="pdf", sys_inputs={"data": data}, ignore_system_fonts=True, **more
    )
    return made
