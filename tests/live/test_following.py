"""Who may follow a case, and what reaches them, against the running server."""

import asyncio
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connections

from brygga.access.models import Position
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.demo.cast import LANDSKRONA, ident
from brygga.documentation import actions as documentation
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.sessions import SessionStore
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.live.pages import SLUG, Page, case_address, cookie_of, serving, silent

pytestmark = pytest.mark.usefixtures("committed")


def change(case: Case, panel: str = "journal") -> int:
    """Cecilia changes something in the case; the version it then has."""
    with at_work(staff("cecilia")):
        fresh = Case.objects.get(id=case.id)
        cases.touch(fresh, panel)
    return int(fresh.version)


async def changed(case: Case, panel: str = "journal") -> int:
    return await asyncio.to_thread(_apart, change, case, panel)


def _apart(do, *given):  # type: ignore[no-untyped-def]
    try:
        return do(*given)
    finally:
        connections["default"].close()


def as_owner(statement: str, *given: object) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, given)
    connections["owner"].close()


def signed_note(case: Case) -> int:
    """Cecilia signs a note, as she does from her page; the version the case then has."""
    with at_work(staff("cecilia")) as cecilia:
        fresh = Case.objects.get(id=case.id)
        note = documentation.NewNote(uuid7(), "call", "Samtal", "Vi talades vid i dag.", clock.today())
        documentation.sign_note(cecilia, fresh, note)
        return int(Case.objects.get(id=case.id).version)


def test_alma_hears_of_a_signed_note_within_a_second(port: int) -> None:
    case = almas_case()
    cookie = cookie_of(resident(ALMA))
    with at_work(staff("cecilia")) as cecilia:
        cases.start_assessment(cecilia, case)
        known = int(Case.objects.get(id=case.id).version)

    async def story() -> None:
        async with Page(port, case_address(case.id, known), cookie) as page:
            assert page.status == 200
            assert page.headers["content-type"].startswith("text/event-stream")
            assert page.headers["cache-control"] == "no-store"
            version = await asyncio.to_thread(_apart, signed_note, case)
            assert await page.event_after(known) == ("journal", version)

    asyncio.run(story())


def test_the_signal_says_nothing_but_what_kind_of_thing_changed(port: int) -> None:
    case = almas_case()
    cookie = cookie_of(resident(ALMA))

    async def story() -> bytes:
        async with Page(port, case_address(case.id, case.version), cookie) as page:
            await changed(case)
            return await asyncio.wait_for(page._in.readuntil(b"data: .\n\n"), 1)

    said = asyncio.run(story()).decode()
    assert ALMA[0] not in said
    assert "Alma" not in said
    assert case.number not in said


@pytest.mark.parametrize("who", ["bo", "eva", "frida", "gustav", "nobody", "petra"])
def test_whoever_may_not_open_the_case_gets_404(port: int, who: str) -> None:
    case = almas_case()
    assert asyncio.run(_status(port, case_address(case.id), cookie_of(_someone(who)))) == 404


@pytest.mark.parametrize("who", ["cecilia", "david"])
def test_those_who_may_open_the_case_may_follow_it(port: int, who: str) -> None:
    case = almas_case()
    assert asyncio.run(_status(port, case_address(case.id), cookie_of(staff(who)))) == 200


def test_david_may_not_follow_a_protected_identity_across_the_border(port: int) -> None:
    case = almas_case(protected=True)
    assert asyncio.run(_status(port, case_address(case.id), cookie_of(staff("david")))) == 404
    assert asyncio.run(_status(port, case_address(case.id), cookie_of(resident(PETRA)))) == 200


@pytest.mark.parametrize("slug", ["landskrona", "bjuv", "ingenstans"])
def test_another_municipalitys_address_does_not_lead_to_the_case(port: int, slug: str) -> None:
    case = almas_case()
    for actor in (staff("cecilia"), resident(ALMA)):
        assert asyncio.run(_status(port, case_address(case.id, slug=slug), cookie_of(actor))) == 404


def test_a_case_that_does_not_exist_is_not_found_either(port: int) -> None:
    assert asyncio.run(_status(port, case_address(uuid4()), cookie_of(staff("cecilia")))) == 404


@pytest.mark.parametrize("cookie", ["sessionid=", "sessionid=made-up", '=;;= "x', "a" * 5000])
def test_a_strange_cookie_is_nobody(port: int, cookie: str) -> None:
    case = almas_case()
    assert asyncio.run(_status(port, case_address(case.id), cookie)) == 404


