"""What can be wrong with the law as data, or with a question to it; each says what to do."""

from datetime import date


class LawError(Exception):
    """Something is wrong with a question to the law or with its data. `swedish` says the same on a page."""

    def __init__(self, english: str, swedish: str = "") -> None:
        super().__init__(english)
        self.swedish = swedish or english


class UnknownActivity(LawError):
    """The code names no activity."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"There is no activity called {code!r}. Use a code from docs/reference/law.md, "
            "or add a row under brygga/law/data/activities/.",
            f"Det finns ingen uppgift som heter {code}. Välj en ur listan över verksamheter.",
        )


class UnknownDeadline(LawError):
    """The code names no clock."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"There is no deadline called {code!r}. Use a code from docs/reference/law.md, "
            "or add a row to brygga/law/data/deadlines.yaml."
        )


class NoLawThatDay(LawError):
    """The code is known, but no row of it covers the day."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(
            f"The data holds no row of {code!r} for {on.isoformat()}. "
            "Add a row with valid_from and valid_to that cover the day, with its source.",
            f"Det finns ingen rad om {code} som gäller den {on.isoformat()}. Välj en annan dag, "
            "eller be den som har hand om lagen att lägga in raden med källa.",
        )


class BadQuestion(LawError):
    """The question cannot be answered as put."""


class BadData(LawError):
    """A file of law does not hold together."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}, line {line}: {what}")
