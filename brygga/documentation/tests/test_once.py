"""The same form sent twice, also at the same moment, and an id that was taken elsewhere."""

import pytest

from brygga.documentation import actions
from brygga.documentation.actions import base
from brygga.documentation.models import Note
from brygga.documentation.tests.build import new_note
from tests.cast import almas_case, at_work, staff

pytestmark = pytest.mark.django_db


def test_of_two_at_the_same_moment_the_second_finds_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    case, new = almas_case(), new_note()
    look = base._kept_before
    blind = iter([True, True])  # neither saw a row when it looked
    monkeypatch.setattr(base, "_kept_before", lambda *args: None if next(blind, False) else look(*args))
    with at_work(staff("cecilia")) as cecilia:
        first, second = (actions.sign_note(cecilia, case, new) for _ in range(2))
        assert first.id == second.id
        assert Note.objects.filter(case=case).count() == 1


def test_an_id_taken_in_another_case_is_exchanged() -> None:
    one, other, new = almas_case(), almas_case(), new_note()
    with at_work(staff("cecilia")) as cecilia:
        first = actions.sign_note(cecilia, one, new)
        second = actions.sign_note(cecilia, other, new)
    assert first.id == new.id
    assert second.id != new.id
    assert second.case_id == other.id
