"""The pages of video: how one comes to them, what they ask of the database and of the browser."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brygga.calls import rules
from brygga.calls.models import Room
from brygga.calls.tests.build import Page, let_in, meeting_in, opened, verbs
from brygga.cases.models import Case
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock
from brygga.ground.models import Event
from tests.cast import ALMA, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


def test_opened_twice_is_one_room(case: Case, room: Room) -> None:
    client = client_for(staff("cecilia"))
    for _ in range(2):
        answer = client.post(f"/helsingborg/arbete/arende/{case.id}/video/")
        assert answer.status_code == 303
        assert answer["Location"].endswith(f"/video/{room.id}/")


def test_a_forgotten_room_is_closed_after_a_working_day(case: Case, cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    with at_work(staff("cecilia")):
        Room.objects.filter(id=cecilia.room).update(opened_at=clock.now() - rules.OPEN_AT_MOST)
    assert alma.comes()["state"] == "ended"
    assert opened(case).id != cecilia.room
    assert verbs(case).count("end_call") == 1


def test_the_room_of_a_booked_meeting_has_its_id(case: Case) -> None:
    meeting = meeting_in(case, clock.now() + timedelta(minutes=10))
    alma, host = Page(resident(ALMA), case, meeting.id), Page(staff("cecilia"), case, meeting.id)
    assert alma.client.get(alma.path).status_code == 200
    assert alma.comes()["state"] == "early"
    assert "Öppna videorummet" in host.client.get(host.path).content.decode()
    where = f"/helsingborg/arbete/arende/{case.id}/video/"
    answer = host.client.post(where, {"meeting": str(meeting.id)})
    assert answer["Location"] == host.path
    assert alma.comes()["state"] == "waiting"
    assert host.comes()["host"] is True


def test_a_meeting_by_telephone_has_no_room(case: Case) -> None:
    meeting = meeting_in(case, clock.now(), channel="phone")
    for actor in (resident(ALMA), staff("cecilia")):
        page = Page(actor, case, meeting.id)
        assert page.client.get(page.path).status_code == 404
        assert page.says(arrives=True).status_code == 404
    where = f"/helsingborg/arbete/arende/{case.id}/video/"
    assert client_for(staff("cecilia")).post(where, {"meeting": str(meeting.id)}).status_code == 404


def test_whoever_comes_to_a_booked_meeting_is_shown_to_the_room_that_is_open(case: Case, room: Room) -> None:
    meeting = meeting_in(case, clock.now())
    alma = Page(resident(ALMA), case, meeting.id)
    assert alma.client.get(alma.path)["Location"].endswith(f"/video/{room.id}/")
    assert alma.comes() == {"state": "early", "elsewhere": str(room.id)}


def test_the_trail_tells_who_and_when_and_no_names(case: Case, cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    with at_work(staff("cecilia")):
        rows = list(Event.objects.filter(case_id=case.id, verb__contains="call"))
    assert {row.verb for row in rows} == {"open_call", "join_call", "admit_to_call"}
    for row in rows:
        assert set(row.detail) <= {"resident"}
        assert row.activity == "financial_aid_investigation"
        assert row.grounds["sentence"]


def test_an_exchange_asks_little(cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    cecilia.told()
    with CaptureQueriesContext(connection) as asked:
        cecilia.told()
    questions = [one for one in asked if not one["sql"].lower().startswith(("begin", "set", "savepoint"))]
    assert len(questions) <= 9, [one["sql"][:90] for one in questions]


def test_only_these_pages_may_use_camera_and_microphone(cecilia: Page, alma: Page) -> None:
    for client, path in (
        (alma.client, alma.path),
        (cecilia.client, cecilia.path),
        (client_for(None), "/helsingborg/kamera-test/"),
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "display-capture=(self)" in answer["Permissions-Policy"]
    other = alma.client.get("/helsingborg/mina-sidor/")
    assert "camera=()" in other["Permissions-Policy"]
    assert "microphone=()" in other["Permissions-Policy"]


def test_a_room_in_a_closed_case_is_not_opened(case: Case) -> None:
    with at_work(staff("cecilia")):
        Case.objects.filter(id=case.id, municipality=HELSINGBORG).update(closed_at=clock.now())
    answer = client_for(staff("cecilia")).post(f"/helsingborg/arbete/arende/{case.id}/video/")
    assert answer["Location"] == f"/helsingborg/arbete/arende/{case.id}/"
    with at_work(staff("cecilia")):
        assert not Room.objects.filter(case=case).exists()


def test_the_pages_ask_little(cecilia: Page, alma: Page) -> None:
    for page in (cecilia, alma):
        page.client.get(page.path)
        with CaptureQueriesContext(connection) as asked:
            assert page.client.get(page.path).status_code == 200
        questions = [one for one in asked if not one["sql"].lower().startswith(("begin", "set", "savepoint"))]
        assert len(questions) <= 12, [one["sql"][:90] for one in questions]


@pytest.mark.parametrize("is_open", [True, False])
def test_the_way_there_stands_on_the_case_page(case: Case, is_open: bool) -> None:
    alma, cecilia = client_for(resident(ALMA)), client_for(staff("cecilia"))
    mine, work = (f"/helsingborg/{door}/arende/{case.id}/" for door in ("mina-sidor", "arbete"))
    assert "Gå till videomötet" not in alma.get(mine).content.decode()
    assert "Öppna ett videorum nu" in cecilia.get(work).content.decode()
    soon = clock.now() + timedelta(minutes=14)
    where = opened(case).id if is_open else meeting_in(case, soon).id
    assert f"{mine}video/{where}/" in alma.get(mine).content.decode()
    assert f"{mine}video/{where}/" in alma.get(f"{mine}panel/call/").content.decode()
    assert ("Gå till videorummet" if is_open else "Öppna videorummet") in cecilia.get(work).content.decode()


def test_a_meeting_tomorrow_shows_no_way_yet(case: Case) -> None:
    meeting_in(case, clock.now() + timedelta(hours=20))
    page = client_for(resident(ALMA)).get(f"/helsingborg/mina-sidor/arende/{case.id}/").content.decode()
    assert "Gå till videomötet" not in page


def test_without_a_script_or_a_camera_there_are_other_ways(cecilia: Page, alma: Page) -> None:
    page = alma.client.get(alma.path).content.decode()
    assert "Video behöver JavaScript" in page
    assert 'href="tel:' in page
    assert f"/mina-sidor/arende/{alma.case.id}/meddelanden/" in page
    assert "Video behöver JavaScript" in cecilia.client.get(cecilia.path).content.decode()
