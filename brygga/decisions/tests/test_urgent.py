"""What cannot wait for the board: one member of it decides alone, and nobody it concerns is warned."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from brygga.access import gate
from brygga.access.models import OnCall
from brygga.cases import actions as cases
from brygga.cases.models import Case, Clock
from brygga.decisions import actions, queries, urgent
from brygga.decisions.models import Decision, Proposal
from brygga.decisions.rules import Meeting, NotWhole, Wording
from brygga.decisions.tests.build import investigated, wording
from brygga.demo.cast import HELSINGBORG, LANDSKRONA, ident
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.models import Event
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

CUSTODY = "lvu_immediate_custody"
WORDS = Wording(
    CUSTODY, "granted", "Elis tas om hand genast", "Elis ska bo i ett jourhem.", "Han är i fara hemma."
)
WHY = "Nämnden kan samlas först på måndag och Elis kan inte vara kvar i natt."


def on_call(who: str = "frida", days: int = 0) -> None:
    """On the board's roster, from so many days from now."""
    first = clock.today() + timedelta(days=days)
    with at_work(staff("gustav")):
        OnCall.objects.create(
            municipality=HELSINGBORG,
            staff_id=ident(who),
            first_day=first,
            last_day=first,
            phone="070-174 06 95",
        )


@pytest.fixture
def case() -> Case:
    return almas_case("child")


def laid_out(case: Case, by: str = "cecilia") -> Proposal:
    with at_work(staff(by)) as actor:
        return urgent.propose(actor, case, WORDS, once=uuid7())


def decided(case: Case) -> Decision:
    on_call()
    proposal = laid_out(case)
    with at_work(staff("frida")) as frida:
        return urgent.decide(frida, case, proposal.id, facts={}, urgency=WHY)


def test_the_member_on_call_decides_alone_what_cannot_wait(case: Case) -> None:
    decision = decided(case)
    assert decision.decided_by == staff("frida").name
    assert decision.decided_in_right_of == "jour, eftersom nämndens beslut inte kunde avvaktas"
    assert "LVU" in " ".join(decision.grounds["sections"])
    assert decision.urgency == WHY
    with at_work(staff("cecilia")):
        assert Case.objects.get(id=case.id).stage == case.stage  # the work beside it goes on as it was


def test_the_check_code_holds_the_reason_why_it_could_not_wait_too(case: Case) -> None:
    decision = decided(case)
    assert actions.code_of(decision) == decision.check_code
    decision.urgency = "Det gick bra att vänta."
    assert actions.code_of(decision) != decision.check_code


def test_nobody_decides_alone_who_is_not_on_call_that_day(case: Case) -> None:
    on_call(days=1)
    proposal = laid_out(case)
    with at_work(staff("frida")) as frida, pytest.raises(urgent.NotOnCall):
        urgent.decide(frida, case, proposal.id, facts={}, urgency=WHY)


@pytest.mark.parametrize("who", ["cecilia", "david"])
def test_standing_on_the_roster_makes_no_employee_a_politician(case: Case, who: str) -> None:
    with at_work(staff("gustav")):
        OnCall.objects.create(
            municipality=HELSINGBORG, staff_id=ident(who), first_day=clock.today(), last_day=clock.today()
        )
    proposal = laid_out(case)
    with at_work(staff(who)) as actor, pytest.raises(urgent.NotOnCall):
        urgent.decide(actor, case, proposal.id, facts={}, urgency=WHY)


def test_the_law_lets_the_one_on_call_decide_nothing_that_can_wait(case: Case) -> None:
    on_call()
    with at_work(staff("frida")) as frida:
        answer = gate.ask(
            frida, "lvu_other_coercive", gate.Step.DECIDE, case, clock.today(), {"emergency": True}
        )
    assert not answer.permitted


def test_david_of_landskrona_lays_it_out_and_the_home_member_decides(case: Case) -> None:
    on_call()
    proposal = laid_out(case, by="david")
    assert proposal.prepared_by_municipality == LANDSKRONA
    with at_work(staff("frida")) as frida:
        decision = urgent.decide(frida, case, proposal.id, facts={}, urgency=WHY)
    assert decision.presented_by == staff("david").name
    assert decision.decided_by_municipality == HELSINGBORG


def test_a_board_that_could_meet_after_all_decides_at_its_meeting(case: Case) -> None:
    proposal = laid_out(case)
    with at_work(staff("frida")) as frida:
        meeting = Meeting("committee", clock.today(), "41")
        decision = urgent.decide(frida, case, proposal.id, facts={}, meeting=meeting)
    assert decision.decided_in_right_of.endswith("§ 41")


