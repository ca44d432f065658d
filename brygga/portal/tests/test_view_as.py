"""Staff look at a case as its resident does: the file and the conversation, and nothing is read by it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case, Representative
from brygga.decisions import actions as decisions
from brygga.decisions.tests.test_need_to_know import proposed
from brygga.documentation.tests.build import note_in
from brygga.ground import clock, sealing
from brygga.ground.attachments import checked
from brygga.ground.ids import uuid7
from brygga.ground.tests.files import pdf
from brygga.messages import actions, queries
from brygga.messages.models import Participant
from brygga.messages.rules import Sent
from brygga.messages.tests.build import says
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db

GUN = ("196408312384", "Gun Åberg")


def there(case: Case) -> str:
    return f"/helsingborg/arbete/arende/{case.id}/som-den-enskilde/"


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def spoken(html: str) -> list[str]:
    """The words of each message on a page, its links apart."""
    told = re.findall(r'<article class="message".*?</article>', html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in told]


def talked() -> Case:
    """Alma asks with a paper, Cecilia reads it and answers, Alma has not read that yet."""
    case = almas_case()
    with at_work(resident(ALMA)) as alma:
        paper = checked("hyra.pdf", pdf(), most=10_000)
        actions.write(alma, case, Sent(uuid7(), "Hej, har ni fått hyresavin?"), (paper,))
    reads(staff("cecilia"), case)
    says(staff("cecilia"), case, "Ja, den kom i går.")
    return case


def reads(actor: ResidentActor | StaffActor, case: Case) -> None:
    with at_work(actor):
        found = queries.thread(actor, case)
        actions.mark_read(actor, case, found.last_number, found.read_to)


def marks(case: Case) -> list[tuple[object, ...]]:
    with at_work(staff("cecilia")):
        rows = Participant.objects.filter(case=case).order_by("id")
        return list(rows.values_list("person_id", "read_to", "read_at", "here_at"))


@pytest.mark.parametrize("who", ["cecilia", "david"])
def test_the_conversation_stands_there_word_for_word_as_the_resident_reads_it(who: str) -> None:
    case = talked()
    page = page_of(client_for(staff(who)), there(case))
    mine = page_of(client_for(resident(ALMA)), f"/helsingborg/mina-sidor/arende/{case.id}/hela-akten/")
    assert spoken(page) == spoken(mine)
    question, answer = spoken(page)
    assert re.fullmatch(
        r"Du \S.* · Läst av Cecilia Holm Hej, har ni fått hyresavin\? hyra\.pdf \(\d+ kB\)", question
    )
    assert answer.startswith("Cecilia Holm, Helsingborg ")
    assert "<textarea" not in page
    (file,) = re.findall(r'href="([^"]+/fil/[^"]+)"', page)
    assert client_for(staff(who)).get(file).status_code == 200


def test_looking_marks_nothing_as_read_and_nobody_as_there() -> None:
    case = talked()
    before = marks(case)
    for who in ("cecilia", "david"):
        page_of(client_for(staff(who)), there(case))
    assert marks(case) == before
    with at_work(resident(ALMA)) as alma:
        assert [one.new for one in queries.thread(alma, case).messages] == [False, True]
    with at_work(staff("cecilia")) as cecilia:
        assert queries.thread(cecilia, case).messages[-1].read == "Skickat"


def test_what_is_half_written_is_on_neither_side_of_it() -> None:
    case = talked()
    for who, words in ((resident(ALMA), "Jag tänker att"), (staff("cecilia"), "Vi kanske kan")):
        with at_work(who) as actor:
            actions.keep_draft(actor, case, words)
            assert queries.draft_of(actor, case) == words
    page = page_of(client_for(staff("cecilia")), there(case))
    assert "Jag tänker att" not in page
    assert "Vi kanske kan" not in page


def test_where_two_residents_have_written_each_has_their_name() -> None:
    case = talked()
    with at_work(staff("cecilia")):
        Representative.within(
            case,
            case=case,
            principal=case.parties.get(),
            agent_index=sealing.blind_index(GUN[0]),
            agent_name=GUN[1],
            capacity="trustee",
            may_act=True,
            valid_from=clock.today() - timedelta(days=1),
            registered_by="Cecilia Holm",
        ).save(force_insert=True)
    says(resident(GUN), case, "Jag hjälper Alma.")
    told = spoken(page_of(client_for(staff("cecilia")), there(case)))
    assert [one.split(" ")[0] for one in told] == ["Alma", "Cecilia", "Gun"]
    assert "Gun Åberg, god man eller förvaltare" in told[2]


def test_an_elected_member_reads_the_file_that_she_decides_on_and_no_conversation() -> None:
    case = proposed()
    says(resident(ALMA), case, "Bara till min handläggare.")
    note_in(case, "Vi sågs hemma hos Alma.")
    with at_work(staff("cecilia")) as cecilia:
        decisions.send_to_board(cecilia, case)
    page = page_of(client_for(staff("frida")), there(case))
    assert "Vi sågs hemma hos Alma." in page
    assert "Bara till min handläggare." not in page
    assert "Meddelanden</h2>" not in page


def test_a_case_that_a_report_opened_says_so_as_it_does_to_whoever_it_is_about() -> None:
    from brygga.concerns.tests.test_reporting import reported

    case = reported()
    with at_work(staff("cecilia")) as cecilia:
        cases.add_party(cecilia, case, cases.NewParty(name=ALMA[1], number=ALMA[0], role="guardian"))
    begun = "Ärendet började med att någon berättade om oro."
    assert begun in page_of(client_for(staff("cecilia")), there(case))
    assert begun not in page_of(client_for(staff("cecilia")), there(almas_case()))


def test_nobody_else_looks_and_nothing_can_be_sent_there() -> None:
    case = talked()
    for nobody in (staff("eva"), staff("gustav"), staff("frida"), resident(BO), resident(ALMA)):
        assert client_for(nobody).get(there(case)).status_code == 404
    assert client_for(staff("cecilia")).post(there(case)).status_code == 405


def test_a_long_conversation_costs_no_more_than_a_short_one() -> None:
    case = talked()
    client = client_for(staff("cecilia"))
    page_of(client, there(case))
    with counted() as short:
        page_of(client, there(case))
    for number in range(4):
        says(staff("cecilia"), case, f"Svar {number}")
    with counted() as long:
        page_of(client, there(case))
    assert len(long) == len(short) == 7, "\n".join(long)
    with at_work(staff("cecilia")), counted() as asked:
        queries.as_the_party_reads_it(case)
    assert len(asked) == 3
