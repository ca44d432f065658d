"""What may be written, withheld and handed in. Pure: no Django, no clock."""

from brygga.documentation.rules.pdfs import BadUpload
from brygga.documentation.rules.uploads import Upload, checked, safe_name
from brygga.documentation.rules.withholding import GROUNDS, Ground, Withholding, check_withholding
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
    "count_sentences",
    "joined",
    "parse",
    "pieces",
    "safe_name",
]
