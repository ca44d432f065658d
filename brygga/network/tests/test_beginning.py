"""A municipality is taken into use: somebody can sign in there and set the rest, and nobody takes it twice."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from brygga.access.models import Position
from brygga.access.queries import staff_actor
from brygga.ground import clock, tenancy
from brygga.municipalities.models import Change, Municipality
from brygga.people.models import Staff
from tests.committed import committed
from tests.doors import client_for

HOGANAS = 1284
ANNA = {"affiliation": "anna.ek@2120001132", "name": "Anna Ek", "decided_by": "Förvaltningschefen 2026-11-22"}

__all__ = ["committed"]


pytestmark = pytest.mark.usefixtures("committed", "as_it_was")


@pytest.fixture
def as_it_was() -> Iterator[None]:
    yield
    for model in (Position, Staff, Change):
        model.objects.using("owner").filter(municipality=HOGANAS).delete()
    Municipality.objects.using("owner").filter(code=HOGANAS).update(in_use=False)


def begin(**more: str) -> None:
    call_command("begin_municipality", HOGANAS, **{**ANNA, **more})


def test_its_first_registrar_signs_in_sees_the_appointment_and_can_set_the_rest() -> None:
    begin()
    with tenancy.enter(tenancy.DOOR):
        anna = staff_actor(Staff.objects.get(affiliation=ANNA["affiliation"]).id, clock.today())
    assert anna is not None
    client = client_for(anna)
    assert client.get("/hoganas/").status_code == 200
    assert client.get("/hoganas/kommunen/personal/ny/").status_code == 200
    assert "Anna Ek" in client.get("/hoganas/kommunen/historik/").content.decode()
    assert client.get("/helsingborg/kommunen/personal/").status_code == 404


def test_who_administers_it_already_appoints_others() -> None:
    begin()
    with pytest.raises(CommandError, match="they appoint others"):
        begin(affiliation="otto.ek@2120001132")
    assert Staff.objects.using("owner").filter(municipality=HOGANAS).count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"affiliation": "anna"}, "person@organisation"),
        ({"affiliation": "cecilia.holm@2120001157"}, "known already"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_done(wrong: dict[str, str], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        begin(**wrong)
    assert not Municipality.objects.using("owner").get(code=HOGANAS).in_use


def test_there_must_be_such_a_municipality() -> None:
    with pytest.raises(CommandError, match="No municipality"):
        call_command("begin_municipality", 9999, **ANNA)
