"""Whoever changes the trail behind the product's back is found out: each way of trying it."""

import json
import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connections, transaction

from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.demo.cast import BJUV, HELSINGBORG
from brygga.ground import clock, seals, tenancy
from brygga.ground.management.commands.work import Chore, round_of
from brygga.ground.models import Event, Leaf, Seal
from brygga.ground.verifying import Broken, Chain, municipalities, overdue, verify
from tests.cast import almas_case, at_work, staff
from tests.committed import committed

__all__ = ["committed"]

pytestmark = pytest.mark.usefixtures("committed")


def as_owner(statement: str, *given: object) -> None:
    """What someone with the database in their hands can do: foreign keys do not hold them either."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(statement, given)
    connections["owner"].close()


@pytest.fixture
def three_batches(committed: None) -> list[list[Event]]:
    """A chain of three batches of some events each."""
    case, _ = almas_case(), almas_case("adult")
    batches = [_sealed()]
    for verb in ("start_assessment", "open_investigation"):
        with at_work(staff("cecilia")) as cecilia:
            getattr(cases, verb)(cecilia, Case.objects.get(id=case.id))
        batches.append(_sealed())
    return batches


def _sealed() -> list[Event]:
    with tenancy.enter(seals.SEALER):
        new = list(seals.unsealed().order_by("at", "id"))
    assert new
    assert seals.seal_once() == len(new)
    return new


def fault() -> str:
    with pytest.raises(Broken) as broken:
        verify(HELSINGBORG)
    return str(broken.value)


def test_what_is_sealed_holds(three_batches: list[list[Event]]) -> None:
    chain = verify(HELSINGBORG)
    assert chain == Chain(HELSINGBORG, 3, sum(map(len, three_batches)), chain.head)
    assert municipalities() == [HELSINGBORG]
    assert verify(BJUV) == Chain(BJUV, 0, 0, seals.FIRST)


def test_sealing_again_seals_nothing_twice(three_batches: list[list[Event]]) -> None:
    assert seals.seal_once() == 0
    assert seals.seal_all() == 0
    assert verify(HELSINGBORG).batches == 3


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'close'",
        "actor_name = 'Någon Annan'",
        "at = at - interval '1 microsecond'",
        "grounds = '{}'",
        "detail = detail || '{\"x\": 1}'",
        "case_id = gen_random_uuid()",
        "actor_id = null",
        "actor_municipality = 1260",
    ],
)
def test_an_altered_event_is_named(three_batches: list[list[Event]], change: str) -> None:
    event = three_batches[1][0]
    as_owner(f"update ground_event set {change} where id = %s", event.id)
    assert fault() == f"Municipality 1283, batch 2: event {event.id} has been altered"


def test_an_event_moved_to_another_municipality_is_named(three_batches: list[list[Event]]) -> None:
    event = three_batches[0][0]
    as_owner("update ground_event set municipality = 1260 where id = %s", event.id)
    assert str(event.id) in fault()


def test_a_removed_event_is_named(three_batches: list[list[Event]]) -> None:
    event = three_batches[1][0]
    as_owner("delete from ground_event where id = %s", event.id)
    assert fault() == f"Municipality 1283, batch 2: event {event.id} has been removed"


def test_an_event_removed_with_its_fingerprint_is_missed(three_batches: list[list[Event]]) -> None:
    event = three_batches[1][0]
    as_owner("delete from ground_event where id = %s", event.id)
    as_owner("delete from ground_leaf where event_id = %s", event.id)
    count = len(three_batches[1])
    assert fault() == f"Municipality 1283, batch 2: 1 of {count} fingerprints have been removed"


def _inserted(like: Event) -> Event:
    """A copy of an event under another id, made by the owner."""
    columns = ", ".join((*seals.EVENT_FIELDS[1:], "shielded"))
    as_owner(
        f"insert into ground_event (id, {columns}) select gen_random_uuid(), {columns} from ground_event where id = %s",
        like.id,
    )
    with tenancy.enter(seals.SEALER):
        (new,) = seals.unsealed()
    return new


def test_an_event_inserted_into_a_sealed_batch_is_named(three_batches: list[list[Event]]) -> None:
    new = _inserted(three_batches[1][0])
    as_owner(
        "insert into ground_leaf (event_id, municipality, batch, position, fingerprint) values (%s, 1283, 2, 99, %s)",
        new.id,
        seals.event_fingerprint(new),
    )
    assert fault() == f"Municipality 1283, batch 2: event {new.id} has been inserted after the sealing"


def test_an_event_altered_together_with_its_fingerprint_is_found(three_batches: list[list[Event]]) -> None:
    event = three_batches[1][0]
    as_owner("update ground_event set verb = 'close' where id = %s", event.id)
    event.verb = "close"
    as_owner(
        "update ground_leaf set fingerprint = %s where event_id = %s",
        seals.event_fingerprint(event),
        event.id,
    )
    assert fault() == "Municipality 1283, batch 2: the fingerprints of its events have been altered"


def test_events_that_changed_places_are_found(three_batches: list[list[Event]]) -> None:
    assert len(three_batches[0]) > 1
    as_owner("update ground_leaf set position = -position")
    assert "fingerprints of its events have been altered" in fault()


@pytest.mark.parametrize("change", ["events = 0", "root = repeat('a', 64)", "sealed_at = now()"])
def test_an_altered_seal_is_named(three_batches: list[list[Event]], change: str) -> None:
    as_owner(f"update ground_seal set {change} where batch = 2")
    assert fault().startswith("Municipality 1283, batch 2: ")


def test_a_seal_made_anew_no_longer_fits_the_next(three_batches: list[list[Event]]) -> None:
    _made_anew(batch=2)
    assert fault() == "Municipality 1283, batch 3: the seal does not follow from the one before it"


def test_a_whole_chain_made_anew_is_found_by_whoever_noted_a_seal(three_batches: list[list[Event]]) -> None:
    """Nothing inside the database can show this; a head kept elsewhere does."""
    noted = verify(HELSINGBORG).head
    for batch in (2, 3):
        _made_anew(batch)
    assert verify(HELSINGBORG).batches == 3
    with pytest.raises(Broken, match="noted earlier is not there"):
        verify(HELSINGBORG, noted)


def _made_anew(batch: int) -> None:
    with tenancy.enter(seals.SEALER):
        before, seal = Seal.objects.get(batch=batch - 1), Seal.objects.get(batch=batch)
    seal.previous = before.fingerprint
    seal.sealed_at += timedelta(seconds=1)
    as_owner(
        "update ground_seal set previous = %s, sealed_at = %s, fingerprint = %s where batch = %s",
        seal.previous,
        seal.sealed_at,
        seals.seal_fingerprint(seal),
        batch,
    )


def test_a_noted_seal_stays_in_the_chain_as_it_grows(three_batches: list[list[Event]]) -> None:
    noted = verify(HELSINGBORG).head
    almas_case()
    assert seals.seal_once() > 0
    assert verify(HELSINGBORG, noted).batches == 4


@pytest.mark.parametrize("batch", [1, 2])
def test_a_seal_removed_from_the_middle_is_named(three_batches: list[list[Event]], batch: int) -> None:
    as_owner("delete from ground_seal where batch = %s", batch)
    assert fault() == f"Municipality 1283, batch {batch}: the seal has been removed"


def test_the_last_seal_removed_leaves_its_fingerprints(three_batches: list[list[Event]]) -> None:
    as_owner("delete from ground_seal where batch = 3")
    assert fault() == "Municipality 1283, batch 3: there are fingerprints but the seal has been removed"


def test_the_command_ends_with_1_and_names_the_link(
    three_batches: list[list[Event]], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_trail")
    assert "batches hold" in capsys.readouterr().out
    event = three_batches[0][0]
    as_owner("delete from ground_event where id = %s", event.id)
    with pytest.raises(CommandError, match=str(event.id)) as error:
        call_command("verify_trail", municipality=HELSINGBORG)
    assert error.value.returncode == 1


def test_the_command_wants_to_know_whose_head_is_meant(committed: None) -> None:
    with pytest.raises(CommandError, match="--municipality"):
        call_command("verify_trail", head="0" * 64)


def test_an_event_committed_late_is_sealed_when_it_comes(committed: None) -> None:
    """Written first, committed last: the batches follow the commits and nothing is passed over."""
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with at_work(staff("cecilia")) as cecilia:
                cases.start_assessment(cecilia, Case.objects.get(id=first.id))
                written.set()
                assert go_on.wait(10)
        finally:
            connections["default"].close()

    first = almas_case()
    seals.seal_once()
    worker = threading.Thread(target=slow)
    worker.start()
    assert written.wait(10)
    almas_case("adult")
    assert seals.seal_once() > 0
    go_on.set()
    worker.join()
    assert seals.seal_once() > 0
    with tenancy.enter(seals.SEALER):
        assert not seals.unsealed().exists()
    assert verify(HELSINGBORG).batches == 3


def test_two_sealers_at_once_seal_each_event_once(committed: None) -> None:
    for _ in range(5):
        almas_case()
    counts: list[int] = []

    def seal() -> None:
        try:
            counts.append(seals.seal_once())
        finally:
            connections["default"].close()

    sealers = [threading.Thread(target=seal) for _ in range(4)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join()
    seals.seal_once()
    chain = verify(HELSINGBORG)
    with tenancy.enter(seals.SEALER):
        assert chain.events == Event.objects.count() == Leaf.objects.count()


def test_an_event_of_another_day_is_sealed_by_the_sweep(committed: None) -> None:
    with clock.pinned(clock.now() - timedelta(days=40)):
        almas_case()
    assert overdue() > 0
    assert seals.seal_once() == 0
    assert seals.seal_all() > 0
    assert overdue() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "update ground_leaf set batch = 9",
        "delete from ground_leaf",
        "update ground_seal set events = 9",
        "delete from ground_seal",
        "update ground_event set verb = ''",
        "delete from ground_event",
        "insert into ground_event (id) values (gen_random_uuid())",
        "select * from cases_party",
        "select * from people_person",
    ],
)
def test_the_sealer_itself_may_only_read_the_trail_and_add_seals(
    three_batches: list[list[Event]], statement: str
) -> None:
    with tenancy.enter(seals.SEALER), pytest.raises(ProgrammingError), transaction.atomic():
        connections["default"].cursor().execute(statement)


@pytest.mark.parametrize("table", ["ground_leaf", "ground_seal"])
def test_staff_may_not_touch_seals(three_batches: list[list[Event]], table: str) -> None:
    with at_work(staff("cecilia")), pytest.raises(ProgrammingError), transaction.atomic():
        connections["default"].cursor().execute(f"select * from {table}")


def test_a_fingerprint_does_not_depend_on_how_json_was_written() -> None:
    one = json.loads('{"b": 1, "a": [1.5, "å"]}')
    other = json.loads('{"a": [1.50, "\\u00e5"], "b": 1}')
    assert seals.fingerprint("event-1", one) == seals.fingerprint("event-1", other)
    assert seals.fingerprint("event-1", one) != seals.fingerprint("seal-1", one)


def test_the_worker_does_what_is_due_and_waits_for_a_database_that_is_away() -> None:
    from django.db import OperationalError

    done: list[str] = []

    def away() -> None:
        raise OperationalError

    chores = [
        Chore(lambda: done.append("often"), 1, due=10),
        Chore(lambda: done.append("seldom"), 100, due=50),
    ]
    round_of(chores, now=10)
    assert done == ["often"]
    round_of(chores, now=50)
    assert done == ["often", "often", "seldom"]
    broken = Chore(away, 100)
    assert round_of([broken], now=0) == 2.0
    assert broken.due == 0, "it is tried again"
