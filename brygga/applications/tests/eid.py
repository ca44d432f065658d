"""An e-ID that answers as the test says, in place of the whole protocol (which people/tests tries)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from brygga.people import oidc

LOA3 = oidc.LOA3


class Eid:
    """Whom the e-ID will say it was, or why it says nothing. `asked` counts how often it was begun."""

    def __init__(self) -> None:
        self.who: tuple[str, str] | None = None
        self.fault: Exception | None = None
        self.down = False
        self.asked = 0

    def begin(self, door: str, session: Any, redirect_uri: str, ui_locale: str = "sv") -> str:
        if self.down:
            raise oidc.SignInRefused(oidc.Kind.UNAVAILABLE)
        self.asked += 1
        return f"https://eid.example/authorize?state=state-{self.asked}&redirect_uri={redirect_uri}"

    def finish(self, door: str, session: Any, answer: str) -> oidc.Identity:
        if self.fault is not None:
            raise self.fault
        assert self.who is not None
        number, name = self.who
        given, _, family = name.partition(" ")
        return oidc.Identity(
            "resident", "sub", number, given, family, name, None, None, LOA3, "txn-1", "token"
        )

    def answers(self, client: Client) -> Any:
        """The browser comes back from the e-ID that was begun last."""
        return client.get("/inloggning/resident/svar", {"state": f"state-{self.asked}", "code": "c"})


@pytest.fixture
def eid(monkeypatch: pytest.MonkeyPatch) -> Iterator[Eid]:
    made = Eid()
    monkeypatch.setattr(oidc, "begin", made.begin)
    monkeypatch.setattr(oidc, "finish", made.finish)
    return made
