"""Filling in: a page at a time, saved as one goes, without JavaScript, and nothing typed is lost."""

import html
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from brygga.applications.models import Draft
from brygga.applications.rules import KINDS
from brygga.applications.tests.build import CHILD, HOME, begun, draft_of, filled, signed_in
from brygga.applications.tests.eid import Eid
from brygga.ground.ids import uuid7
from brygga.ground.sessions import SessionStore
from tests.cast import ALMA, BO, PETRA, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db

TOO_LONG = "x" * 5000


def shown(answer: Any) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def alma() -> Client:
    return signed_in(ALMA)


def test_what_one_can_apply_for_is_open_to_all_and_leads_to_sign_in() -> None:
    page = Client().get("/helsingborg/ansok/")
    for form in KINDS.values():
        assert form.label in shown(page)
        answer = Client().get(f"{HOME}ansok/{form.kind}/")
        assert answer["Location"].startswith("/helsingborg/logga-in/resident/?till=")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_begins_with_what_one_needs(alma: Client, kind: str) -> None:
    assert alma.get(f"{HOME}ansok/{kind}/").status_code == 200
    draft = begun(alma, kind)
    assert alma.get(draft)["Location"].endswith("/behov/")
    assert "Vad behöver du hjälp med?" in shown(alma.get(f"{draft}behov/"))


def test_pressing_begin_twice_is_one_draft(alma: Client) -> None:
    once = uuid7()
    assert begun(alma, once=once) == begun(alma, once=once)


@pytest.mark.parametrize("once", ["", "x", "00000000"])
def test_a_begin_without_its_hidden_id_begins_all_the_same(alma: Client, once: str) -> None:
    assert alma.post(f"{HOME}ansok/adult/", {"once": once}).status_code == 302


def test_all_pages_can_be_answered_in_order_and_end_at_the_review(alma: Client) -> None:
    draft = filled(alma)
    review = shown(alma.get(f"{draft}granska/"))
    for said in (
        "Mat och annat varje dag, Hyra",
        "Pengarna tog slut",
        "7400 kr",
        "120,50 kr",
        "070-174 06 05",
    ):
        assert said in review
    assert "Något saknas" not in review


def test_a_draft_is_there_again_next_time(alma: Client) -> None:
    draft = begun(alma)
    alma.post(f"{draft}behov/", {"need": ["rent"]})
    again = signed_in(ALMA)
    assert draft in shown(again.get(HOME))
    assert again.get(draft)["Location"] == f"{draft}om-dig/"
    assert draft in shown(again.get(f"{HOME}ansok/income_support/"))


WRONG = [
    ("behov", {}, "Välj minst en sak."),
    ("behov", {"need": ["gold"]}, "Välj ett av svaren."),
    ("om-dig", {"situation": ""}, "Skriv något här."),
    ("om-dig", {"situation": TOO_LONG}, "Det blev för långt: 5000 tecken. Högst 4000 får plats."),
    ("om-dig", {"situation": "a\x00b"}, "ett tecken som inte går att spara"),
    ("hushall", {"household": "castle"}, "Välj ett av svaren."),
    ("manad", {"month": "1999-01"}, "Välj ett av svaren."),
    ("utgifter", {"rent": "sju tusen"}, "Skriv beloppet med siffror"),
    ("utgifter", {"rent": "-50"}, "Skriv beloppet med siffror"),
    ("utgifter", {"rent": "99999999999"}, "Skriv beloppet med siffror"),
    ("inkomster", {"income": "0"}, "Skriv något här."),
    ("trygghet", {}, "Välj ett svar."),
    ("sprak", {"interpreter": "spoken"}, "Skriv vilket språk du vill ha tolk till."),
]


@pytest.mark.parametrize(("code", "typed", "says"), WRONG)
def test_what_is_wrong_is_said_kindly_and_nothing_is_saved(
    alma: Client, code: str, typed: dict[str, Any], says: str
) -> None:
    draft = begun(alma)
    answer = alma.post(f"{draft}{code}/", typed)
    assert answer.status_code == 422
    assert says in shown(answer)
    assert draft_of(ALMA, draft).answers == {}


@pytest.mark.parametrize("phone", ["ring mig", "12", "070" * 20, "<b>070</b>"])
def test_a_number_that_is_none_is_said_and_kept_on_the_page(alma: Client, phone: str) -> None:
    draft = begun(alma)
    alma.post(f"{draft}trygghet/", {"safety": "yes"})
    answer = alma.post(f"{draft}kontakt/", {"phone": phone, "address": "Exempelgatan 4"})
    assert answer.status_code == 422
    assert phone in shown(answer)
    assert "Exempelgatan 4" in shown(answer)


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("200902162388", "Personnumret stämmer inte"),
        ("20170230-1234", "Personnumret stämmer inte"),
        ("hej", "Personnumret stämmer inte"),
        ("2" * 40, "för långt"),
        ("19880916-2384", "inte ett barns personnummer"),
    ],
)
def test_a_wrong_number_for_a_child_is_told_and_everything_typed_stays(
    alma: Client, number: str, says: str
) -> None:
    draft = begun(alma, "child")
    answer = alma.post(f"{draft}barn/", {"child_0": "Elis Nilsson", "number_0": number})
    assert answer.status_code == 422
    assert says in shown(answer)
    assert "Elis Nilsson" in shown(answer)
    assert number in shown(answer)


