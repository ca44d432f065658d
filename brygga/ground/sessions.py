"""Django's database sessions, except that the database only ever sees a hash of the session key.

Whoever reads the table, by leak or by injection, holds nothing that signs them in.
"""

from hashlib import sha256

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from brygga.ground import clock


def _hashed(key: str | None) -> str:
    return sha256((key or "").encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        live = Session.objects.filter(session_key=_hashed(self.session_key), expire_date__gt=clock.now())
        row = live.first()
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str | None) -> bool:
        return super().exists(_hashed(session_key))

    def create_model_instance(self, data: dict[str, object]) -> Session:
        row = super().create_model_instance(data)
        row.session_key = _hashed(row.session_key)
        return row  # type: ignore[return-value]

    def delete(self, session_key: str | None = None) -> None:
        super().delete(_hashed(session_key or self.session_key))
