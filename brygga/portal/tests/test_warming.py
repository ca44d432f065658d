"""Warming up reads nothing of anybody, writes nothing, and is never in the way of a start."""

import logging
from typing import Any
from unittest.mock import patch

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import OperationalError, connection
from django.http import HttpResponse
from jinja2 import TemplateSyntaxError

from brygga.ground.models import Event
from brygga.portal import warming
from tests.cast import almas_case, at_work, staff

pytestmark = pytest.mark.django_db


def test_pages_for_nobody_show_nobody_and_leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    almas_case()
    with at_work(staff("cecilia")):
        before = Event.objects.count()
    shown: list[str] = []
    render = warming.render

    def seen(*arguments: Any) -> Any:
        answer = render(*arguments)
        shown.append(answer.content.decode())
        return answer

    monkeypatch.setattr(warming, "render", seen)
    warming._visit()
    assert len(shown) == 3
    assert not any("Alma" in page for page in shown)
    with at_work(staff("cecilia")):
        assert Event.objects.count() == before


def test_a_database_that_is_away_does_not_stop_the_start(caplog: pytest.LogCaptureFixture) -> None:
    with (
        patch.object(connection, "close"),
        patch.object(warming, "_visit", side_effect=OperationalError),
        caplog.at_level(logging.WARNING),
    ):
        warming.warm(WSGIHandler())
    assert "OperationalError" in caplog.text


def test_a_broken_template_stops_only_its_own_page(caplog: pytest.LogCaptureFixture) -> None:
    broken = TemplateSyntaxError("no end", 1)
    with patch("jinja2.Environment.get_template", side_effect=broken), caplog.at_level(logging.ERROR):
        warming._compile_templates()
    assert "is broken" in caplog.text


def test_the_first_page_is_asked_for_under_a_name_of_ours() -> None:
    asked: list[dict[str, Any]] = []

    def application(environ: dict[str, Any], start_response: Any) -> HttpResponse:
        asked.append(environ)
        return HttpResponse()

    warming._first_page(application)  # type: ignore[arg-type]
    assert WSGIRequest(asked[0]).get_host() == "127.0.0.1"
    assert asked[0]["PATH_INFO"] == "/"
