"""A day before and, if chosen, two hours before: once, in words that say nothing, whatever happens meanwhile."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from brygga.booking import actions as booking
from brygga.booking.models import Meeting
from brygga.booking.rules import Channel, State
from brygga.booking.tests.build import FRIDAY, free_for, handled, opened, wish
from brygga.cases.models import Case
from brygga.ground import clock, tenancy
from brygga.ground.seals import SEALER
from brygga.messages import actions as messages
from brygga.messages import jobs as post
from brygga.messages.models import Notice
from brygga.messages.tests.mail import Mailbox, free_port, server
from brygga.reminders import jobs
from brygga.reminders.models import Reminder
from tests.cast import ALMA, PETRA, at_work, resident, staff
from tests.committed import committed

__all__ = ["committed"]
ADDRESS = "nagon@exempel.se"
DAY, CLOSE = timedelta(hours=24), timedelta(hours=2)


@pytest.fixture
def box(settings: Any) -> Iterator[Mailbox]:
    box, port = Mailbox(), free_port()
    settings.SMTP_URL = f"smtp://127.0.0.1:{port}"
    with server(box, port):
        yield box


def booked(*, protected: bool = False, close: bool = False, style: str = "neutral") -> tuple[Case, Meeting]:
    """A time on Tuesday afternoon, booked on Friday by somebody who wants to be told."""
    with clock.pinned(FRIDAY):
        opened()
        case = handled(protected=protected)
        with at_work(resident(PETRA if protected else ALMA)) as who:
            messages.choose_notices(who, style, ADDRESS)
        return case, again(case, close=close)


def again(case: Case, *, close: bool = False, number: int = 0) -> Meeting:
    chosen = wish(free_for(case)[number])
    with at_work(staff("cecilia")) as cecilia:
        wanted = booking.Wish(chosen.staff_id, chosen.starts_at, Channel.PHONE, remind_close=close)
        return booking.book(cecilia, case, wanted, once=uuid4())


def at(moment: datetime) -> int:
    """The worker's round at a moment; how many reminders there were."""
    with clock.pinned(moment):
        told = jobs.remind()
        post.send_notices()
    return told


@pytest.mark.django_db
def test_a_day_before_one_mail_goes_and_says_nothing(box: Mailbox) -> None:
    case, meeting = booked()
    assert at(meeting.starts_at - DAY - timedelta(minutes=1)) == 0
    assert at(meeting.starts_at - DAY) == 1
    for minutes in (1, 30, 600):
        assert at(meeting.starts_at - DAY + timedelta(minutes=minutes)) == 0
    ((address, mail),) = box.received
    assert address == ADDRESS
    told = mail.as_string().lower()
    secret = ("social", "kommun", "helsing", "alma", "cecilia", "13.00", "telefon", case.number.lower())
    assert not [word for word in secret if word in told]


@pytest.mark.django_db
def test_two_hours_before_only_where_it_was_asked_for(box: Mailbox) -> None:
    _case, meeting = booked(close=True)
    assert at(meeting.starts_at - DAY) == 1
    assert at(meeting.starts_at - CLOSE) == 1
    assert at(meeting.starts_at - CLOSE + timedelta(minutes=5)) == 0
    assert len(box.received) == 2


@pytest.mark.django_db
def test_whoever_books_within_the_day_needs_no_reminder_of_it(box: Mailbox) -> None:
    case, meeting = booked()
    with clock.pinned(meeting.starts_at - timedelta(hours=20)):
        later = again(case)
    assert later.starts_at < meeting.starts_at + timedelta(days=1)
    assert at(later.starts_at - timedelta(hours=19)) == 1, "of the first one alone"
    assert len(box.received) == 1


@pytest.mark.django_db
def test_a_cancelled_meeting_is_not_reminded_of_and_what_waited_to_be_sent_does_not_go(box: Mailbox) -> None:
    case, meeting = booked()
    with clock.pinned(meeting.starts_at - DAY):
        assert jobs.remind() == 1  # queued; no mail has gone yet
        with at_work(staff("cecilia")) as cecilia:
            booking.cancel(cecilia, case, meeting)
        jobs.remind()
        post.send_notices()
    assert not box.received
    with at_work(staff("cecilia")):
        assert Reminder.objects.get().withdrawn_at is not None


