"""What one municipality decides about itself changes nothing in another."""

from uuid import uuid4

from brygga.access.rules import Post, StaffActor
from brygga.demo.cast import BJUV, HELSINGBORG
from brygga.ground.areas import Area


def test_a_post_on_another_municipalitys_board_makes_nobody_a_politician_at_home() -> None:
    cecilia = StaffActor(
        id=uuid4(),
        name="Cecilia Holm",
        employer=HELSINGBORG,
        posts=(
            Post(HELSINGBORG, "caseworker", frozenset({Area.CHILDREN})),
            Post(BJUV, "committee", frozenset({Area.CHILDREN})),
        ),
    )
    assert cecilia.capacity == "employee"
