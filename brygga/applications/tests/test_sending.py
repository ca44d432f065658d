"""Signing and sending: the same person, exactly this wording, once; then a case in the right hands."""

import html
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from brygga.applications.models import Application, Draft, DraftFile
from brygga.applications.rules import canonical
from brygga.applications.tests.build import CHILD, HOME, begun, draft_of, filled, signed_in
from brygga.applications.tests.eid import LOA3, Eid
from brygga.applications.tests.test_files import add, photo
from brygga.cases import queries as cases
from brygga.cases.models import Case, Party
from brygga.demo.cast import BJUV, HELSINGBORG
from brygga.documentation.models import Document
from brygga.ground import sealing
from brygga.people import oidc
from tests.cast import ALMA, BO, PETRA, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db


def shown(answer: Any) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def alma() -> Client:
    return signed_in(ALMA)


def sent(client: Client, draft: str, eid: Eid, who: tuple[str, str]) -> Any:
    """Signed and sent: the answer that leads to the receipt."""
    eid.who = who
    begun_at = client.post(f"{draft}skriv-under/")
    assert begun_at["Location"].startswith("https://eid.example/authorize?")
    back = eid.answers(client)
    assert back["Location"] == f"{draft}skicka/"
    return client.get(back["Location"])


def case_id_of(answer: Any) -> UUID:
    return UUID(answer["Location"].split("/arende/")[1].split("/")[0])


def test_the_whole_way_ends_with_a_receipt_and_a_case_number(alma: Client, eid: Eid) -> None:
    answer = sent(alma, filled(alma), eid, ALMA)
    receipt = alma.get(answer["Location"])
    assert receipt.status_code == 200
    assert "Hbg 2026-" in shown(receipt)
    assert f"{HOME}arende/{case_id_of(answer)}/" in shown(receipt)


def test_the_case_is_as_she_wrote_it_and_cecilia_sees_it(alma: Client, eid: Eid) -> None:
    draft = filled(alma)
    case_id = case_id_of(sent(alma, draft, eid, ALMA))
    with at_work(staff("cecilia")) as cecilia:
        case = cases.case_for(cecilia, case_id)
        assert (case.kind, case.title, case.shielded) == (
            "income_support",
            "Mat och annat varje dag, Hyra",
            False,
        )
        (party,) = cases.parties_of(case)
        assert (party.name, party.number, party.phone) == ("Alma Nilsson", ALMA[0], "070-174 06 05")
        assert party.address.startswith("Exempelgatan")
        assert case.id in {row["id"] for row in cases.work_list(cecilia, "unclaimed")}
        application = Application.objects.get(case=case)
        assert ["Med dina egna ord", "Pengarna tog slut när jag blev sjuk."] in application.answers
        (event,) = cases.trail_of(case)
    assert (event.verb, event.actor_kind, event.actor_name) == ("open_case", "resident", "")


def test_the_signature_is_of_the_very_words_that_are_kept(alma: Client, eid: Eid) -> None:
    draft = filled(alma)
    add(alma, draft, ("hyresavi.jpg", photo()))
    case_id = case_id_of(sent(alma, draft, eid, ALMA))
    with at_work(resident(ALMA)):
        application = Application.objects.get(case_id=case_id)
        files = [document.digest for document in Document.objects.filter(case_id=case_id)]
    text = canonical([(question, answer) for question, answer in application.answers], files)
    assert application.signature["sha256"] == sha256(text.encode()).hexdigest()
    assert (application.signature["acr"], application.signature["txn"]) == (LOA3, "txn-1")
    assert application.signature["signed_at"]


