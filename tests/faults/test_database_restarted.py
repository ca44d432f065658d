"""PostgreSQL restarted under a running web server: who asks afterwards notices nothing, who asks meanwhile is told."""

import os
import re
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import psycopg
import pytest
from django.db import OperationalError, connection, connections
from django.test import Client

from brygga.ground.db.base import hung_up
from brygga.launch.address import changed
from brygga.launch.keys import key_32_bytes, password
from brygga.launch.postgres import Server, start
from tests.cast import staff
from tests.doors import client_for
from tests.faults.servers import PATIENCE_SECONDS, Web
from tests.faults.test_database_killed import told

LISTED = "/helsingborg/arbete/oro/"


def _lines(many: int) -> None:
    """So many connections in the pool, all at rest."""
    pool = connection.pool
    pool.open()
    held = [pool.getconn() for _one in range(many)]
    for raw in held:
        pool.putconn(raw)


def _hang_up_all() -> int:
    """As a restart leaves them: the server ends every connection of the web login."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            " where usename = 'brygga_web' and datname = current_database()"
        )
        (ended,) = cursor.fetchone()
    connections["owner"].close()
    time.sleep(0.1)
    return int(ended)


@pytest.mark.usefixtures("committed")
def test_no_request_fails_on_a_connection_that_died_in_the_pool() -> None:
    cecilia = client_for(staff("cecilia"))
    connection.close()
    _lines(6)
    assert _hang_up_all() >= 6
    for _one in range(8):
        assert cecilia.get(LISTED).status_code == 200
        connection.close()


@pytest.fixture
def raw(committed: None) -> Iterator[Any]:
    """A connection of the pool, at rest."""
    connection.close()
    connection.ensure_connection()
    yield connection.connection
    connection.close()


def test_a_living_connection_is_not_asked_and_a_dead_one_is_known(raw: Any) -> None:
    sent: list[str] = []
    spied = SimpleNamespace(fileno=raw.fileno, execute=lambda sql, **_more: sent.append(sql))
    assert not hung_up(spied)
    assert sent == []
    _hang_up_all()
    assert hung_up(raw)


def test_news_from_the_server_are_no_farewell(raw: Any) -> None:
    """A notice that came while the connection was at rest makes its socket readable too."""
    raw.execute("listen brygga_test_news")
    with connections["owner"].cursor() as cursor:
        cursor.execute("notify brygga_test_news")
    connections["owner"].close()
    time.sleep(0.1)
    assert not hung_up(raw)
    assert raw.execute("select 1").fetchone() == (1,)
    raw.execute("unlisten *")


@contextmanager
def _away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def gone(*_given: object, **_more: object) -> None:
        raise OperationalError("the connection is closed")

    with monkeypatch.context() as patched:
        patched.setattr("brygga.portal.middleware._actor", gone)
        yield


@pytest.mark.django_db
def test_a_form_that_met_no_database_can_be_sent_again_with_a_press(monkeypatch: pytest.MonkeyPatch) -> None:
    cecilia = client_for(staff("cecilia"))
    cecilia.raise_request_exception = False
    form = {
        "text": 'Vi talades "vid" <b>',
        "once": "0190",
        "csrfmiddlewaretoken": "abc",
        "others": ["1", "2"],
    }
    with _away(monkeypatch):
        answer = cecilia.post("/helsingborg/arbete/oro/?a=1&b=2", form)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (HTTPStatus.SERVICE_UNAVAILABLE, "5")
    kept = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    assert sorted(kept) == sorted(
        [
            ("text", "Vi talades &#34;vid&#34; &lt;b&gt;"),
            ("once", "0190"),
            ("csrfmiddlewaretoken", "abc"),
            ("others", "1"),
            ("others", "2"),
        ]
    )
    assert 'action="/helsingborg/arbete/oro/?a=1&amp;b=2"' in page
    assert "Det är inte säkert att det du skickade nu kom fram" in page
    assert "Cecilia" not in page


@pytest.mark.django_db
def test_a_page_that_met_no_database_can_be_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    cecilia = client_for(staff("cecilia"))
    cecilia.raise_request_exception = False
    with _away(monkeypatch):
        page = cecilia.get(LISTED).content.decode()
    assert "Vi är strax tillbaka" in page
    assert f'href="{LISTED}"' in page
    assert "<form" not in page


@pytest.mark.django_db
def test_files_are_sent_from_the_page_they_were_chosen_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    nobody = Client(raise_request_exception=False)
    with monkeypatch.context() as patched:
        patched.setattr(
            "brygga.portal.middleware.by_slug", lambda _slug: (_ for _ in ()).throw(OperationalError)
        )
        page = nobody.post("/helsingborg/oro/", {"papers": SimpleUploadedFile("a.jpg", b"x"), "text": "Elis"})
    assert page.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "<form" not in page.content.decode()
    assert "så att filerna följer med" in page.content.decode()


class _Restartable:
    """A cluster and a web server of their own."""

    def __init__(self, server: Server, web: Web) -> None:
        self.server, self.web = server, web

    def restart(self) -> None:
        """As an upgrade does: connections are ended, not waited for."""
        assert self.server.pid is not None
        os.kill(self.server.pid, signal.SIGINT)
        while self.server.pid is not None:
            time.sleep(0.01)
        self.server.recover()


@pytest.fixture
def restartable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Restartable]:
    with start(tmp_path, durable=True) as server:
        owner, secret = changed(server.superuser_dsn, dbname="brygga"), password()
        with psycopg.connect(server.superuser_dsn, autocommit=True) as line:
            line.execute("create database brygga")
        for name, value in {
            "DJANGO_SETTINGS_MODULE": "brygga.settings",
            "BRYGGA_OWNER_DATABASE_URL": owner,
            "BRYGGA_DATABASE_URL": changed(owner, user="brygga_web", password=secret),
            "BRYGGA_WEB_PASSWORD": secret,
            "BRYGGA_REACH_KEY": key_32_bytes(),
            "BRYGGA_FIELD_KEY": key_32_bytes(),
        }.items():
            monkeypatch.setenv(name, value)
        told(dict(os.environ), "manage.py", "prepare_database")
        told(dict(os.environ), "-m", "tests.faults.writer")
        web = Web()
        web.start()
        yield _Restartable(server, web)
        web.stop()


@pytest.mark.slow
def test_whoever_asks_after_a_restart_notices_nothing_and_nobody_meanwhile_reads_of_a_fault(
    restartable: _Restartable,
) -> None:
    page = f"{restartable.web.base}/helsingborg/oro/"
    cookies = {"sessionid": "x" * 32}  # looked up for every page

    def ask(_number: int) -> int:
        return httpx.get(page, cookies=cookies, timeout=PATIENCE_SECONDS).status_code

    with ThreadPoolExecutor(8) as people:
        assert set(people.map(ask, range(40))) == {200}
        for _time in range(2):
            restartable.restart()
            assert set(people.map(ask, range(40))) == {200}
        meanwhile = [people.submit(ask, number) for number in range(60)]
        restartable.restart()
        assert {one.result() for one in meanwhile} <= {200, 503}
        assert set(people.map(ask, range(16))) == {200}
