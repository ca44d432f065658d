"""Expired session in the middle of a form: nothing typed is lost, and nobody else reads it."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.conf import settings
from django.db import ProgrammingError, transaction
from django.test import Client, RequestFactory

from brygga.access.rules import ResidentActor, StaffActor
from brygga.ground import clock, tenancy
from brygga.ground.sessions import SessionStore
from brygga.ground.tenancy import Reach, Role
from brygga.people import parking
from brygga.people.models import ParkedForm
from brygga.portal.views import sign_in
from tests.cast import ALMA, BO, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

SEARCH = "/helsingborg/arbete/sok/"
MINE = "/helsingborg/mina-sidor/"
PARKED = "/helsingborg/sparat/"
NOTE = "Hyran är obetald sedan oktober.\r\n\r\nAlma ringer på måndag."
FIRST_LINE = "Hyran är obetald sedan oktober."


def gone_quiet(actor: StaffActor | ResidentActor) -> Client:
    """A browser whose session has been idle for too long."""
    client = client_for(actor)
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    session["seen"] = clock.wall_seconds() - settings.SESSION_IDLE_SECONDS[actor.kind] - 1
    session.save()
    return client


def signed_in_again(client: Client, actor: StaffActor | ResidentActor) -> Client:
    client.cookies[settings.SESSION_COOKIE_NAME] = (
        client_for(actor).cookies[settings.SESSION_COOKIE_NAME].value
    )
    return client


def typed_too_late(actor: StaffActor | ResidentActor, path: str = SEARCH, **more: object) -> Client:
    client = gone_quiet(actor)
    answer = client.post(path, {"text": NOTE, "q": "Alma", "kind": "phone_call", **more})
    assert answer.status_code == 401
    assert "finns kvar i en timme" in answer.content.decode()
    return client


def rows() -> list[ParkedForm]:
    with tenancy.enter(tenancy.DOOR):
        return list(ParkedForm.objects.all())


def test_what_was_typed_waits_and_is_sent_to_the_page_it_was_meant_for() -> None:
    cecilia = staff("cecilia")
    client = signed_in_again(typed_too_late(cecilia), cecilia)
    page = client.get(PARKED).content.decode()
    assert "<p>Hyran är obetald sedan oktober.</p>" in page
    assert f'action="{SEARCH}"' in page
    assert 'name="kind" value="phone_call"' in page
    assert client.post(SEARCH, {"text": NOTE, "q": "Alma", "parked": "1"}).status_code == 200
    assert rows() == []
    assert client.get(PARKED).status_code == 302


def test_it_stays_while_its_page_is_reloaded() -> None:
    cecilia = staff("cecilia")
    client = signed_in_again(typed_too_late(cecilia), cecilia)
    assert [FIRST_LINE in client.get(PARKED).content.decode() for _ in range(2)] == [True, True]


def test_throwing_it_away_leaves_nothing() -> None:
    cecilia = staff("cecilia")
    client = signed_in_again(typed_too_late(cecilia), cecilia)
    assert client.post(PARKED).headers["Location"] == "/helsingborg/arbete/"
    assert rows() == []
    assert client.cookies[parking.COOKIE].value == ""


def test_somebody_else_in_the_same_browser_does_not_see_it() -> None:
    alma, bo = resident(ALMA), resident(BO)
    client = signed_in_again(typed_too_late(alma, MINE), bo)
    assert client.get(PARKED).status_code == 302
    assert client.post(PARKED).status_code == 302
    assert len(rows()) == 1, "Bo may not throw it away either"
    assert FIRST_LINE in signed_in_again(client, alma).get(PARKED).content.decode()


def test_a_resident_who_also_works_for_the_municipality_finds_it_behind_the_same_door_only() -> None:
    cecilia = staff("cecilia")
    client = typed_too_late(cecilia)
    client.cookies[settings.SESSION_COOKIE_NAME] = ""
    with tenancy.enter(tenancy.DOOR):
        ticket = parking.Ticket.read(client.cookies[parking.COOKIE].value)
        assert ticket is not None
        assert parking.waiting(ticket, "resident", cecilia.id) is None
        assert parking.waiting(ticket, "staff", cecilia.id) is not None


def test_nobody_signed_in_sees_nothing() -> None:
    client = typed_too_late(staff("cecilia"))
    assert client.get(PARKED).status_code == 404


def test_the_row_alone_tells_nothing_even_with_the_key_of_the_house() -> None:
    typed_too_late(staff("cecilia"))
    (row,) = rows()
    assert b"Hyran" not in bytes(row.sealed)
    with tenancy.enter(tenancy.DOOR):
        forged = parking.Ticket(row.id, b"k" * 32)
        assert parking.waiting(forged, "staff", staff("cecilia").id) is None
        parking.throw_away(forged)
    assert len(rows()) == 1


def test_staff_and_residents_reach_no_parked_rows_in_the_database() -> None:
    typed_too_late(staff("cecilia"))
    denied = pytest.raises(ProgrammingError, match="permission denied")
    with denied, tenancy.enter(Reach(Role.STAFF)), transaction.atomic():
        list(ParkedForm.objects.all())


def test_after_an_hour_it_is_gone() -> None:
    cecilia = staff("cecilia")
    client = typed_too_late(cecilia)
    with clock.pinned(clock.now() + parking.LIFETIME + timedelta(seconds=1)):
        ticket = parking.Ticket.read(client.cookies[parking.COOKIE].value)
        assert ticket is not None
        with tenancy.enter(tenancy.DOOR):
            assert parking.waiting(ticket, "staff", cecilia.id) is None
            parking.park(parking.typed("/", {"a": ["b"]}, files=False), "staff", None)
    assert len(rows()) == 1, "the old row went when the next came"


def test_the_next_form_of_the_same_browser_takes_the_place_of_the_last() -> None:
    client = typed_too_late(staff("cecilia"))
    client.post(SEARCH, {"text": "Något annat"})
    assert len(rows()) == 1


def test_too_much_is_not_kept_and_the_page_says_so() -> None:
    answer = gone_quiet(staff("cecilia")).post(SEARCH, {"text": "x" * (parking.LARGEST + 1)})
    assert "kunde inte spara det" in answer.content.decode()
    assert rows() == []


def test_the_token_and_passwords_are_never_kept() -> None:
    kept = parking.typed("/", {"csrfmiddlewaretoken": ["t"], "password": ["p"], "text": ["hej"]}, files=True)
    assert kept.fields == (("text", "hej"),)
    assert kept.had_files


@pytest.mark.parametrize("cookie", ["", "x", "1.2", "0" * 32 + ".nyckel", "0" * 32 + "." + "A" * 44])
def test_a_made_up_ticket_opens_nothing(cookie: str) -> None:
    client = client_for(staff("cecilia"))
    client.cookies[parking.COOKIE] = cookie
    assert client.get(PARKED).status_code == 302


def test_a_stale_token_keeps_what_came_from_our_own_page_and_nothing_else() -> None:
    client = Client(enforce_csrf_checks=True)
    ours = client.post(SEARCH, {"text": NOTE}, headers={"Sec-Fetch-Site": "same-origin"})
    assert (ours.status_code, len(rows())) == (403, 1)
    theirs = Client(enforce_csrf_checks=True).post(
        SEARCH, {"text": NOTE}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert (theirs.status_code, len(rows())) == (403, 1)
    assert parking.COOKIE not in theirs.cookies


def test_sign_in_leads_to_what_was_typed_and_the_e_id_of_another_does_not() -> None:
    alma, bo = resident(ALMA), resident(BO)
    client = typed_too_late(alma, MINE)
    assert landed(client, alma.id) == PARKED
    assert landed(client, bo.id) == MINE


def test_an_htmx_form_is_told_where_to_go() -> None:
    answer = gone_quiet(staff("cecilia")).post(SEARCH, {"text": NOTE}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/helsingborg/logga-in/staff/"
    assert len(rows()) == 1


def test_leaving_quickly_throws_away_what_waited() -> None:
    client = typed_too_late(resident(ALMA), MINE)
    client.post("/lamna")
    assert rows() == []


def landed(client: Client, who: UUID) -> str:
    """Where sign-in would lead this browser."""
    request = RequestFactory().get("/inloggning/resident/svar")
    request.COOKIES[parking.COOKIE] = client.cookies[parking.COOKIE].value
    request.session = SessionStore()
    request.session.update({"bound_for": MINE, "came_from": "helsingborg"})
    identity = SimpleNamespace(id_token="t", acr="", txn="", org_affiliation="")
    with tenancy.enter(tenancy.DOOR):
        return sign_in._let_in(request, "resident", SimpleNamespace(id=who), identity).headers["Location"]
