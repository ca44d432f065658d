"""A resident books with their own worker; moves, cancels; nobody else sees, and nobody is in two places."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from brygga.booking import actions, queries
from brygga.booking.models import Hours, Meeting
from brygga.booking.rules import STOCKHOLM, Span, State
from brygga.booking.tests.build import FRIDAY, free_for, handled, opened, typed, wish
from brygga.cases.models import Case
from brygga.ground import clock
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _friday() -> Iterator[None]:
    with clock.pinned(FRIDAY):
        yield


def mine(case: Case, part: str = "") -> str:
    return f"/helsingborg/mina-sidor/arende/{case.id}/{part}"


def theirs(case: Case, part: str = "") -> str:
    return f"/helsingborg/arbete/arende/{case.id}/{part}"


def booked(case: Case, offer: int = 0) -> Meeting:
    answer = client_for(resident(ALMA)).post(mine(case, "tid/"), typed(free_for(case)[offer]))
    assert answer.status_code == 303, answer.content.decode()
    with at_work(staff("cecilia")):
        found: Meeting = Meeting.objects.filter(case=case).latest("booked_at", "starts_at")
        return found


def test_alma_books_with_her_own_worker_and_both_see_it() -> None:
    opened()
    opened("maria")
    case = handled()
    page = client_for(resident(ALMA)).get(mine(case, "tid/")).content.decode()
    assert "Du träffar Cecilia Holm" in page
    assert "Maria" not in page, "her own worker first"
    meeting = booked(case)
    assert (meeting.staff_name, meeting.by_resident) == ("Cecilia Holm", True)
    for page in (
        client_for(resident(ALMA)).get(mine(case)).content.decode(),
        client_for(staff("cecilia")).get(theirs(case)).content.decode(),
    ):
        assert "13.00–13.45" in page
    own = client_for(staff("cecilia")).get("/helsingborg/arbete/tider/").content.decode()
    assert case.number in own


def test_without_a_worker_who_takes_bookings_the_team_does() -> None:
    opened("maria")
    case = almas_case()
    assert {offer.host.name for offer in free_for(case)} == {"Maria Falk"}


def test_a_hidden_persons_team_is_the_cleared_alone() -> None:
    opened("maria")
    case = almas_case(protected=True)
    assert free_for(case) == []
    page = client_for(resident(PETRA)).get(mine(case, "tid/"))
    assert "inga lediga tider" in page.content.decode()


def test_what_is_booked_is_free_for_nobody_else_whichever_municipality_asks() -> None:
    opened()
    case, other = handled(), handled()
    meeting = booked(case)
    assert meeting.starts_at not in {offer.free.span.starts for offer in free_for(other)}
    with at_work(staff("cecilia")) as cecilia, pytest.raises(actions.Taken):
        wanted = actions.Wish(meeting.staff_id, meeting.starts_at, wish(free_for(other)[0]).channel)
        actions.book(cecilia, other, wanted, once=uuid4())


def test_a_time_somebody_else_took_a_moment_before_is_said_and_nothing_typed_is_lost() -> None:
    opened()
    case, other = handled(), handled()
    wanted = typed(free_for(case)[0], about="Min hyra", interpreter="Arabiska")
    booked(other)
    answer = client_for(resident(ALMA)).post(mine(case, "tid/"), wanted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "inte ledig längre" in page
    assert "Min hyra" in page
    assert "Arabiska" in page


def test_sent_twice_it_is_booked_once() -> None:
    opened()
    case = handled()
    wanted = typed(free_for(case)[0])
    alma = client_for(resident(ALMA))
    assert alma.post(mine(case, "tid/"), wanted).status_code == 303
    again = alma.post(mine(case, "tid/"), wanted)
    assert again.status_code in {303, 422}
    with at_work(staff("cecilia")):
        assert Meeting.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("who", ["alma", "cecilia"])
def test_a_form_sent_twice_leads_to_the_time_it_got_and_another_form_is_told_it_is_taken(who: str) -> None:
    opened()
    case, other = handled(), handled()
    client = client_for(resident(ALMA) if who == "alma" else staff("cecilia"))
    where = mine if who == "alma" else theirs
    wanted = typed(free_for(case)[0])
    for _time in range(2):
        answer = client.post(where(case, "tid/"), wanted)
        assert (answer.status_code, answer["Location"]) == (303, where(case) + "#tider")
    for case_, form in (
        (case, {**wanted, "once": str(uuid4())}),
        (case, {**wanted, "once": "twice"}),
        (other, wanted),
    ):
        assert client.post(where(case_, "tid/"), form).status_code == 422
    assert client_for(resident(BO)).post(mine(case, "tid/"), wanted).status_code == 404
    with at_work(staff("cecilia")):
        assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"at": ""}, "Välj en tid."),
        ({"at": "someone@never"}, "inte ledig längre"),
        ({"channel": ""}, "Välj hur ni ska träffas."),
        ({"channel": "hologram"}, "Välj"),
        ({"about": "x" * 201}, "200"),
    ],
)
def test_what_is_wrong_is_said(wrong: dict[str, str], says: str) -> None:
    opened()
    case = handled()
    answer = client_for(resident(ALMA)).post(mine(case, "tid/"), typed(free_for(case)[0], **wrong))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    with at_work(staff("cecilia")):
        assert not Meeting.objects.exists()


def test_moving_frees_the_old_time_in_the_same_moment() -> None:
    opened()
    case = handled()
    meeting = booked(case)
    later = free_for(case)[2]
    answer = client_for(resident(ALMA)).post(mine(case, f"tid/{meeting.id}/"), typed(later))
    assert answer.status_code == 303
    starts = [offer.free.span.starts for offer in free_for(case)]
    assert meeting.starts_at in starts
    assert later.free.span.starts not in starts


def test_cancelled_twice_is_cancelled_once_and_the_time_is_free() -> None:
    opened()
    case = handled()
    meeting, alma = booked(case), client_for(resident(ALMA))
    for _time in range(2):
        assert alma.post(mine(case, f"tid/{meeting.id}/avboka/")).status_code == 303
    assert free_for(case)[0].free.span.starts == meeting.starts_at


def test_in_the_last_two_hours_she_calls_and_the_time_stands() -> None:
    opened(weekday=FRIDAY.weekday())
    case = handled()
    meeting, alma = booked(case), resident(ALMA)
    with clock.pinned(meeting.starts_at - timedelta(minutes=90)):
        client = client_for(alma)
        for answer in (
            client.get(mine(case, f"tid/{meeting.id}/")),
            client.post(mine(case, f"tid/{meeting.id}/avboka/")),
        ):
            assert answer.status_code == 409
            assert "Ring" in answer.content.decode()
    with at_work(staff("cecilia")):
        assert queries.meeting_for(case, meeting.id).state == State.BOOKED


def test_staying_away_and_having_a_reason_are_not_the_same_and_neither_is_noted_too_early() -> None:
    opened(weekday=FRIDAY.weekday())
    case = handled()
    meeting = booked(case)
    note = {"meeting": str(meeting.id), "outcome": "excused"}
    assert client_for(staff("cecilia")).post(theirs(case, "tid/utfall/"), note).status_code == 409
    with clock.pinned(meeting.starts_at + timedelta(minutes=5)):
        assert client_for(staff("cecilia")).post(theirs(case, "tid/utfall/"), note).status_code == 303
    with at_work(staff("cecilia")):
        assert queries.meeting_for(case, meeting.id).state == State.EXCUSED


def test_strangers_get_404_everywhere() -> None:
    opened()
    case = handled()
    meeting = booked(case)
    bo, eva, gustav = client_for(resident(BO)), client_for(staff("eva")), client_for(staff("gustav"))
    for part in ("tid/", f"tid/{meeting.id}/", f"tid/{meeting.id}/kalender.ics"):
        assert bo.get(mine(case, part)).status_code == 404
    assert bo.post(mine(case, f"tid/{meeting.id}/avboka/")).status_code == 404
    for stranger in (eva, gustav):
        assert stranger.get(theirs(case, "tid/")).status_code == 404
        assert stranger.post(theirs(case, f"tid/{meeting.id}/avboka/")).status_code == 404
    assert gustav.get("/helsingborg/arbete/tider/").status_code == 404


def test_nobody_opens_hours_in_anothers_name_not_even_with_sql() -> None:
    opened()
    with at_work(staff("maria")):
        row = Hours.objects.get()
        assert Hours.objects.filter(id=row.id).update(place="Någon annanstans") == 0
        row.id = uuid4()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            row.save(force_insert=True)


def test_when_somebody_is_taken_says_nothing_of_why() -> None:
    opened()
    booked(handled())
    with at_work(resident(BO)), connection.cursor() as cursor:
        cursor.execute(
            "select * from brygga.taken(%s, %s, %s)", [[staff("cecilia").id], FRIDAY, FRIDAY + timedelta(30)]
        )
        assert [column.name for column in cursor.description or ()] == ["staff_id", "starts_at", "ends_at"]
        assert len(cursor.fetchall()) == 1


def test_the_database_itself_forbids_two_places_at_once() -> None:
    opened()
    case = handled()
    meeting = booked(case)
    meeting.id = uuid4()
    with at_work(staff("cecilia")), pytest.raises(IntegrityError), transaction.atomic():
        meeting.save(force_insert=True)


def test_away_means_no_times_and_back_means_they_are_there_again() -> None:
    opened()
    case, cecilia = handled(), client_for(staff("cecilia"))
    before = len(free_for(case))
    away = {"first": "2026-11-23", "last": "2026-11-29"}
    assert cecilia.post("/helsingborg/arbete/tider/borta/", away).status_code == 303
    during = free_for(case)
    assert during[0].day.isoformat() == "2026-12-01"
    with at_work(staff("cecilia")) as actor:
        (absence,) = queries.absences_of(actor, clock.now())
        assert absence.last_day.isoformat() == "2026-11-29"
    cecilia.post(f"/helsingborg/arbete/tider/tillbaka/{absence.id}/")
    assert len(free_for(case)) == before


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"starts": "kvart över"}, "Skriv klockslaget så här"),
        ({"starts": ""}, "Det här behövs"),
        ({"ends": "13.10"}, "ryms inget möte"),
        ({"channels": []}, "Välj minst ett sätt."),
        ({"channels": "physical", "place": ""}, "Skriv var ni ses"),
        ({"valid_to": "2026-01-01"}, "före den första"),
        ({"weekday": "9"}, "9"),
    ],
)
def test_hours_that_cannot_be_are_said_so(wrong: dict[str, Any], says: str) -> None:
    good = {"weekday": "1", "starts": "13.00", "ends": "16:00", "minutes": "45", "channels": "phone"}
    form = good | {"valid_from": "2026-11-20", "place": "", "once": str(uuid4())} | wrong
    answer = client_for(staff("cecilia")).post("/helsingborg/arbete/tider/oppna/", form)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_offers_cost_as_many_queries_for_one_host_as_for_many() -> None:
    opened("maria")
    case = almas_case()
    with at_work(staff("cecilia")), counted() as few:
        (talk, *_rest) = queries.errands_of(case)
        queries.offered(case, clock.now(), talk)
    for who in ("cecilia", "leila", "david", "karin"):
        opened(who)
    with at_work(staff("cecilia")), counted() as many:
        queries.errands_of(case)
        assert len(queries.offered(case, clock.now(), talk).hosts) == 5
    assert len(few) == len(many) <= 5


def test_a_break_in_the_hours_of_summer_time_is_no_meeting_in_the_night() -> None:
    opened()
    case = handled()
    with at_work(staff("cecilia")):
        found_for = queries.diaries(case, queries.errands_of(case)[0])
        last = FRIDAY.date() + timedelta(days=170)
        found = list(queries.offers(found_for, FRIDAY.date(), last, clock.now()))
    assert {offer.free.span.starts.astimezone(STOCKHOLM).hour for offer in found} == {13, 14}
    assert isinstance(found[0].free.span, Span)
