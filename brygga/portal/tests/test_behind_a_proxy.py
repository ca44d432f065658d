"""TLS ends in a reverse proxy: what reaches us looks like plain HTTP, and we answer as the site that it is."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import ALMA, resident
from tests.doors import client_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("secure", [True, False])
def test_browsers_are_told_to_come_by_tls_only_where_there_is_tls(settings: Any, secure: bool) -> None:
    settings.SECURE = secure
    told = Client().get("/helsingborg/").headers.get("Strict-Transport-Security", "")
    assert told == ("max-age=31536000" if secure else "")


@pytest.mark.parametrize(("secure", "scheme"), [(True, "https"), (False, "http")])
def test_the_address_of_a_calendar_is_a_key_and_never_sent_in_the_clear(
    settings: Any, secure: bool, scheme: str
) -> None:
    settings.SECURE = secure
    shown = client_for(resident(ALMA)).post("/helsingborg/mina-sidor/kalender/").content.decode()
    assert re.findall(r"<code>(https?)://[^/<]+/kalender/[^<]+\.ics</code>", shown) == [scheme]
