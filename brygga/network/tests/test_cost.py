"""How many queries each page of the administration costs, whatever the size of the municipality."""

import pytest

from brygga.demo.cast import ident
from brygga.network.tests.build import HOME, gustav
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
        ("avtal/", 6),
        (f"avtal/{ident('agreement 2026-014')}/", 6),
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
