"""A mail server beside, as they are: one that asks over SMTP before it answers, and lines written above the letter."""

import smtplib
from collections.abc import Iterator
from email import policy
from typing import Any

import pytest

from brygga.cases.models import Case
from brygga.messages import actions, jobs
from brygga.messages.models import Message
from brygga.messages.tests.build import says
from brygga.messages.tests.mail import Mailbox, at_once, free_port, server
from brygga.messages.tests.post import BASE, delivered, letter, receiver
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.committed import committed

__all__ = ["at_once", "committed"]
pytestmark = pytest.mark.usefixtures("committed")
TRACE = "Received: from mx ({0}) by post.exempel with ESMTPS id {0}; Sun, 22 Nov 2026 0{0}:00:00 +0000\r\n"


@pytest.fixture
def port() -> Iterator[int]:
    with receiver(free_port()) as port:
        yield port


@pytest.fixture
def told(settings: Any) -> tuple[Case, str]:
    """Alma's case, and where she may answer the notice about it."""
    box, out = Mailbox(), free_port()
    settings.SMTP_URL, settings.MAIL_FROM = f"smtp://127.0.0.1:{out}", "Meddelande <nytt@post.exempel>"
    settings.MAIL_ANSWERS, case = BASE, almas_case()
    with server(box, out):
        with at_work(resident(ALMA)) as alma:
            actions.choose_notices(alma, "neutral", "alma@exempel.se", answers=True)
        says(staff("cecilia"), case, "Hej")
        assert jobs.send_notices() == 1
    return case, box.received[-1][1]["Reply-To"]


def said(case: Case) -> list[str]:
    with at_work(staff("cecilia")):
        rows = Message.objects.filter(case=case, by_mail=True)
        return list(rows.order_by("number").values_list("text", flat=True))


def asked(port: int, to: str, whole: bytes, wishes: tuple[str, ...] = ()) -> list[int]:
    """What is answered to the recipient and to the letter, over SMTP. wishes: for receipts, handed on as they came."""
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as post:
        assert post.ehlo("mx.post.exempel")[0] == 250
        assert post.has_extn("8bitmime")
        post.mail("alma@exempel.se", ["SIZE=900", "BODY=8BITMIME", *wishes])
        codes = [post.rcpt(to, [f"ORCPT=rfc822;{to}", "NOTIFY=NEVER"] if wishes else [])[0]]
        if codes == [250]:
            codes.append(post.data(whole)[0])
    return codes


def written(mail: Any) -> bytes:
    whole: bytes = mail.as_bytes(policy=policy.SMTP)
    return whole


def test_a_mail_server_that_asks_before_it_answers_can_refuse_in_the_same_dialogue(
    port: int, told: tuple[Case, str]
) -> None:
    case, to = told
    assert asked(port, to, written(letter("Ja, jag kommer."))) == [250, 250]
    assert asked(port, to, written(letter("Nej", ident="<2@x>", From="bo@exempel.se"))) == [250, 550]
    assert asked(port, f"svar+{'0' * 40}@post.exempel", b"") == [550]
    assert said(case) == ["Ja, jag kommer."]


def test_who_wants_a_receipt_gets_none_and_is_refused_nothing(port: int, told: tuple[Case, str]) -> None:
    case, to = told
    wishes = ("RET=HDRS", "ENVID=QQ314159", "AUTH=<>")
    assert asked(port, to, written(letter("Ja, jag kommer.")), wishes) == [250, 250]
    assert said(case) == ["Ja, jag kommer."]


def test_a_letter_without_an_id_is_kept_once_whatever_is_written_above_it_on_the_way(
    port: int, told: tuple[Case, str]
) -> None:
    case, to = told
    came, other = written(letter("Hej", ident="")), written(letter("Hej igen", ident=""))
    for hour in range(1, 4):
        assert delivered(port, TRACE.format(hour).encode() + came, to)[0] == 250
    assert delivered(port, other, to)[0] == 250
    assert said(case) == ["Hej", "Hej igen"]
