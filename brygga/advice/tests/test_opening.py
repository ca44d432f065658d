"""When somebody answers: from the rota and from open pages, and no promise that is not kept."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest

from brygga.advice import rules
from brygga.advice.actions import planning, presence
from brygga.advice.models import Chat, Phrase, Seat, Shift
from brygga.advice.rules import KEY_COOKIE, Pass
from brygga.advice.tests.build import START, begun, shift, sits, visitor
from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA, ident
from brygga.ground import clock
from brygga.ground.clock import STOCKHOLM
from brygga.ground.ids import uuid7
from tests.cast import at_work, staff
from tests.doors import client_for

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=STOCKHOLM)
WEEKLY = Pass(time(9), time(12), weekday=0)
ROTA = "/helsingborg/arbete/radgivning/pass/"
PHRASES = "/helsingborg/arbete/radgivning/svar/"

database = pytest.mark.django_db


def test_shifts_that_meet_are_one_opening() -> None:
    later = Pass(time(11), time(15), weekday=0)
    assert rules.opening([WEEKLY, later], MONDAY).until == MONDAY.replace(hour=15)
    assert rules.opening([WEEKLY, Pass(time(13), time(15), weekday=0)], MONDAY).until == MONDAY.replace(
        hour=12
    )


@pytest.mark.parametrize(
    ("hour", "minute", "is_open"), [(8, 59, False), (9, 0, True), (11, 59, True), (12, 0, False)]
)
def test_a_shift_begins_and_ends_to_the_minute(hour: int, minute: int, is_open: bool) -> None:
    now = MONDAY.replace(hour=hour, minute=minute)
    assert rules.opening([WEEKLY], now).is_open is is_open
    assert rules.is_on([WEEKLY], now) is is_open


def test_after_hours_the_next_time_is_told_and_without_a_rota_none() -> None:
    evening = MONDAY.replace(hour=18)
    assert rules.opening([WEEKLY], evening) == rules.Opening(
        False, MONDAY.replace(hour=9) + timedelta(days=7)
    )
    assert rules.opening([], evening) == rules.Opening(False, None)
    ended = Pass(time(9), time(12), weekday=0, valid_to=date(2026, 11, 29))
    assert rules.opening([ended], evening).until is None
    assert rules.opening([Pass(time(9), time(12), day=date(2026, 11, 26))], evening).until == datetime(
        2026, 11, 26, 9, tzinfo=STOCKHOLM
    )


def test_a_weekly_shift_is_not_on_a_holiday_but_a_single_one_may_be() -> None:
    christmas = datetime(2026, 12, 25, 10, 0, tzinfo=STOCKHOLM)
    friday = Pass(time(9), time(12), weekday=4)
    assert not rules.is_on([friday], christmas)
    assert rules.is_on([friday], christmas - timedelta(days=7))
    assert rules.is_on([Pass(time(9), time(12), day=christmas.date())], christmas)
    assert rules.is_on(
        [Pass(time(9), time(12), weekday=6)], christmas + timedelta(days=2)
    )  # a Sunday like any other


def test_a_code_is_read_as_people_write_it() -> None:
    key = rules.key_from(b"x" * 32)
    assert len(key) == 16
    assert rules.from_code(rules.as_code(key).lower()) == key
    assert rules.from_code(f"  {key[:8]} {key[8:]} ") == key
    assert rules.from_code("O" * 8 + "l" * 8) == "0" * 8 + "1" * 8
    for wrong in ("", "123", key + "A", "U" * 16, "å" * 16):
        assert rules.from_code(wrong) == ""


@database
def test_nobody_is_said_to_answer_who_does_not() -> None:
    page = visitor().get(START).content.decode()
    assert "Chatten är inte öppen" in page
    assert "<textarea" not in page
    shift("cecilia", [HELSINGBORG])
    page = visitor().get(START).content.decode()
    assert "Just nu är ingen vid chatten" in page
    assert "Någon svarar nu" not in page
    sits("cecilia")
    assert "Någon svarar nu" in visitor().get(START).content.decode()
    assert "Någon svarar nu" not in visitor().get("/landskrona/radgivning/").content.decode()
    with clock.pinned(clock.now() + timedelta(seconds=100)):
        assert "Någon svarar nu" not in visitor().get(START).content.decode()


@database
def test_only_whose_shift_it_is_may_be_shown_and_only_by_choice() -> None:
    client, address = client_for(staff("cecilia")), "/helsingborg/arbete/radgivning/jag-svarar/"
    with at_work(staff("cecilia")) as cecilia, pytest.raises(presence.NoShift):
        presence.sit_down(cecilia)
    assert client.post(address, {"jag": "svarar"}).status_code == 404
    shift("cecilia", [HELSINGBORG])
    assert client.post(address, {"jag": "kvar"}).status_code == 204
    with at_work(staff("cecilia")):
        assert not Seat.objects.exists()
    assert client.post(address, {"jag": "svarar"}).status_code == 303
    assert (
        "Besökare ser att någon svarar nu" in client.get("/helsingborg/arbete/radgivning/").content.decode()
    )
    assert client.post(address, {"jag": "slutar"}).status_code == 303
    with at_work(staff("cecilia")):
        assert not Seat.objects.exists()
    assert client_for(staff("gustav")).post(address, {"jag": "svarar"}).status_code == 404


@database
def test_davids_shift_opens_helsingborg_for_as_long_as_the_agreement_holds() -> None:
    shift("david", [HELSINGBORG, LANDSKRONA])
    assert "Just nu är ingen vid chatten" in visitor().get(START).content.decode()
    shift("eva", [HELSINGBORG])  # written past the form: no agreement, so it opens nothing
    with at_work(staff("david"), LANDSKRONA):
        Shift.objects.all().delete()
    assert "Chatten är inte öppen" in visitor().get(START).content.decode()


@database
def test_when_it_is_closed_a_question_can_be_left_and_the_time_is_told() -> None:
    with clock.pinned(MONDAY.replace(hour=20)):
        shift("cecilia", [HELSINGBORG], 9, 12, weekday=1)
        page = visitor().get(START).content.decode()
        assert "Vi svarar från tisdag" in page
        assert "Lämna frågan" in page
        assert "070-174 06 91" in page
        browser = visitor()
        answer = browser.post(START, {"once": str(uuid4()), "text": "Vad gör jag?"})
        assert answer.status_code == 303
        assert "Vi svarar från tisdag" in browser.get(answer["Location"]).content.decode()
    with at_work(staff("cecilia")):
        assert Chat.objects.get().kind == "question"


@database
def test_without_hours_nothing_is_begun_that_nobody_would_answer() -> None:
    answer = visitor().post(START, {"once": str(uuid4()), "text": "Hej"})
    assert answer.status_code == 200
    assert KEY_COOKIE not in answer.cookies
    with at_work(staff("cecilia")):
        assert not Chat.objects.exists()


@database
def test_a_flood_meets_a_kind_sentence_and_leaves_room_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_HERE", 3)
    shift("cecilia", [HELSINGBORG, LANDSKRONA])
    for number in range(3):
        begun(f"Skräp {number}")
    answer = visitor().post(START, {"once": str(uuid4()), "text": "Hjälp mig"})
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "Hjälp mig" in page
    assert "040-628 04 10" in page
    begun("I en annan kommun", LANDSKRONA)
    with clock.pinned(clock.now() + timedelta(minutes=5)):  # whose pages are not open takes no place
        assert visitor().post(START, {"once": str(uuid4()), "text": "Hjälp mig"}).status_code == 303


def planned(**more: object) -> dict[str, object]:
    form: dict[str, object] = {
        "once": str(uuid7()),
        "who": str(ident("cecilia")),
        "homes": [HELSINGBORG],
        "weekday": "0",
        "day": "",
        "starts": "9.00",
        "ends": "12:00",
    }
    return form | more


@database
def test_a_shift_is_planned_once_and_taken_away() -> None:
    client, form = client_for(staff("cecilia")), planned()
    for _again in range(2):
        assert client.post(ROTA, form).status_code == 303
    page = client.get(ROTA).content.decode()
    assert page.count("måndagar 9.00–12.00") + page.count("måndagar 09.00–12.00") == 1
    with at_work(staff("cecilia")):
        row = Shift.objects.get()
    assert client_for(staff("maria")).post(f"{ROTA}{row.id}/bort/").status_code == 404
    assert client_for(staff("eva")).post(f"/bjuv/arbete/radgivning/pass/{row.id}/bort/").status_code == 303
    with at_work(staff("cecilia")):
        assert Shift.objects.exists()
    for _again in range(2):
        assert client.post(f"{ROTA}{row.id}/bort/").status_code == 303
    with at_work(staff("cecilia")):
        assert not Shift.objects.exists()


@database
@pytest.mark.parametrize(
    "wrong",
    [
        {"homes": []},
        {"homes": [BJUV]},
        {"starts": "i morgon"},
        {"ends": "8.00"},
        {"weekday": ""},
        {"day": "2099-01-01"},
        {"weekday": "", "day": "2020-01-01"},
        {"weekday": "9"},
        {"who": str(ident("maria"))},
    ],
)
def test_a_shift_that_cannot_be_is_told_and_kept_in_the_form(wrong: dict[str, object]) -> None:
    answer = client_for(staff("cecilia")).post(ROTA, planned(**wrong))
    assert answer.status_code == 422
    with at_work(staff("cecilia")):
        assert not Shift.objects.exists()


@database
def test_whoever_leads_plans_for_others_where_they_may_answer() -> None:
    leila = client_for(staff("leila"))
    assert leila.post(ROTA, planned(homes=[HELSINGBORG, LANDSKRONA])).status_code == 303
    with at_work(staff("leila")):
        row = Shift.objects.get()
    assert (row.staff_name, row.set_by, row.homes) == (
        "Cecilia Holm",
        "Leila Sand",
        [LANDSKRONA, HELSINGBORG],
    )
    new = planning.NewShift(ident("david"), (LANDSKRONA,), 0, None, time(9), time(10))
    from brygga.access.gate import NotYours

    with at_work(staff("leila")) as actor, pytest.raises(NotYours):
        planning.plan(actor, new, once=uuid7())


@database
@pytest.mark.parametrize("who", ["eva", "gustav", "frida", "david"])
def test_the_rota_and_the_answers_are_for_those_of_the_house(who: str) -> None:
    client = client_for(staff(who))
    for address in (ROTA, PHRASES):
        assert client.get(address).status_code == 404
        assert client.post(address, {}).status_code == 404


@database
def test_ready_made_answers_are_written_changed_and_seen_by_whoever_answers() -> None:
    from brygga.advice.tests.build import taken

    client, form = (
        client_for(staff("cecilia")),
        {"once": str(uuid7()), "title": "Öppet", "text": "Vi har öppet."},
    )
    for _again in range(2):
        assert client.post(PHRASES, form).status_code == 303
    with at_work(staff("cecilia")):
        row = Phrase.objects.get()
    address = f"{PHRASES}{row.id}/"
    assert client.post(address, {"title": "", "text": "x"}).status_code == 422
    assert client.post(address, {"title": "Öppet", "text": "Vi har stängt."}).status_code == 303
    _key, chat = begun()
    taken("david", chat)
    page = client_for(staff("david")).get(f"/helsingborg/arbete/radgivning/{chat}/").content.decode()
    assert "Vi har stängt." in page
    assert client_for(staff("david")).get(address).status_code == 404
    assert client_for(staff("eva")).get(f"/bjuv/arbete/radgivning/svar/{row.id}/").status_code == 404
    assert client.post(f"{address}bort/").status_code == 303
    with at_work(staff("cecilia")):
        assert not Phrase.objects.exists()
