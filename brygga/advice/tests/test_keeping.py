"""What is kept of a conversation, and for how long."""

from datetime import timedelta
from uuid import uuid4

import pytest

from brygga.advice import jobs, rules
from brygga.advice.actions import visiting
from brygga.advice.models import Chat, Key, Line, Tally
from brygga.advice.tests.build import TALK, answers, at_the_door, begun, taken, town, visitor
from brygga.ground import clock
from tests.cast import at_work, staff

database = pytest.mark.django_db


def counts() -> tuple[int, int, int]:
    with at_work(staff("cecilia")):
        return Chat.objects.count(), Line.objects.count(), Tally.objects.count()


@database
def test_words_go_two_hours_after_the_end_and_a_count_remains() -> None:
    now = clock.now()
    key, chat = begun()
    with clock.pinned(now + timedelta(minutes=1)):
        taken("david", chat)
    with clock.pinned(now + timedelta(minutes=8, seconds=30)):
        visiting.leave(town(), key)
    with clock.pinned(now + timedelta(hours=2)):
        assert jobs.tidy() == 0
    with clock.pinned(now + timedelta(hours=2, minutes=9)):
        assert jobs.tidy() == 1
        assert jobs.tidy() == 0
    assert counts() == (0, 0, 1)
    with at_work(staff("cecilia")):
        one = Tally.objects.get()
    assert (one.kind, one.minutes, one.performer) == ("chat", 8, 1282)
    assert {field.name for field in Tally._meta.fields} == {
        "id",
        "municipality",
        "day",
        "kind",
        "minutes",
        "performer",
    }


@database
def test_what_nobody_writes_in_ends_by_itself_and_a_question_waits_longer() -> None:
    now = clock.now()
    _key, answered = begun("Besvarad")
    begun("Obesvarad")
    taken("cecilia", answered)
    answers("cecilia", answered, "Svar")
    with clock.pinned(now + timedelta(hours=25)):
        assert jobs.tidy() == 1
        assert jobs.tidy() == 0
    with clock.pinned(now + timedelta(days=8)):
        assert jobs.tidy() == 2  # the answered is taken away, the unanswered ends
    with at_work(staff("cecilia")):
        (one,) = Chat.objects.all()
    assert one.ended_by == "quiet"


@database
def test_taking_away_twice_is_as_good_as_once() -> None:
    key, _chat = begun()
    visiting.erase(town(), key)
    visiting.erase(town(), key)
    visiting.leave(town(), key)
    assert counts() == (0, 0, 1)


@database
def test_words_lie_sealed_and_bound_to_their_conversation() -> None:
    from brygga.ground.sealing import SealBroken

    _key, chat = begun("Klartext")
    _other, another = begun("Annat")
    with at_work(staff("cecilia")):
        line = Line.objects.get(chat=chat)
        assert b"Klartext" not in bytes(line.sealed)
        line.chat_id = another
        with pytest.raises(SealBroken):
            _ = line.text


def test_no_table_has_a_place_for_who_the_visitor_is() -> None:
    words = ("ip", "agent", "address", "person", "email", "phone", "browser", "session")
    for model in (Chat, Key, Line, Tally):
        for field in model._meta.fields:
            assert not any(word in field.column.split("_") for word in words), field.column


@database
def test_a_visitor_gets_no_session_and_leaves_no_trail() -> None:
    from django.contrib.sessions.models import Session

    from brygga.ground.models import Event

    browser = visitor()
    with at_work(staff("cecilia")):
        before = Session.objects.count(), Event.objects.count()
    key, _chat = begun()
    browser.get(TALK)
    visitor(key).get(TALK)
    visitor(key).post(TALK, {"once": str(uuid4()), "text": "hej"})
    with at_work(staff("cecilia")):
        assert (Session.objects.count(), Event.objects.count()) == before
    assert "sessionid" not in browser.cookies


@database
def test_a_line_that_is_followed_keeps_its_visitor_here() -> None:
    key, chat = begun()
    from brygga.advice.queries.visiting import followed

    later = clock.now() + timedelta(minutes=30)
    with clock.pinned(later), at_the_door():
        assert followed(town(), key) is not None
        assert followed(town(), "0" * 16) is None
    with at_work(staff("cecilia")):
        assert Chat.objects.get(id=chat).seen_at == later.replace(second=0, microsecond=0)


def test_the_code_cannot_be_found_from_a_conversations_id() -> None:
    assert rules.conversation_id("a") != rules.conversation_id("b")
    assert rules.line_id(uuid4(), uuid4(), "a") != rules.line_id(uuid4(), uuid4(), "a")
