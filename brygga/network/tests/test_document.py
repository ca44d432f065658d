"""The agreement as a PDF: accessible, complete, and nothing typed by anyone becomes markup."""

from typing import Any

import pytest

from brygga.ground import printing
from brygga.network.tests.build import HOME, gustav
from brygga.network.tests.drafting import filled
from tests.cast import staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What each document was set from."""
    seen: list[dict[str, Any]] = []
    made = printing.pdf
    monkeypatch.setattr(printing, "pdf", lambda *given: seen.append(dict(given[1])) or made(*given))
    return seen


def test_a_draft_says_that_it_is_one_and_has_all_its_parts(printed: list[dict[str, Any]]) -> None:
    client = gustav()
    answer = client.get(f"{filled(client)}utkast.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"/StructTreeRoot" in answer.content
    assert b"pdfuaid" in answer.content
    (text,) = printed
    assert text["draft"] is True
    assert text["parties"] == ["Helsingborg", "Bjuv"] or text["parties"] == ["Bjuv", "Helsingborg"]
    assert text["decisions"] == ["Beslut om ekonomiskt bistånd"]
    assert len(text["lines"]) == 2
    assert "Helsingborg: 60 procent." in text["cost"]
    assert text["notice"] == 6
    assert "9 kap. 37 § KL" in [ref for ref, _plain in text["law"]]


def test_the_agreements_document_is_set_from_its_own_row(printed: list[dict[str, Any]]) -> None:
    client = gustav()
    agreement = client.post(f"{filled(client)}registrera/").headers["Location"]
    assert client_for(staff("cecilia")).get(f"{agreement}avtalet.pdf").status_code == 200
    assert printed[-1]["draft"] is False
    assert printed[-1]["cost"][:2] == ["Kostnaden delas i fasta andelar.", "Helsingborg: 60 procent."]


def test_an_agreement_registered_from_paper_has_a_document_too(printed: list[dict[str, Any]]) -> None:
    page = gustav().get(f"{HOME}avtal/").content.decode()
    address = page.split('scope="row"><a href="')[1].split('"')[0]
    assert gustav().get(f"{address}avtalet.pdf").status_code == 200
    assert printed[-1]["cost"] == []


def test_what_is_typed_is_text_and_never_markup_and_an_odd_character_stops_nothing() -> None:
    client = gustav()
    odd = '#set page(fill: red) *x* $x$ "</p> 🏡 \\'
    draft = filled(
        client, namn={"title": odd}, personuppgifter={"data_text": odd}, kostnad={"cost_text": odd}
    )
    assert client.get(f"{draft}utkast.pdf").content.startswith(b"%PDF")


def test_a_draft_without_anything_in_it_can_still_be_read() -> None:
    client = gustav()
    begun = client.post(f"{HOME}avtal/utkast/").headers["Location"].removesuffix("namn/")
    assert client.get(f"{begun}utkast.pdf").content.startswith(b"%PDF")
    assert client.get(begun).status_code == 200