def test_a_childs_number_lies_sealed_and_is_shown_masked(alma: Client) -> None:
    draft = begun(alma, "child")
    alma.post(f"{draft}barn/", {"child_0": "Elis Nilsson", "number_0": "090216-2387"})
    assert CHILD not in str(draft_of(ALMA, draft).answers)
    assert "20090216-2387" in shown(alma.get(f"{draft}barn/"))
    assert "Elis Nilsson (20090216-****)" in shown(alma.get(f"{draft}granska/"))


def test_a_child_may_be_added_and_taken_away_without_javascript(alma: Client) -> None:
    draft = begun(alma, "child")
    more = alma.post(f"{draft}barn/", {"child_0": "Elis", "number_0": "", "more": "1"})
    page = shown(alma.get(more["Location"]))
    assert 'name="child_1"' in page
    alma.post(f"{draft}barn/", {"child_0": "Elis", "number_0": "", "child_1": "Maja", "number_1": ""})
    assert [child["name"] for child in draft_of(ALMA, draft).answers["children"]] == ["Elis", "Maja"]
    alma.post(f"{draft}barn/", {"child_0": "", "number_0": "", "child_1": "Maja", "number_1": ""})
    assert [child["name"] for child in draft_of(ALMA, draft).answers["children"]] == ["Maja"]


def test_a_child_needs_a_name(alma: Client) -> None:
    draft = begun(alma, "child")
    for typed in ({"child_0": "", "number_0": ""}, {"child_0": "", "number_0": CHILD}, {}):
        answer = alma.post(f"{draft}barn/", typed)
        assert answer.status_code == 422
        assert "Skriv barnets namn." in shown(answer)


def test_the_family_decides_which_pages_there_are(alma: Client) -> None:
    draft = begun(alma)
    assert alma.get(f"{draft}partner/")["Location"] == draft
    alma.post(f"{draft}hushall/", {"household": "both"})
    assert alma.get(f"{draft}partner/").status_code == 200
    alma.post(f"{draft}partner/", {"partner": "Kim Ek"})
    alma.post(f"{draft}hushall/", {"household": "alone"})
    assert "partner" not in draft_of(ALMA, draft).answers


def test_stopping_half_way_keeps_what_is_right(alma: Client) -> None:
    draft = begun(alma)
    answer = alma.post(f"{draft}utgifter/", {"rent": "7400", "electricity": "mycket", "later": "1"})
    assert answer["Location"] == HOME
    assert draft_of(ALMA, draft).answers == {"rent": "7400", "other_costs": ""}


def test_changing_from_the_review_leads_back_to_it(alma: Client) -> None:
    draft = filled(alma)
    page = shown(alma.get(f"{draft}om-dig/?fran=granska"))
    assert 'name="from" value="granska"' in page
    answer = alma.post(f"{draft}om-dig/", {"situation": "Nytt.", "from": "granska"})
    assert answer["Location"] == f"{draft}granska/"
    opened = alma.post(f"{draft}hushall/", {"household": "partner", "from": "granska"})
    assert opened["Location"] == f"{draft}partner/"


def test_the_review_says_what_is_missing_and_where(alma: Client) -> None:
    draft = begun(alma)
    page = shown(alma.get(f"{draft}granska/"))
    assert "Något saknas" in page
    assert f"{draft}om-dig/?fran=granska" in page


def test_hostile_text_is_text(alma: Client) -> None:
    draft = begun(alma)
    alma.post(f"{draft}om-dig/", {"situation": "<script>alert(1)</script> {{ 7*7 }}"})
    page = alma.get(f"{draft}granska/").content.decode()
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page


def test_a_session_that_ends_in_the_middle_loses_nothing_typed(alma: Client, eid: Eid) -> None:
    draft, typed = begun(alma), {"situation": "Allt jag hade att säga."}
    put_to_sleep(alma)
    answer = alma.post(f"{draft}om-dig/", typed)
    assert answer.status_code == 401
    assert "Du har blivit utloggad" in shown(answer)
    eid.who = ALMA
    alma.get("/helsingborg/logga-in/resident/")
    waiting = shown(alma.get(eid.answers(alma)["Location"]))
    assert "Allt jag hade att säga." in waiting
    assert f'action="{draft}om-dig/"' in waiting
    assert alma.post(f"{draft}om-dig/", typed).status_code == 302
    assert draft_of(ALMA, draft).answers == typed


