"""Writing with SQL of one's own: into others' cases, under others' names, and moving rows about."""

from uuid import UUID, uuid4

import pytest

from brygga.access.rules import ResidentActor
from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA, ident
from brygga.ground import clock, sealing, tenancy
from brygga.ground.models import Wall
from tests.attack.attackers import Line, attacking, count, denied
from tests.attack.conftest import Scene
from tests.attack.rows import insertion, tables
from tests.cast import BO

CASE_MODELS = tables(Wall.CASE)
CASE_TABLES = [model._meta.db_table for model in CASE_MODELS]
REFUSED = {"42501", "23503", "23505"}
"""No privilege, or a policy; a foreign key; a uniqueness that is looked at before the foreign key."""


@pytest.mark.parametrize("model", CASE_MODELS, ids=CASE_TABLES)
@pytest.mark.parametrize("who", ["bo", "eva", "gustav", "petra"])
def test_nothing_is_inserted_into_somebody_elses_case(scene: Scene, who: str, model: type) -> None:
    actor = scene.people[who]
    statement, values = insertion(model, scene.almas, actor.id, scene.rows)
    for focus in (HELSINGBORG, BJUV):
        with attacking(actor, focus) as line:
            assert denied(line, statement, values) == "42501"


@pytest.mark.parametrize("model", [m for m in CASE_MODELS if m.__name__ != "Case"], ids=lambda m: m.__name__)
def test_eva_cannot_hang_a_row_of_bjuv_on_helsingborgs_case(scene: Scene, model: type) -> None:
    """Foreign keys look past every policy, so an id she has seen in an address must not be enough."""
    statement, values = insertion(model, _elsewhere(scene), scene.people["eva"].id, scene.rows)
    with attacking(scene.people["eva"], BJUV) as line:
        state = denied(line, statement, values)
    assert state in REFUSED


class _elsewhere:  # noqa: N801 (a case as it would have to look)
    """Alma's case, said to lie in Bjuv."""

    def __init__(self, scene: Scene) -> None:
        self.id, self.area, self.shielded = scene.almas.id, scene.almas.area, False
        self.municipality = BJUV


@pytest.mark.parametrize("table", CASE_TABLES)
@pytest.mark.parametrize("who", ["bo", "eva", "gustav"])
def test_nothing_of_others_is_changed_or_deleted(scene: Scene, who: str, table: str) -> None:
    for statement in (f"update {table} set municipality = municipality", f"delete from {table}"):
        for focus in (HELSINGBORG, BJUV):
            with attacking(scene.people[who], focus) as line:
                if denied(line, statement) != "42501":
                    assert line.execute(statement).rowcount == 0


@pytest.mark.parametrize("table", CASE_TABLES)
def test_no_row_is_moved_out_of_its_municipality(scene: Scene, table: str) -> None:
    """Not even into one that is in reach: Cecilia's reach covers Landskrona's income support."""
    with attacking(scene.people["cecilia"], HELSINGBORG) as line:
        for elsewhere in (LANDSKRONA, BJUV):
            assert denied(line, f"update {table} set municipality = {elsewhere}") == "42501"


@pytest.mark.parametrize("table", CASE_TABLES)
def test_david_moves_no_row_into_an_area_he_does_not_reach(scene: Scene, table: str) -> None:
    with attacking(scene.people["david"], HELSINGBORG) as line:
        assert denied(line, f"update {table} set area = 4") == "42501"
        assert denied(line, f"update {table} set shielded = true") == "42501"


@pytest.mark.parametrize("who", ["alma", "cecilia", "david", "frida", "eva"])
def test_the_trail_is_neither_changed_nor_emptied(scene: Scene, who: str) -> None:
    statements = (
        "update ground_event set verb = 'close'",
        "delete from ground_event",
        "truncate ground_event",
        "insert into ground_event (id) values (gen_random_uuid()) on conflict (id) do update set verb = 'x'",
        "merge into ground_event e using (select 1) x on true when matched then delete",
    )
    for statement in statements:
        with attacking(scene.people[who], HELSINGBORG) as line:
            assert denied(line, statement) == "42501"


