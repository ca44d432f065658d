"""Answers to notices by real mail: into the right conversation, once, marked; everything doubtful refused."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

import pytest
from django.db import OperationalError

from brygga.access.rules import ResidentActor
from brygga.cases.models import Case
from brygga.ground import clock, tenancy
from brygga.ground.models import Event
from brygga.ground.seals import SEALER
from brygga.ground.tests.files import pdf, photo
from brygga.messages import actions, jobs, receiving
from brygga.messages.models import Attachment, Message, Notice
from brygga.messages.queries import ways
from brygga.messages.quoting import ABOVE
from brygga.messages.rules import MOST_PER_MINUTE, TEXT_MAX
from brygga.messages.tests.build import says
from brygga.messages.tests.mail import Mailbox, at_once, free_port, server
from brygga.messages.tests.post import BASE, delivered, letter, receiver
from tests.cast import ALMA, PETRA, almas_case, at_work, resident, staff
from tests.committed import committed
from tests.doors import client_for

__all__ = ["at_once", "committed"]
pytestmark = pytest.mark.usefixtures("committed")
SECRET = "Du får hjälp med hyran"


@pytest.fixture
def box(settings: Any) -> Iterator[Mailbox]:
    box, port = Mailbox(), free_port()
    settings.SMTP_URL, settings.MAIL_FROM = f"smtp://127.0.0.1:{port}", "Meddelande <nytt@post.exempel>"
    settings.MAIL_TIMEOUT_SECONDS, settings.MAIL_ANSWERS = 2, BASE
    with server(box, port):
        yield box


@pytest.fixture
def lmtp() -> Iterator[int]:
    with receiver(free_port()) as port:
        yield port


def told(box: Mailbox, case: Case, *, answers: bool = True, style: str = "neutral") -> EmailMessage:
    """Alma has chosen mail, Cecilia has written, the notice has been sent."""
    with at_work(resident(ALMA)) as alma:
        actions.choose_notices(alma, style, "alma@exempel.se", answers=answers)
    says(staff("cecilia"), case, SECRET)
    assert jobs.send_notices() == 1
    return box.received[-1][1]


def said(case: Case) -> list[Message]:
    with at_work(staff("cecilia")):
        return list(Message.objects.filter(case=case).order_by("number"))


def notice(case: Case) -> Notice:
    with at_work(staff("cecilia")):
        return Notice.objects.get(case=case)


def test_an_answer_comes_into_the_conversation_once_and_is_marked_for_both(box: Mailbox, lmtp: int) -> None:
    case = almas_case()
    mail = told(box, case)
    to = parseaddr(mail["Reply-To"])[1]
    came = letter(f"Ja, jag kommer.\n\nDen 22 nov skrev <{to}>:\n> --- {ABOVE} ---\n> Hej!\n")
    for _again in range(3):
        assert delivered(lmtp, came, to)[0] == 250
    changed = letter("Ja, jag kommer.\n\nVidarebefordrat genom en skola")
    assert delivered(lmtp, changed, to.upper())[0] == 250
    assert [(one.text, one.by_mail) for one in said(case)] == [(SECRET, False), ("Ja, jag kommer.", True)]
    for client, where in ((staff("cecilia"), "arbete"), (resident(ALMA), "mina-sidor")):
        page = client_for(client).get(f"/helsingborg/{where}/arende/{case.id}/meddelanden/").content.decode()
        assert page.count("Avsändaren är inte styrkt") == 1
    with at_work(staff("cecilia")):
        (line,) = Event.objects.filter(case_id=case.id, verb="answer_by_mail")
        assert "Ingen har styrkt" in line.grounds["sentence"]
        assert Case.objects.get(id=case.id).new_for_staff


def test_a_letter_without_an_id_is_also_kept_once(box: Mailbox, lmtp: int) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]
    for _again in range(2):
        assert delivered(lmtp, letter("Hej", ident=""), to)[0] == 250
    assert delivered(lmtp, letter("Hej igen", ident=""), to)[0] == 250
    assert [one.text for one in said(case)][1:] == ["Hej", "Hej igen"]


def test_the_mail_tells_nobody_more_for_being_answerable(box: Mailbox) -> None:
    case = almas_case()
    mail = told(box, case)
    whole = (mail.as_string() + mail.get_content()).lower()
    assert not [
        word for word in ("social", "kommun", "helsingborg", "alma n", case.number) if word.lower() in whole
    ]
    assert str(case.id) not in whole
    assert "mejl är inte hemliga" in whole


def test_without_having_chosen_it_nobody_is_asked_to_answer_by_mail_and_no_answer_is_taken(
    box: Mailbox, lmtp: int
) -> None:
    case = almas_case()
    mail = told(box, case, answers=False)
    assert mail["Reply-To"] is None
    assert "Det går inte att svara" in mail.get_content()
    to = f"svar+{ways.token_of(notice(case).id)}@post.exempel"
    assert delivered(lmtp, letter(), to)[0] == 550
    assert len(said(case)) == 1


def test_where_no_mail_is_received_none_is_asked_for(box: Mailbox, settings: Any) -> None:
    settings.MAIL_ANSWERS = ""
    assert told(box, almas_case())["Reply-To"] is None


def test_a_protected_identity_is_never_asked_and_never_heard_by_mail(box: Mailbox, lmtp: int) -> None:
    case = almas_case(protected=True)
    with at_work(resident(PETRA, protected=True)) as petra:
        actions.choose_notices(petra, "neutral", "alma@exempel.se", answers=True)
    says(staff("cecilia"), case, SECRET)
    jobs.send_notices()
    assert box.received[-1][1]["Reply-To"] is None
    assert delivered(lmtp, letter(), f"svar+{ways.token_of(notice(case).id)}@post.exempel")[0] == 550
    assert len(said(case)) == 1


def test_a_case_that_was_shielded_since_is_heard_no_more_by_mail(box: Mailbox, lmtp: int) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]
    resident(ALMA, protected=True)
    assert delivered(lmtp, letter(), to)[0] == 550
    assert len(said(case)) == 1


@pytest.mark.parametrize(
    "to",
    [
        "svar@post.exempel",
        "svar+x@post.exempel",
        f"svar+{'0' * 40}@post.exempel",
        f"svar+{'0' * 40}@annan.se",
    ],
)
def test_an_address_nobody_has_been_given_does_not_exist(box: Mailbox, lmtp: int, to: str) -> None:
    told(box, almas_case())
    assert delivered(lmtp, letter(), to) == (550, "5.1.1 Adressen finns inte / No such address")


def test_a_notice_cannot_be_answered_for_ever(
    box: Mailbox, lmtp: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]
    monkeypatch.setattr(ways, "ANSWER_WITHIN", timedelta(0))
    assert delivered(lmtp, letter(), to)[0] == 550


@pytest.mark.parametrize(
    "sender",
    ["bo@exempel.se", "alma@exempel.se, bo@exempel.se", '"alma@exempel.se" <bo@exempel.se>', "", "@@@", "x"],
)
def test_who_writes_from_another_address_is_refused_in_words_that_tell_nothing(
    box: Mailbox, lmtp: int, sender: str
) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]
    came = letter()
    del came["From"]
    content = bytes(came) if not sender else f"From: {sender}\r\n".encode() + bytes(came)
    code, words = delivered(lmtp, content, to)
    assert code == 550
    assert "Logga in" in words
    assert "social" not in words.lower()
    assert len(said(case)) == 1


def test_whoever_turns_answers_off_or_changes_address_is_obeyed_at_once(box: Mailbox, lmtp: int) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]
    with at_work(resident(ALMA)) as alma:
        actions.choose_notices(alma, "neutral", "ny@exempel.se", answers=True)
    assert delivered(lmtp, letter(), to)[0] == 550
    with at_work(resident(ALMA)) as alma:
        actions.choose_notices(alma, "off", "", answers=True)
    assert delivered(lmtp, letter(), to)[0] == 550


def test_a_closed_case_refuses_for_good_and_kindly(box: Mailbox, lmtp: int) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]
    with at_work(staff("cecilia")):
        Case.objects.filter(id=case.id).update(closed_at=clock.now())
    code, words = delivered(lmtp, letter(), to)
    assert (code, "eller ring" in words) == (550, True)
    assert "avslut" not in words, "the answer goes back over open mail"


@pytest.mark.parametrize(
    "header",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated (rejected)"},
        {"Precedence": "bulk"},
        {"List_Id": "<x.exempel>"},
        {"X_Autoreply": "yes"},
    ],
)
def test_what_programs_send_is_thrown_away_and_never_answered(
    box: Mailbox, lmtp: int, header: dict[str, str]
) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]
    assert delivered(lmtp, letter("Jag är på semester", **header), to)[0] == 250
    assert len(said(case)) == 1
    assert jobs.send_notices() == 0
    assert len(box.received) == 1


def report(action: str = "failed") -> bytes:
    return f"""From: MAILER-DAEMON@exempel.se\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r