@pytest.mark.parametrize("known", ["", "x", "-1", "9" * 40, "1;drop"])
def test_a_version_that_is_none_means_fetch_everything(port: int, known: str) -> None:
    case = almas_case()
    cookie = cookie_of(resident(ALMA))

    async def story() -> tuple[str, int]:
        async with Page(port, f"{case_address(case.id)}?v={known}", cookie) as page:
            return await page.event()

    assert asyncio.run(story()) == ("all", case.version)


def test_a_page_that_is_older_than_the_case_is_told_to_fetch_everything(port: int) -> None:
    case = almas_case()
    known = case.version
    version = change(case)
    cookie = cookie_of(resident(ALMA))

    async def story() -> None:
        async with Page(port, case_address(case.id, known), cookie) as page:
            assert await page.event() == ("all", version)
        async with Page(port, case_address(case.id, known), cookie, last_event_id=str(version)) as page:
            assert await silent(page), "what the browser already has is not sent again"

    asyncio.run(story())


def test_a_session_that_has_been_idle_too_long_follows_nothing(port: int) -> None:
    case, alma = almas_case(), resident(ALMA)
    cookie = cookie_of(alma)
    session = SessionStore(cookie.partition("=")[2])
    session["seen"] = clock.wall_seconds() - settings.SESSION_IDLE_SECONDS["resident"] - 5
    session.save()
    assert asyncio.run(_status(port, case_address(case.id), cookie)) == 404


def test_an_expired_session_follows_nothing(port: int) -> None:
    case, alma = almas_case(), resident(ALMA)
    cookie = cookie_of(alma)
    as_owner("update django_session set expire_date = now() - interval '1 second'")
    assert asyncio.run(_status(port, case_address(case.id), cookie)) == 404


def test_following_does_not_keep_an_idle_session_alive(port: int) -> None:
    case, alma = almas_case(), resident(ALMA)
    cookie = cookie_of(alma)
    session = SessionStore(cookie.partition("=")[2])
    session["seen"] = before = clock.wall_seconds() - 600
    session.save()
    assert asyncio.run(_status(port, case_address(case.id), cookie)) == 200
    assert SessionStore(session.session_key)["seen"] == before


def test_a_signal_missed_while_the_line_was_down_is_healed(port: int) -> None:
    """The LISTEN connection is killed and the change is made before it is back."""
    case = almas_case()
    cookie = cookie_of(resident(ALMA))

    async def story() -> None:
        async with Page(port, case_address(case.id, case.version), cookie) as page:
            await changed(case, "status")
            assert (await page.event())[0] == "status"
            await asyncio.to_thread(
                as_owner,
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where application_name = 'brygga live' and datname = current_database()",
            )
            version = await changed(case)
            assert await page.event(within=5) in {("all", version), ("journal", version)}
            assert await silent(page, 1.0), "it is told once"
            version = await changed(case, "asks")
            assert await page.event() == ("asks", version)

    asyncio.run(story())


def test_two_changes_in_one_transaction_are_two_kinds_with_growing_ids(port: int) -> None:
    case = almas_case()
    cookie = cookie_of(staff("cecilia"))

    def both() -> None:
        with at_work(staff("cecilia")):
            fresh = Case.objects.get(id=case.id)
            cases.touch(fresh, "journal")
            cases.touch(fresh, "documents")

    async def story() -> None:
        async with Page(port, case_address(case.id, case.version), cookie) as page:
            await asyncio.to_thread(_apart, both)
            first, second = await page.event(), await page.event()
            assert [first[0], second[0]] == ["journal", "documents"]
            assert first[1] < second[1]

    asyncio.run(story())


def test_an_act_that_is_undone_signals_nothing(port: int) -> None:
    case = almas_case()
    cookie = cookie_of(staff("cecilia"))

    def undone() -> None:
        with pytest.raises(ZeroDivisionError), at_work(staff("cecilia")):
            cases.touch(Case.objects.get(id=case.id), "journal")
            raise ZeroDivisionError

    async def story() -> None:
        async with Page(port, case_address(case.id, case.version), cookie) as page:
            await asyncio.to_thread(_apart, undone)
            assert await silent(page)

    asyncio.run(story())


def test_another_case_is_silent(port: int) -> None:
    case, other = almas_case(), almas_case("adult")
    cookie = cookie_of(resident(ALMA))

    async def story() -> None:
        async with Page(port, case_address(case.id, case.version), cookie) as page:
            await changed(other)
            assert await silent(page)

    asyncio.run(story())


def test_lists_follow_every_municipality_in_reach_and_no_other(port: int) -> None:
    case = almas_case()
    now = clock.wall_milliseconds() + 2000

    async def story() -> None:
        david = Page(port, f"/landskrona/live/lista?v={now}", await _cookie("david"))
        eva = Page(port, f"/bjuv/live/lista?v={now}", await _cookie("eva"))
        async with david, eva:
            assert (david.status, eva.status) == (200, 200)
            await changed(case)
            assert (await david.event())[0] == "list"
            assert await silent(eva)

    asyncio.run(story())


