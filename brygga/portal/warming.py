"""Before the first request: pages for nobody, so that whoever comes first does not wait for what all have use for.

Templates are compiled, the law and the words are read, the questions are put into SQL and prepared on the
connection that stays in the pool. The reach opens nothing, so that nothing of anybody is read.
"""

import gc
import logging
from contextlib import suppress
from uuid import UUID
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.shortcuts import render
from django.template import engines
from django.urls import Resolver404, resolve
from jinja2 import TemplateError

from brygga.access.queries import reach_of, resident_actor, staff_actor
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.cases.rules import KINDS, Stage
from brygga.ground import clock, sealing, templating, tenancy
from brygga.ground.sessions import SessionStore
from brygga.ground.trail import Grounds
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import in_use
from brygga.portal import casepage, worklist
from brygga.portal.views import resident

NOBODY = UUID(int=0)
TIMES = 16
"""A statement is prepared when it is met again, and planned for good when it has been answered five times more.
The pool begins with one connection or two, and gives them in turn."""

logger = logging.getLogger(__name__)


def warm(application: WSGIHandler) -> None:
    """Never in the way of a start: without a database, or in an empty one, the first visitor waits instead."""
    _compile_templates()
    for written in (templating.day, templating.day_year, templating.short_day, templating.weekday_day):
        written(clock.today())
    sealing.open_text(sealing.seal_text("", "warming"), "warming")
    try:
        for _time in range(TIMES):
            _visit()
            connection.close()  # back to the pool
        _first_page(application)
    except DatabaseError as fault:
        logger.warning("Nothing could be warmed up: %s", type(fault).__name__)
    finally:
        connection.close()
    gc.collect()
    gc.freeze()  # what is made here stays; looking through it for rubbish at every turn would cost each page


def _compile_templates() -> None:
    engine = engines["jinja2"].env  # type: ignore[attr-defined]
    for name in engine.list_templates(extensions=["html"]):
        try:
            engine.get_template(name)
        except TemplateError as fault:  # that page alone will fail
            logger.error("The template %s is broken: %s", name, fault)


def _first_page(application: WSGIHandler) -> None:
    """Through every middleware, and past every address, as a stranger who asks for the list of municipalities."""
    with suppress(Resolver404):
        resolve("/-/-/")
    host = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
    asked = {"HTTP_HOST": host, "HTTP_ACCEPT_LANGUAGE": "sv", "PATH_INFO": "/"}
    setup_testing_defaults(asked)
    application(asked, lambda *_head: lambda _body: None).close()


def _visit() -> None:
    """The pages of a resident and of a caseworker, as they are for somebody without any case."""
    SessionStore(session_key="0" * 32).load()
    with tenancy.enter(tenancy.DOOR):
        homes = in_use()
        if not homes:
            return
        home, today = homes[0], clock.today()
        resident_actor(NOBODY, today)
        staff_actor(NOBODY, today)
        for actor in (ResidentActor(NOBODY, ""), StaffActor(NOBODY, "-", home.code)):
            tenancy.switch(reach_of(actor, home.code))
            _pages(actor, home)
    # Nothing was written. Rolling back would have made psycopg forget what it had prepared.


def _pages(actor: ResidentActor | StaffActor, home: Municipality) -> None:
    request = HttpRequest()
    request.municipality, request.actor = home, actor  # type: ignore[attr-defined]
    case = _no_case(home)
    with suppress(Case.DoesNotExist):
        cases.opened(actor, case.id)
    if isinstance(actor, ResidentActor):
        render(request, "portal/resident/case.html", resident.page(actor, case))
        return
    render(request, "portal/staff/case.html", casepage.page(actor, case, Grounds("")))
    render(request, "portal/staff/work.html", worklist.region(actor, "mina", clock.today()))


def _no_case(home: Municipality) -> Case:
    kind, now = KINDS["income_support"], clock.now()
    return Case(
        id=NOBODY,
        municipality=home.code,
        area=kind.area.value,
        kind=kind.code,
        stage=Stage.INVESTIGATION,
        number="-",
        performer=home.code,
        opened_at=now,
        changed_at=now,
    )
