"""A conversation without a name, from both sides, through the front door and without JavaScript."""

from datetime import timedelta
from uuid import uuid4

import pytest

from brygga.advice.rules import KEY_COOKIE, MOST_PER_MINUTE, TEXT_MAX
from brygga.advice.tests.build import START, TALK, answers, begun, shift, taken, visitor
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock
from tests.cast import staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7*7 }} \u202e'


@pytest.fixture(autouse=True)
def rota(db: None) -> None:
    shift("cecilia", [HELSINGBORG])


def form(text: str) -> dict[str, str]:
    return {"once": str(uuid4()), "text": text}


def test_a_conversation_without_javascript() -> None:
    browser, cecilia = visitor(), client_for(staff("cecilia"))
    answer = browser.post(START, form("Får jag fråga en sak?"))
    assert (answer.status_code, answer["Location"]) == (303, TALK)
    assert "Får jag fråga en sak?" in browser.get(TALK).content.decode()
    desk = cecilia.get("/helsingborg/arbete/radgivning/").content.decode()
    assert "Får jag fråga en sak?" in desk
    take = desk.split('action="')[-1].split('"')[0]
    assert take.endswith("/ta/")
    answer = cecilia.post(take)
    assert answer.status_code == 303
    talk = answer["Location"]
    assert cecilia.post(talk, form("Självklart. Berätta.")).status_code == 303
    page = browser.get(TALK).content.decode()
    assert "Självklart. Berätta." in page
    assert "Cecilia, socialsekreterare i Helsingborg" in page
    assert "Holm" not in page
    assert browser.post(TALK, form("Tack!")).status_code == 303
    assert "Tack!" in cecilia.get(talk).content.decode()


def test_the_key_is_a_cookie_for_this_conversation_alone() -> None:
    answer = visitor().post(START, form("Hej"))
    cookie = answer.cookies[KEY_COOKIE]
    assert cookie["path"] == START
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert cookie.value not in answer["Location"]


def test_a_form_sent_twice_begins_one_conversation_with_one_line() -> None:
    sent = form("Hej")
    first, second = visitor(), visitor()
    keys = {browser.post(START, sent).cookies[KEY_COOKIE].value for browser in (first, second)}
    assert len(keys) == 1
    assert second.get(TALK).content.decode().count('class="message"') == 1


def test_the_same_form_found_later_on_a_shared_computer_opens_nothing() -> None:
    sent = form("Hej")
    visitor().post(START, sent)
    with clock.pinned(clock.now() + timedelta(minutes=5)):
        answer = visitor().post(START, sent)
    assert answer.status_code == 404
    assert KEY_COOKIE not in answer.cookies
    assert "Hej" in answer.content.decode()


def test_words_sent_twice_are_one_line_with_and_without_javascript() -> None:
    key, _chat = begun()
    browser, sent = visitor(key), form("En gång")
    for more in ({}, {}, HTMX):
        assert browser.post(TALK, sent, **more).status_code in {200, 303}
    assert browser.get(TALK).content.decode().count("En gång") == 1


def test_what_is_too_long_stays_in_the_box() -> None:
    key, _chat = begun()
    answer = visitor(key).post(TALK, form("å" * (TEXT_MAX + 1)))
    assert answer.status_code == 422
    assert "å" * (TEXT_MAX + 1) in answer.content.decode()
    assert visitor().post(START, form("")).status_code == 422


def test_hostile_words_are_words() -> None:
    key, chat = begun(HOSTILE)
    taken("cecilia", chat)
    answers("cecilia", chat, HOSTILE)
    for page in (
        visitor(key).get(TALK),
        client_for(staff("cecilia")).get("/helsingborg/arbete/radgivning/"),
        client_for(staff("cecilia")).get(f"/helsingborg/arbete/radgivning/{chat}/"),
    ):
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()


def test_a_program_that_writes_is_slowed_and_a_person_told_so_kindly() -> None:
    key, _chat = begun()
    browser = visitor(key)
    for number in range(MOST_PER_MINUTE - 1):
        assert browser.post(TALK, form(f"rad {number}")).status_code == 303
    answer = browser.post(TALK, form("en till"))
    assert answer.status_code == 429
    assert "en till" in answer.content.decode()
    assert "Vänta en minut" in answer.content.decode()


