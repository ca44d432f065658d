"""Mails that something waits: real SMTP, nothing told, nothing lost, nothing sent again."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.cases.queries import parties_of
from brygga.ground import clock, tenancy
from brygga.ground.ids import uuid7
from brygga.ground.seals import SEALER
from brygga.messages import actions, jobs, queries
from brygga.messages.actions import notices as notice_actions
from brygga.messages.models import Notice, NoticeChoice
from brygga.messages.tests.build import says
from brygga.messages.tests.mail import Mailbox, at_once, free_port, server
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.doors import client_for

__all__ = ["at_once"]

pytestmark = pytest.mark.django_db
ADDRESS = "alma@exempel.se"
SECRET = "Du får hjälp med hyran"
PAGE = "/helsingborg/mina-sidor/aviseringar/"


@pytest.fixture
def port(settings: Any) -> int:
    port = free_port()
    settings.SMTP_URL, settings.MAIL_FROM = f"smtp://127.0.0.1:{port}", "Meddelande <nytt@post.exempel>"
    settings.MAIL_TIMEOUT_SECONDS = 2
    return port


@pytest.fixture
def box(port: int) -> Iterator[Mailbox]:
    box = Mailbox()
    with server(box, port):
        yield box


def chooses(style: str, who: tuple[str, str] = ALMA, email: str = ADDRESS) -> None:
    with at_work(resident(who)) as actor:
        actions.choose_notices(actor, style, email)


def notices(case: Case) -> list[Notice]:
    with at_work(staff("cecilia")):
        return list(Notice.objects.filter(case=case).order_by("queued_at", "id"))


def reads(case: Case) -> None:
    with at_work(resident(ALMA)) as alma:
        found = queries.thread(alma, case)
        actions.mark_read(alma, case, found.last_number, found.read_to)


def test_a_neutral_mail_tells_neither_what_nor_from_whom(box: Mailbox) -> None:
    case = almas_case()
    chooses("neutral")
    says(staff("cecilia"), case, SECRET)
    assert jobs.send_notices() == 1
    ((address, mail),) = box.received
    assert address == ADDRESS
    whole = mail.as_string().lower() + str(mail["Subject"]).lower() + mail.get_content().lower()
    telling = (
        "social",
        "kommun",
        "helsingborg",
        "hyra",
        "alma n",
        "cecilia",
        "ärende",
        case.number,
        "brygga",
    )
    assert not [word for word in telling if word.lower() in whole]
    assert "http" not in mail.get_content()


def test_a_plain_mail_names_the_social_services_and_still_not_what(box: Mailbox) -> None:
    case = almas_case()
    chooses("plain")
    says(staff("cecilia"), case, SECRET)
    jobs.send_notices()
    ((_address, mail),) = box.received
    assert "socialtjänsten i Helsingborg" in mail.get_content()
    assert "/helsingborg/mina-sidor/" in mail.get_content()
    assert SECRET not in mail.get_content()
    assert case.number not in mail.as_string()


def test_nobody_is_mailed_who_has_not_chosen_it(box: Mailbox) -> None:
    case = almas_case()
    says(staff("cecilia"), case, SECRET)
    jobs.send_notices()
    chooses("off")
    says(staff("cecilia"), case, SECRET)
    jobs.send_notices()
    assert not box.received
    assert {one.state for one in notices(case)} == {"unwanted"}


def test_one_mail_until_it_is_read_and_then_one_again(box: Mailbox) -> None:
    case = almas_case()
    chooses("neutral")
    for _message in range(3):
        says(staff("cecilia"), case, SECRET)
        jobs.send_notices()
    assert len(box.received) == 1
    reads(case)
    says(staff("cecilia"), case, SECRET)
    jobs.send_notices()
    assert len(box.received) == 2


def test_what_was_read_before_the_mail_went_is_not_mailed(box: Mailbox) -> None:
    case = almas_case()
    chooses("neutral")
    says(staff("cecilia"), case, SECRET)
    reads(case)
    assert jobs.send_notices() == 0
    assert not box.received


def test_what_is_read_while_it_is_said_is_not_mailed(box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice_actions, "READ_AT_ONCE", timedelta(minutes=1))
    case, start = almas_case(), clock.now()
    chooses("neutral")
    says(staff("cecilia"), case, SECRET)
    with clock.pinned(start + timedelta(seconds=50)):
        assert jobs.send_notices() == 0
    reads(case)
    with clock.pinned(start + timedelta(minutes=2)):
        assert jobs.send_notices() == 0
    says(staff("cecilia"), case, SECRET)
    with clock.pinned(start + timedelta(minutes=5)):
        assert jobs.send_notices() == 1


def test_a_message_that_is_undone_queues_nothing(box: Mailbox) -> None:
    case = almas_case()
    chooses("neutral")
    with pytest.raises(ZeroDivisionError), at_work(staff("cecilia")) as cecilia:
        actions.answer(cecilia, case, actions.saying.sent_from(None, SECRET))
        _ = 1 / 0
    jobs.send_notices()
    assert not box.received
    assert not notices(case)


def test_a_server_that_is_away_is_tried_again_until_it_is_back(port: int) -> None:
    case, box, start = almas_case(), Mailbox(), clock.now()
    chooses("neutral")
    says(staff("cecilia"), case, SECRET)
    with clock.pinned(start + timedelta(seconds=1)):
        assert jobs.send_notices() == 0
        assert jobs.send_notices() == 0
    (waiting,) = notices(case)
    assert (waiting.state, waiting.attempts, waiting.problem) == ("queued", 1, "away")
    with server(box, port):
        with clock.pinned(start + timedelta(seconds=10)):
            assert jobs.send_notices() == 0, "not before its time"
        with clock.pinned(start + timedelta(minutes=2)):
            assert jobs.send_notices() == 1
            assert jobs.send_notices() == 0
    assert len(box.received) == 1
    (sent,) = notices(case)
    assert (sent.state, sent.problem) == ("sent", "")


def test_staff_see_how_many_notices_wait_and_since_when(port: int) -> None:
    cases, start = [almas_case() for _ in range(3)], clock.now()
    chooses("neutral")
    for case in cases:
        says(staff("cecilia"), case, SECRET)
    cecilia, unanswered = client_for(staff("cecilia")), "/helsingborg/arbete/meddelanden/"
    assert "kunnat skickas" not in cecilia.get(unanswered).content.decode(), (
        "waiting a minute is as it should be"
    )
    with clock.pinned(start + timedelta(seconds=1)):
        jobs.send_notices()
    with clock.pinned(start + timedelta(minutes=1)):
        jobs.send_notices()
        jobs.send_notices()
    page = cecilia.get(unanswered).content.decode()
    assert "besked har inte kunnat skickas" in page
    assert "Det äldsta har väntat sedan" in page
    assert ADDRESS not in page
    eva = client_for(staff("eva")).get("/bjuv/arbete/meddelanden/").content.decode()
    assert "kunnat skickas" not in eva
    with server(Mailbox(), port), clock.pinned(start + timedelta(hours=3)):
        jobs.send_notices()
    assert "kunnat skickas" not in cecilia.get(unanswered).content.decode()


def test_a_server_that_asks_to_come_again_is_obeyed(box: Mailbox) -> None:
    case, start = almas_case(), clock.now()
    chooses("neutral")
    says(staff("cecilia"), case, SECRET)
    box.recipient_answer = lambda _address: "451 Try later"
    with clock.pinned(start + timedelta(seconds=1)):
        jobs.send_notices()
    box.recipient_answer = lambda _address: ""
    with clock.pinned(start + timedelta(minutes=2)):
        jobs.send_notices()
    assert len(box.received) == 1


def test_an_address_that_does_not_exist_is_told_to_staff_and_not_tried_again(box: Mailbox) -> None:
    case = almas_case()
    chooses("neutral")
    box.recipient_answer = lambda _address: "550 No such user"
    says(staff("cecilia"), case, SECRET)
    jobs.send_notices()
    (failed,) = notices(case)
    assert (failed.state, failed.attempts) == ("failed", 1)
    page = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/meddelanden/")
    assert "kom inte fram" in page.content.decode()
    assert ADDRESS not in page.content.decode()
    says(staff("cecilia"), case, SECRET)
    box.recipient_answer = lambda _address: ""
    jobs.send_notices()
    assert len(box.received) == 1, "the next message is a new attempt"


def test_a_worker_that_dies_before_sending_loses_nothing(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, start = almas_case(), clock.now()
    chooses("neutral")
    says(staff("cecilia"), case, SECRET)
    _dies_in(monkeypatch, lambda send, *given: None)
    with clock.pinned(start + timedelta(seconds=1)), pytest.raises(KeyboardInterrupt):
        jobs.send_notices()
    monkeypatch.undo()
    with clock.pinned(start + timedelta(seconds=30)):
        assert jobs.send_notices() == 0, "somebody may still hold it"
    with clock.pinned(start + timedelta(seconds=90)):
        assert jobs.send_notices() == 1
    assert len(box.received) == 1


def test_a_worker_that_dies_after_sending_sends_the_same_mail_with_the_same_id(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As far as SMTP allows: who has the first may throw the second away."""
    case, start = almas_case(), clock.now()
    chooses("neutral")
    says(staff("cecilia"), case, SECRET)
    _dies_in(monkeypatch, lambda send, *given: send(*given))
    with clock.pinned(start + timedelta(seconds=1)), pytest.raises(KeyboardInterrupt):
        jobs.send_notices()
    monkeypatch.undo()
    with clock.pinned(start + timedelta(seconds=90)):
        jobs.send_notices()
        jobs.send_notices()
    first, second = (mail["Message-ID"] for _address, mail in box.received)
    assert first == second