def test_what_alma_had_typed_is_not_shown_to_bo_who_signs_in_after_her(alma: Client, eid: Eid) -> None:
    draft = begun(alma)
    put_to_sleep(alma)
    alma.post(f"{draft}om-dig/", {"situation": "Allt jag hade att säga."})
    eid.who = BO
    alma.get("/helsingborg/logga-in/resident/")
    assert "Allt jag hade" not in shown(alma.get(eid.answers(alma)["Location"]))


def put_to_sleep(client: Client) -> None:
    """As if nothing had happened in the browser for an hour."""
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    session["seen"] -= 3600
    session.save()


def test_who_says_violence_is_given_a_number_to_call_at_once(alma: Client) -> None:
    draft = begun(alma, "adult")
    alma.post(f"{draft}behov/", {"need": ["housing"]})
    assert "020-50\u00a050\u00a050" not in shown(alma.get(f"{draft}trygghet/"))
    alma.post(f"{draft}behov/", {"need": ["violence"]})
    assert "020-50\u00a050\u00a050" in shown(alma.get(f"{draft}trygghet/"))


# Protected identity


def test_the_address_of_a_protected_person_is_never_asked_for(alma: Client) -> None:
    draft = begun(alma, "adult")
    alma.post(f"{draft}trygghet/", {"safety": "protected"})
    page = shown(alma.get(f"{draft}kontakt/"))
    assert 'name="address"' not in page
    assert 'name="wishes"' in page
    answer = alma.post(
        f"{draft}kontakt/", {"safe_phone": "", "wishes": "Bara sms", "address": "Hemliga vägen 1"}
    )
    assert answer.status_code == 302
    assert "Hemliga" not in str(draft_of(ALMA, draft).answers)


def test_an_address_already_given_is_thrown_away_when_one_says_protected(alma: Client) -> None:
    draft = filled(alma, "adult")
    assert "Exempelgatan" in str(draft_of(ALMA, draft).answers)
    alma.post(f"{draft}trygghet/", {"safety": "protected"})
    assert "Exempelgatan" not in str(draft_of(ALMA, draft).answers)


def test_whom_we_know_to_be_protected_is_not_asked_and_cannot_say_otherwise() -> None:
    petra = signed_in(PETRA, protected=True)
    draft = begun(petra, "adult")
    assert petra.get(f"{draft}trygghet/")["Location"] == draft
    petra.post(f"{draft}trygghet/", {"safety": "yes"})
    assert 'name="address"' not in shown(petra.get(f"{draft}kontakt/"))
    petra.post(f"{draft}kontakt/", {"wishes": "Bara sms"})
    assert "Du har skyddade personuppgifter" in shown(petra.get(f"{draft}granska/"))


# Nobody else's

PAGES = ("", "behov/", "filer/", "granska/", "skriv-under/", "skicka/", "ta-bort/")


@pytest.mark.parametrize("page", PAGES)
def test_bo_and_staff_get_404_on_almas_draft(alma: Client, page: str) -> None:
    draft = begun(alma)
    others = [
        signed_in(BO),
        *(client_for(staff(who)) for who in ("cecilia", "david", "eva", "frida", "gustav")),
    ]
    for other in others:
        assert other.get(draft + page).status_code in {404, 405}
        assert other.post(draft + page, {"need": ["rent"]}).status_code == 404


def test_a_draft_lives_in_its_own_municipality(alma: Client) -> None:
    draft = begun(alma)
    assert alma.get(draft.replace("helsingborg", "landskrona")).status_code == 404


def test_beginning_with_almas_id_gives_bo_nothing(alma: Client) -> None:
    once = uuid7()
    begun(alma, once=once)
    assert signed_in(BO).post(f"{HOME}ansok/adult/", {"once": str(once)}).status_code == 404


def test_the_database_too_keeps_drafts_apart(alma: Client) -> None:
    begun(alma)
    with at_work(resident(BO)):
        assert Draft.objects.count() == 0
    with at_work(resident(ALMA)):
        assert Draft.objects.count() == 1


def test_a_draft_can_be_thrown_away_after_one_more_question(alma: Client) -> None:
    draft = begun(alma)
    assert "Det går inte att få tillbaka" in shown(alma.get(f"{draft}ta-bort/"))
    assert alma.post(f"{draft}ta-bort/")["Location"] == HOME
    assert alma.get(draft).status_code == 404


def test_what_a_page_costs(alma: Client) -> None:
    draft = filled(alma)
    alma.get(draft)
    for page, most in (("om-dig/", 4), ("granska/", 5), ("filer/", 5)):
        with counted() as queries:
            alma.get(draft + page)
        assert len(queries) <= most, queries