def test_only_what_the_law_lets_one_member_decide_is_laid_before_them(case: Case) -> None:
    ordinary = wording("child_placement_decision")
    with at_work(staff("cecilia")) as cecilia, pytest.raises(urgent.NotUrgent):
        urgent.propose(cecilia, case, ordinary, once=uuid7())
    money = investigated()
    with at_work(staff("cecilia")) as cecilia, pytest.raises(urgent.NotUrgent):
        urgent.propose(cecilia, money, WORDS, once=uuid7())
    with at_work(staff("cecilia")) as cecilia, pytest.raises(NotWhole):
        urgent.propose(cecilia, case, Wording(CUSTODY, "granted", "x", " ", "y"), once=uuid7())


def test_sent_twice_it_is_laid_out_and_decided_once(case: Case) -> None:
    on_call()
    once = uuid7()
    with at_work(staff("cecilia")) as cecilia:
        first = urgent.propose(cecilia, case, WORDS, once=once)
        assert urgent.propose(cecilia, case, WORDS, once=once) == first
    with at_work(staff("frida")) as frida:
        decision = urgent.decide(frida, case, first.id, facts={}, urgency=WHY)
        assert urgent.decide(frida, case, first.id, facts={}, urgency=WHY) == decision
    with at_work(staff("cecilia")):
        assert Decision.objects.filter(case=case).count() == 1


def test_what_was_withdrawn_or_replaced_is_decided_by_nobody(case: Case) -> None:
    on_call()
    first, second = laid_out(case), laid_out(case)
    with at_work(staff("frida")) as frida, pytest.raises(urgent.Settled):
        urgent.decide(frida, case, first.id, facts={}, urgency=WHY)
    with at_work(staff("cecilia")) as cecilia:
        urgent.withdraw(cecilia, case, second.id)
    with at_work(staff("frida")) as frida, pytest.raises(urgent.Settled):
        urgent.decide(frida, case, second.id, facts={}, urgency=WHY)


def test_an_urgent_proposal_leaves_an_ordinary_one_where_it_lies() -> None:
    case = investigated("child")
    on_call()
    with at_work(staff("cecilia")) as cecilia:
        ordinary = actions.propose(cecilia, case, wording("child_assistance_decision"), once=uuid7())
    proposal = laid_out(case)
    with at_work(staff("frida")) as frida:
        urgent.decide(frida, case, proposal.id, facts={}, urgency=WHY)
    with at_work(staff("cecilia")):
        assert queries.open_proposal(Case.objects.get(id=case.id)) == ordinary


def test_nothing_of_it_is_a_partys_to_read_before_it_has_been_carried_out(case: Case) -> None:
    decision = decided(case)
    alma = resident(ALMA)
    page = client_for(alma).get(f"/helsingborg/mina-sidor/arende/{case.id}/").content.decode()
    assert WORDS.heading not in page
    letter = f"/helsingborg/mina-sidor/arende/{case.id}/beslut/{decision.id}/"
    assert client_for(alma).get(letter).status_code == 404
    with at_work(alma):
        assert not Decision.objects.filter(case=case).exists()
        told = list(Event.objects.filter(case_id=case.id).values_list("verb", "activity", "detail"))
        assert {verb for verb, *_ in told} <= {"open_case", "read", "work"}
        assert CUSTODY not in str(told)
        assert not Clock.objects.filter(case=case, code="lvu_submit_to_court").exists()
    with at_work(staff("cecilia")) as cecilia:
        urgent.show(cecilia, case, decision)
    shown = client_for(alma).get(letter).content.decode()
    assert WORDS.heading in shown
    assert "Varför beslutet inte kunde vänta på nämnden" in shown
    assert "Du behöver inte överklaga" in shown


def test_the_week_for_the_court_is_counted_from_the_decision_and_ends_when_it_is_submitted(
    case: Case,
) -> None:
    decision = decided(case)
    with at_work(staff("cecilia")) as cecilia:
        assert queries.court_by(decision) == clock.today() + timedelta(days=7)
        urgent.show(cecilia, case, decision)
        running = Clock.objects.get(case=case, code="lvu_submit_to_court")
        assert (running.due_on - running.started_on).days == 7
        urgent.sent_to_court(cecilia, case, Decision.objects.get(id=decision.id))
        assert Clock.objects.get(id=running.id).met_at is not None
        assert queries.court_by(Decision.objects.get(id=decision.id)) is None


def test_a_closed_case_has_nothing_that_cannot_wait() -> None:
    case = almas_case("child")
    with at_work(staff("cecilia")) as cecilia:
        cases.start_assessment(cecilia, case)
        cases.close(cecilia, case, "Avslutas utan utredning.")
    with at_work(staff("cecilia")) as cecilia, pytest.raises(urgent.NotUrgent):
        urgent.propose(cecilia, case, WORDS, once=uuid7())


