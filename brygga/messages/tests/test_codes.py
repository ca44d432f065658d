"""An address is told nothing before somebody has read a code there and typed it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from brygga.ground import clock, tenancy
from brygga.ground.seals import SEALER
from brygga.messages import actions, jobs, queries
from brygga.messages.models import AddressCheck
from brygga.messages.queries.checks import code_of
from brygga.messages.rules import CODE_WITHIN, CODES_A_DAY, MOST_WRONG, SAME_ASK, Choice
from brygga.messages.tests.build import says
from brygga.messages.tests.mail import Mailbox, at_once, free_port, server
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.doors import client_for

__all__ = ["at_once"]
pytestmark = pytest.mark.django_db
PAGE = "/helsingborg/mina-sidor/aviseringar/"
CODE = f"{PAGE}kod/"
MAIL = {"style": "neutral", "email": "alma@exempel.se"}


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


def chosen() -> dict[str, str | bool]:
    with at_work(resident(ALMA)) as alma:
        return queries.notices_of(alma)


def sent(box: Mailbox) -> str:
    """The code in the latest mail."""
    jobs.send_codes()
    found = re.search(r"\b\d{6}\b", box.received[-1][1].get_content())
    assert found
    return found[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_nothing_goes_to_an_address_before_its_code_is_typed(box: Mailbox) -> None:
    client, case = client_for(resident(ALMA)), almas_case()
    assert client.post(PAGE, MAIL)["Location"] == CODE
    says(staff("cecilia"), case, "Hej")
    jobs.send_notices()
    assert not box.received
    code = sent(box)
    ((address, mail),) = box.received
    assert address == "alma@exempel.se"
    assert not [
        word for word in ("social", "kommun", "helsing", "alma n") if word in mail.as_string().lower()
    ]
    assert client.post(CODE, {"code": f"{code[:3]} {code[3:]}"})["Location"] == f"{PAGE}?sparat=1"
    assert chosen()["email"] == "alma@exempel.se"
    says(staff("cecilia"), case, "Hej igen")
    assert jobs.send_notices() == 1
    assert client.post(CODE, {"code": code}).status_code == 303, "typed twice"


def test_until_the_code_is_typed_the_old_choice_holds(box: Mailbox) -> None:
    client = client_for(resident(ALMA))
    with at_work(resident(ALMA)) as alma:
        actions.choose_notices(alma, "neutral", "gammal@exempel.se")
    client.post(PAGE, MAIL)
    assert chosen()["email"] == "gammal@exempel.se"
    page = client.get(PAGE).content.decode()
    assert "väntar på din kod" in page
    client.post(CODE, {"code": sent(box)})
    assert chosen()["email"] == "alma@exempel.se"
    assert "väntar på din kod" not in client.get(PAGE).content.decode()


def test_an_address_that_is_known_needs_no_code_again_and_turning_off_never_does(box: Mailbox) -> None:
    client = client_for(resident(ALMA))
    client.post(PAGE, MAIL)
    client.post(CODE, {"code": sent(box)})
    assert client.post(PAGE, {**MAIL, "style": "plain"})["Location"] == f"{PAGE}?sparat=1"
    assert chosen()["style"] == "plain"
    client.post(PAGE, {**MAIL, "email": "annan@exempel.se"})
    assert client.post(PAGE, {"style": "off"})["Location"] == f"{PAGE}?sparat=1"
    assert client.get(CODE).status_code == 303, "off takes back what waited"
    assert chosen()["style"] == "off"


def test_a_wrong_code_stays_in_the_field_and_says_how_many_tries_are_left(box: Mailbox) -> None:
    client = client_for(resident(ALMA))
    client.post(PAGE, MAIL)
    code = sent(box)
    for left in range(MOST_WRONG - 1, 0, -1):
        answer = client.post(CODE, {"code": wrong(code)})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert f'value="{wrong(code)}"' in page
        assert ("en gång till" if left == 1 else f"{left} gånger till") in page
    assert "gäller inte längre" in client.post(CODE, {"code": wrong(code)}).content.decode()
    assert "gäller inte längre" in client.post(CODE, {"code": code}).content.decode(), (
        "the right one is too late"
    )
    assert chosen()["style"] == "off"
    assert client.post(CODE, {"ny": "1"}).status_code == 303
    assert client.post(CODE, {"code": sent(box)}).status_code == 303
    assert chosen()["style"] == "neutral"


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666", "x" * 50]
)
def test_what_is_no_code_costs_no_try(box: Mailbox, typed: str) -> None:
    client = client_for(resident(ALMA))
    client.post(PAGE, MAIL)
    for _again in range(MOST_WRONG + 1):
        assert client.post(CODE, {"code": typed}).status_code == 422
    assert client.post(CODE, {"code": sent(box)}).status_code == 303


def test_a_code_is_good_for_a_while(box: Mailbox) -> None:
    client, start = client_for(resident(ALMA)), clock.now()
    with clock.pinned(start):
        client.post(PAGE, MAIL)
        code = sent(box)
    with clock.pinned(start + CODE_WITHIN + timedelta(seconds=1)):
        assert client.post(CODE, {"code": code})["Location"] == PAGE
    assert chosen()["style"] == "off"


def test_a_form_sent_twice_asks_for_one_code_and_nobody_is_flooded(box: Mailbox) -> None:
    client, start = client_for(resident(ALMA)), clock.now()
    for _again in range(3):
        client.post(PAGE, MAIL)
    jobs.send_codes()
    assert len(box.received) == 1
    for number in range(CODES_A_DAY + 2):
        with clock.pinned(start + (number + 1) * SAME_ASK):
            client.post(PAGE, {**MAIL, "email": f"granne{number}@exempel.se"})
            jobs.send_codes()
    assert len(box.received) == CODES_A_DAY
    with clock.pinned(start + timedelta(minutes=25)):
        answer = client.post(PAGE, {**MAIL, "email": "en-till@exempel.se"})
    assert answer.status_code == 429
    assert "en-till@exempel.se" in answer.content.decode(), "what was typed stays"
    with clock.pinned(start + timedelta(days=1, hours=1)), at_work(resident(ALMA)) as alma:
        assert not actions.want_notices(alma, Choice("neutral", "email", "alma@exempel.se"))


def test_an_address_that_was_never_confirmed_is_forgotten_after_a_day(box: Mailbox) -> None:
    start = clock.now()
    client_for(resident(ALMA)).post(PAGE, MAIL)
    for hours, left in ((23, 1), (25, 0)):
        with clock.pinned(start + timedelta(hours=hours)):
            jobs.forget_codes()
        with at_work(resident(ALMA)):
            assert AddressCheck.objects.count() == left


def test_a_server_that_is_away_is_tried_again_and_a_refused_address_is_told(port: int) -> None:
    client, box, start = client_for(resident(ALMA)), Mailbox(), clock.now()
    with clock.pinned(start):
        client.post(PAGE, MAIL)
        assert jobs.send_codes() == 0
    box.recipient_answer = lambda _address: "550 No such user"
    with server(box, port), clock.pinned(start + timedelta(minutes=1)):
        assert jobs.send_codes() == 0
        assert jobs.send_codes() == 0
        assert "gick inte att skicka" in client.get(CODE).content.decode()


def test_the_code_is_in_no_table_and_only_the_worker_and_the_person_reach_the_row(box: Mailbox) -> None:
    client = client_for(resident(ALMA))
    client.post(PAGE, MAIL)
    code = sent(box)
    with tenancy.enter(SEALER), connection.cursor() as cursor:
        cursor.execute("select row_to_json(c)::text from messages_addresscheck c")
        (row,) = cursor.fetchall()
        assert code not in re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", row[0]).replace("\\\\x", "")[:120]
        with pytest.raises(ProgrammingError), transaction.atomic():
            cursor.execute("update messages_addresscheck set done_at = now()")
    with at_work(staff("cecilia")), pytest.raises(ProgrammingError), transaction.atomic():
        AddressCheck.objects.exists()
    with at_work(resident(BO)) as bo:
        assert not AddressCheck.objects.exists()
        actions.want_notices(bo, Choice("neutral", "email", "bo@exempel.se"))
        assert queries.open_check(bo) is not None
        actions.want_notices(bo, Choice("off", "email", ""))
    assert client.get(CODE).status_code == 200
    assert client_for(resident(BO)).post(CODE, {"code": code})["Location"] == PAGE


def test_codes_are_spread_and_six_digits() -> None:
    from brygga.ground.ids import uuid7

    codes = {code_of(uuid7()) for _number in range(200)}
    assert len(codes) > 190
    assert all(re.fullmatch(r"\d{6}", code) for code in codes)


def test_the_pages_ask_few_questions_of_the_database(
    box: Mailbox, django_assert_max_num_queries: Any
) -> None:
    client = client_for(resident(ALMA))
    client.post(PAGE, MAIL)
    for page in (PAGE, CODE):
        client.get(page)
        with django_assert_max_num_queries(6):
            client.get(page)
