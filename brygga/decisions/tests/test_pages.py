"""The pages about decisions, tried with everyone who may and may not."""

import re
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case
from brygga.decisions import actions
from brygga.decisions.models import Decision
from brygga.decisions.tests.build import decided, investigated, proposed
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

WORDS = {
    "activity": "financial_aid_decision",
    "outcome": "partly",
    "heading": "Du får pengar till hyran",
    "text": "6 200 kronor",
    "reasons": "Därför <b>att</b>",
    "next_steps": "",
}


def at(name: str, case: Case, **more: object) -> str:
    return reverse(name, kwargs={"slug": "helsingborg", "case_id": case.id, **more})


def letter_of(decision: Decision, name: str = "my_decision") -> str:
    return at(name, decision.case, decision_id=decision.id)


def everyone_else() -> list[Client]:
    who: list[StaffActor | ResidentActor] = [resident(BO), staff("eva"), staff("gustav")]
    return [client_for(actor) for actor in who]


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_david_writes_a_proposal_sees_it_and_decides_it() -> None:
    case, david = investigated(), client_for(staff("david"))
    page = text(david.get(at("propose", case)))
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once is not None
    sent = david.post(at("propose", case), {**WORDS, "once": once[1]})
    assert sent["Location"] == at("proposal", case)
    page = text(david.get(at("proposal", case)))
    assert "Därför &lt;b&gt;att&lt;/b&gt;" in page
    assert "tre veckor" in page
    proposal = re.search(r'name="proposal" value="([^"]+)"', page)
    assert proposal is not None
    form = {"proposal": proposal[1], "greater_weight": "no"}
    for _time in range(2):
        assert david.post(at("decide", case), form).status_code == 303
    with at_work(staff("cecilia")):
        assert Decision.objects.get().heading == WORDS["heading"]


def test_a_proposal_that_lacks_something_comes_back_with_what_was_typed() -> None:
    case, david = investigated(), client_for(staff("david"))
    typed = {**WORDS, "reasons": "", "heading": "x" * 121, "once": uuid4()}
    answer = david.post(at("propose", case), typed)
    assert answer.status_code == 422
    assert "6 200 kronor" in text(answer)
    assert "x" * 121 in text(answer)
    assert text(answer).count("error-text") == 2
    assert david.post(at("propose", case), {**typed, "once": "inte ett id"}).status_code == 422


def test_a_refusal_stands_in_the_page_with_the_section_and_the_way_to_the_board() -> None:
    case, david = investigated("child"), client_for(staff("david"))
    proposal = proposed(case, "child_placement_decision")
    page = text(david.get(at("proposal", case)))
    assert "30 kap. 6 § SoL" in page
    assert "Skicka till nämnden" in page
    assert proposal.heading in page
    answer = david.post(at("decide", case), {"proposal": str(proposal.id)})
    assert answer.status_code == 403
    assert proposal.heading in text(answer)
    assert "Skicka till nämnden" in text(answer)
    assert david.post(at("send_to_board", case)).status_code == 303
    assert "Förslaget är hos nämnden" in text(david.get(at("proposal", case)))


def test_a_decision_of_greater_weight_is_refused_in_place() -> None:
    case, david = investigated(), client_for(staff("david"))
    proposal = proposed(case)
    answer = david.post(at("decide", case), {"proposal": str(proposal.id), "greater_weight": "yes"})
    assert answer.status_code == 403
    assert "6 kap. 38 § KL" in text(answer)
    assert proposal.heading in text(answer)
    assert david.post(at("decide", case), {"proposal": str(proposal.id)}).status_code == 422


