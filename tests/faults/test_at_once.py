"""Two who act at the same moment, through the running server."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from threading import Barrier
from typing import Any

import httpx
import pytest

from brygga.decisions.tests.build import investigated
from brygga.ground import clock
from brygga.ground.ids import uuid7
from tests.cast import almas_case
from tests.faults.servers import Person, note
from tests.faults.whole import half_written, notes_in


def at_once(*acts: Callable[[], httpx.Response]) -> list[httpx.Response]:
    """All of them let go at the same moment."""
    gate = Barrier(len(acts))

    def act(do: Callable[[], httpx.Response]) -> httpx.Response:
        gate.wait()
        return do()

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(act, acts))


@pytest.fixture
def people(person: Callable[[str], Person]) -> tuple[Person, Person]:
    return person("cecilia"), person("david")


def test_of_two_who_close_a_case_at_once_the_second_is_told_and_keeps_what_was_typed(
    people: tuple[Person, Person],
) -> None:
    path = f"/helsingborg/arbete/arende/{investigated().id}/avsluta/"
    words = ["Alma har fått hjälp med hyran.\nVi avslutar.", "Ärendet är klart & <Alma> vet det."]
    forms = [one.opens(path) | {"summary": said} for one, said in zip(people, words, strict=True)]
    answers = at_once(
        lambda: people[0].sends(path, forms[0]),
        lambda: people[1].sends(path, forms[1]),
    )
    statuses = [answer.status_code for answer in answers]
    assert sorted(statuses) in ([302, 409], [303, 409])
    late = statuses.index(409)
    page = answers[late].text
    assert "Det här hade du skrivit" in page
    assert words[late] in unescape(page)
    assert "<Alma>" not in page
    assert words[1 - late] not in unescape(page)
    assert f'href="{path.removesuffix("avsluta/")}"' in page
    assert forms[late]["csrfmiddlewaretoken"] not in page
    assert answers[late].headers["cache-control"] == "no-store"


def test_of_two_who_take_the_same_step_at_once_one_takes_it(people: tuple[Person, Person]) -> None:
    case = f"/helsingborg/arbete/arende/{almas_case().id}/"
    hidden = [one.opens(case) for one in people]
    step = f"{case}steg/start_assessment/"
    answers = at_once(
        lambda: people[0].sends(step, hidden[0]),
        lambda: people[1].sends(step, hidden[1]),
    )
    assert sorted(answer.status_code for answer in answers) in ([302, 409], [303, 409])
    late: Any = next(answer for answer in answers if answer.status_code == 409)
    assert "Någon annan hann före" in late.text
    assert "Det här hade du skrivit" not in late.text


def test_the_same_form_sent_twice_at_once_is_one_note_and_both_are_led_on(
    person: Callable[[str], Person],
) -> None:
    path = f"/helsingborg/arbete/arende/{almas_case().id}/anteckning/"
    cecilia = person("cecilia")
    soon = (clock.today() + timedelta(days=30)).isoformat()
    form = note(cecilia.opens(path), uuid7(), clock.today().isoformat(), "hyran") | {"review_on": soon}
    answers = at_once(*[lambda: cecilia.sends(path, form)] * 4)
    assert {answer.status_code for answer in answers} <= {302, 303}
    assert len({answer.headers["location"] for answer in answers}) == 1
    owner = os.environ["BRYGGA_OWNER_DATABASE_URL"]
    assert len(notes_in(owner)) == 1
    assert half_written(owner) == {}