@pytest.mark.django_db
def test_a_moved_meeting_is_reminded_of_at_its_new_time_and_not_at_the_old(box: Mailbox) -> None:
    case, meeting = booked()
    with clock.pinned(FRIDAY + timedelta(hours=1)):
        later = next(one for one in free_for(case) if one.free.span.starts > meeting.starts_at + timedelta(3))
        with at_work(staff("cecilia")) as cecilia:
            moved = booking.move(cecilia, case, meeting, wish(later))
    assert at(meeting.starts_at - DAY) == 0
    assert at(moved.starts_at - DAY) == 1
    assert len(box.received) == 1


@pytest.mark.django_db
def test_a_worker_that_was_away_catches_up_but_not_when_it_is_of_no_use(box: Mailbox) -> None:
    _case, meeting = booked()
    assert at(meeting.starts_at - timedelta(hours=10)) == 1
    _case, other = booked()
    assert at(other.starts_at - timedelta(hours=2)) == 0
    assert len(box.received) == 1


@pytest.mark.django_db
def test_a_mail_server_away_until_it_is_too_late_sends_nothing(box: Mailbox) -> None:
    _case, meeting = booked()
    with clock.pinned(meeting.starts_at - DAY):
        assert jobs.remind() == 1
    with clock.pinned(meeting.starts_at - timedelta(hours=1)):
        post.send_notices()
    assert not box.received
    with tenancy.enter(SEALER):
        assert Notice.objects.get().state == Notice.State.UNWANTED


@pytest.mark.django_db
def test_a_clock_set_back_does_not_remind_again(box: Mailbox) -> None:
    _case, meeting = booked()
    assert at(meeting.starts_at - DAY) == 1
    at(meeting.starts_at - DAY - timedelta(hours=3))
    assert at(meeting.starts_at - DAY) == 0
    assert len(box.received) == 1


@pytest.mark.django_db
def test_a_worker_that_dies_midway_has_done_all_or_nothing(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    _case, meeting = booked()

    def dies(*_args: Any, **_more: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(jobs.trail, "record", dies)
        at(meeting.starts_at - DAY)
    with tenancy.enter(SEALER):
        assert not Notice.objects.exists()
    assert at(meeting.starts_at - DAY) == 1
    assert len(box.received) == 1


@pytest.mark.django_db
def test_a_protected_persons_mail_never_says_from_whom_though_they_have_chosen_it(box: Mailbox) -> None:
    _case, meeting = booked(protected=True, style="plain")
    assert at(meeting.starts_at - DAY) == 1
    ((_address, mail),) = box.received
    assert "social" not in mail.as_string().lower()
    assert mail["Subject"] == "Påminnelse"


@pytest.mark.django_db
def test_who_has_chosen_it_reads_from_whom(box: Mailbox) -> None:
    _case, meeting = booked(style="plain")
    at(meeting.starts_at - DAY)
    ((_address, mail),) = box.received
    assert "socialtjänsten i Helsingborg" in str(mail["Subject"])


@pytest.mark.django_db
def test_who_wants_no_notices_gets_none_and_what_took_place_is_not_reminded_of(box: Mailbox) -> None:
    case, meeting = booked(style="off")
    at(meeting.starts_at - DAY)
    assert not box.received
    with at_work(staff("cecilia")):
        Meeting.objects.filter(case=case).update(state=State.CAME)
    assert at(meeting.starts_at - CLOSE) == 0


@pytest.mark.django_db
def test_the_trail_says_that_a_reminder_went_and_nothing_of_what(box: Mailbox) -> None:
    from brygga.cases.queries import trail_of

    case, meeting = booked()
    at(meeting.starts_at - DAY)
    with at_work(staff("cecilia")):
        (line,) = (one for one in trail_of(case) if one.verb == "remind_of_meeting")
    assert (line.actor_kind, line.detail) == ("system", {"which": "day"})


@pytest.mark.usefixtures("committed")
def test_three_workers_at_once_remind_once(box: Mailbox) -> None:
    _case, meeting = booked()

    def work() -> None:
        try:
            at(meeting.starts_at - DAY)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(box.received) == 1
