"""Text as it comes in from a form."""

_NOT_WRITTEN = dict.fromkeys([0, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Null, and the marks that turn the reading direction: with them a sentence can be made to show another."""


def tidy(text: str) -> str:
    """One kind of line end, and no characters that PostgreSQL or a reader cannot take."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_NOT_WRITTEN)