def _dies_in(monkeypatch: pytest.MonkeyPatch, before: Callable[..., object]) -> None:
    send = jobs._send

    def dying(*given: Any) -> None:
        before(send, *given)
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "_send", dying)


def test_a_representative_is_told_too_and_nobody_twice(box: Mailbox) -> None:
    case = almas_case()
    chooses("neutral")
    chooses("neutral", BO, "bo@exempel.se")
    with at_work(staff("cecilia")) as cecilia:
        principal = parties_of(case)[0]
        new = cases.NewRepresentative(uuid7(), BO[1], BO[0], False, clock.today(), None)
        cases.register_representative(cecilia, case, principal, new)
    says(staff("cecilia"), case, SECRET)
    jobs.send_notices()
    assert sorted(address for address, _mail in box.received) == [ADDRESS, "bo@exempel.se"]


def test_a_protected_identity_is_never_told_by_name(box: Mailbox) -> None:
    case = almas_case(protected=True)
    with at_work(resident(PETRA, protected=True)) as petra:
        actions.choose_notices(petra, "plain", "petra@exempel.se")  # as if chosen before the protection
    says(staff("cecilia"), case, SECRET)
    jobs.send_notices()
    ((_address, mail),) = box.received
    assert "social" not in mail.as_string().lower()


