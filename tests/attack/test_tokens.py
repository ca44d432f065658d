"""The signed reach: forged, widened, borrowed, old, of another kind, or none. Only an honest one opens anything."""

import hmac
import os
from dataclasses import replace
from hashlib import sha256
from unittest.mock import patch

import psycopg
import pytest

from brygga.access.queries import reach_of
from brygga.demo.cast import BJUV, HELSINGBORG
from brygga.ground import clock, tenancy
from brygga.ground.tenancy import Reach, Role
from tests.attack.attackers import Line, attacking, bare, begin, count, denied
from tests.attack.conftest import Scene

CASES = "select count(*) from cases_case"


def put(line: Line, role: str, token: str, focus: int = HELSINGBORG) -> None:
    line.execute(f"begin; set local role {role}; set local brygga.focus = '{focus}'")
    line.execute("select set_config('brygga.reach', %s, true)", [token])


def own(scene: Scene, who: str, line: Line, focus: int = HELSINGBORG) -> str:
    return tenancy.token(reach_of(scene.people[who], focus), line.info.backend_pid)


@pytest.mark.parametrize("role", ["brygga_staff", "brygga_resident", "brygga_sealer", "brygga_door"])
def test_without_a_reach_no_role_reads_anything(scene: Scene, role: str) -> None:
    tables = {"brygga_sealer": "ground_event", "brygga_door": "people_person"}
    with bare() as line:
        line.execute(f"begin; set local role {role}; set local brygga.focus = '{HELSINGBORG}'")
        assert denied(line, f"select count(*) from {tables.get(role, 'cases_case')}") == "42501"


