"""Invented people for the demo's cases: names put together at random, numbers that no one can have."""

from datetime import date, timedelta
from random import Random

from brygga.ground.personnummer import check_digit

GIVEN = (
    *(
        "Leo",
        "Samira",
        "Viktor",
        "Ellen",
        "Tuva",
        "Milo",
        "Ida",
        "Yusuf",
        "Astrid",
        "Nora",
        "Hassan",
        "Linnea",
    ),
    *(
        "Oskar",
        "Amina",
        "Gunnar",
        "Birgit",
        "Elias",
        "Saga",
        "Rolf",
        "Ingrid",
        "Melvin",
        "Zahra",
        "Anton",
        "Hedda",
    ),
    *("Per", "Kerstin", "Noel", "Stina", "Ali", "Märta", "Jonas", "Pia", "Emil", "Farida", "Sven", "Wilma"),
)
FAMILY = (
    *("Sjögren", "Haddad", "Öberg", "Lind", "Ekman", "Andersson", "Karlsson", "Demir", "Holmgren", "Nyström"),
    *(
        "Warsame",
        "Bergström",
        "Falk",
        "Åkesson",
        "Persson",
        "Mohammadi",
        "Hallberg",
        "Strand",
        "Dahlgren",
        "Norén",
    ),
    *("Blom", "Kovač", "Svensson", "Lundin", "Ahmadi", "Grahn", "Palm", "Söder", "Wikström", "Rydell"),
)


def name(chance: Random) -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"


def number(chance: Random, born: date) -> str:
    """Twelve digits shaped like a personal number, with a check digit that is wrong on purpose."""
    stem = f"{born:%Y%m%d}{chance.randrange(1000):03d}"
    return f"{stem}{(int(check_digit(stem[2:])) + 1 + chance.randrange(9)) % 10}"


def born(chance: Random, today: date, youngest: int, oldest: int) -> date:
    return today - timedelta(days=chance.randrange(youngest * 365, oldest * 365))
