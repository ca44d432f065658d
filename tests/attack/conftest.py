"""The scene of every attack: the cast, Alma's and Petra's cases in Helsingborg and one in Landskrona, all full."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.demo.cast import LANDSKRONA
from tests.attack.attackers import hang_up
from tests.attack.rows import filled
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.committed import sweep


@dataclass(frozen=True)
class Scene:
    """Who is there, and what they must or must not reach. `rows`: table -> id, for Alma's case."""

    people: dict[str, StaffActor | ResidentActor]
    almas: Case
    petras: Case
    landskronas: Case
    rows: dict[str, UUID]


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Scene]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        almas, petras, landskronas = almas_case(), almas_case(protected=True), _landskronas_case()
        alma = resident(ALMA)
        rows = filled(almas, alma.id)
        filled(petras, resident(PETRA).id)
        filled(landskronas, uuid4())
        people: dict[str, StaffActor | ResidentActor] = {
            name: staff(name) for name in ("cecilia", "david", "eva", "frida", "gustav")
        }
        people |= {"alma": resident(ALMA), "bo": resident(BO), "petra": resident(PETRA)}
        yield Scene(people, almas, petras, landskronas, rows)
        hang_up()
        sweep()


def _landskronas_case() -> Case:
    with at_work(staff("david"), LANDSKRONA) as david:
        return cases.open_case(
            david,
            municipality=LANDSKRONA,
            short="Lkr",
            kind="elderly",  # an area the agreement does not open to Helsingborg
            title="Hjälp hemma",
            parties=[cases.NewParty(name="Bo Ek", number=BO[0], reads=False)],
        )
