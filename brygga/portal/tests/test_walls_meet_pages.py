"""Where a view asks the database for more than the walls allow, its reader meets a page and nothing is kept."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from brygga.messages import actions
from brygga.messages.models import Draft
from tests.cast import almas_case, at_work, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


def _forgets_the_gate(who: Any, case: Any, text: str, _once: Any) -> None:
    """A defect such as one of us could write: a resident's own choices are none of the staff's."""
    Draft.within(case, case=case, author_id=who.id, text=text, saved_at=case.opened_at).save()
    with connection.cursor() as cursor:
        cursor.execute("select address_sealed from messages_noticechoice")


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(actions, "keep_draft", _forgets_the_gate)
    return client_for(staff("cecilia"))


def test_what_a_wall_stops_is_a_page_that_does_not_exist_and_nothing_is_kept(
    careless: Client, caplog: pytest.LogCaptureFixture
) -> None:
    case = almas_case()
    answer = careless.post(f"/helsingborg/arbete/arende/{case.id}/meddelanden/utkast/", {"text": "Hemligt"})
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.content.decode()
    assert "Hemligt" not in caplog.text
    assert "A wall stopped what the gate had let through." in caplog.messages
    with at_work(staff("cecilia")):
        assert not Draft.objects.filter(case=case).exists()