\r
--x\r
Content-Type: text/plain\r
\r
Det gick inte.\r
--x\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; exempel.se\r
\r
Final-Recipient: rfc822; alma@exempel.se\r
Action: {action}\r
Status: 5.1.1\r
\r
--x--\r
""".encode()


def test_a_notice_that_comes_back_is_told_to_staff(box: Mailbox, lmtp: int) -> None:
    case = almas_case()
    told(box, case, answers=False)
    back = f"svar+{ways.token_of(notice(case).id)}@post.exempel"
    for harmless in (report("delayed"), bytes(letter("Hej"))):
        assert delivered(lmtp, harmless, back, sender="") == (250, "2.0.0 Tack, framme")
    assert notice(case).state == "sent"
    assert delivered(lmtp, report(), back, sender="")[0] == 250
    assert (notice(case).state, notice(case).problem) == ("failed", "returned")
    assert notice(case).closed_at is not None
    page = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/meddelanden/")
    assert "kom inte fram" in page.content.decode()
    assert len(said(case)) == 1


def test_a_report_that_somebody_wrote_themselves_is_no_report(box: Mailbox, lmtp: int) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]
    assert delivered(lmtp, report(), to, sender="bo@exempel.se")[0] == 550
    assert notice(case).state == "sent"


def test_files_go_through_the_same_checks_and_all_come_or_none(box: Mailbox, lmtp: int) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]
    good = letter("Här är avin")
    good.add_attachment(pdf(), maintype="application", subtype="octet-stream", filename="../../av\u202ei.exe")
    good.add_attachment(photo(), maintype="image", subtype="jpeg")
    assert delivered(lmtp, good, to) == (250, "2.0.0 Tack, framme")
    bad = letter("Här är den andra", ident="<2@exempel.se>")
    bad.add_attachment(pdf(), maintype="application", subtype="pdf", filename="avi.pdf")
    bad.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename="avi.pdf")
    code, words = delivered(lmtp, bad, to)
    assert (code, "JPEG, PNG" in words) == (550, True)
    assert [one.text for one in said(case)][1:] == ["Här är avin"]
    with at_work(staff("cecilia")):
        kept = list(Attachment.objects.filter(case=case).order_by("id").values_list("name", "media_type"))
    assert [kind for _name, kind in kept] == ["application/pdf", "image/jpeg"]
    assert kept[0][0].endswith(".pdf")
    assert "/" not in kept[0][0]


def test_the_picture_in_a_signature_stops_nothing_and_html_becomes_words(box: Mailbox, lmtp: int) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]
    came = letter("")
    came.set_content("<p>Hej <b>du</b></p><script>x()</script><img src='cid:a'>", subtype="html")
    came.add_related(b"GIF89a...", maintype="image", subtype="gif", cid="<a>")
    assert delivered(lmtp, came, to)[0] == 250
    assert said(case)[1].text == "Hej du"


def test_bad_letters_are_refused_and_nothing_breaks(box: Mailbox, lmtp: int) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]
    nested = b"From: alma@exempel.se\r\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(3000)
    )
    odd = (
        letter(""),
        letter("å" * (TEXT_MAX + 1)),
        letter("x" * 1_100_000),
        b"",
        b"\r\n\r\n",
        b"From: alma@exempel.se\r\n\r\n",
        nested,
        b"From: =?utf-8?q?=00?= <alma@exempel.se>\r\nContent-Type: text/plain; charset=x\xff\r\n\r\n",
        b"From: alma@exempel.se\r\nContent-Type: multipart/mixed\r\n\r\nHej",
    )
    for one in odd:
        assert delivered(lmtp, one, to)[0] == 550, one[:80] if isinstance(one, bytes) else one
    assert len(said(case)) == 1
    strange = (
        b"From: alma@exempel.se\r\nMessage-ID: <\xe5@x>\r\nContent-Type: text/plain; charset=klingon\r\n"
    )
    strange += b"\r\nHej\0d\xe5"
    assert delivered(lmtp, strange, to)[0] == 250
    assert said(case)[1].text.startswith("Hejd")


def test_two_recipients_are_taken_one_at_a_time(box: Mailbox, lmtp: int) -> None:
    import smtplib

    to = told(box, almas_case())["Reply-To"]
    with smtplib.LMTP("127.0.0.1", lmtp) as post:
        post.ehlo()
        post.mail("alma@exempel.se")
        assert post.rcpt(to)[0] == 250
        assert post.rcpt(to)[0] == 452


def test_a_flood_is_asked_to_come_again_and_loses_nothing(box: Mailbox, lmtp: int) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]
    answers = [delivered(lmtp, letter(f"{n}", ident=f"<{n}@x>"), to)[0] for n in range(MOST_PER_MINUTE + 2)]
    assert answers == [250] * MOST_PER_MINUTE + [451] * 2
    assert len(said(case)) == 1 + MOST_PER_MINUTE


def test_while_the_database_is_away_the_letter_is_sent_again_and_nothing_is_told(
    box: Mailbox, lmtp: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = almas_case()
    to = told(box, case)["Reply-To"]

    def away(*_given: object) -> None:
        raise OperationalError("connection to server at 10.0.0.1 failed: alma")

    with monkeypatch.context() as patch:
        patch.setattr(receiving.ways, "is_known", away)
        assert delivered(lmtp, letter(), to) == (451, "4.3.0 Inte just nu, kom igen / Not now, try again")
    with monkeypatch.context() as patch:
        patch.setattr("brygga.messages.actions.by_mail.write_by_mail", away)
        assert delivered(lmtp, letter(), to)[0] == 451
    assert delivered(lmtp, letter(), to)[0] == 250
    assert [one.text for one in said(case)][1:] == ["Ja, jag kommer."]


def test_only_a_fingerprint_of_the_token_is_kept(box: Mailbox) -> None:
    case = almas_case()
    token = parseaddr(told(box, case)["Reply-To"])[1].partition("+")[2].partition("@")[0]
    assert len(token) == 40
    with tenancy.enter(SEALER):
        row = Notice.objects.filter(case_id=case.id).values().get()
    assert token not in str(row)
    assert ways.index_of(token) == row["token_index"]


def test_staff_and_strangers_get_no_way_in_by_a_token_of_a_case_they_lost(box: Mailbox, lmtp: int) -> None:
    """A guardian whose right has ended holds a notice still; the right is looked at when the letter comes."""
    case = almas_case()
    to = told(box, case)["Reply-To"]
    real = ways.resident_actor

    def without(*given: Any) -> ResidentActor | None:
        actor = real(*given)
        return ResidentActor(actor.id, actor.number_index) if actor else None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ways, "resident_actor", without)
        assert delivered(lmtp, letter(), to)[0] == 550
    assert len(said(case)) == 1
