"""The closed sets of words that the files of law may use."""

from enum import StrEnum


class Area(StrEnum):
    """The parts of social services that agreements and reach are written in."""

    CHILDREN = "children"
    ADULTS = "adults"
    INCOME_SUPPORT = "income_support"
    ELDERLY = "elderly"
    DISABILITY = "disability"
    FAMILY_LAW = "family_law"
    FOSTER_HOMES = "foster_homes"
    DEBT = "debt"
    COMMON = "common"


class AppealRoute(StrEnum):
    """Where a decision is appealed; `understalls`: not at all, a court always tries it."""

    FR = "FR"
    KL13 = "KL13"
    COUNTY = "lansstyrelsen"
    CHAMBER = "kammarratten"
    REVIEWED = "understalls"
    VARIES = "varies"
    NONE = "none"


class GreaterWeight(StrEnum):
    """Whether KL 6:38 p 3 is tested, lifted by SoL 30:5, or has nothing to test."""

    TESTED = "tested"
    LIFTED = "lifted"
    NONE = "none"


class Automation(StrEnum):
    """Whether a decision may be automated: by law, by law but not wisely, or not."""

    PERMITTED = "permitted"
    UNSUITABLE = "unsuitable"
    BARRED = "barred"
    NONE = "none"


class Authority(StrEnum):
    """Whether the work is exercise of public authority."""

    YES = "yes"
    CLOSE = "close_to"
    NO = "no"


class Digital(StrEnum):
    """How much of the work can be done without meeting in person."""

    FULL = "full"
    PART = "part"
    NO = "no"


class Kind(StrEnum):
    """What an instrument is about."""

    MANDATE = "mandate"
    SECRECY = "secrecy"
    DATA_PROTECTION = "data_protection"


class SecondReading(StrEnum):
    """Which of the two readings of the law the row follows."""

    FIRST = "first"
    SECOND = "second"
    OWN = "own"
