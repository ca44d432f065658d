"""Emergency openings with SQL of one's own: nobody writes one, and one opens one case, for a while, to be read."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import connections

from brygga.access.queries import reach_of
from brygga.access.rules import StaffActor
from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA, ident
from brygga.ground import tenancy
from brygga.ground.models import Wall
from tests.attack.attackers import Line, attacking, begin, count, denied
from tests.attack.conftest import Scene
from tests.attack.rows import insertion, tables
from tests.cast import staff

CASE_MODELS = tables(Wall.CASE)
NO_PART_OF_A_FILE = {"cases_workingnote"}
OPEN = "select outcome, opened_case from brygga.open_in_emergency(%s, %s, %s, %s, %s, %s)"
WHY = "Grannen ringer om ett barn som skriker, ingen svarar."
WRITABLE = {"documentation_note", "documentation_passage", "documentation_notedraft", "ground_event"}


@pytest.fixture(autouse=True)
def _as_it_was(scene: Scene) -> Iterator[None]:
    """Positions are committed here, and everybody else's tests rest on them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("select id, areas, shielded from access_position")
        before = cursor.fetchall()
    yield
    with connections["owner"].cursor() as cursor:
        put_back = "update access_position set areas = %s, shielded = %s where id = %s"
        cursor.executemany(put_back, [(areas, shielded, ident) for ident, areas, shielded in before])
    connections["owner"].close()


@pytest.fixture
def maria(scene: Scene) -> Iterator[StaffActor]:
    """A caseworker of Helsingborg who for the moment works with elderly people only."""
    _works_with("maria", '["elderly"]')
    yield staff("maria")
    _owner("delete from access_attempt")


def _works_with(who: str, areas: str, *, shielded: bool = False) -> None:
    _owner(
        "update access_position set areas = %s, shielded = %s where staff_id = %s",
        areas,
        shielded,
        ident(who),
    )


def _owner(statement: str, *given: object) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, given)
    connections["owner"].close()


def opens(
    line: Line, number: str, *, ground: str = "child", why: str = WHY, opening: UUID | None = None
) -> tuple[str, UUID | None]:
    row = line.execute(OPEN, [opening or uuid4(), uuid4(), number, ground, why, False]).fetchone()
    assert row is not None
    return row[0], row[1]


def seen(line: Line, case: UUID) -> set[str]:
    return {
        model._meta.db_table
        for model in CASE_MODELS
        if count(line, model._meta.db_table, f"{'id' if model.__name__ == 'Case' else 'case_id'} = '{case}'")
    }


def test_an_opening_shows_the_whole_of_one_case_and_nothing_of_another(
    scene: Scene, maria: StaffActor
) -> None:
    with attacking(maria, HELSINGBORG) as line:
        assert seen(line, scene.almas.id) == set()
        assert opens(line, scene.almas.number) == ("opened", scene.almas.id)
        assert (
            seen(line, scene.almas.id) == {model._meta.db_table for model in CASE_MODELS} - NO_PART_OF_A_FILE
        )
        assert seen(line, scene.petras.id) == set()
        assert seen(line, scene.landskronas.id) == set()
        assert count(line, "cases_case") == 1
        written = line.execute(
            "select verb, actor_name, grounds->>'sentence' from ground_event where verb = 'emergency_opening'"
        ).fetchall()
    ((verb, name, sentence),) = written
    assert (verb, name) == ("emergency_opening", "Maria Falk")
    assert WHY in sentence


def test_an_opening_is_over_when_its_time_is(scene: Scene, maria: StaffActor) -> None:
    with attacking(maria, HELSINGBORG) as line:
        opens(line, scene.almas.number)
        line.execute("select brygga.close_opening(%s)", [scene.almas.id])
        assert seen(line, scene.almas.id) == set()
        assert line.execute("select brygga.opened()").fetchone() == ([],)


def test_an_opening_lapses_with_the_right_to_it(scene: Scene, maria: StaffActor) -> None:
    """Asked again in every query: the position has ended, or the case has become a protected identity's."""
    opening = uuid4()
    with attacking(maria, HELSINGBORG) as line:
        opens(line, scene.almas.number, opening=opening)
        line.execute("commit")
        try:
            for before, after in (
                ("update people_staff set active = false", "update people_staff set active = true"),
                ("update cases_case set shielded = true", "update cases_case set shielded = false"),
            ):
                which = [maria.id] if "staff" in before else [scene.almas.id]
                begin(line, reach_of(maria, HELSINGBORG))
                assert count(line, "cases_case") == 1
                _owner(f"{before} where id = %s", *which)
                assert count(line, "cases_case") == 0
                line.execute("rollback")
                _owner(f"{after} where id = %s", *which)
        finally:
            _owner("delete from ground_event where verb = 'emergency_opening'")
            _owner("delete from access_opening where id = %s", opening)


def test_an_opening_is_the_openers_alone(scene: Scene, maria: StaffActor) -> None:
    _works_with("karin", '["elderly"]')
    karin = staff("karin")
    with attacking(maria, HELSINGBORG) as line:
        opens(line, scene.almas.number)
        line.execute(tenancy.statements(reach_of(karin, HELSINGBORG), line.info.backend_pid))
        assert seen(line, scene.almas.id) == set()


@pytest.mark.parametrize("model", CASE_MODELS, ids=lambda m: m._meta.db_table)
def test_an_opening_writes_notes_and_the_trail_and_changes_nothing(
    scene: Scene, maria: StaffActor, model: type
) -> None:
    table = model._meta.db_table  # type: ignore[attr-defined]
    statement, values = insertion(model, scene.almas, maria.id, scene.rows)
    with attacking(maria, HELSINGBORG) as line:
        opens(line, scene.almas.number)
        inserted = denied(line, statement, values)
        assert (inserted != "42501") is False or table in WRITABLE, inserted
        for change in (f"update {table} set municipality = municipality", f"delete from {table}"):
            if denied(line, change) != "42501":
                assert line.execute(change).rowcount == 0


