"""Colleagues are told by mail, and the on-call telephone by text message, that a report has lain too long.

Real SMTP and the provider's real HTTP, on this machine.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from brygga.cases.models import Case
from brygga.concerns import jobs
from brygga.concerns.models import Warned
from brygga.concerns.tests.test_escalating import BEGAN
from brygga.concerns.tests.test_handling import assessment, there
from brygga.concerns.tests.test_reporting import SEEN, by_work, reported, told
from brygga.demo.cast import HELSINGBORG, PLACES
from brygga.ground import clock
from brygga.messages.rules import MOST_ATTEMPTS, mobile
from brygga.messages.tests.mail import Mailbox, free_port, server
from brygga.messages.tests.test_text_messages import Provider, provider
from tests.cast import at_work, staff
from tests.doors import client_for

__all__ = ["provider"]

pytestmark = pytest.mark.django_db

TEAM = {"cecilia@arbete.example", "maria@arbete.example"}
ON_CALL = mobile(PLACES[HELSINGBORG]["on_call_phone"])


@pytest.fixture
def port(settings: Any) -> int:
    """Where mail is sent; nobody answers there until a test starts a server."""
    found = free_port()
    settings.SMTP_URL = f"smtp://127.0.0.1:{found}"
    settings.MAIL_FROM = "Brygga <noreply@brygga.example>"
    settings.MAIL_TIMEOUT_SECONDS = 2
    return found


@pytest.fixture
def post(port: int) -> Iterator[Mailbox]:
    box = Mailbox()
    with server(box, port):
        yield box


def lain(minutes: float) -> int:
    """The worker comes by so many minutes after the report; how many mails and text messages went."""
    with clock.pinned(BEGAN + timedelta(minutes=minutes)):
        jobs.escalate()
        return jobs.send_warnings()


def report(**typed: str) -> Case:
    with clock.pinned(BEGAN):
        return reported(**(typed or told()))


def two() -> tuple[Case, Case]:
    """Two reports, the one a second after the other."""
    first = report()
    with clock.pinned(BEGAN + timedelta(seconds=1)):
        reported(**told())
    with at_work(staff("cecilia")):
        return first, Case.objects.exclude(id=first.id).get()


def warned(case: Case) -> list[Warned]:
    with at_work(staff("cecilia")):
        return list(Warned.objects.filter(case=case).order_by("queued_at", "name"))


def test_first_the_team_by_mail_then_the_manager_on_a_fixed_clock(post: Mailbox) -> None:
    report()
    assert lain(29) == 0
    assert lain(30) == len(TEAM)
    assert {address for address, _mail in post.received} == TEAM
    assert lain(59) == 0
    assert lain(60) == 1
    assert post.received[-1][0] == "leila@arbete.example"


def test_the_mail_says_neither_what_nor_of_whom_nor_where_it_comes_from(post: Mailbox) -> None:
    case = report(**by_work())
    lain(61)
    for _address, mail in post.received:
        whole = f"{mail['Subject']} {mail.get_content()}".lower()
        for telling in ("elis", "lotta", "barn", "oro", "anmäl", "social", SEEN.lower(), case.number.lower()):
            assert telling not in whole, telling
        assert str(case.id) not in whole


def test_nothing_goes_twice_however_often_the_worker_comes_by(post: Mailbox) -> None:
    report()
    for _time in range(3):
        lain(500)
    assert len(post.received) == len(TEAM) + 1
    assert len({mail["Message-ID"] for _address, mail in post.received}) == len(TEAM) + 1


def test_the_proof_stands_in_the_case_when_it_went_and_whereto(post: Mailbox) -> None:
    case = report()
    lain(30)
    sent = warned(case)
    assert {one.sent_to for one in sent} == TEAM
    assert {one.sent_at for one in sent} == {BEGAN + timedelta(minutes=30)}
    page = client_for(staff("cecilia")).get(there(case)).content.decode()
    assert "Cecilia Holm fick mejl" in page


def test_a_hidden_childs_report_is_mailed_to_the_cleared_alone(post: Mailbox) -> None:
    report(**told(protected="on"))
    lain(61)
    assert {address for address, _mail in post.received} == {
        "cecilia@arbete.example",
        "leila@arbete.example",
    }


def test_mail_that_is_down_is_tried_again_and_shown_until_it_gets_through(port: int) -> None:
    case, cecilia, box = report(), client_for(staff("cecilia")), Mailbox()
    assert lain(30) == 0
    assert [(one.state, one.problem) for one in warned(case)].count(("queued", "away")) == 1, (
        "one try a round"
    )
    assert "har inte gått fram än" in cecilia.get(there(case)).content.decode()
    assert "har inte gått fram, ring" in cecilia.get("/helsingborg/arbete/oro/").content.decode()
    with server(box, port):
        assert lain(55) == len(TEAM)
    assert {address for address, _mail in box.received} == TEAM
    assert "har inte gått fram" not in cecilia.get("/helsingborg/arbete/oro/").content.decode()


def test_an_address_that_is_refused_ends_there_and_says_so_and_others_get_theirs(post: Mailbox) -> None:
    post.recipient_answer = lambda to: "550 No such user" if to.startswith("maria") else ""
    case = report()
    assert lain(30) == 1
    assert lain(58) == 0
    assert {one.name: one.state for one in warned(case)} == {"Cecilia Holm": "sent", "Maria Falk": "failed"}
    assert "gick inte att skicka" in client_for(staff("cecilia")).get(there(case)).content.decode()


def test_a_server_that_says_later_for_ever_is_given_up_at_last(post: Mailbox) -> None:
    post.recipient_answer = lambda _to: "451 Try later"
    case = report()
    lain(30)
    for turn in range(1, MOST_ATTEMPTS):
        assert {one.state for one in warned(case)} == {"queued"}
        with clock.pinned(BEGAN + timedelta(days=turn)):
            jobs.send_warnings()
    assert {one.state for one in warned(case)} == {"failed"}


def test_once_assessed_what_waits_is_not_sent(port: int) -> None:
    case, box = report(), Mailbox()
    lain(30)
    with clock.pinned(BEGAN + timedelta(minutes=31)):
        client_for(staff("cecilia")).post(there(case, "anmalan/skydd/"), assessment())
    with server(box, port):
        assert lain(500) == 0
    assert not box.received
    assert {one.state for one in warned(case)} == {"unneeded"}


def test_another_report_is_told_of_though_the_one_whose_mail_waited_was_assessed_first(port: int) -> None:
    (assessed, lies), box = two(), Mailbox()
    lain(31)
    with clock.pinned(BEGAN + timedelta(minutes=32)):
        client_for(staff("cecilia")).post(there(assessed, "anmalan/skydd/"), assessment())
    with server(box, port):
        assert lain(50) == len(TEAM)
    assert {address for address, _mail in box.received} == TEAM
    assert {one.state for one in warned(lies)} == {"sent"}


def test_another_report_is_told_of_though_the_first_mail_was_refused(post: Mailbox) -> None:
    once = iter(["550 Not this one"])
    post.recipient_answer = lambda to: next(once, "") if to.startswith("maria") else ""
    first, second = two()
    assert lain(31) == len(TEAM)
    states = sorted(one.state for case in (first, second) for one in warned(case) if one.name == "Maria Falk")
    assert states == ["failed", "sent"]


def test_the_on_call_telephone_is_told_of_the_one_that_still_lies(
    provider: Provider,
) -> None:
    assessed, lies = two()
    with clock.pinned(BEGAN + timedelta(minutes=121)):
        jobs.escalate()
        client_for(staff("cecilia")).post(there(assessed, "anmalan/skydd/"), assessment())
        assert jobs.send_warnings() == 1
    assert [one.state for one in warned(lies) if one.channel == "sms"] == ["sent"]
    assert len(provider.taken) == 1


def test_whoever_was_told_longer_ago_than_the_quiet_time_is_told_again(post: Mailbox) -> None:
    report()
    assert lain(30) == len(TEAM)
    with clock.pinned(BEGAN + timedelta(minutes=5)):
        joined = reported(**told())
    with clock.pinned(BEGAN + timedelta(minutes=11)):
        again = reported(**told())
    assert lain(35) == 0, "told five minutes ago, of the other"
    assert {one.state for one in warned(joined)} == {"joined"}
    assert lain(41) == len(TEAM)
    assert {one.state for one in warned(again)} == {"sent"}


def test_a_worker_that_dies_in_between_leaves_it_to_the_next_with_the_same_message_id(
    post: Mailbox, monkeypatch: Any
) -> None:
    report()
    with clock.pinned(BEGAN + timedelta(minutes=30)):
        jobs.escalate()
        with monkeypatch.context() as broken:
            broken.setattr(jobs, "_mark", lambda *_one, **_changes: (_ for _ in ()).throw(SystemExit))
            with pytest.raises(SystemExit):
                jobs.send_warnings()
    assert lain(30.5) == 1, "the other colleague; the first is in a dead hand's grip"
    assert lain(32) == 1
    ids = [mail["Message-ID"] for _address, mail in post.received]
    assert (len(ids), len(set(ids))) == (3, 2)


def test_the_on_call_telephone_gets_a_text_message_after_two_hours(
    provider: Provider,
) -> None:
    case = report()
    assert lain(119) == 0
    assert lain(121) == 1
    assert lain(122) == 0
    (taken,) = provider.taken
    assert taken["to"] == ON_CALL
    for telling in ("barn", "oro", "anmäl", "social", case.number.lower()):
        assert telling not in taken["message"].lower()


def test_mail_that_is_down_does_not_hold_up_the_text_message(provider: Provider, port: int) -> None:
    report()
    assert lain(121) == 1
    assert len(provider.taken) == 1


def test_a_telephone_that_takes_no_text_messages_and_a_colleague_without_mail_are_not_tried(
    provider: Provider, monkeypatch: Any
) -> None:
    monkeypatch.setattr(jobs, "mobile", lambda _typed: mobile("040-628 04 19"))
    case = report()
    assert lain(121) == 0
    assert warned(case) == []


def test_where_no_mail_is_set_up_nothing_is_queued(settings: Any) -> None:
    settings.SMTP_URL = settings.SMS_URL = ""
    case = report()
    assert lain(121) == 0
    assert warned(case) == []