def test_frida_finds_it_on_the_boards_list_and_records_the_meeting() -> None:
    case = investigated("child")
    proposal = proposed(case, "child_placement_decision")
    client_for(staff("david")).post(at("send_to_board", case))
    frida = client_for(staff("frida"))
    assert proposal.heading in text(frida.get(reverse("board", kwargs={"slug": "helsingborg"})))
    assert "Beslutat" in text(frida.get(at("board_decide", case)))
    form = {"proposal": str(proposal.id), "body": "committee", "held_on": "2026-11-20", "paragraph": "41"}
    wrong = frida.post(at("board_decide", case), {**form, "held_on": "2099-01-01", "paragraph": "§ 41"})
    assert wrong.status_code == 422
    assert "Sammanträdet har inte varit än" in text(wrong)
    assert frida.post(at("board_decide", case), form).status_code == 303
    with at_work(staff("frida")):
        assert Decision.objects.get().decided_in_right_of == "Socialnämndens utskott 2026-11-20 § 41"


def test_somebody_decides_what_another_has_decided_and_is_told() -> None:
    case = investigated()
    proposal = proposed(case)
    form = {"proposal": str(proposal.id), "greater_weight": "no"}
    assert client_for(staff("david")).post(at("decide", case), form).status_code == 303
    told = client_for(staff("cecilia")).post(at("decide", case), form)
    assert told.status_code == 409
    assert "Någon annan hann före" in text(told)


def test_only_those_elected_here_know_of_the_boards_page() -> None:
    url = reverse("board", kwargs={"slug": "helsingborg"})
    for key in ("cecilia", "david", "eva", "gustav"):
        assert client_for(staff(key)).get(url).status_code == 404
    assert client_for(staff("frida")).get(url).status_code == 200
    assert client_for(staff("frida")).get(reverse("board", kwargs={"slug": "landskrona"})).status_code == 404
    case = investigated()
    proposed(case)
    assert client_for(staff("cecilia")).get(at("board_decide", case)).status_code == 404


def test_alma_reads_her_letter_keeps_it_and_appeals() -> None:
    decision, alma = decided(), client_for(resident(ALMA))
    page = text(alma.get(letter_of(decision)))
    for words in (
        decision.heading,
        "Exempelgatan 4",
        "Beslutet bygger på 12 kap. 1 § socialtjänstlagen (2025:400)",
        decision.check_code,
    ):
        assert words in page
    assert "Beslutar för Helsingborgs stad, Socialnämnden, enligt delegation 2026-E-03" in page
    assert "Det är senast" in page
    file = alma.get(letter_of(decision, "my_decision_pdf"))
    assert file["Content-Type"] == "application/pdf"
    assert file.content.startswith(b"%PDF")
    assert "Alma" not in file["Content-Disposition"]
    once = re.search(r'name="once" value="([^"]+)"', text(alma.get(letter_of(decision, "appeal"))))
    assert once is not None
    assert alma.post(letter_of(decision, "appeal"), {"text": " ", "once": once[1]}).status_code == 422
    for _time in range(2):
        sent = alma.post(letter_of(decision, "appeal"), {"text": "Jag behöver <i>mer</i>", "once": once[1]})
        assert sent["Location"] == letter_of(decision) + "#overklagat"
    assert "Vi har ditt överklagande" in text(alma.get(letter_of(decision)))
    on_file = text(client_for(staff("david")).get(letter_of(decision, "decision_for_staff")))
    assert on_file.count("Jag behöver &lt;i&gt;mer&lt;/i&gt;") == 1
    assert "Exempelgatan 4" not in on_file


def test_a_decision_that_cannot_be_appealed_here_has_no_appeal_page() -> None:
    case = investigated()
    proposal = proposed(case, "financial_aid_discretionary")
    form = {"proposal": str(proposal.id), "greater_weight": "no"}
    assert client_for(staff("cecilia")).post(at("decide", case), form).status_code == 303
    with at_work(staff("cecilia")):
        decision = Decision.objects.select_related("case").get()
    alma = client_for(resident(ALMA))
    assert "laglighetsprövas" in text(alma.get(letter_of(decision)))
    assert alma.get(letter_of(decision, "appeal")).status_code == 404


