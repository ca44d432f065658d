"""Who has a place in a group is reminded of it as of a meeting: once, in words that say nothing, and nobody else."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from brygga.access.rules import ResidentActor
from brygga.booking import actions as booking
from brygga.booking.rules import Span
from brygga.booking.tests import test_groups as groups
from brygga.booking.tests.build import FRIDAY
from brygga.cases.models import Case
from brygga.cases.queries import trail_of
from brygga.ground import clock, tenancy
from brygga.ground.seals import SEALER
from brygga.messages import actions as messages
from brygga.messages import jobs as post
from brygga.messages.models import Notice
from brygga.messages.tests.mail import Mailbox, free_port, server
from brygga.reminders import jobs
from brygga.reminders.models import SeatReminder
from brygga.reminders.tests.test_reminders import at
from tests.cast import ALMA, BO, PETRA, at_work, staff
from tests.committed import committed
from tests.counting import counted

__all__ = ["committed"]
STARTS = groups.SPAN.starts
DAY_BEFORE = STARTS - timedelta(hours=24)


@pytest.fixture
def box(settings: Any) -> Iterator[Mailbox]:
    box, port = Mailbox(), free_port()
    settings.SMTP_URL = f"smtp://127.0.0.1:{port}"
    with server(box, port):
        yield box


def coming(
    person: tuple[str, str], ident: UUID, address: str = "nagon@exempel.se"
) -> tuple[Case, ResidentActor]:
    """Somebody with a case and a place in the group, or in line, who wants to be told."""
    case, who = groups.case_of(*person)
    with at_work(who):
        messages.choose_notices(who, "neutral", address)
    groups.joins(who, case, ident)
    return case, who


@pytest.fixture
def group() -> Iterator[UUID]:
    with clock.pinned(FRIDAY):
        yield groups.held()


def done() -> list[bool]:
    """Of each reminder, whether it was withdrawn."""
    with at_work(staff("cecilia")):
        return [one.withdrawn_at is not None for one in SeatReminder.objects.all()]


@pytest.mark.django_db
def test_a_day_before_one_mail_goes_and_says_nothing(box: Mailbox, group: UUID) -> None:
    case, _alma = coming(ALMA, group)
    assert at(DAY_BEFORE - timedelta(minutes=1)) == 0
    assert at(DAY_BEFORE) == 1
    for minutes in (1, 30, 600, 1320):
        assert at(DAY_BEFORE + timedelta(minutes=minutes)) == 0
    ((address, mail),) = box.received
    assert (address, mail["Subject"]) == ("nagon@exempel.se", "Påminnelse")
    told = mail.as_string().lower()
    secret = (
        "social",
        "kommun",
        "helsing",
        "alma",
        "maria",
        "pengar",
        "grupp",
        "biblioteket",
        case.number.lower(),
    )
    assert not [word for word in secret if word in told]


@pytest.mark.django_db
def test_each_is_reminded_of_their_own_place_and_nobody_who_waits_for_one(box: Mailbox, group: UUID) -> None:
    for number, person in enumerate((ALMA, BO, PETRA)):
        with clock.pinned(FRIDAY + timedelta(minutes=number)):
            coming(person, group, f"{number}@exempel.se")
    assert at(DAY_BEFORE) == 2
    assert sorted(address for address, _mail in box.received) == ["0@exempel.se", "1@exempel.se"]


@pytest.mark.django_db
def test_called_off_is_not_reminded_of_and_what_waited_to_be_sent_does_not_go(
    box: Mailbox, group: UUID
) -> None:
    coming(ALMA, group)
    with clock.pinned(DAY_BEFORE):
        assert jobs.remind() == 1  # queued; no mail has gone yet
        with at_work(staff("maria")) as maria:
            booking.call_off(maria, group)
        assert jobs.remind() == 0
        post.send_notices()
    assert not box.received
    assert done() == [True]


@pytest.mark.django_db
def test_called_off_before_the_day_nobody_is_reminded(box: Mailbox, group: UUID) -> None:
    coming(ALMA, group)
    with clock.pinned(FRIDAY + timedelta(hours=1)), at_work(staff("maria")) as maria:
        booking.call_off(maria, group)
    assert at(DAY_BEFORE) == 0
    assert done() == []


@pytest.mark.django_db
def test_a_place_that_is_left_takes_its_own_reminder_back_and_no_other(box: Mailbox, group: UUID) -> None:
    case, alma = coming(ALMA, group)
    coming(BO, group, "bo@exempel.se")
    with clock.pinned(DAY_BEFORE):
        assert jobs.remind() == 2
        groups.leaves(alma, case, group)
        assert jobs.remind() == 0
        post.send_notices()
    assert [address for address, _mail in box.received] == ["bo@exempel.se"]
    assert sorted(done()) == [False, True]


@pytest.mark.django_db
def test_who_takes_a_place_within_the_day_or_comes_back_needs_no_reminder_of_it(
    box: Mailbox, group: UUID
) -> None:
    case, alma = coming(ALMA, group)
    assert at(DAY_BEFORE) == 1
    with clock.pinned(DAY_BEFORE + timedelta(hours=1)):
        groups.leaves(alma, case, group)
        groups.joins(alma, case, group)
    assert at(DAY_BEFORE + timedelta(hours=2)) == 0
    assert len(box.received) == 1


@pytest.mark.django_db
def test_a_worker_that_was_away_catches_up_but_not_when_it_is_of_no_use(box: Mailbox, group: UUID) -> None:
    coming(ALMA, group)
    assert at(STARTS - timedelta(hours=2)) == 0
    assert at(STARTS - timedelta(hours=10)) == 1
    assert len(box.received) == 1


@pytest.mark.django_db
def test_a_worker_that_dies_midway_has_done_all_or_nothing(
    box: Mailbox, group: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    coming(ALMA, group)

    def dies(*_args: Any, **_more: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(jobs.trail, "record", dies)
        at(DAY_BEFORE)
    with tenancy.enter(SEALER):
        assert not Notice.objects.exists()
    assert at(DAY_BEFORE) == 1
    assert len(box.received) == 1


@pytest.mark.django_db
def test_the_trail_says_that_a_reminder_went_and_nothing_of_what(box: Mailbox, group: UUID) -> None:
    case, _alma = coming(ALMA, group)
    at(DAY_BEFORE)
    with at_work(staff("cecilia")):
        (line,) = (one for one in trail_of(case) if one.verb == "remind_of_group")
    assert (line.actor_kind, line.detail) == ("system", {"which": "day"})


@pytest.mark.django_db
def test_a_round_with_nothing_to_do_costs_as_much_for_many_as_for_one(box: Mailbox, group: UUID) -> None:
    coming(ALMA, group)
    at(DAY_BEFORE)

    def cost(moment: datetime) -> int:
        with clock.pinned(moment), counted() as asked:
            assert jobs.remind() == 0
        return len(asked)

    one = cost(DAY_BEFORE + timedelta(minutes=5))
    with clock.pinned(FRIDAY):
        later = Span(groups.SPAN.starts + timedelta(hours=3), groups.SPAN.ends + timedelta(hours=3))
        coming(BO, group, "bo@exempel.se")
        other = groups.held(span=later)
        for number, person in enumerate((BO, PETRA)):
            coming(person, other, f"{number}@exempel.se")
    assert at(DAY_BEFORE + timedelta(hours=4)) == 3
    assert cost(DAY_BEFORE + timedelta(hours=5)) == one


@pytest.mark.usefixtures("committed")
def test_three_workers_at_once_remind_once(box: Mailbox, group: UUID) -> None:
    coming(ALMA, group)

    def work() -> None:
        try:
            at(DAY_BEFORE)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(box.received) == 1