def test_without_the_key_there_is_nothing() -> None:
    begun("Hemligt ord")
    for browser in (visitor(), visitor("0123456789ABCDEF"), visitor("x'; drop table"), visitor("å" * 500)):
        for address in (
            TALK,
            f"{START}samtal/trad/",
            f"{START}kod/",
            f"{START}samtal/ta-bort/",
            f"{START}ga-vidare/",
        ):
            answer = browser.get(address)
            assert answer.status_code in {200, 404}
            assert "Hemligt ord" not in answer.content.decode()
        assert browser.get(TALK).status_code == 404
        assert browser.post(TALK, form("Hej")).status_code == 404


def test_the_key_opens_nothing_in_another_municipality() -> None:
    key, _chat = begun()
    assert visitor(key).get("/landskrona/radgivning/samtal/").status_code == 404


def test_a_code_leads_back_from_another_telephone() -> None:
    key, _chat = begun("Mitt ärende")
    shown = visitor(key).post(f"{START}kod/").content.decode()
    code = "-".join(key[start : start + 4] for start in range(0, 16, 4))
    assert code in shown.replace("<wbr>", "")
    assert code[:9] not in visitor(key).get(f"{START}kod/").content.decode().replace("<wbr>", "")
    other = visitor()
    typed = code.lower().replace("-", " ").replace("0", "o")
    answer = other.post(f"{START}tillbaka/", {"code": typed})
    assert answer.status_code == 303
    assert "Mitt ärende" in other.get(TALK).content.decode()
    assert visitor().post(f"{START}tillbaka/", {"code": "hej"}).status_code == 422
    assert visitor().post(f"{START}tillbaka/", {"code": "0" * 16}).status_code == 404


def test_the_visitor_ends_and_nobody_writes_after() -> None:
    key, chat = begun()
    taken("cecilia", chat)
    browser = visitor(key)
    assert browser.post(f"{TALK}avsluta/").status_code == 303
    assert "Samtalet är avslutat" in browser.get(TALK).content.decode()
    assert browser.post(TALK, form("sent")).status_code == 409
    answer = client_for(staff("cecilia")).post(f"/helsingborg/arbete/radgivning/{chat}/", form("sent svar"))
    assert answer.status_code == 409
    assert "sent svar" in answer.content.decode()


def test_the_visitor_takes_it_all_away_at_once() -> None:
    key, chat = begun("Glöm mig")
    taken("cecilia", chat)
    browser = visitor(key)
    answer = browser.post(f"{TALK}ta-bort/")
    assert answer.status_code == 200
    assert answer.cookies[KEY_COOKIE].value == ""
    assert visitor(key).get(TALK).status_code == 404
    cecilia = client_for(staff("cecilia"))
    assert cecilia.get(f"/helsingborg/arbete/radgivning/{chat}/").status_code == 404
    assert (
        "Samtalet är borttaget"
        in cecilia.get(f"/helsingborg/arbete/radgivning/{chat}/trad/").content.decode()
    )
    assert "Glöm mig" not in cecilia.get("/helsingborg/arbete/radgivning/").content.decode()


def test_leaving_quickly_takes_the_key_out_of_the_browser_but_a_forged_one_does_not() -> None:
    key, _chat = begun()
    browser = visitor(key)
    assert 'name="hus" value="helsingborg"' in browser.get(TALK).content.decode()
    forged = browser.post("/lamna", {"hus": "helsingborg"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert KEY_COOKIE not in forged.cookies
    assert KEY_COOKIE not in browser.post("/lamna", {"hus": "ingenstans"}).cookies
    left = browser.post("/lamna", {"hus": "helsingborg"}).cookies[KEY_COOKIE]
    assert (left.value, left["path"], left["max-age"]) == ("", START, 0)


def test_whoever_begins_again_goes_on_with_the_conversation_they_have() -> None:
    browser = visitor()
    browser.post(START, form("Först"))
    key = browser.cookies[KEY_COOKIE].value
    assert "Fortsätt samtalet" in browser.get(START).content.decode()
    assert browser.post(START, form("Sedan")).status_code == 303
    assert browser.cookies[KEY_COOKIE].value == key
    assert browser.get(TALK).content.decode().count('class="message"') == 2
    browser.post(f"{TALK}avsluta/")
    assert browser.post(START, form("Nytt")).status_code == 303
    assert browser.cookies[KEY_COOKIE].value != key


def test_a_key_that_opens_nothing_does_not_hinder_a_new_conversation() -> None:
    browser = visitor("0" * 16)
    assert browser.post(START, form("Hej")).status_code == 303
    assert "Hej" in browser.get(TALK).content.decode()
