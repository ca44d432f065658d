"""What reaches somebody invited to a meeting, against the running server: that something happens there."""

import asyncio
from uuid import uuid4

import pytest
from django.db import connections

from brygga.calls.actions.permits import tell
from brygga.calls.models import Room
from brygga.calls.tests.build import opened
from brygga.calls.tests.guests import SAMIRA, TOR, invite, take_back
from brygga.cases import actions as cases
from brygga.cases.models import Case
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.live.pages import Page, cookie_of, silent

pytestmark = pytest.mark.usefixtures("committed")


def of(invitation: object, slug: str = "helsingborg") -> str:
    return f"/{slug}/live/inbjudan/{invitation}?v=0"


async def apart(do, *given):  # type: ignore[no-untyped-def]
    def done():  # type: ignore[no-untyped-def]
        try:
            return do(*given)
        finally:
            connections["default"].close()

    return await asyncio.to_thread(done)


def happens_in_the_room(case: Case) -> None:
    with at_work(staff("cecilia")):
        tell(Case.objects.get(id=case.id))


def happens_in_the_case(case: Case) -> None:
    with at_work(staff("cecilia")):
        cases.touch(Case.objects.get(id=case.id), "journal")


@pytest.fixture
def case() -> Case:
    return almas_case()


@pytest.fixture
def room(case: Case) -> Room:
    return opened(case)


def test_a_guest_hears_of_the_meeting_and_of_nothing_else_in_the_case(
    port: int, case: Case, room: Room
) -> None:
    invitation, cookie = invite(case, room.id), cookie_of(resident(SAMIRA))

    async def story() -> None:
        async with Page(port, of(invitation.id), cookie) as page:
            assert page.status == 200
            await apart(happens_in_the_case, case)
            assert await silent(page)
            await apart(happens_in_the_room, case)
            kind, version = await page.event()
            assert (kind, version) == ("calling", 0)

    asyncio.run(story())


def test_nobody_else_may_follow_it_nor_elsewhere_nor_when_it_is_taken_back(
    port: int, case: Case, room: Room
) -> None:
    invitation = invite(case, room.id)
    samira = cookie_of(resident(SAMIRA))
    others = [cookie_of(who) for who in (resident(TOR), resident(ALMA), resident(BO), staff("cecilia"), None)]

    async def status(address: str, cookie: str) -> int:
        async with Page(port, address, cookie) as page:
            return page.status

    async def story() -> None:
        assert [await status(of(invitation.id), one) for one in others] == [404] * 5
        assert await status(of(invitation.id, "landskrona"), samira) == 404
        assert await status(of(uuid4()), samira) == 404
        assert await status(f"/helsingborg/live/arende/{case.id}", samira) == 404
        assert await status(of(invitation.id), samira) == 200
        await apart(take_back, case, invitation)
        assert await status(of(invitation.id), samira) == 404

    asyncio.run(story())