def test_staff_never_see_an_address_and_residents_no_one_elses() -> None:
    chooses("neutral")
    with at_work(staff("cecilia")), pytest.raises(ProgrammingError), transaction.atomic():
        NoticeChoice.objects.exists()
    with at_work(resident(PETRA)):
        assert not NoticeChoice.objects.exists()
    with tenancy.enter(SEALER), connection.cursor() as cursor:
        cursor.execute("select address_sealed from messages_noticechoice")
        assert all(ADDRESS.encode() not in bytes(sealed) for (sealed,) in cursor.fetchall())


def test_the_worker_can_read_no_words_and_write_none() -> None:
    case = almas_case()
    says(staff("cecilia"), case, SECRET)
    with tenancy.enter(SEALER):
        for statement in (
            "select text from messages_message",
            "insert into messages_notice (state) values ('queued')",
            "update messages_notice set recipient_index = 'x'",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_choosing_on_the_page(port: int) -> None:
    client = client_for(resident(ALMA))
    assert "Säg inte till" in client.get(PAGE).content.decode()
    for wrong in ({}, {"style": "x"}, {"style": "neutral"}, {"style": "neutral", "email": "alma"}):
        assert client.post(PAGE, wrong).status_code == 422
    assert client.post(PAGE, {"style": "neutral", "email": ADDRESS}).status_code == 303
    assert ADDRESS not in client.get(PAGE).content.decode(), "not before its code is typed (test_codes)"
    chooses("neutral")
    assert ADDRESS in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"style": "off", "email": "halv@"}).status_code == 303
    assert ADDRESS not in client.get(PAGE).content.decode(), "off forgets the address"


def test_a_protected_person_has_to_say_that_they_are_sure(port: int) -> None:
    client = client_for(resident(PETRA, protected=True))
    page = client.get(PAGE).content.decode()
    assert 'value="plain"' not in page
    choice = {"style": "neutral", "email": "petra@exempel.se"}
    assert client.post(PAGE, choice).status_code == 422
    assert client.post(PAGE, {**choice, "style": "plain"}).status_code == 422
    assert client.post(PAGE, {**choice, "knows": "on"}).status_code == 303


def test_where_no_mail_can_be_sent_none_is_promised(settings: Any) -> None:
    settings.SMTP_URL = ""
    case = almas_case()
    says(staff("cecilia"), case, SECRET)
    assert not notices(case)
    assert "kan inte säga till här" in client_for(resident(ALMA)).get(PAGE).content.decode()
