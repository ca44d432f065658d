"""Those who answer: one queue over municipalities, exactly one who takes it, and who never gets in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brygga.advice import rules
from brygga.advice.actions import answering
from brygga.advice.models import Chat, Turn
from brygga.advice.queries.desk import queue
from brygga.advice.tests.build import TALK, answers, begun, shift, sits, taken, visitor
from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA, ident
from brygga.ground import clock
from tests.cast import at_work, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

DESK = "/helsingborg/arbete/radgivning/"


def chat_row(ident_: object, home: int = HELSINGBORG) -> Chat:
    with at_work(staff("cecilia"), home):
        found: Chat = Chat.objects.get(id=ident_)
    return found


def test_david_answers_helsingborgs_visitors_on_grounds_that_are_kept_and_shown() -> None:
    key, chat = begun()
    david = client_for(staff("david"))
    page = david.get("/landskrona/arbete/radgivning/").content.decode()
    assert "Helsingborg" in page
    assert "Ta samtalet" in page
    assert david.post(f"{DESK}{chat}/ta/").status_code == 303
    row = chat_row(chat)
    assert row.staff_name == "David Berg"
    assert row.staff_municipality == LANDSKRONA
    assert "9 kap. 37 § KL" in row.grounds["sections"]
    assert "avtal 2026-014" in row.grounds["relied_on"]
    page = david.get(f"{DESK}{chat}/").content.decode()
    assert "Varför du får svara" in page
    assert "avtal 2026-014" in page
    assert (
        "David Berg, Landskrona, tog samtalet"
        in client_for(staff("cecilia")).get(f"{DESK}{chat}/").content.decode()
    )
    with at_work(staff("cecilia")):
        (turn,) = Turn.objects.filter(chat=chat)
    assert (turn.verb, turn.grounds) == ("take", row.grounds)
    page = visitor(key).get(TALK).content.decode()
    assert "David, socialsekreterare i Landskrona" in page
    assert "Helsingborg ansvarar för samtalet" in page


@pytest.mark.parametrize("who", ["eva", "gustav", "frida"])
def test_others_see_nothing_of_helsingborgs_queue(who: str) -> None:
    _key, chat = begun("Hemligt ord")
    client = client_for(staff(who))
    for address in (DESK, f"{DESK}{chat}/", "/bjuv/arbete/radgivning/", f"/bjuv/arbete/radgivning/{chat}/"):
        answer = client.get(address, follow=True)
        assert "Hemligt ord" not in answer.content.decode()
        assert answer.status_code == (200 if who == "eva" and address == "/bjuv/arbete/radgivning/" else 404)
    for act in ("ta", "lamna", "avsluta"):
        for slug in ("helsingborg", "bjuv"):
            assert client.post(f"/{slug}/arbete/radgivning/{chat}/{act}/").status_code in {403, 404}
    assert client.post(f"{DESK}{chat}/", {"once": str(uuid4()), "text": "hej"}).status_code == 404
    assert chat_row(chat).staff_id is None


def test_whoever_was_a_moment_later_is_told_so() -> None:
    _key, chat = begun()
    taken("cecilia", chat)
    answer = client_for(staff("david")).post(f"{DESK}{chat}/ta/", follow=True)
    assert "Någon annan var före" in answer.content.decode()
    assert chat_row(chat).staff_name == "Cecilia Holm"


def test_only_whoever_has_it_reads_and_answers() -> None:
    _key, chat = begun("Bara för en")
    taken("cecilia", chat)
    david = client_for(staff("david"))
    page = david.get(f"{DESK}{chat}/").content.decode()
    assert "Bara för en" not in page
    assert "Cecilia, socialsekreterare i Helsingborg har samtalet" in page
    answer = david.post(f"{DESK}{chat}/", {"once": str(uuid4()), "text": "Jag med"})
    assert answer.status_code == 409
    for act in (answering.hand_on, answering.end):
        with at_work(staff("david")) as worker, pytest.raises(answering.Taken):
            act(worker, chat)


def test_handed_on_it_keeps_its_place_and_the_next_reads_what_was_said() -> None:
    key, first = begun("Först")
    with clock.pinned(clock.now() + timedelta(minutes=1)):
        begun("Sedan")
    taken("cecilia", first)
    cecilia = client_for(staff("cecilia"))
    assert cecilia.post(f"{DESK}{first}/lamna/").status_code == 303
    assert "En kollega tar över" in visitor(key).get(TALK).content.decode()
    with at_work(staff("david"), LANDSKRONA) as david:
        assert [one.latest for one in queue(david, set()).waiting] == ["Först", "Sedan"]
    taken("david", first)
    assert "Först" in client_for(staff("david")).get(f"{DESK}{first}/").content.decode()
    assert "Först" not in cecilia.get(f"{DESK}{first}/").content.decode()


def test_given_to_a_colleague_who_answers_now_it_is_theirs_on_their_own_grounds() -> None:
    _key, chat = begun("Hjälp")
    shift("david", [HELSINGBORG])
    taken("cecilia", chat)
    cecilia, where = client_for(staff("cecilia")), f"{DESK}{chat}/"
    assert "Lämna till David Berg" not in cecilia.get(where).content.decode()
    answer = cecilia.post(f"{where}lamna/", {"till": str(ident("david"))}, follow=True)
    assert "Kollegan svarar inte just nu" in answer.content.decode()
    assert chat_row(chat).staff_name == "Cecilia Holm"
    sits("david")
    assert "Lämna till David Berg" in cecilia.get(where).content.decode()
    assert cecilia.post(f"{where}lamna/", {"till": str(ident("david"))}).status_code == 303
    row = chat_row(chat)
    assert row.staff_name == "David Berg"
    assert "avtal 2026-014" in row.grounds["relied_on"]
    assert "Hjälp" in client_for(staff("david")).get(where).content.decode()
    assert "lämnade det till David Berg, Landskrona" in cecilia.get(where).content.decode()
    with at_work(staff("cecilia")):
        (turn,) = Turn.objects.filter(chat=chat, verb="hand_on")
    assert turn.to_id == ident("david")
    assert "avtal 2026-014" in turn.to_grounds["relied_on"], "the grounds of whoever got it are kept for good"
    assert cecilia.post(f"{where}lamna/", {"till": "hej"}).status_code == 404


def test_nobody_is_given_what_they_may_not_answer() -> None:
    _key, chat = begun()
    taken("cecilia", chat)
    shift("eva", [BJUV])
    sits("eva")
    with at_work(staff("cecilia")) as cecilia, pytest.raises(answering.Away):
        answering.hand_on(cecilia, chat, ident("eva"))


def test_a_report_that_must_be_made_begins_with_the_visitors_words_alone() -> None:
    _key, chat = begun("Barnet får stryk")
    taken("cecilia", chat)
    answers("cecilia", chat, "Mitt svar")
    cecilia = client_for(staff("cecilia"))
    page = cecilia.get(f"{DESK}{chat}/").content.decode()
    assert '<input type="hidden" name="carried" value="Barnet får stryk">' in page
    answer = cecilia.post("/helsingborg/oro/", {"carried": "Barnet får stryk"})
    assert "Barnet får stryk</textarea>" in answer.content.decode()


def test_whoever_has_gone_away_leaves_it_to_colleagues() -> None:
    _key, chat = begun()
    taken("cecilia", chat)
    with at_work(staff("david")) as david, pytest.raises(answering.Taken):
        answering.take(david, chat)
    with clock.pinned(clock.now() + timedelta(minutes=11)):
        page = client_for(staff("david")).get("/landskrona/arbete/radgivning/").content.decode()
        assert "den som svarade är borta" in page
        taken("david", chat)
    assert chat_row(chat).staff_name == "David Berg"


def test_the_queue_shows_nothing_of_what_a_colleague_has() -> None:
    _key, chat = begun("Bara för en")
    taken("cecilia", chat)
    page = client_for(staff("david")).get("/landskrona/arbete/radgivning/").content.decode()
    assert "Bara för en" not in page
    assert "En kollega har samtalet" in page
    assert (
        "Bara för en" in client_for(staff("cecilia")).get("/helsingborg/arbete/radgivning/").content.decode()
    )


def test_the_oldest_waits_first_and_an_answered_one_is_among_ones_own() -> None:
    _key, chat = begun("Ett")
    with clock.pinned(clock.now() + timedelta(minutes=2)):
        begun("Två", LANDSKRONA)
    taken("david", chat)
    answers("david", chat, "Svar")
    with at_work(staff("david"), LANDSKRONA) as david:
        found = queue(david, set())
    assert [one.latest for one in found.mine] == ["Ett"]
    assert [(one.latest, one.home.name) for one in found.waiting] == [("Två", "Landskrona")]
    assert [home.code for home in found.homes] == [LANDSKRONA, HELSINGBORG]


def test_the_page_of_the_queue_costs_the_same_however_many_wait() -> None:
    client = client_for(staff("david"))

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/landskrona/arbete/radgivning/").status_code == 200
        return len([q for q in asked.captured_queries if q["sql"].lstrip().lower().startswith("select")])

    begun()
    cost()
    few = cost()
    for number in range(12):
        begun(f"Fråga {number}", HELSINGBORG if number % 2 else LANDSKRONA)
    assert cost() == few
    assert few <= 7


def test_the_page_of_a_conversation_costs_the_same_however_long() -> None:
    key, chat = begun()
    taken("cecilia", chat)
    client, browser = client_for(staff("cecilia")), visitor(key)

    def cost(who: object, address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert who.get(address).status_code == 200  # type: ignore[attr-defined]
        return len([q for q in asked.captured_queries if q["sql"].lstrip().lower().startswith("select")])

    shift("cecilia", [HELSINGBORG])
    first = [cost(client, f"{DESK}{chat}/"), cost(browser, TALK)]
    first = [cost(client, f"{DESK}{chat}/"), cost(browser, TALK)]
    for number in range(20):
        answers("cecilia", chat, f"svar {number}")
    assert [cost(client, f"{DESK}{chat}/"), cost(browser, TALK)] == first
    assert first[0] <= 9
    assert first[1] <= 5


def test_bjuv_answers_its_own() -> None:
    _key, _chat = begun("Från Bjuv", BJUV)
    assert "Från Bjuv" in client_for(staff("eva")).get("/bjuv/arbete/radgivning/").content.decode()
    assert (
        "Från Bjuv" not in client_for(staff("david")).get("/landskrona/arbete/radgivning/").content.decode()
    )


def test_whoever_sits_and_waits_stands_before_a_flood_that_does_not() -> None:
    for number in range(5):
        begun(f"Skräp {number}")
    with clock.pinned(clock.now() + timedelta(minutes=5)):
        key, _chat = begun("Jag sitter här")
        with at_work(staff("cecilia")) as cecilia:
            assert queue(cecilia, set()).waiting[0].latest == "Jag sitter här"
        assert "Du står först i kön" in visitor(key).get(TALK).content.decode()


def test_what_nobody_has_answered_cannot_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_UNANSWERED", 3)
    key, chat = begun()

    def says(text: str) -> int:
        return int(visitor(key).post(TALK, {"once": str(uuid4()), "text": text}).status_code)

    assert [says("två"), says("tre"), says("fyra")] == [303, 303, 429]
    taken("cecilia", chat)
    assert says("fyra") == 303
