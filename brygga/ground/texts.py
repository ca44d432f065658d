"""Text as it comes in from a form."""


def tidy(text: str) -> str:
    """One kind of line end, and no characters that PostgreSQL or a reader cannot take."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
