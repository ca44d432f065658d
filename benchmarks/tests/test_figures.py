"""The arithmetic of the bench, what it captures and how it repeats it. Nothing here is timed."""

import asyncio
import hmac
import importlib
import os
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from benchmarks import bare, client, figures, processes
from benchmarks.capture import Program, born_in, captured
from benchmarks.measuring import Run, mean_cpu
from benchmarks.report import Measured, table
from brygga.cases.models import Case
from brygga.cases.rules import Stage
from brygga.demo.cast import HELSINGBORG, ident
from tests.cast import at_work, staff

ROOT = Path(__file__).resolve().parents[2]


def run(clients: int, requests: int, application: float, database: float, **statuses: int) -> Run:
    return Run(
        clients=clients,
        requests=requests,
        per_second=100.0,
        latency=figures.Latency(1.0, 2.0, 3.0),
        application=application,
        database=database,
        client=0.1,
        size=10,
        statuses={name.strip("_"): count for name, count in statuses.items()} or {"200": requests},
    )


@pytest.mark.parametrize(
    "name", [path.stem for path in (ROOT / "benchmarks").glob("*.py") if path.stem != "__init__"]
)
def test_every_piece_can_be_imported(name: str) -> None:
    importlib.import_module(f"benchmarks.{name}")


def test_a_percentile_is_a_value_that_occurred() -> None:
    hundred = [float(n) for n in range(1, 101)]
    assert [figures.percentile(hundred, share) for share in (0.5, 0.95, 0.99, 1.0)] == [
        50.0,
        95.0,
        99.0,
        100.0,
    ]
    assert figures.percentile([7.0], 0.99) == 7.0
    assert figures.percentile([], 0.5) == 0.0


def test_latency_is_told_in_milliseconds_whatever_the_order() -> None:
    assert figures.latency([0.003, 0.001, 0.002]) == figures.Latency(2.0, 3.0, 3.0)


def test_nothing_is_divided_by_nothing() -> None:
    assert figures.per_request(0.5, 100) == 5.0
    assert figures.per_request(0.5, 0) == figures.ratio(1.0, 0.0) == 0.0
    assert mean_cpu([]) == (0.0, 0.0)


def test_a_mean_weighs_runs_by_their_requests() -> None:
    assert mean_cpu([run(1, 100, 4.0, 1.0), run(8, 300, 8.0, 3.0)]) == (7.0, 2.5)


def test_the_ratio_is_of_the_two_sums() -> None:
    measured = Measured("case", "a page", 10, [run(1, 100, 6.0, 2.0)], [run(1, 100, 1.0, 1.0)])
    assert (measured.cpu, measured.ratio) == (8.0, 4.0)


def test_answers_that_failed_are_told() -> None:
    from benchmarks.joining import Joined
    from benchmarks.report import First
    from benchmarks.seeding import Seeded

    measured = Measured("case", "a page", 10, [run(1, 9, 6.0, 2.0, _200=5, _500=4)], [run(1, 9, 1.0, 1.0)])
    told = table(Seeded(290, 1, 1, 1), [measured], First(10.0, 5.0), Joined(0.1, 0.2, 3.0, 4.0))
    assert "'case 500': 4" in told
    assert "2.0 times (aim 2)" in told


def test_the_family_of_a_process_is_counted() -> None:
    assert os.getpid() in processes.family(os.getppid())
    assert processes.cpu_seconds(os.getpid()) > 0
    assert processes.memory_kb(os.getpid()) > 1000
    assert processes.cpu_seconds(2**22 + 1) == 0.0


def test_ids_are_born_in_an_insert_and_references_are_not() -> None:
    old, new, key = uuid4(), uuid4(), "a" * 40
    steps = [
        ("SELECT 1 FROM person WHERE id = %s AND key = %s", [old, key]),
        ("INSERT INTO cases_case VALUES (%s, %s, %s, %s)", [new, old, "Hbg 2026-000001", key]),
        ("UPDATE cases_case SET stage = %s WHERE id = %s", ["received", new]),
    ]
    assert set(born_in(steps)) == {new, "Hbg 2026-000001", key}


def test_what_opens_and_ends_a_transaction_is_no_query() -> None:
    program = Program(
        [("BEGIN; SET LOCAL ROLE x", None), ("SELECT 1", None), ("SET LOCAL a = 1", None), ("COMMIT", None)]
    )
    assert program.queries == 1


@pytest.mark.django_db
def test_statements_are_captured_in_their_order_with_plain_values() -> None:
    with captured() as program, at_work(staff("cecilia")):
        list(Case.objects.filter(stage=Stage.RECEIVED))
    texts = [statement for statement, _values in program.steps]
    assert "SET LOCAL ROLE brygga_staff" in next(text for text in texts if "|s|" in text)
    (values,) = (values for statement, values in program.steps if 'FROM "cases_case"' in statement)
    assert (type(values[1]), sorted(map(str, values))) == (str, [str(HELSINGBORG), "received"])


def test_the_bare_program_signs_a_reach_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare, "_KEY", b"k" * 32)
    old, new, who = uuid4(), uuid4(), ident("cecilia")
    said = f"SET LOCAL brygga.reach = '1|r|12|99|{who}|{old}|{'0' * 64}'; SET LOCAL brygga.focus = '1283'"
    statement = bare.signed(said, 77, {old: new})
    token = statement.split("'")[1]
    body, _, mark = token.rpartition("|")
    assert body.startswith("1|r|77|")
    assert body.endswith(f"|{who}|{new}")
    assert mark == hmac.new(b"k" * 32, body.encode(), sha256).hexdigest()
    assert statement.endswith("SET LOCAL brygga.focus = '1283'")


def test_only_what_was_born_is_renewed() -> None:
    old, new, other = uuid4(), uuid4(), uuid4()
    assert bare.renewed([old, other, 3, [1]], {old: new}) == [new, other, 3, [1]]
    assert bare.renewed({"a": old, "b": None}, {old: new}) == {"a": new, "b": None}
    assert bare.renewed(None, {UUID(int=1): new}) is None


def test_the_load_client_reads_both_ways_of_telling_a_length() -> None:
    async def both(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", _CHUNKED):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
        writer.close()

    async def asked() -> dict[str, object]:
        async with await asyncio.start_server(both, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            order = {
                "port": port,
                "requests": ["GET / HTTP/1.1\r\n\r\n"] * 2,
                "clients": 1,
                "seconds": 5,
                "once": True,
            }
            return await client.run(order)

    seen = asyncio.run(asked())
    assert seen["statuses"] == {200: 1, 404: 1}
    assert seen["bytes"] == 5


_CHUNKED = b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