def test_nobody_else_comes_in_anywhere() -> None:
    decision = decided()
    case = decision.case
    mine = ("my_decision", "my_decision_pdf", "appeal")
    pages = [letter_of(decision, name) for name in (*mine, "decision_for_staff")]
    pages += [at(name, case) for name in ("propose", "proposal", "board_decide")]
    acts = [
        at(name, case)
        for name in ("propose", "decide", "take_back_proposal", "send_to_board", "board_decide")
    ]
    for someone in everyone_else():
        for url in pages:
            assert someone.get(url).status_code in {302, 404}, url
        for url in acts:
            assert someone.post(url, {**WORDS, "once": uuid4()}).status_code in {401, 404}, url
    for name in mine:
        assert client_for(None).get(letter_of(decision, name)).status_code == 302


def test_a_decision_of_another_case_is_not_found_under_almas() -> None:
    decision, other = decided(), almas_case()
    assert client_for(staff("david")).get(letter_of(decision, "decision_for_staff")).status_code == 200
    url = at("my_decision", other, decision_id=decision.id)
    assert client_for(resident(ALMA)).get(url).status_code == 404
    assert (
        client_for(staff("david")).get(at("decision_for_staff", other, decision_id=decision.id)).status_code
        == 404
    )


@pytest.mark.parametrize("name", ["decide", "take_back_proposal", "send_to_board"])
def test_acts_are_posted_and_never_opened(name: str) -> None:
    assert client_for(staff("david")).get(at(name, investigated())).status_code == 405


def test_pages_cost_few_queries(django_assert_max_num_queries: Any) -> None:
    decision = decided()
    alma, david = client_for(resident(ALMA)), client_for(staff("david"))
    alma.get(letter_of(decision))
    with django_assert_max_num_queries(10):
        assert alma.get(letter_of(decision)).status_code == 200
    with django_assert_max_num_queries(10):
        assert david.get(letter_of(decision, "decision_for_staff")).status_code == 200
    case = investigated()
    proposed(case)
    with django_assert_max_num_queries(10):
        assert david.get(at("proposal", case)).status_code == 200


def test_frida_does_not_decide_as_an_employee_does() -> None:
    case = investigated()
    proposal = proposed(case)
    with at_work(staff("david")) as david:
        actions.send_to_board(david, case)
    frida = client_for(staff("frida"))
    assert frida.get(at("proposal", case))["Location"] == at("board_decide", case)
    form = {"proposal": str(proposal.id), "greater_weight": "no"}
    assert frida.post(at("decide", case), form).status_code == 404
    meeting = {**form, "body": "committee", "held_on": "2026-11-20", "paragraph": "41"}
    heavy = frida.post(at("board_decide", case), {**meeting, "greater_weight": "yes"})
    assert heavy.status_code == 403
    assert "6 kap. 38 § KL" in text(heavy)
    back = frida.post(at("take_back_proposal", case))
    assert back["Location"] == "/helsingborg/arbete/namnden/"
    assert frida.get(at("board_decide", case)).status_code == 404


def test_what_cannot_be_proposed_now_is_said_before_anything_is_typed() -> None:
    david = client_for(staff("david"))
    assert david.get(at("propose", almas_case())).status_code == 409
    assert david.get(at("propose", almas_case("advice"))).status_code == 404
    assert david.get(at("proposal", almas_case())).status_code == 303


@pytest.mark.parametrize("ident", ["", "inte ett id", "00000000-0000-0000-0000-000000000000"])
def test_a_proposal_that_is_not_there_is_not_decided(ident: str) -> None:
    case = investigated()
    proposed(case)
    assert client_for(staff("david")).post(at("decide", case), {"proposal": ident}).status_code == 404


def test_a_refusal_to_prepare_keeps_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    case = investigated("child")
    untrained = replace(staff("david"), professions=frozenset())
    monkeypatch.setattr("brygga.portal.middleware.staff_actor", lambda *who: untrained)
    typed = {**WORDS, "activity": "child_assistance_decision", "once": uuid4()}
    answer = client_for(untrained).post(at("propose", case), typed)
    assert answer.status_code == 403
    assert "6 200 kronor" in text(answer)
    assert "socionomexamen" in text(answer)


def test_board_decide_sent_with_another_proposal_is_not_found() -> None:
    case = investigated()
    proposed(case)
    assert (
        client_for(staff("frida")).post(at("board_decide", case), {"proposal": str(uuid4())}).status_code
        == 404
    )
