"""What somebody wrote themselves in an answer by mail. Cut only where it is certain; else all of it is kept."""

import re

ABOVE = "Skriv ditt svar ovanför den här raden"
"""Stands first in every notice that can be answered: whatever comes after it are our own words."""

_SIGNATURE = re.compile(r"^-- \n.*", re.MULTILINE | re.DOTALL)
_DEVICE = re.compile(
    r"^(skickat från min|skickades från|sent from my|sent from|hämta outlook för|get outlook for)\b"
)
_RULE = re.compile(r"^[-_* ]{5,}.*$")
_HEADER = re.compile(r"^\W*(från|from|skickat|sent|datum|date|till|to|ämne|subject)\W*:", re.IGNORECASE)
ATTRIBUTION_LINES = 4


def said_in(text: str) -> str:
    """The answer without what it answers, and without a signature."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    mark = next((number for number, line in enumerate(lines) if ABOVE.lower() in line.lower()), None)
    if mark is not None:
        lines = _without_heading(lines[:mark])
    elif _quoted_below(lines):
        lines = _without_heading(lines)
    own = _SIGNATURE.sub("", "\n".join(lines)).rstrip().split("\n")
    if own and _DEVICE.match(own[-1].strip().lower()) and len(own[-1]) < 80:
        own = own[:-1]
    return "\n".join(own).strip()


def _quoted_below(lines: list[str]) -> bool:
    """Ends in a quotation, with words of one's own above it."""
    filled = [line for line in lines if line.strip()]
    return bool(filled) and filled[-1].startswith(">") and not all(line.startswith(">") for line in filled)


def _without_heading(lines: list[str]) -> list[str]:
    """Without the quotation that the lines end in, and without "Den 3 maj skrev ...:" above it."""
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith(">")):
        lines = lines[:-1]
    start = next((number for number in range(len(lines), 0, -1) if not lines[number - 1].strip()), 0)
    last = lines[start:]
    if 0 < len(last) <= ATTRIBUTION_LINES and _introduces(" ".join(last)):
        lines = lines[:start]
    elif (first := _headers_begin(lines)) is not None:
        lines = lines[:first]
    while lines and (not lines[-1].strip() or _RULE.match(lines[-1].strip())):
        lines = lines[:-1]
    return lines


def _introduces(paragraph: str) -> bool:
    words = paragraph.lower()
    return (
        words.endswith(":")
        and "@" in words
        and any(word in words for word in (" skrev", "wrote", "skickade"))
    )


def _headers_begin(lines: list[str]) -> int | None:
    """Where "Från: ... Skickat: ... Till: ... Ämne: ..." begins, if that is what the lines end in."""
    first = len(lines)
    while first and (_HEADER.match(lines[first - 1].strip()) or not lines[first - 1].strip()):
        first -= 1
    headers = [line for line in lines[first:] if line.strip()]
    return first if len(headers) >= 3 else None