def test_the_files_go_with_it_and_the_draft_keeps_nothing(alma: Client, eid: Eid) -> None:
    draft = filled(alma)
    add(alma, draft, ("hyresavi.jpg", photo()), ("intyg.png", photo(40, "PNG")))
    looked_at = alma.get(f"{draft}filer/{first_file(draft)}/").content
    case_id = case_id_of(sent(alma, draft, eid, ALMA))
    with at_work(staff("cecilia")) as cecilia:
        case = cases.case_for(cecilia, case_id)
        documents = list(Document.objects.filter(case=case).order_by("name"))
        assert [d.name for d in documents] == ["hyresavi.jpg", "intyg.png"]
        assert documents[0].by_resident
        sealed = documents[0].content.sealed
        assert sealing.open_sealed(sealed, "documentation_documentcontent.sealed") == looked_at
    with at_work(resident(ALMA)):
        assert DraftFile.objects.count() == 0
        assert Draft.objects.get().answers == {}


def first_file(draft: str) -> UUID:
    with at_work(resident(ALMA)):
        return DraftFile.objects.filter(draft_id=draft_of(ALMA, draft).id).order_by("id")[0].id


def test_a_parent_applies_for_a_child_and_the_typed_number_opens_nothing(alma: Client, eid: Eid) -> None:
    case_id = case_id_of(sent(alma, filled(alma, "child"), eid, ALMA))
    with at_work(staff("cecilia")) as cecilia:
        parties = cases.parties_of(cases.case_for(cecilia, case_id))
    roles = {party.role: party for party in parties}
    assert (roles["child"].name, roles["child"].number, roles["child"].reads) == (
        "Elis Nilsson",
        CHILD,
        False,
    )
    assert roles["applicant"].number == ALMA[0]
    assert signed_in((CHILD, "Tove Lindqvist")).get(f"{HOME}arende/{case_id}/kvitto/").status_code == 404


def test_a_childs_case_starts_the_clocks_of_a_child(alma: Client, eid: Eid) -> None:
    answer = sent(alma, filled(alma, "child"), eid, ALMA)
    assert "Vi ska genast bedöma om barnet behöver skydd." in shown(alma.get(answer["Location"]))


# Not signed


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (oidc.SignInCancelled(), "Du avbröt underskriften."),
        (oidc.SignInRefused(oidc.Kind.ASSURANCE), "Underskriften gick inte."),
    ],
)
def test_cancelled_or_refused_leads_calmly_back_to_the_review(
    alma: Client, eid: Eid, fault: Exception, says: str
) -> None:
    draft = filled(alma)
    alma.post(f"{draft}skriv-under/")
    eid.fault = fault
    back = eid.answers(alma)
    page = shown(alma.get(back["Location"]))
    assert says in page
    assert "Pengarna tog slut" in page
    assert nothing_was_sent(draft)


def test_somebody_elses_e_id_signs_nothing_and_signs_nobody_in(alma: Client, eid: Eid) -> None:
    draft = filled(alma)
    alma.post(f"{draft}skriv-under/")
    eid.who = BO
    back = eid.answers(alma)
    assert "någon annans e-legitimation" in shown(alma.get(back["Location"]))
    assert "Alma Nilsson" in shown(alma.get(HOME))
    alma.get(f"{draft}skicka/")
    assert nothing_was_sent(draft)


def test_an_e_id_that_is_down_is_said_and_nothing_is_lost(alma: Client, eid: Eid) -> None:
    draft = filled(alma)
    eid.down = True
    back = alma.post(f"{draft}skriv-under/")
    assert "Underskriften gick inte." in shown(alma.get(back["Location"]))


def test_sending_without_a_signature_leads_to_the_review(alma: Client, eid: Eid) -> None:
    draft = filled(alma)
    for answer in (alma.get(f"{draft}skicka/"), alma.post(f"{draft}skicka/")):
        assert answer["Location"] == f"{draft}granska/"
    assert nothing_was_sent(draft)


def test_an_ordinary_sign_in_is_no_signature(alma: Client, eid: Eid) -> None:
    draft = filled(alma)
    eid.who = ALMA
    alma.get("/helsingborg/logga-in/resident/")
    eid.answers(alma)
    assert alma.get(f"{draft}skicka/")["Location"] == f"{draft}granska/"
    assert nothing_was_sent(draft)


