"""What the start page of staff says of a list."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from brygga.cases import actions as cases
from brygga.demo.cast import HELSINGBORG
from brygga.portal import worklist
from tests.cast import almas_case, at_work, staff
from tests.doors import client_for

TODAY = date(2026, 11, 20)


def row(
    days: int | None, *, taken: bool = True, unread: bool = False, who: str = "Alma Nilsson"
) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "municipality": HELSINGBORG,
        "who": who,
        "title": "Hjälp med hyran",
        "stage": "received",
        "due_on": None if days is None else TODAY + timedelta(days=days),
        "due_code": "delay_action",
        "handler_id": uuid4() if taken else None,
        "new_for_staff": unread,
        "shielded": False,
    }


def day_of(*rows: dict[str, Any]) -> worklist.Today:
    return worklist.today_of([one for _title, group in worklist.groups(rows, TODAY) for one in group])


@pytest.mark.django_db
def test_each_case_stands_once_under_what_matters_most() -> None:
    with at_work(staff("cecilia")):
        today = day_of(
            row(-1, unread=True),
            row(0, taken=False),
            row(3, taken=False),
            row(5, unread=True),
            row(6),
            row(7),
            row(8),
            row(None),
        )
    assert [one.days for one in today.pressing] == [0, -1]
    assert [one.days for one in today.fresh] == [3]
    assert [one.days for one in today.unread] == [5]
    assert [one.days for one in today.week] == [6, 7]
    assert [one.days for one in today.nearest] == [], "a full day is not filled up"


@pytest.mark.django_db
def test_a_quiet_day_shows_what_comes_next() -> None:
    with at_work(staff("cecilia")):
        today = day_of(*[row(30 + number) for number in range(9)])
    assert [one.days for one in today.nearest] == [30, 31, 32, 33, 34, 35]
    assert not today.pressing + today.fresh + today.unread + today.week


@pytest.mark.django_db
def test_the_start_page_offers_a_new_case_to_open_and_the_list_alone_brings_it_along() -> None:
    case = almas_case("adult")
    client = client_for(staff("cecilia"))
    page = client.get("/helsingborg/arbete/").content.decode()
    assert page.count(f"/helsingborg/arbete/arende/{case.id}/") == 2, "in the list and in the middle"
    fetched = client.get("/helsingborg/arbete/lista/?visa=mina&arende=").content.decode()
    assert 'hx-swap-oob="true"' in fetched
    assert fetched.count(f"/helsingborg/arbete/arende/{case.id}/") == 2
    beside_a_case = client.get(f"/helsingborg/arbete/lista/?visa=mina&arende={case.id}").content.decode()
    assert "hx-swap-oob" not in beside_a_case


@pytest.mark.django_db
def test_a_proposal_laid_out_is_the_one_step_of_its_case() -> None:
    from brygga.decisions.tests.build import investigated, proposed

    case = investigated()
    proposed(case, by="cecilia")
    with at_work(staff("cecilia")) as cecilia:
        cases.assign(cecilia, case, cecilia.id)
    page = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/").content.decode()
    steps = page.split('class="next-ways case-steps"', 1)[1].split("</div>", 1)[0]
    assert "Öppna förslaget" in steps
    assert "Utred vidare" not in steps
