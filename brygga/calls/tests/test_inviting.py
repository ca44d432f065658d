"""Staff invite to a meeting and take it back; the resident sees who is invited."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brygga.booking.models import Meeting
from brygga.calls.models import Invitation, Room
from brygga.calls.tests.build import Page, let_in, meeting_in
from brygga.calls.tests.guests import SAMIRA, TOR, invite, page_of
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock
from brygga.ground.models import Event
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

TYPED = {"guest_as": "interpreter", "name": SAMIRA[1], "number": SAMIRA[0], "language": "Arabiska"}
SUPPORT = {"guest_as": "support", "name": TOR[1], "number": TOR[0]}


@pytest.fixture
def work() -> Client:
    return client_for(staff("cecilia"))


def where(case: Case, room: UUID, slug: str = "helsingborg") -> str:
    return f"/{slug}/arbete/arende/{case.id}/video/{room}/inbjudna/"


def invitations(case: Case) -> list[Invitation]:
    with at_work(staff("cecilia")):
        return list(Invitation.objects.filter(case=case).order_by("id"))


def text(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_interpreter_is_invited_and_stands_in_the_list(case: Case, room: Room, work: Client) -> None:
    answer = work.post(where(case, room.id), TYPED | {"consent_how": "spoken"})
    assert answer.status_code == 303
    page = text(work.get(where(case, room.id)))
    assert "Samira Demir" in page
    assert "Arabiska" in page
    assert SAMIRA[0] not in page
    (row,) = invitations(case)
    assert (row.consent_on, row.consent_how, row.language) == (None, "", "Arabiska")
    assert row.number_index
    assert SAMIRA[0] not in str(row.__dict__)


def test_sent_twice_it_is_one_invitation(case: Case, room: Room, work: Client) -> None:
    once = str(uuid4())
    answers = [work.post(where(case, room.id), TYPED | {"once": once}) for _ in range(2)]
    again = work.post(where(case, room.id), TYPED)
    other = work.post(
        where(case, room.id), SUPPORT | {"once": once, "consent_how": "spoken", "consent_on": "2026-11-01"}
    )
    assert [one.status_code for one in (*answers, again, other)] == [303] * 4
    assert [one.guest_name for one in invitations(case)] == ["Samira Demir"]
    with at_work(staff("cecilia")):
        assert Event.objects.filter(case_id=case.id, verb="invite_to_call").count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"consent_how": "", "consent_on": "2026-11-01"}, "Utan ett ja från den enskilde"),
        ({"consent_how": "spoken", "consent_on": ""}, "Skriv den dag när den enskilde sa ja."),
        ({"consent_how": "spoken", "consent_on": "2999-01-01"}, "Skriv den dag när den enskilde sa ja."),
        ({"consent_how": "spoken", "consent_on": "i går"}, "Tor Falk"),
        ({"number": "198501032399"}, "Det här är inte ett personnummer."),
        ({"number": ALMA[0], "consent_how": "spoken", "consent_on": "2026-11-01"}, "finns redan i ärendet"),
        ({"guest_as": "spy"}, "Tor Falk"),
        ({"guest_as": ""}, "Det här behövs."),
        ({"name": "x" * 121}, "x" * 121),
        ({"name": ""}, "Det här behövs."),
        ({"once": "inte ett id", "consent_how": ""}, "Tor Falk"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    case: Case, room: Room, work: Client, given: dict[str, str], said: str
) -> None:
    answer = work.post(where(case, room.id), SUPPORT | given)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not invitations(case)


def test_somebody_the_resident_wants_there_comes_with_their_yes(case: Case, room: Room, work: Client) -> None:
    yes = {"consent_how": "written", "consent_on": "2026-11-01"}
    assert work.post(where(case, room.id), SUPPORT | yes).status_code == 303
    (row,) = invitations(case)
    assert (row.guest_as, str(row.consent_on), row.consent_how) == ("support", "2026-11-01", "written")
    assert "den enskilde sa ja 1 november 2026" in text(work.get(where(case, room.id)))


def test_a_booked_meeting_that_asks_for_an_interpreter_leads_there(case: Case, work: Client) -> None:
    meeting = meeting_in(case, clock.now() + timedelta(days=2))
    with at_work(staff("cecilia")):
        Meeting.objects.filter(id=meeting.id).update(interpreter="Dari")
    page = text(work.get(f"/helsingborg/arbete/arende/{case.id}/"))
    assert where(case, meeting.id) in page
    assert "Bjud in tolken till mötet" in page
    form = text(work.get(where(case, meeting.id)))
    assert 'value="Dari"' in form
    assert work.post(where(case, meeting.id), TYPED).status_code == 303


def test_to_a_meeting_that_is_over_nobody_is_invited(
    case: Case, room: Room, cecilia: Page, work: Client
) -> None:
    cecilia.does("avsluta")
    past = meeting_in(case, clock.now() - timedelta(hours=3))
    for ident in (room.id, past.id):
        assert work.post(where(case, ident), TYPED).status_code == 409
        assert "Mötet är slut" in text(work.get(where(case, ident)))
    assert not invitations(case)


@pytest.mark.parametrize("who", ["eva", "gustav", "frida"])
def test_who_may_not_host_may_not_invite(case: Case, room: Room, who: str) -> None:
    invitation = invite(case, room.id)
    client = client_for(staff(who))
    assert client.get(where(case, room.id)).status_code == 404
    assert client.post(where(case, room.id), SUPPORT).status_code == 404
    assert client.post(f"{where(case, room.id)}{invitation.id}/ta-tillbaka/").status_code == 404
    assert [one.withdrawn_at for one in invitations(case)] == [None]


@pytest.mark.parametrize("who", [ALMA, BO, PETRA, SAMIRA])
def test_residents_and_guests_do_not_invite(case: Case, room: Room, who: tuple[str, str]) -> None:
    invitation = invite(case, room.id)
    client = client_for(resident(who))
    assert client.get(where(case, room.id)).status_code == 404
    assert client.post(f"{where(case, room.id)}{invitation.id}/ta-tillbaka/").status_code == 404


def test_what_is_of_another_case_is_not_found(case: Case, room: Room, work: Client) -> None:
    other, invitation = almas_case("adult"), invite(case, room.id)
    assert work.get(where(other, room.id)).status_code == 404
    assert work.post(where(other, room.id), TYPED).status_code == 404
    assert work.post(f"{where(other, room.id)}{invitation.id}/ta-tillbaka/").status_code == 404
    assert work.post(f"{where(case, room.id)}{uuid4()}/ta-tillbaka/").status_code == 404


def test_taken_back_twice_is_once_and_the_list_is_empty(case: Case, room: Room, work: Client) -> None:
    invitation = invite(case, room.id)
    for _ in range(2):
        assert work.post(f"{where(case, room.id)}{invitation.id}/ta-tillbaka/").status_code == 303
    assert "Samira" not in text(work.get(where(case, room.id)))


def test_the_resident_sees_who_is_invited_until_it_is_taken_back(
    case: Case, room: Room, work: Client
) -> None:
    mine = client_for(resident(ALMA))
    first, second = invite(case, room.id), invite(case, room.id, TOR, guest_as="support")
    page = text(mine.get(f"/helsingborg/mina-sidor/arende/{case.id}/"))
    assert "Inbjudna till möten" in page
    assert '<strong dir="auto">Samira Demir</strong>, tolk' in page
    assert '<strong dir="auto">Tor Falk</strong>, stödperson' in page
    assert "kan inte läsa ditt ärende" in page
    for one in (first, second):
        work.post(f"{where(case, room.id)}{one.id}/ta-tillbaka/")
    assert "Inbjudna till möten" not in text(
        mine.get(f"/helsingborg/mina-sidor/arende/{case.id}/panel/guests/")
    )
    assert "Bjöd in någon till ett videomöte" in text(
        mine.get(f"/helsingborg/mina-sidor/arende/{case.id}/lasare/")
    )


def no(case: Case, invitation: Invitation) -> str:
    return f"/helsingborg/mina-sidor/arende/{case.id}/inbjudan/{invitation.id}/nej/"


def test_the_resident_takes_back_their_yes_and_the_door_is_shut(
    case: Case, room: Room, cecilia: Page
) -> None:
    tors = invite(case, room.id, TOR, guest_as="support")
    tor, waiting = page_of(case, tors, TOR), page_of(case, invite(case, room.id, BO, guest_as="other"), BO)
    let_in(cecilia, tor)
    waiting.comes()
    mine = client_for(resident(ALMA))
    assert "Jag vill inte längre att Tor Falk är med" in text(
        mine.get(f"/helsingborg/mina-sidor/arende/{case.id}/")
    )
    for _ in range(2):
        assert mine.post(no(case, tors)).status_code == 303
    assert tor.says(arrives=True).status_code == 404
    assert cecilia.told()["people"] == []
    bos = next(one for one in invitations(case) if one.guest_name == BO[1])
    mine.post(no(case, bos))
    assert cecilia.told()["waiting"] == []
    with at_work(staff("cecilia")):
        assert Event.objects.filter(case_id=case.id, verb="no_longer_wanted").count() == 2
        assert Case.objects.get(id=case.id).new_for_staff is True


def test_the_interpreter_is_the_authoritys_to_choose(case: Case, room: Room) -> None:
    invitation = invite(case, room.id)
    mine = client_for(resident(ALMA))
    assert "Jag vill inte längre" not in text(mine.get(f"/helsingborg/mina-sidor/arende/{case.id}/"))
    assert mine.post(no(case, invitation)).status_code == 303
    assert [one.withdrawn_at for one in invitations(case)] == [None]


@pytest.mark.parametrize("who", [BO, PETRA, TOR])
def test_nobody_else_says_no_for_her(case: Case, room: Room, who: tuple[str, str]) -> None:
    """Not the guest either, nor somebody from a case of their own."""
    invitation = invite(case, room.id, TOR, guest_as="support")
    client = client_for(resident(who))
    assert client.post(no(case, invitation)).status_code == 404
    assert client_for(staff("cecilia")).post(no(case, invitation)).status_code == 404
    with at_work(staff("cecilia")) as actor:
        own = cases.open_case(
            actor,
            municipality=HELSINGBORG,
            short="Hbg",
            kind="adult",
            title="Egen",
            parties=[cases.NewParty(name=who[1], number=who[0])],
        )
    client_for(resident(who)).post(no(own, invitation))
    assert [one.withdrawn_at for one in invitations(case)] == [None]


def test_who_may_only_read_says_no_to_nobody(case: Case, room: Room) -> None:
    invitation = invite(case, room.id, TOR, guest_as="support")
    with at_work(resident(ALMA)) as alma:
        fresh, today = Case.objects.get(id=case.id), clock.today()
        new = cases.NewRepresentative(uuid4(), BO[1], BO[0], may_act=False, valid_from=today, valid_to=today)
        cases.grant(alma, fresh, new)
    bo = client_for(resident(BO))
    assert "Jag vill inte längre" not in text(bo.get(f"/helsingborg/mina-sidor/arende/{case.id}/"))
    assert bo.post(no(case, invitation)).status_code == 404
    assert [one.withdrawn_at for one in invitations(case)] == [None]


def asked(client: Client, path: str, **more: str) -> int:
    with CaptureQueriesContext(connection) as questions:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(
        [q for q in questions.captured_queries if re.match(r"(?i)\s*(select|insert|update)", q["sql"])]
    )


def test_pages_keep_their_budgets(case: Case, room: Room, work: Client) -> None:
    samira = page_of(case, invite(case, room.id))
    for number in ("198501042397", "198501052396"):
        invite(case, room.id, (number, "En till"), guest_as="support")
    assert asked(work, where(case, room.id)) <= 9
    assert asked(samira.client, samira.path) <= 10
    assert asked(samira.client, "/helsingborg/mina-sidor/") <= 9
