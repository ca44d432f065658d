"""How many queries each page of the administration costs, whatever the size of the municipality."""

import pytest

from brygga.demo.cast import ident
from brygga.network.tests.build import HOME, gustav
from brygga.network.tests.drafting import PAGES, filled
from tests.counting import counted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("", 9),
        ("historik/", 4),
        ("enheter/", 3),
        ("personal/", 4),
        (f"personal/{ident('cecilia')}/", 4),
        ("avtal/", 7),
        (f"avtal/{ident('agreement 2026-014')}/", 7),
        ("avtal/nytt/", 4),
        ("delegation/", 4),
        ("delegation/ny/", 5),
        ("kontakt/", 3),
        ("utseende/", 3),
    ],
)
def test_a_page_stays_within_its_budget(path: str, most: int) -> None:
    client = gustav()
    client.get(f"{HOME}{path}")
    with counted() as statements:
        assert client.get(f"{HOME}{path}").status_code == 200
    assert len(statements) == most, "\n".join(statements)


def test_the_pages_of_a_draft_stay_within_theirs() -> None:
    """Eleven pages and the whole: the law is in memory, so it is the draft, the towns and the names."""
    client = gustav()
    draft = filled(client)
    most = {**dict.fromkeys(PAGES, 5), "beslut": 4, "": 9, "utkast.pdf": 7}
    spent = {}
    for page in most:
        path = f"{draft}{page}/" if page in PAGES else f"{draft}{page}"
        client.get(path)
        with counted() as statements:
            assert client.get(path).status_code == 200
        spent[page] = len(statements)
    assert spent == most
