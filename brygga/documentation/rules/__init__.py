"""What may be written, withheld and handed in. Pure: no Django, no clock."""

from brygga.documentation.rules.withholding import GROUNDS, Ground, Withholding, check_withholding, chosen
from brygga.documentation.rules.writing import (
    KINDS,
    BadBrackets,
    Run,
    Written,
    check_note,
    count_sentences,
    joined,
    parse,
    pieces,
)
from brygga.ground.attachments import Upload, checked, safe_name
from brygga.ground.pdfs import BadUpload

__all__ = [
    "GROUNDS",
    "KINDS",
    "BadBrackets",
    "BadUpload",
    "Ground",
    "Run",
    "Upload",
    "Withholding",
    "Written",
    "check_note",
    "check_withholding",
    "checked",
    "chosen",
    "count_sentences",
    "joined",
    "parse",
    "pieces",
    "safe_name",
]
