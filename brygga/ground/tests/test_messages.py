"""The English pages are whole: every sentence translated, with the same places to fill in."""

from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.test import Client

from brygga.ground import messages


def test_every_sentence_is_in_english() -> None:
    assert messages.faults("en") == [], "Run: python -m brygga.ground.messages"


def test_the_catalogue_compiles_without_complaint() -> None:
    complaints = [(message.id, errors) for message, errors in messages.catalogue("en").check()]
    assert complaints == []


@pytest.mark.django_db
def test_a_page_speaks_the_language_of_its_reader(settings: Any, tmp_path: Path) -> None:
    compiled = tmp_path / "en" / "LC_MESSAGES" / "django.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, messages.catalogue("en"))
    settings.LOCALE_PATHS = [tmp_path]
    swedish, english = (
        Client().get("/helsingborg/", headers={"Accept-Language": language}).content.decode()
        for language in ("sv", "en")
    )
    assert ("Vad behöver du hjälp med?" in swedish, '<html lang="sv"' in swedish) == (True, True)
    assert ("What do you need help with?" in english, '<html lang="en"' in english) == (True, True)


@pytest.mark.parametrize(
    ("swedish", "english", "same"),
    [
        ("Hej %(name)s", "Hello %(name)s", True),
        ("Hej %(name)s", "Hello %(nme)s", False),
        (("%(n)s dag", "%(n)s dagar"), ("%(n)s day", "%(n)s days"), True),
        (("en dag", "%(n)s dagar"), ("one day", "%(n)s days"), True),
        (("%(n)s dag", "%(n)s dagar"), ("%(n)s day", "days"), False),
    ],
)
def test_places_to_fill_in_are_the_same_in_both_languages(
    swedish: object, english: object, same: bool
) -> None:
    held = Catalog(locale="en")
    message = held.add(swedish, english)
    assert messages._same_places(message) is same
