"""The wall around own figures: whatever the code above does, the database lets nobody else write them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA
from brygga.ground import clock, tenancy
from brygga.ground.ids import uuid7
from brygga.insight import actions
from brygga.insight.models import Figure
from tests.cast import ALMA, at_work, resident, staff

pytestmark = pytest.mark.django_db


def figure(who: str, home: int, **more: object) -> Figure:
    actor = staff(who)
    given = {
        "municipality": home,
        "measure": "salary_month",
        "value": Decimal(50000),
        "valid_from": date(2026, 1, 1),
        "kind": "assumption",
        "decided_by": "Nämnden",
        "at": clock.now(),
        "staff_id": actor.id,
        "staff_name": actor.name,
    }
    return Figure(id=uuid7(), **(given | more))


def refused(who: str, row: Figure, home: int = HELSINGBORG) -> bool:
    with at_work(staff(who), home):
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except DatabaseError:
            return True
    return False


def test_the_own_administration_may_add() -> None:
    assert not refused("gustav", figure("gustav", HELSINGBORG))


@pytest.mark.parametrize("who", ["cecilia", "david", "eva", "frida"])
def test_nobody_else_may(who: str) -> None:
    assert refused(who, figure(who, HELSINGBORG))


@pytest.mark.parametrize("home", [BJUV, LANDSKRONA])
def test_the_administration_adds_nothing_to_another_municipality(home: int) -> None:
    assert refused("gustav", figure("gustav", home), home)


def test_nobody_adds_in_anothers_name() -> None:
    assert refused("gustav", figure("gustav", HELSINGBORG, staff_id=staff("cecilia").id))


@pytest.mark.parametrize("statement", ["update insight_figure set value = 1", "delete from insight_figure"])
def test_a_figure_once_given_is_neither_changed_nor_removed(statement: str) -> None:
    assert not refused("gustav", figure("gustav", HELSINGBORG))
    with (
        at_work(staff("gustav")),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_residents_cannot_read_figures() -> None:
    person = resident(ALMA)
    reach = tenancy.Reach(tenancy.Role.RESIDENT, person.id)
    with tenancy.enter(reach), pytest.raises(DatabaseError), transaction.atomic():
        list(Figure.objects.all())


def test_an_id_taken_by_another_figure_is_no_second_send() -> None:
    values = {"value": Decimal(1), "valid_from": date(2026, 1, 1), "kind": "assumption", "decided_by": "Vi"}
    ident = uuid7()
    with at_work(staff("gustav")) as gustav:
        actions.give_figure(gustav, HELSINGBORG, ident, "yearly", "", values)
        actions.give_figure(gustav, HELSINGBORG, ident, "yearly", "", values)
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.give_figure(gustav, HELSINGBORG, ident, "one_time", "", values)
        assert Figure.objects.count() == 1