@pytest.mark.parametrize("who", ["alma", "cecilia"])
def test_nobody_writes_in_the_trail_under_another_name(scene: Scene, who: str) -> None:
    model = next(model for model in CASE_MODELS if model.__name__ == "Event")
    own, other = scene.people[who], scene.people["frida"]
    statement, values = insertion(model, scene.almas, own.id, scene.rows)
    place = (
        statement[statement.index("(") :]
        .split(")")[0]
        .replace('"', "")
        .strip("(")
        .split(", ")
        .index("actor_id")
    )
    for writer, expected in ((own.id, ""), (other.id, "42501"), (None, "42501")):
        values[place] = writer
        with attacking(own, HELSINGBORG) as line:
            assert denied(line, statement, values) == expected


@pytest.mark.parametrize(
    "table", [*CASE_TABLES, "people_person", "municipalities_municipality", "django_session"]
)
@pytest.mark.parametrize("who", ["alma", "cecilia", "gustav"])
def test_nothing_is_truncated(scene: Scene, who: str, table: str) -> None:
    with attacking(scene.people[who], HELSINGBORG) as line:
        assert denied(line, f"truncate {table} cascade") == "42501"


@pytest.mark.parametrize(
    "statement",
    [
        "update documentation_note set runs = '[]'",
        "delete from documentation_note",
        "update decisions_decision set outcome = 'granted'",
        "delete from decisions_decision",
        "insert into decisions_decision (id) values (gen_random_uuid())",
        "insert into documentation_note (id) values (gen_random_uuid())",
        "update cases_case set stage = 'closed'",
        "update cases_case set handler_id = null",
        "update cases_party set reads = true",
        "update documentation_ask set answer_by = '2099-01-01'",
        "delete from documentation_passage",
        "update documentation_passage set lifted_at = now()",
        "update documentation_answer set text = 'annat'",
        "delete from cases_case",
    ],
)
def test_a_resident_changes_nothing_that_is_written_in_their_own_case(scene: Scene, statement: str) -> None:
    with attacking(scene.people["alma"], HELSINGBORG) as line:
        assert denied(line, statement) == "42501"


@pytest.mark.parametrize(
    "statement",
    [
        "update documentation_note set runs = '[]'",
        "update decisions_decision set outcome = 'granted'",
        "delete from decisions_decision",
        "delete from documentation_note",
        "delete from cases_case",
        "update documentation_remark set text = ''",
        "insert into documentation_answer (id) values (gen_random_uuid())",
    ],
)
def test_staff_edit_no_signed_note_decision_or_answer(scene: Scene, statement: str) -> None:
    with attacking(scene.people["cecilia"], HELSINGBORG) as line:
        assert denied(line, statement) == "42501"


def test_bo_cannot_open_almas_case_by_naming_it_in_a_draft(scene: Scene) -> None:
    """The reach of a resident holds the cases set aside for their drafts; a case that exists is not one."""
    bo = scene.people["bo"]
    draft = (
        "insert into applications_draft (id, person_id, case_id, municipality, kind, answers, created_at, saved_at)"
        " values (%s, %s, %s, 1283, 'income_support', '{}', now(), now())"
    )
    with attacking(bo, HELSINGBORG) as line:
        assert denied(line, draft, [uuid4(), bo.id, scene.almas.id]) == ""
        line.execute(draft, [uuid4(), bo.id, scene.almas.id])
        assert _opened(line, bo) == set()


def test_a_party_row_elsewhere_opens_no_case_for_an_accomplice(scene: Scene) -> None:
    """Frida may write in Helsingborg; a party entered behind another wall than the case's own lets nobody in."""
    index = sealing.blind_index(BO[0])
    row = (
        "insert into cases_party (id, municipality, area, shielded, case_id, role, name, number_index, phone, wishes,"
        " reads, protected) values (%s, 1283, %s, false, %s, 'other', 'Bo', %s, '', '', true, false)"
    )
    for area, opened in ((9, set()), (scene.almas.area, {scene.almas.id})):
        with attacking(scene.people["frida"], HELSINGBORG) as line:
            line.execute(row, [uuid4(), area, scene.almas.id, index])
            assert _opened(line, scene.people["bo"]) == opened


