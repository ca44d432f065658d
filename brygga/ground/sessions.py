"""Django's database sessions, except that the database sees a hash of the key and a sealed content.

Whoever reads the table, by leak or by injection, holds nothing that signs them in and learns nothing
of anyone (the e-ID's answer, kept for signing out, names people). The seal is bound to the key, so
that one session's content cannot be put in another's place.
"""

import base64
import json
from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import connection

from brygga.ground import clock, sealing

_LIVE = "select session_key, session_data, expire_date from django_session where session_key = %s and expire_date > %s"


_CHANGE = "update django_session set session_data = %s, expire_date = %s where session_key = %s"


def _hashed(key: str | None) -> str:
    return sha256((key or "").encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    def encode(self, session_dict: dict[str, Any]) -> str:
        return base64.b64encode(sealing.seal_text(json.dumps(session_dict), self._place())).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """What was stored; nothing where it was not sealed for this session."""
        try:
            held: dict[str, Any] = json.loads(
                sealing.open_text(base64.b64decode(session_data), self._place())
            )
        except ValueError:
            return {}
        return held

    def _place(self) -> str:
        return f"django_session.{_hashed(self.session_key)}"

    def _get_session_from_db(self) -> Session | None:
        with connection.cursor() as cursor:  # asked for every page, before there is a reach
            cursor.execute(_LIVE, [_hashed(self.session_key), clock.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return Session(*row)

    def save(self, must_create: bool = False) -> None:
        """A change is one statement and needs no transaction; a new key is Django's business."""
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        row = self.create_model_instance(dict(self.items()))
        with connection.cursor() as cursor:
            cursor.execute(_CHANGE, [row.session_data, row.expire_date, row.session_key])
            if not cursor.rowcount:
                raise UpdateError

    def exists(self, session_key: str | None) -> bool:
        return super().exists(_hashed(session_key))

    def create_model_instance(self, data: dict[str, object]) -> Session:
        row = super().create_model_instance(data)
        row.session_key = _hashed(row.session_key)
        return row  # type: ignore[return-value]

    def delete(self, session_key: str | None = None) -> None:
        super().delete(_hashed(session_key or self.session_key))
