"""Two decide at once, in two transactions of their own: one wins, the other is told."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg import sql

from brygga.cases.models import Case
from brygga.cases.rules import WrongStage
from brygga.decisions import actions
from brygga.decisions.models import Decision, Proposal
from brygga.decisions.tests.build import investigated, proposed
from brygga.ground.walls import guarded_models
from tests.cast import at_work, staff


@pytest.fixture
def laid_out(django_db_blocker: Any) -> Iterator[tuple[Case, Proposal]]:
    """A proposal that other transactions can see; cleared away afterwards by the owner.

    Not pytest-django's transactional mode: that empties every table, and the cast lives in them.
    """
    with django_db_blocker.unblock():
        case = investigated()
        try:
            yield case, proposed(case)
        finally:
            _clear(case.id)


def _clear(case_id: UUID) -> None:
    tables = [
        model for model, _ in guarded_models() if any(f.attname == "case_id" for f in model._meta.fields)
    ]
    owner = settings.DATABASES["owner"]
    with (
        psycopg.connect(
            host=owner["HOST"],
            port=owner["PORT"] or None,
            user=owner["USER"],
            password=owner["PASSWORD"] or None,
            dbname=owner["NAME"],
        ) as raw,
        raw.cursor() as cursor,
    ):
        cursor.execute("set session_replication_role = replica")
        for model in (*tables, Case):
            key = "id" if model is Case else "case_id"
            table, column = sql.Identifier(model._meta.db_table), sql.Identifier(key)
            cursor.execute(sql.SQL("delete from {} where {} = %s").format(table, column), [case_id])


def _decide(key: str, case: Case, proposal: Proposal, together: Barrier) -> str:
    """One person's attempt, in a thread and a transaction of its own."""
    try:
        with at_work(staff(key)) as actor:
            together.wait(timeout=20)
            return actions.decide(actor, case, proposal.id, facts={"greater_weight": False}).decided_by
    except WrongStage:
        return "told"
    finally:
        connections.close_all()


@pytest.mark.parametrize("pair", [("cecilia", "david"), ("david", "david")])
def test_one_decision_is_made_when_two_decide_at_once(
    laid_out: tuple[Case, Proposal], pair: tuple[str, str]
) -> None:
    case, proposal = laid_out
    together = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        told = [pool.submit(_decide, key, case, proposal, together) for key in pair]
        answers = sorted(answer.result() for answer in told)
    with at_work(staff("cecilia")):
        (decision,) = Decision.objects.filter(case_id=case.id)
    # The same person pressing twice is shown the first result; somebody else is told.
    expected = [decision.decided_by] * 2 if pair[0] == pair[1] else sorted([decision.decided_by, "told"])
    assert answers == expected