@pytest.mark.parametrize("who", ["alma", "bo", "cecilia", "david", "eva", "frida", "gustav"])
def test_nobody_writes_an_opening_or_a_review_by_hand(scene: Scene, who: str) -> None:
    columns = (
        "id, municipality, area, shielded, case_id, number, staff_id, staff_name, staff_title, staff_municipality,"
        " ground, reason, reason_hidden, opened_at, expires_at, reviewer_name, review_note"
    )
    forged = (
        f"insert into access_opening ({columns}) values (gen_random_uuid(), 1283, 1, false, %s, 'Hbg', %s, 'x', 'x',"
        " 1283, 'child', 'x', false, now(), now() + interval '1 year', '', '')"
    )
    for focus in (HELSINGBORG, LANDSKRONA, BJUV):
        with attacking(scene.people[who], focus) as line:
            assert denied(line, forged, [scene.almas.id, scene.people[who].id]) == "42501"
            for statement in (
                "update access_opening set expires_at = now() + interval '1 year'",
                "update access_opening set accepted = true",
                "delete from access_opening",
                "delete from access_attempt",
                "select * from access_attempt",
                "select brygga.write_in_trail(null, null, null, '', null, '', '[]')",
                "select brygga.may_open(null, 1283, 1, false)",
                "select brygga.openings_of(gen_random_uuid())",
            ):
                assert denied(line, statement) == "42501", statement


@pytest.mark.parametrize("who", ["eva", "gustav", "frida"])
def test_those_without_the_right_cannot_tell_a_number_that_exists_from_one_that_does_not(
    scene: Scene, who: str
) -> None:
    """Another municipality without agreement, the administration, the elected: for a case they do not reach."""
    hidden = scene.petras if who != "frida" else scene.landskronas
    with attacking(scene.people[who], HELSINGBORG) as line:
        assert opens(line, hidden.number) == ("none", None)
        assert opens(line, "Hbg 2026-999999") == ("none", None)
        assert line.execute("select brygga.opened()").fetchone() == ([],)


def test_across_the_border_only_what_the_agreement_covers(scene: Scene) -> None:
    """Karin of Landskrona works with elderly people; the agreement covers income support, not the elderly."""
    _works_with("karin", '["elderly"]')
    karin = staff("karin")
    with attacking(karin, HELSINGBORG) as line:
        assert opens(line, scene.almas.number)[0] == "opened"
    _owner("update municipalities_agreement set areas = '[\"adults\"]'")
    try:
        with attacking(karin, HELSINGBORG) as line:
            assert opens(line, scene.almas.number)[0] == "none"
    finally:
        _owner(
            'update municipalities_agreement set areas = \'["children", "adults", "income_support", "advice"]\''
        )
    with attacking(karin, BJUV) as line:
        assert opens(line, scene.almas.number)[0] == "none"
        assert opens(line, scene.landskronas.number)[0] == "none"


def test_a_protected_identity_only_for_those_appointed_at_home(scene: Scene, maria: StaffActor) -> None:
    with attacking(maria, HELSINGBORG) as line:
        assert opens(line, scene.petras.number) == ("none", None)
    _works_with("karin", '["elderly"]', shielded=True)
    with attacking(staff("karin"), HELSINGBORG) as line:
        assert opens(line, scene.petras.number) == ("none", None), "never across a border"
    _works_with("maria", '["elderly"]', shielded=True)
    with attacking(staff("maria"), HELSINGBORG) as line:
        assert opens(line, scene.petras.number) == ("opened", scene.petras.id)


def test_numbers_cannot_be_tried_one_after_the_other(scene: Scene, maria: StaffActor) -> None:
    with attacking(maria, HELSINGBORG) as line:
        answers = [opens(line, f"Hbg 2026-99999{number}")[0] for number in range(6)]
        assert answers == ["none"] * 5 + ["limit"]
        assert opens(line, scene.almas.number)[0] == "limit"


def test_an_unknown_ground_an_empty_reason_or_no_house_opens_nothing(scene: Scene, maria: StaffActor) -> None:
    with attacking(maria, HELSINGBORG) as line:
        for ground, why in (("curiosity", WHY), ("child", "kort"), ("child", "x" * 1001), ("", "")):
            assert denied(line, OPEN, [uuid4(), uuid4(), scene.almas.number, ground, why, False])
        assert seen(line, scene.almas.id) == set()
    with attacking(maria, None) as line:
        assert denied(line, OPEN, [uuid4(), uuid4(), scene.almas.number, "child", WHY, False])


def test_a_review_is_somebody_elses_and_done_once(scene: Scene, maria: StaffActor) -> None:
    review = "select brygga.review_opening(%s, %s, %s, %s)"
    opening = uuid4()
    with attacking(maria, HELSINGBORG) as line:
        opens(line, scene.almas.number, opening=opening)

        def as_(actor: StaffActor, focus: int = HELSINGBORG) -> bool:
            line.execute(tenancy.statements(reach_of(actor, focus), line.info.backend_pid))
            row = line.execute(review, [opening, uuid4(), True, "Behövdes."]).fetchone()
            return bool(row and row[0])

        assert not as_(maria)
        assert not as_(staff("cecilia")), "a colleague is neither manager nor administration"
        assert not as_(staff("david"))
        assert not as_(staff("eva"))
        assert not as_(staff("eva"), BJUV)
        assert as_(staff("gustav"))
        assert not as_(staff("gustav")), "once"
        assert not as_(staff("leila")), "once"