def test_a_list_made_before_the_change_is_told_at_once(port: int) -> None:
    case = almas_case()
    made_at = clock.wall_milliseconds()
    cookie = cookie_of(staff("cecilia"))

    async def story() -> None:
        async with Page(port, f"/{SLUG}/live/lista", cookie) as page:
            assert (await page.event())[0] == "list"
        await changed(case)
        async with Page(port, f"/{SLUG}/live/lista?v={made_at}", cookie) as page:
            kind, ident_ = await page.event()
            assert kind == "list"
            assert ident_ >= made_at

    asyncio.run(story())


def test_eva_may_not_follow_helsingborgs_list(port: int) -> None:
    assert asyncio.run(_status(port, f"/{SLUG}/live/lista", cookie_of(staff("eva")))) == 404


def test_a_residents_list_follows_each_of_their_cases_and_nobody_elses(port: int) -> None:
    case = almas_case()
    now = clock.wall_milliseconds() + 2000
    alma, bo = cookie_of(resident(ALMA)), cookie_of(resident(BO))

    async def story() -> None:
        hers, his = (Page(port, f"/{SLUG}/live/lista?v={now}", cookie) for cookie in (alma, bo))
        async with hers, his:
            await changed(case)
            assert (await hers.event())[0] == "list"
            assert await silent(his)

    asyncio.run(story())


def test_whoever_loses_the_right_is_sent_away_at_the_next_look(port: int) -> None:
    """The look comes at least once a minute, and at once when the line to the database was broken."""
    case = almas_case()
    cookie = cookie_of(staff("david"))
    position = str(ident("position david"))

    async def story() -> None:
        async with Page(port, case_address(case.id, case.version), cookie) as page:
            await changed(case)
            assert (await page.event())[0] == "journal"
            await asyncio.to_thread(
                as_owner, "update access_position set valid_to = '2026-01-01' where id = %s", position
            )
            await asyncio.to_thread(
                as_owner,
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where application_name = 'brygga live' and datname = current_database()",
            )
            assert (await page.event(within=5))[0] == "bye"
            assert await page.ended()

    try:
        asyncio.run(story())
    finally:
        as_owner("update access_position set valid_to = null where id = %s", position)
    assert Position.objects.filter(municipality=LANDSKRONA, valid_to=None).exists


def test_the_server_stops_although_pages_are_open() -> None:
    case = almas_case()
    cookie = cookie_of(resident(ALMA))

    async def story() -> None:
        with serving() as port:
            page = await Page(port, case_address(case.id, case.version), cookie).__aenter__()
            assert page.status == 200
        await page.__aexit__()

    asyncio.run(story())  # `serving` fails if the server does not stop by itself


def test_pages_are_served_by_the_same_process(port: int) -> None:
    assert asyncio.run(_status(port, f"/{SLUG}/", "")) == 200


def test_streams_may_be_served_alone() -> None:
    case = almas_case()
    cookie = cookie_of(resident(ALMA))
    with serving("brygga.asgi:streams") as port:
        assert asyncio.run(_status(port, case_address(case.id), cookie)) == 200
        assert asyncio.run(_status(port, f"/{SLUG}/", "")) == 404


def test_without_the_asgi_application_the_address_says_so(port: int) -> None:
    from django.test import Client
    from django.urls import reverse

    from brygga.ground.sse import ADDRESS

    for name, given in (("live_case", {"case_id": uuid4()}), ("live_list", {})):
        address = reverse(name, kwargs={"slug": SLUG, **given})
        assert ADDRESS.fullmatch(address)
        assert Client().get(address).status_code == 426


async def _status(port: int, address: str, cookie: str) -> int:
    async with asyncio.timeout(5), Page(port, address, cookie) as page:
        return page.status


async def _cookie(who: str) -> str:
    return await asyncio.to_thread(_apart, lambda: cookie_of(staff(who)))


def _someone(who: str) -> StaffActor | ResidentActor | None:
    residents = {"bo": BO, "petra": PETRA}
    if who == "nobody":
        return None
    return resident(residents[who]) if who in residents else staff(who)


def test_a_page_that_fetches_by_itself_does_not_keep_the_session_alive(port: int) -> None:
    from tests.doors import client_for

    client = client_for(resident(ALMA))
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    session["seen"] = before = clock.wall_seconds() - 600
    session.save()
    client.get(f"/{SLUG}/mina-sidor/", headers={"Brygga-Follows": "1"})
    assert SessionStore(session.session_key)["seen"] == before
    client.get(f"/{SLUG}/mina-sidor/")
    assert SessionStore(session.session_key)["seen"] > before
