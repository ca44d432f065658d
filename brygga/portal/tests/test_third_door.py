"""Whoever comes by the service e-ID's door follows no stream: neither of a case, nor of a list, nor of a queue."""

from uuid import UUID

import pytest
from django.conf import settings

from brygga.concerns.tests.at_work import at_work_client, known
from brygga.ground.sse import Asked
from brygga.portal import live_door
from tests.cast import almas_case, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


def follows(client: object, what: str, ident: UUID | None) -> bool:
    key = client.cookies[settings.SESSION_COOKIE_NAME].value  # type: ignore[attr-defined]
    asked = Asked("helsingborg", what, ident, {settings.SESSION_COOKIE_NAME: key}, None)
    return live_door._watch(asked) is not None


@pytest.mark.parametrize("what", ["arende", "lista", "ko", "samtal"])
def test_a_professional_follows_nothing(what: str) -> None:
    case = almas_case("child")
    assert not follows(at_work_client(known()), what, case.id if what in {"arende", "samtal"} else None)


def test_staff_do_so_that_the_test_above_can_fail() -> None:
    assert follows(client_for(staff("cecilia")), "arende", almas_case("child").id)