def test_what_is_changed_while_signing_must_be_signed_again(alma: Client, eid: Eid) -> None:
    draft = filled(alma)
    eid.who = ALMA
    alma.post(f"{draft}skriv-under/")
    alma.post(f"{draft}om-dig/", {"situation": "Något helt annat."})
    eid.answers(alma)
    back = alma.get(f"{draft}skicka/")
    assert back["Location"] == f"{draft}granska/?underskrift=andrad"
    assert "skriv under en gång till" in shown(alma.get(back["Location"]))
    assert nothing_was_sent(draft)
    sent(alma, draft, eid, ALMA)
    assert not nothing_was_sent(draft)


def test_a_file_added_while_signing_must_be_signed_too(alma: Client, eid: Eid) -> None:
    draft = filled(alma)
    eid.who = ALMA
    alma.post(f"{draft}skriv-under/")
    add(alma, draft, ("ny.jpg", photo()))
    eid.answers(alma)
    assert alma.get(f"{draft}skicka/")["Location"].endswith("?underskrift=andrad")


def test_a_signature_is_for_one_application(alma: Client, eid: Eid) -> None:
    first, second = filled(alma), filled(alma)
    eid.who = ALMA
    alma.post(f"{first}skriv-under/")
    eid.answers(alma)
    assert alma.get(f"{second}skicka/")["Location"] == f"{second}granska/"


def test_what_is_not_complete_is_not_signed(alma: Client, eid: Eid) -> None:
    draft = begun(alma)
    answer = alma.post(f"{draft}skriv-under/")
    assert answer["Location"] == f"{draft}granska/#saknas"
    assert eid.asked == 0


def test_a_session_that_ends_at_the_e_id_loses_nothing(alma: Client, eid: Eid) -> None:
    draft = filled(alma)
    alma.post(f"{draft}skriv-under/")
    eid.who = ALMA
    later = Client()
    assert eid.answers(later).status_code in {302, 403}
    again = signed_in(ALMA)
    assert "Pengarna tog slut" in shown(again.get(f"{draft}granska/"))
    assert nothing_was_sent(draft)


def nothing_was_sent(draft: str) -> bool:
    return draft_of(ALMA, draft).sent_at is None


# Once


def test_sent_twice_is_one_case_and_the_same_receipt(alma: Client, eid: Eid) -> None:
    draft = filled(alma)
    first = sent(alma, draft, eid, ALMA)
    for again in (
        alma.get(f"{draft}skicka/"),
        alma.post(f"{draft}skicka/"),
        alma.post(f"{draft}skriv-under/"),
    ):
        assert again["Location"] == first["Location"]
    with at_work(resident(ALMA)):
        assert Case.objects.count() == 1


def test_what_is_sent_is_changed_no_more(alma: Client, eid: Eid) -> None:
    draft = filled(alma)
    receipt = sent(alma, draft, eid, ALMA)["Location"]
    assert alma.post(f"{draft}om-dig/", {"situation": "Nej."})["Location"] == draft
    assert add(alma, draft, ("sen.jpg", photo()))["Location"] == draft
    assert alma.post(f"{draft}ta-bort/")["Location"] == receipt
    assert alma.get(draft)["Location"] == receipt
    assert alma.get(f"{draft}granska/")["Location"] == receipt
    assert draft not in shown(alma.get(HOME))


# Petra


def test_petras_case_is_shielded_and_holds_no_address(eid: Eid) -> None:
    petra = signed_in(PETRA, protected=True)
    contact = {"safe_phone": "070-174 06 10", "wishes": "Bara sms, bara dagtid"}
    case_id = case_id_of(sent(petra, filled(petra, "adult", kontakt=contact), eid, PETRA))
    with at_work(staff("cecilia")) as cecilia:
        case = cases.case_for(cecilia, case_id)
        (party,) = cases.parties_of(case)
    assert case.shielded
    assert (party.protected, party.address, party.wishes) == (True, "", "Bara sms, bara dagtid")
    for key, home in (("david", HELSINGBORG), ("eva", BJUV), ("gustav", HELSINGBORG)):
        with at_work(staff(key), home) as other, pytest.raises(Case.DoesNotExist):
            cases.case_for(other, case_id)