def test_outside_a_transaction_the_login_itself_reads_nothing(scene: Scene) -> None:
    with bare() as line:
        for table in ("cases_case", "ground_event", "people_person", "people_staff", "applications_draft"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                line.execute(f"select 1 from {table}")


STRANGE = [
    "",
    "1",
    "||||||",
    "1|s|1|9999999999|x|128300-128400|",
    "2|s|{pid}|9999999999|00000000-0000-0000-0000-000000000000|128300-128400|" + "0" * 64,
    "1|s|{pid}|9999999999|00000000-0000-0000-0000-000000000000|128300-128400|" + "0" * 64,
    "1|s|{pid}|9999999999|00000000-0000-0000-0000-000000000000|128300-128400|" + "zz" * 32,
    "1|s|{pid}|9999999999|00000000-0000-0000-0000-000000000000|128300-128400|0|0",
    "1|s|x|y|z|w|v",
    "1'; reset role; --",
    "\u00e5" * 7,
    "|" * 5000,
]


@pytest.mark.parametrize("token", STRANGE)
@pytest.mark.parametrize("role", ["brygga_staff", "brygga_resident"])
def test_a_reach_that_was_not_signed_opens_nothing(scene: Scene, role: str, token: str) -> None:
    with bare() as line:
        put(line, role, token.replace("{pid}", str(line.info.backend_pid)))
        assert denied(line, CASES) == "42501"


@pytest.mark.parametrize("part", range(6))
def test_each_part_of_a_reach_is_covered_by_the_signature(scene: Scene, part: int) -> None:
    """Kind, connection, time, person and keys of Eva's honest token, each replaced by something better."""
    with bare() as line:
        parts = own(scene, "eva", line, BJUV).split("|")
        better = [
            "1 ",
            "r",
            str(line.info.backend_pid + 1),
            str(int(parts[3]) + 3600),
            str(scene.people["cecilia"].id),
        ]
        parts[part] = [*better, "128300-128400"][part]
        put(line, "brygga_staff", "|".join(parts))
        assert denied(line, CASES) == "42501"


def test_a_signature_with_a_guessed_key_opens_nothing(scene: Scene) -> None:
    with bare() as line:
        body = own(scene, "cecilia", line).rpartition("|")[0]
        forged = hmac.new(b"k" * 32, body.encode(), sha256).hexdigest()
        put(line, "brygga_staff", f"{body}|{forged}")
        assert denied(line, CASES) == "42501"


def test_a_token_works_on_its_own_connection_only(scene: Scene) -> None:
    with bare() as victims, bare() as attackers:
        token = own(scene, "cecilia", victims)
        put(victims, "brygga_staff", token)
        assert count(victims, "cases_case")
        put(attackers, "brygga_staff", token)
        assert denied(attackers, CASES) == "42501"


def test_an_old_token_is_refused(scene: Scene) -> None:
    """Thirty seconds are enough for a transaction to begin, and no more."""
    with bare() as line:
        then = clock.wall_seconds() - tenancy.LIFETIME_SECONDS - 1
        with patch.object(clock, "wall_seconds", lambda: then):
            token = own(scene, "cecilia", line)
        put(line, "brygga_staff", token)
        assert denied(line, CASES) == "42501"


def test_what_began_in_time_may_finish(scene: Scene) -> None:
    """The moment that counts is when the transaction began, so that a slow page does not break half way."""
    with bare() as line:
        token = own(scene, "cecilia", line)
        put(line, "brygga_staff", token)
        assert denied(line, f"{CASES} where pg_sleep(0.01) is not null") == ""


OTHER_ROLES = {
    "alma": ("brygga_staff", "brygga_door", "brygga_sealer"),
    "cecilia": ("brygga_resident", "brygga_door", "brygga_sealer"),
}


@pytest.mark.parametrize(
    ("who", "role"),
    [(who, role) for who, roles in OTHER_ROLES.items() for role in roles],
)
def test_a_token_of_one_kind_opens_no_role_of_another(scene: Scene, who: str, role: str) -> None:
    tables = {"brygga_door": "people_person", "brygga_sealer": "ground_event"}
    with bare() as line:
        put(line, role, own(scene, who, line))
        assert denied(line, f"select count(*) from {tables.get(role, 'cases_case')}") == "42501"


def test_the_door_and_the_sealer_open_only_their_own(scene: Scene) -> None:
    for reach in (tenancy.DOOR, Reach(Role.SEALER)):
        for role in ("brygga_staff", "brygga_resident"):
            with bare() as line:
                put(line, role, tenancy.token(reach, line.info.backend_pid))
                assert denied(line, CASES) == "42501"


def test_a_reach_ends_with_its_transaction(scene: Scene) -> None:
    """A pooled connection is given to somebody else; nothing of the one before is left in it."""
    with bare() as line:
        for ending in ("commit", "rollback"):
            begin(line, reach_of(scene.people["cecilia"], HELSINGBORG))
            assert count(line, "cases_case")
            line.execute(ending)
            (left,) = line.execute(
                "select current_setting('brygga.reach') || current_setting('brygga.focus')"
                " || (current_user <> session_user)::text"
            ).fetchone() or (None,)
            assert left == "false"
            line.execute(f"begin; set local role brygga_staff; set local brygga.focus = '{HELSINGBORG}'")
            assert denied(line, CASES) == "42501"
            line.execute("rollback")


def test_the_focus_narrows_and_never_widens(scene: Scene) -> None:
    """Anyone may set the focus; it only ever picks from the signed reach."""
    with attacking(scene.people["eva"], BJUV) as line:
        line.execute(f"set local brygga.focus = '{HELSINGBORG}'")
        assert count(line, "cases_case") == 0
        line.execute("set local brygga.focus = 'x'")
        assert denied(line, CASES) == "22P02"


def test_an_empty_reach_is_empty(scene: Scene) -> None:
    cecilia = reach_of(scene.people["cecilia"], HELSINGBORG)
    with attacking(replace(cecilia, keys=())) as line:
        assert count(line, "cases_case") == 0
    with attacking(replace(reach_of(scene.people["alma"], HELSINGBORG), cases=())) as line:
        assert count(line, "cases_case") == 0


def test_a_prepared_plan_forgets_the_reach_it_was_made_under(scene: Scene) -> None:
    """An IMMUTABLE function was a proven breach: the plan kept the first reach for the next person."""
    with bare() as line:
        for who, focus in [("cecilia", HELSINGBORG)] * 8 + [("eva", BJUV)] * 3:
            begin(line, reach_of(scene.people[who], focus))
            row = line.execute(CASES, prepare=True).fetchone()
            assert bool(row and row[0]) is (who == "cecilia")
            line.execute("rollback")


def test_no_function_of_the_walls_lets_its_answer_be_kept(scene: Scene) -> None:
    with psycopg.connect(os.environ["BRYGGA_OWNER_DATABASE_URL"]) as owner:
        kept = owner.execute(
            "select proname from pg_proc where pronamespace = 'brygga'::regnamespace and provolatile = 'i'"
        ).fetchall()
        (all_of_them,) = owner.execute(
            "select count(*) from pg_proc where pronamespace = 'brygga'::regnamespace"
        ).fetchone() or (0,)
    assert kept == []
    assert all_of_them > 5
