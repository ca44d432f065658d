"""The number on a receipt: staff find the report by it, and nobody finds the reporter by it."""

import html
import re

import pytest
from django.test import Client

from brygga.cases.models import Case
from brygga.concerns.models import Report
from brygga.concerns.rules import as_reference
from brygga.concerns.tests.test_reporting import FORM, reported, told
from tests.cast import at_work, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

SEARCH = "/{}/arbete/sok/"


def found_by(who: str, words: str, slug: str = "helsingborg") -> str:
    page = client_for(staff(who)).post(SEARCH.format(slug), {"q": words})
    assert page.status_code == 200
    return html.unescape(page.content.decode())


def numbered(case: Case) -> str:
    with at_work(staff("cecilia")):
        return str(Report.objects.get(case=case).reference)


def test_whoever_rings_and_says_the_number_is_found() -> None:
    case = reported(**told(name="Elis"))
    number = numbered(case)
    for said in (number, number.lower(), number.replace("-", " "), f" {number.replace('-', '')} "):
        assert case.number in found_by("cecilia", said) or f"/{case.id}/" in found_by("cecilia", said), said


def test_another_number_and_a_part_of_it_find_nothing() -> None:
    case = reported(**told(name="Elis"))
    for said in ("0000-0000", numbered(case)[:4], "", "%"):
        assert f"/{case.id}/" not in found_by("cecilia", said), said


def test_a_neighbour_municipality_without_agreement_finds_nothing_by_it() -> None:
    case = reported(**told(name="Elis"))
    assert f"/{case.id}/" not in found_by("eva", numbered(case), "bjuv")


def test_nothing_that_the_family_sees_gives_the_number_away() -> None:
    """A slip of paper with the number must not be known again in the address of the case."""
    page = Client().post(FORM, told()).content.decode()
    (number,) = re.findall(r"[0-9A-F]{4}-[0-9A-F]{4}", page)
    with at_work(staff("cecilia")):
        case = Case.objects.get()
    assert number.replace("-", "").lower() not in case.id.hex


@pytest.mark.parametrize(
    "typed", ["", "abc", "12345678901", "197903162399", "ABCD-EFGH", "ABCD--1234", "å" * 8]
)
def test_what_is_no_number_of_a_receipt_is_none(typed: str) -> None:
    assert as_reference(typed) == ""