def test_who_says_that_they_are_protected_is_believed(alma: Client, eid: Eid) -> None:
    said = {"trygghet": {"safety": "protected"}, "kontakt": {"wishes": "Bara här"}}
    case_id = case_id_of(sent(alma, filled(alma, "adult", **said), eid, ALMA))
    with at_work(staff("cecilia")) as cecilia:
        assert cases.case_for(cecilia, case_id).shielded
    with at_work(staff("david")) as david, pytest.raises(Case.DoesNotExist):
        cases.case_for(david, case_id)
    assert alma.get(f"{HOME}arende/{case_id}/kvitto/").status_code == 200


def test_the_child_of_someone_protected_is_protected(alma: Client, eid: Eid) -> None:
    said = {"trygghet": {"safety": "protected"}, "kontakt": {"wishes": "Bara här"}}
    case_id = case_id_of(sent(alma, filled(alma, "child", **said), eid, ALMA))
    with at_work(staff("cecilia")):
        assert set(Party.objects.filter(case_id=case_id).values_list("protected", flat=True)) == {True}


# The receipt is hers


def test_nobody_else_sees_the_receipt(alma: Client, eid: Eid) -> None:
    receipt = sent(alma, filled(alma), eid, ALMA)["Location"]
    others = [signed_in(BO), *(client_for(staff(key)) for key in ("cecilia", "david", "eva", "frida"))]
    for other in others:
        assert other.get(receipt).status_code == 404
    assert Client().get(receipt)["Location"].startswith("/helsingborg/logga-in/resident/")
    assert alma.get(receipt.replace("helsingborg", "landskrona")).status_code == 404


def test_it_is_kept_in_swedish_whatever_language_it_was_read_in(alma: Client, eid: Eid) -> None:
    alma.post("/sprak", {"language": "en", "next": "/helsingborg/"})
    case_id = case_id_of(sent(alma, filled(alma), eid, ALMA))
    with at_work(resident(ALMA)):
        assert ["Hyra eller boende, kronor", "7400 kr"] in Application.objects.get(case_id=case_id).answers


def test_what_sending_costs(alma: Client, eid: Eid) -> None:
    """Two to know Alma; the rest is one statement per table, however many files there are."""
    assert cost_of_sending(alma, eid, files=0) == 12
    assert cost_of_sending(alma, eid, files=1) == cost_of_sending(alma, eid, files=4) == 15


def cost_of_sending(client: Client, eid: Eid, files: int) -> int:
    draft = filled(client)
    for number in range(files):
        add(client, draft, (f"{number}.jpg", photo(number * 50)))
    eid.who = ALMA
    client.post(f"{draft}skriv-under/")
    back = eid.answers(client)
    with counted() as queries:
        client.get(back["Location"])
    return len(queries)


def test_the_application_is_read_in_the_case_by_those_who_may(alma: Client, eid: Eid) -> None:
    case_id = case_id_of(sent(alma, filled(alma), eid, ALMA))
    for who, page in ((alma, f"{HOME}arende/{case_id}/"), (client_for(staff("cecilia")), case_page(case_id))):
        assert "Pengarna tog slut när jag blev sjuk." in shown(who.get(page))
    assert client_for(staff("david")).get(case_page(case_id)).status_code == 200
    for key in ("eva", "gustav"):
        assert client_for(staff(key)).get(case_page(case_id)).status_code == 404


def case_page(case_id: UUID) -> str:
    return f"/helsingborg/arbete/arende/{case_id}/"