def _opened(line: Line, who: object) -> set[UUID]:
    """What the door would find for a resident, within the same uncommitted transaction."""
    assert isinstance(who, ResidentActor)
    line.execute(tenancy.statements(tenancy.DOOR, line.info.backend_pid))
    found = line.execute(
        "select case_id from brygga.cases_of(%s, %s, %s)", [who.number_index, who.id, clock.today()]
    )
    return {row[0] for row in found}


def test_nobody_sees_or_writes_drafts_in_anothers_name(scene: Scene) -> None:
    alma, bo = scene.people["alma"], scene.people["bo"]
    with attacking(bo, HELSINGBORG) as line:
        assert count(line, "applications_draft") == 0
        assert line.execute("update applications_draft set answers = '{}'").rowcount == 0
        assert line.execute("delete from applications_draft").rowcount == 0
        statement = (
            "insert into applications_draft (id, person_id, case_id, municipality, kind, answers, created_at, saved_at)"
            " values (%s, %s, %s, 1283, 'income_support', '{}', now(), now())"
        )
        assert denied(line, statement, [uuid4(), alma.id, uuid4()]) == "42501"


MORE_POSITIONS = (
    "insert into access_position select gen_random_uuid(), municipality, staff_id, 'registrar', areas, true,"
    " valid_from, valid_to, decided_by from access_position"
)


@pytest.mark.parametrize("who", ["alma", "cecilia", "david", "frida", "eva"])
@pytest.mark.parametrize(
    "statement",
    [
        "update people_staff set active = false",
        "update access_position set shielded = true",
        "update access_position set valid_to = null",
        MORE_POSITIONS,
        "update municipalities_delegation set activity = 'child_placement_decision'",
        "update municipalities_municipality set name = 'X'",
        "delete from access_position",
        "delete from municipalities_delegation",
    ],
)
def test_nobody_gives_themselves_rights(scene: Scene, who: str, statement: str) -> None:
    for focus in (HELSINGBORG, LANDSKRONA, BJUV):
        with attacking(scene.people[who], focus) as line:
            if denied(line, statement) != "42501":
                assert line.execute(statement).rowcount == 0


def test_an_administrator_gives_rights_in_their_own_municipality_only(scene: Scene) -> None:
    row = (
        "insert into access_position (id, municipality, staff_id, role, areas, shielded, valid_from, decided_by)"
        " values (%s, %s, %s, 'caseworker', '[]', false, '2026-01-01', '')"
    )
    with attacking(scene.people["gustav"], HELSINGBORG) as line:
        assert denied(line, row, [uuid4(), HELSINGBORG, ident("eva")]) == ""
        for elsewhere in (LANDSKRONA, BJUV):
            assert denied(line, row, [uuid4(), elsewhere, ident("eva")]) == "42501"
        assert (
            line.execute(f"update people_staff set title = 'x' where municipality <> {HELSINGBORG}").rowcount
            == 0
        )


def test_one_municipality_cannot_open_anothers_cases_by_registering_an_agreement(scene: Scene) -> None:
    """Bjuv has approved nothing, whatever Helsingborg's registrar writes."""
    with attacking(scene.people["gustav"], HELSINGBORG) as line:
        columns = [
            row[0]
            for row in line.execute(
                "select column_name::text from information_schema.columns where table_name = 'municipalities_approval'"
                " and column_name not in ('id', 'municipality')"
            )
        ]
        names = ", ".join(columns)
        copied = (
            f"insert into municipalities_approval (id, municipality, {names})"
            f" select gen_random_uuid(), {BJUV}, {names} from municipalities_approval limit 1"
        )
        assert denied(line, copied) == "42501"
