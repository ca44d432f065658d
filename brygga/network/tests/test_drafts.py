"""An agreement from draft to registered: one thing per page, saved, weighed against the law, signed once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from brygga.access import gate
from brygga.cases import queries as cases
from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.law import Step
from brygga.municipalities.models import Agreement, Change, Guideline
from brygga.network.models import Draft, Remark
from brygga.network.tests.build import HOME, gustav, hidden, registrar_of
from brygga.network.tests.drafting import PAGES, START, begun, fill, filled, newest_draft
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


def registered(client: Any, draft: str) -> Agreement:
    answer = client.post(f"{draft}registrera/")
    assert answer.status_code == 302, answer.content.decode()
    with at_work(staff("gustav")):
        found: Agreement = Agreement.objects.get(id=answer.headers["Location"].rstrip("/").split("/")[-1])
    return found


def test_a_draft_filled_in_page_by_page_becomes_an_agreement_that_waits_for_the_other_party() -> None:
    client = gustav()
    draft = filled(client)
    page = client.get(draft).content.decode()
    assert "Inget stoppar avtalet" in page
    agreement = registered(client, draft)
    assert set(agreement.parties) == {BJUV, HELSINGBORG}
    assert agreement.steps == ["decide", "prepare", "read"]
    assert agreement.terms["shares"] == {str(HELSINGBORG): 60, str(BJUV): 40}
    assert agreement.notice_months == 6
    assert "Har inte godkänt här" in client.get(f"{HOME}avtal/{agreement.id}/").content.decode()


def test_each_page_is_saved_before_the_next_and_kept_in_the_history() -> None:
    client = gustav()
    draft = begun(client)
    fill(client, draft, "namn", PAGES["namn"])
    assert newest_draft().title == PAGES["namn"]["title"]
    assert PAGES["namn"]["title"] in client.get(f"{draft}namn/").content.decode()
    with at_work(staff("gustav")):
        assert Change.objects.filter(what="draft").count() == 2


def test_what_is_missing_is_shown_and_stops_the_registering() -> None:
    client = gustav()
    draft = begun(client)
    page = client.get(draft).content.decode()
    for said in ("bara en part", "Inga uppgifter", "Uppsägningstiden saknas", "vem som beslutar hos er"):
        assert said in page
    assert client.post(f"{draft}registrera/").status_code == 422
    with at_work(staff("gustav")):
        assert not Agreement.objects.filter(id=newest_draft().id).exists()


def test_what_the_law_keeps_with_the_board_is_shown_with_its_section_and_is_no_choice() -> None:
    client = gustav()
    draft = filled(
        client,
        omraden={"areas": ["children"]},
        uppgifter={"activities": ["child_investigation", "lvu_application"]},
        steg={"steps": ["read"], "decisions": []},
    )
    page = client.get(f"{draft}steg/").content.decode()
    assert "Beslut som hemkommunen alltid fattar själv" in page
    assert 'value="lvu_application"' not in page
    shown = {**hidden(page), "steps": ["read"], "decisions": ["lvu_application"]}
    assert client.post(f"{draft}steg/", shown).status_code == 422


def test_an_overlapping_agreement_stops_it_and_says_what_to_do() -> None:
    client = gustav()
    draft = filled(
        client,
        parter={"towns": [str(LANDSKRONA)], "others": ""},
        kostnad={"cost_key": "equal", f"share_{HELSINGBORG}": ""},
    )
    page = client.get(draft).content.decode()
    assert "2026-014" in page
    assert "Gör en ny version" in page
    assert client.post(f"{draft}registrera/").status_code == 422


def test_decisions_ask_for_lines_of_delegation_in_each_home() -> None:
    client = gustav()
    draft = filled(client)
    assert "behöver delegera beslutet" in client.get(draft).content.decode()
    page = client.get(f"{draft}delegera/").content.decode()
    assert page.count('<tr><th scope="row"') == 2, "one line for each of the two boards"


def test_a_partys_own_stricter_guideline_is_told_before_signing() -> None:
    client = gustav()
    draft = filled(client)
    assert "egen riktlinje" not in client.get(draft).content.decode()
    rut = registrar_of(BJUV)
    with at_work(rut, BJUV):
        for reference, concerned in (("B-1", "financial_aid_investigation"), ("B-2", "child_investigation")):
            Guideline.objects.create(
                municipality=BJUV,
                reference=reference,
                demand=Guideline.Demand.HOME_ONLY,
                activity=concerned,
                reason="Vi utreder själva.",
                decided_by="Socialnämnden",
                decided_on=clock.today(),
                valid_from=clock.today(),
            )
    page = client.get(draft).content.decode()
    assert "B-1" in page
    assert "Vi utreder själva." in page
    assert "B-2" not in page, "it is about something else"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"principle": "yes"}, "inte besluta om ett avtal av principiell betydelse"),
        ({"weight": "yes"}, "inte besluta om ett avtal av principiell betydelse"),
        ({"entrusted": "no"}, "inte fått besluta"),
        ({"entrusted": "unknown"}, "inte svarat på vem som beslutar"),
        ({"body": "none", "decided_on": ""}, "inte beslutat om avtalet än"),
    ],
)
def test_who_decides_follows_from_facts_and_is_never_guessed(facts: dict[str, str], says: str) -> None:
    client = gustav()
    draft = filled(client, beslut=facts)
    assert says in client.get(draft).content.decode()
    assert client.post(f"{draft}registrera/").status_code == 422


def test_the_council_may_decide_what_the_board_may_not() -> None:
    client = gustav()
    draft = filled(client, beslut={"principle": "yes", "body": "council"})
    assert registered(client, draft).decided_by == "Kommunfullmäktige"


@pytest.mark.parametrize(
    ("page", "values", "says"),
    [
        ("namn", {"reference": "x" * 21}, "20 tecken"),
        ("parter", {"towns": []}, "minst en kommun till"),
        ("parter", {"others": "Atlantis"}, "känner inte igen Atlantis"),
        ("omraden", {"areas": ["moon"]}, "moon"),
        ("uppgifter", {"activities": ["no_such"]}, "no_such"),
        ("steg", {"steps": ["prepare"]}, "också få läsa"),
        ("handlingar", {"secrecy": ["SVOD"]}, "bara för äldre"),
        ("personuppgifter", {"data_role": ""}, "måste fyllas i"),
        ("kostnad", {f"share_{BJUV}": "41"}, "101 procent"),
        ("kostnad", {f"share_{BJUV}": "-1"}, "större än eller lika med 0"),
        ("tid", {"valid_to": "2026-01-01"}, "före den första"),
        ("tid", {"valid_from": "2020-01-01"}, "tidigast i dag"),
        ("tid", {"notice_months": "många"}, "heltal"),
        ("beslut", {"decided_on": ""}, "vilken dag"),
        ("beslut", {"principle": ""}, "måste fyllas i"),
        ("beslut", {"weight": "maybe"}, "maybe"),
        ("beslut", {"decided_on": "2099-01-01"}, "inte kommit än"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(page: str, values: dict[str, Any], says: str) -> None:
    client = gustav()
    draft = filled(client)
    with at_work(staff("gustav")):
        before = Change.objects.count()
    answer = fill(client, draft, page, {**PAGES[page], **values})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    with at_work(staff("gustav")):
        assert Change.objects.count() == before


def test_of_two_editors_the_second_is_told_and_loses_nothing() -> None:
    first, second = gustav(), gustav()
    draft = begun(first)
    stale = hidden(second.get(f"{draft}namn/").content.decode())
    fill(first, draft, "namn", PAGES["namn"])
    answer = second.post(f"{draft}namn/", {**stale, "reference": "2026-099", "title": "Annat namn"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "hann ändra" in page
    assert "Annat namn" in page
    assert newest_draft().reference == "2026-050"
    again = {**hidden(page), "reference": "2026-099", "title": "Annat namn"}
    assert second.post(f"{draft}namn/", again).status_code == 302
    assert newest_draft().reference == "2026-099"


def test_sent_twice_is_one_draft_one_agreement_and_one_remark() -> None:
    client, once = gustav(), str(uuid7())
    ways = [client.post(f"{HOME}avtal/utkast/", {"once": once}).headers["Location"] for _ in range(2)]
    assert ways[0] == ways[1]
    draft = filled(client)
    assert registered(client, draft).id == registered(client, draft).id
    other = begun(client)
    said = {"once": str(uuid7()), "text": "Bra så."}
    for _ in range(2):
        assert client.post(f"{other}kommentar/", said).status_code == 302
    with at_work(staff("gustav")):
        assert Agreement.objects.filter(reference="2026-050").count() == 1
        assert Remark.objects.count() == 1


def test_a_reference_in_use_is_told_and_the_draft_stays() -> None:
    client = gustav()
    draft = filled(client, namn={"reference": "2026-014"})
    answer = client.post(f"{draft}registrera/")
    assert answer.status_code == 422
    assert "Beteckningen används redan" in answer.content.decode()
    assert newest_draft().on_the_desk


def test_a_registered_draft_cannot_be_edited_or_withdrawn() -> None:
    client = gustav()
    draft = filled(client)
    stale = hidden(client.get(f"{draft}namn/").content.decode())
    registered(client, draft)
    late = client.post(f"{draft}namn/", {**stale, "reference": "2026-077", "title": "Sent"})
    assert late.status_code == 302, "back to the draft, nothing changed"
    client.post(f"{draft}dra-tillbaka/")
    kept = newest_draft()
    assert (kept.reference, kept.withdrawn_on) == ("2026-050", None)


def test_the_other_party_reads_comments_and_answers_for_itself_but_does_not_edit() -> None:
    client = gustav()
    draft = filled(client)
    bjuv = client_for(registrar_of(BJUV))
    theirs = draft.replace("/helsingborg/", "/bjuv/")
    page = bjuv.get(theirs).content.decode()
    assert "Helsingborg skriver utkastet" in page
    assert "Registrera avtalet" not in page
    assert bjuv.get(f"{theirs}namn/").status_code == 404
    assert bjuv.post(f"{theirs}registrera/").status_code == 404
    assert bjuv.post(f"{theirs}dra-tillbaka/").status_code == 404
    assert bjuv.post(f"{theirs}kommentar/", {"text": "Vi vill ha tre månader."}).status_code == 302
    assert (
        fill(bjuv, theirs, "beslut", {**PAGES["beslut"], "weight": "yes", "body": "council"}).status_code
        == 302
    )
    mine = client.get(draft).content.decode()
    assert "Vi vill ha tre månader." in mine
    assert "Fullmäktige beslutar" in mine
    assert bjuv.get("/bjuv/kommunen/avtal/").content.decode().count("Öppna") >= 1


@pytest.mark.parametrize("who", ["cecilia", "david", "eva", "frida", "alma", "bo", None])
def test_drafts_are_for_the_administration_of_the_parties_only(who: str | None) -> None:
    draft = filled(gustav())
    residents = {"alma": ALMA, "bo": BO}
    actor = resident(residents[who]) if who in residents else staff(who) if who else None
    client = client_for(actor)
    refused = 302 if who is None else 404
    for path in ("", "namn/", "beslut/", "utkast.pdf"):
        assert client.get(f"{draft}{path}").status_code == refused, path
    for path in ("kommentar/", "registrera/", "dra-tillbaka/", "namn/"):
        assert client.post(f"{draft}{path}", {"text": "x"}).status_code == (404 if who else 401), path
    assert client.post(f"{HOME}avtal/utkast/").status_code == (404 if who else 401)
    assert newest_draft().on_the_desk


def test_an_administration_that_is_no_party_finds_no_draft() -> None:
    draft = filled(gustav())
    landskrona = client_for(registrar_of(LANDSKRONA))
    assert landskrona.get(draft.replace("/helsingborg/", "/landskrona/")).status_code == 404


def test_own_staff_read_agreements_and_their_document_but_see_no_drafts() -> None:
    draft = filled(gustav())
    agreement = registered(gustav(), draft)
    begun(gustav())
    cecilia = client_for(staff("cecilia"))
    page = cecilia.get(f"{HOME}avtal/").content.decode()
    assert "2026-050" in page
    assert "Utan namn än" not in page
    made = cecilia.get(f"{HOME}avtal/{agreement.id}/avtalet.pdf")
    assert made.content.startswith(b"%PDF")
    assert client_for(staff("eva")).get(f"{HOME}avtal/{agreement.id}/avtalet.pdf").status_code == 404


def test_a_new_version_replaces_the_old_from_its_day_and_the_old_stays_to_be_read() -> None:
    client = gustav()
    first = registered(client, filled(client))
    answer = client.post(f"{HOME}avtal/{first.id}/ny-version/")
    draft = answer.headers["Location"]
    assert client.post(f"{HOME}avtal/{first.id}/ny-version/").headers["Location"] == draft, "one at a time"
    start = START + timedelta(days=60)
    fill(client, draft, "namn", {"reference": "2026-050-2", "title": "Med nya villkor"})
    fill(client, draft, "tid", {**PAGES["tid"], "valid_from": start.isoformat()})
    fill(client, draft, "beslut", PAGES["beslut"])
    assert "Ersätter avtal 2026-050 från" in client.get(draft).content.decode()
    second = registered(client, draft)
    with at_work(staff("gustav")):
        first.refresh_from_db()
    assert (second.version, second.replaces) == (2, first.id)
    assert first.terminated_on == start - timedelta(days=1)
    page = client.get(f"{HOME}avtal/{first.id}/").content.decode()
    assert "En ny version gäller" in page
    assert "2026-050-2" in page


@pytest.mark.parametrize(("steps", "prepares"), [(["read"], False), (["read", "prepare"], True)])
def test_the_steps_of_an_agreement_count_at_the_gate_and_not_only_on_paper(
    steps: list[str], prepares: bool
) -> None:
    draft = filled(
        gustav(),
        steg={"steps": steps, "decisions": []},
        tid={"valid_from": clock.today().isoformat()},
    )
    agreement = registered(gustav(), draft)
    bjuv = client_for(registrar_of(BJUV))
    assert bjuv.post(f"/bjuv/kommunen/avtal/{agreement.id}/godkann/").status_code == 302
    case, work = almas_case(), "financial_aid_investigation"
    with at_work(staff("eva")) as eva:
        assert cases.case_for(eva, case.id).id == case.id
        assert gate.ask(eva, work, Step.READ, case, clock.today()).permitted
        assert gate.ask(eva, work, Step.PREPARE, case, clock.today()).permitted is prepares


def test_the_lines_an_agreement_asks_for_are_one_click_from_the_form_filled_in() -> None:
    client = gustav()
    agreement = registered(client, filled(client, tid={"valid_from": clock.today().isoformat()}))
    registrar = client_for(registrar_of(BJUV))
    registrar.post(f"/bjuv/kommunen/avtal/{agreement.id}/godkann/")
    path = f"{HOME}avtal/{agreement.id}/"
    page = client.get(path).content.decode()
    assert "Finns inte än" not in page, "there is a way to add it instead"
    way = f"{HOME}delegation/ny/?avtal={agreement.id}&uppgift=financial_aid_decision&kommun={BJUV}"
    assert way.replace("&", "&amp;") in page
    form = client.get(way).content.decode()
    assert '<option value="financial_aid_decision" selected>' in form
    assert 'value="socialsekreterare"' in form
    sent = {
        **hidden(form),
        "reference": "2026-F-01",
        "activity": "financial_aid_decision",
        "step": "decide",
        "performer": str(BJUV),
        "position": "socialsekreterare",
        "staff_id": "",
        "valid_from": clock.today().isoformat(),
        "decided_by": "Socialnämnden",
        "decided_on": clock.today().isoformat(),
    }
    assert client.post(f"{HOME}delegation/ny/", sent).status_code == 302
    assert "Finns: 2026-F-01" in client.get(path).content.decode()


@pytest.mark.parametrize(
    "query", ["?avtal=x&kommun=y", "?avtal=&kommun=1260", f"?avtal={UUID(int=7)}&kommun=1260"]
)
def test_an_address_that_names_no_agreement_of_ours_proposes_nothing(query: str) -> None:
    assert gustav().get(f"{HOME}delegation/ny/{query}").status_code == 200


def test_nobody_else_writes_in_the_draft_even_by_raw_sql() -> None:
    filled(gustav())
    with at_work(registrar_of(BJUV), HELSINGBORG):
        assert Draft.objects.update(title="Kapat") == 0
