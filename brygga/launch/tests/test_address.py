import pytest

from brygga.launch.address import changed, put_together, taken_apart
from brygga.launch.faults import LaunchError


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://anna:l%40s%2Fen@db.example:6432/brygga?sslmode=require",
        "postgresql://anna:x@/brygga?host=%2Fvar%2Frun%2Fa%20b&port=5432",
        "postgresql://anna:x@[::1]:5432/brygga",
        "postgresql://localhost/brygga",
    ],
)
def test_an_address_taken_apart_and_put_together_means_the_same(address: str) -> None:
    assert taken_apart(put_together(taken_apart(address))) == taken_apart(address)


def test_changing_the_role_keeps_the_place_and_the_options() -> None:
    changed_address = changed(
        "postgresql://admin:a@db:6432/brygga?sslmode=require", user="brygga_web", password="p/w"
    )
    assert taken_apart(changed_address) == {
        "user": "brygga_web",
        "password": "p/w",
        "host": "db",
        "port": "6432",
        "dbname": "brygga",
        "sslmode": "require",
    }


def test_an_address_that_is_none_is_refused_without_repeating_it() -> None:
    with pytest.raises(LaunchError) as refusal:
        taken_apart("mysql://anna:secret@host/db")
    assert "DATABASE_URL" in str(refusal.value)
    assert "secret" not in str(refusal.value)
