"""The areas of social work. The numbers are stored in every row and in every signed reach."""

from enum import IntEnum

SHIELDED = 50
"""Added to an area's number where a party lives under protected identity (OSL 21:3, 22:1)."""

SPAN = 100
"""Each municipality owns this many consecutive reach keys: code * SPAN ... code * SPAN + 99."""


class Area(IntEnum):
    ADMINISTRATION = 0
    CHILDREN = 1
    ADULTS = 2
    INCOME_SUPPORT = 3
    ELDERLY = 4
    DISABILITY = 5
    FAMILY_LAW = 6
    FOSTER_HOMES = 7
    DEBT = 8
    ADVICE = 9

    @property
    def code(self) -> str:
        """The name the law data uses."""
        return self.name.lower()


CASEWORK = frozenset(area for area in Area if area is not Area.ADMINISTRATION)


def reach_key(municipality: int, area: int, *, shielded: bool = False) -> int:
    """The single number by which the database's wall knows a row: 1283 and CHILDREN -> 128301."""
    return municipality * SPAN + area + (SHIELDED if shielded else 0)