# --- in the browser's words ----------------------------------------------------------------------


@pytest.fixture
def frida() -> Client:
    on_call()
    return client_for(staff("frida"))


def form(proposal: Proposal, **typed: str) -> dict[str, str]:
    return {"proposal": str(proposal.id), "urgency": WHY, **typed}


def test_staff_see_whom_to_ring_and_send_the_proposal(case: Case, frida: Client) -> None:
    cecilia = client_for(staff("cecilia"))
    address = f"/helsingborg/arbete/arende/{case.id}/bradskande/"
    page = cecilia.get(address).content.decode()
    assert 'href="tel:0701740695"' in page
    assert "hyran" not in page, "no example of money where a child is taken into care"
    typed = {
        "activity": CUSTODY,
        "heading": WORDS.heading,
        "text": WORDS.text,
        "reasons": "",
        "once": str(uuid7()),
    }
    kept = cecilia.post(address, typed)
    assert kept.status_code == 422
    assert WORDS.text in kept.content.decode()
    assert cecilia.post(address, {**typed, "reasons": WORDS.reasons}).status_code == 303
    assert "Brådskande" in frida.get("/helsingborg/arbete/namnden/").content.decode()


def test_frida_decides_on_her_telephone_and_is_led_back(case: Case, frida: Client) -> None:
    proposal = laid_out(case)
    address = f"/helsingborg/arbete/namnden/{case.id}/bradskande/"
    assert "Du beslutar ensam" in frida.get(address).content.decode()
    assert frida.post(address, form(proposal, urgency="")).status_code == 422
    assert frida.post(address, form(proposal)).status_code == 303
    cecilia = client_for(staff("cecilia"))
    page = cecilia.get(f"/helsingborg/arbete/arende/{case.id}/").content.decode()
    assert "visas för parterna när det är verkställt" in page


def test_a_proposal_taken_back_meanwhile_keeps_what_frida_wrote(case: Case, frida: Client) -> None:
    proposal = laid_out(case)
    with at_work(staff("cecilia")) as cecilia:
        urgent.withdraw(cecilia, case, proposal.id)
    answer = frida.post(f"/helsingborg/arbete/namnden/{case.id}/bradskande/", form(proposal))
    assert answer.status_code == 409
    assert WHY in answer.content.decode()


def test_the_letter_for_staff_shows_what_is_left_to_do_and_each_is_done_once(case: Case) -> None:
    decision = decided(case)
    cecilia = client_for(staff("cecilia"))
    letter = f"/helsingborg/arbete/arende/{case.id}/beslut/{decision.id}/"
    before = cecilia.get(letter).content.decode()
    assert "Parterna ser inte beslutet än" in before
    assert "Underställ beslutet senast" in before
    page = f"/helsingborg/arbete/arende/{case.id}/"
    assert "ska till domstolen senast" in cecilia.get(page).content.decode(), (
        "also before the parties are shown it"
    )
    for act in ("visa/", "visa/", "domstolen/", "domstolen/"):
        assert cecilia.post(letter + act).status_code == 303
    after = cecilia.get(letter).content.decode()
    assert "Parterna ser inte" not in after
    assert "Underställ" not in after
    assert "ska till domstolen" not in cecilia.get(page).content.decode()


@pytest.mark.parametrize("who", ["eva", "gustav"])
def test_nobody_outside_finds_the_pages(case: Case, who: str) -> None:
    decision = decided(case)
    outsider = client_for(staff(who))
    base = f"/helsingborg/arbete/arende/{case.id}/"
    assert outsider.get(base + "bradskande/").status_code in {403, 404}
    assert outsider.post(f"{base}beslut/{decision.id}/visa/").status_code in {403, 404}
    assert outsider.get(f"/helsingborg/arbete/namnden/{case.id}/bradskande/").status_code == 404
    bo = client_for(resident(BO))
    assert bo.get(f"/helsingborg/mina-sidor/arende/{case.id}/beslut/{decision.id}/").status_code == 404


def test_the_administration_reads_of_it_among_what_is_reported_to_the_board(case: Case) -> None:
    decided(case)
    with at_work(staff("gustav")), connection.cursor() as cursor:
        now = clock.now()
        cursor.execute(
            "select activity, in_right_of from brygga.delegated_decisions(%s, %s)",
            [now - timedelta(days=1), now + timedelta(days=1)],
        )
        assert [(activity, right[:4]) for activity, right in cursor.fetchall()] == [(CUSTODY, "jour")]
