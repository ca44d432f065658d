"""Every address has a view, every view a permit, and the reference pages say what the code says."""

import os

import pytest
from django.conf import settings

from brygga.portal.handbook import PERMITS, pages
from tests.attack.test_addresses import ROUTES

PAGES = ["permits.md", "cases.md", "schema.md"]


@pytest.mark.parametrize("name", ROUTES)
def test_every_view_carries_a_permit(name: str) -> None:
    permit, pattern = ROUTES[name]
    assert permit in PERMITS, f"{pattern} has no permit from brygga.access.doors"


def test_addresses_keep_to_their_doors() -> None:
    """A resident's page lies under mina-sidor, staff's under arbete, kommunen or lag, and nothing else does."""
    for name, (permit, pattern) in ROUTES.items():
        assert ("/mina-sidor/" in pattern) is (permit == "resident"), name
        if permit in {"staff", "administration"}:
            assert any(f"/{room}/" in pattern for room in ("arbete", "kommunen", "lag")), name


def test_every_address_that_shows_a_case_says_whose_house_it_is() -> None:
    for name, (_permit, pattern) in ROUTES.items():
        assert "case_id" not in pattern or pattern.startswith("/<slug:slug>/"), name


def test_nothing_that_names_a_person_is_part_of_an_address() -> None:
    words = {"number", "personnummer", "pnr", "person", "name_of", "email"}
    for name, (_permit, pattern) in ROUTES.items():
        assert not any(f":{word}>" in pattern for word in words), name


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_page_is_as_the_code_is(name: str) -> None:
    file = settings.ROOT / "docs" / "reference" / name
    if os.environ.get("WRITE_REFERENCE"):
        file.write_text(pages()[name], encoding="utf-8")
    assert file.read_text(encoding="utf-8") == pages()[name], f"docs/reference/{name} differs; run: make fix"


def test_all_reference_pages_are_written() -> None:
    assert sorted(pages()) == sorted(PAGES)
