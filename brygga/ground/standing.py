"""Do the walls stand? Asked once when pages or streams start: a restored or mended database may lack some.

Policies come with a dump, but revocations and settings of roles do not. What is expected is read from
the same models and tables that `walls` raises the walls from.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Model

from brygga.ground import walls
from brygga.ground.models import Guard, Wall
from brygga.ground.walls import REVOKED_FUNCTIONS, guarded_models, policies

ROLES = ("brygga_web", *walls.ROLES)

_TABLES = """
select c.relname, c.relrowsecurity and c.relforcerowsecurity,
  array(select coalesce(r.rolname, 'public') || ' ' || lower(a.privilege_type) from aclexplode(c.relacl) a
        left join pg_roles r on r.oid = a.grantee where a.grantee <> c.relowner),
  array(select coalesce(r.rolname, 'public') || ' ' || lower(a.privilege_type) || ' ' || t.attname
        from pg_attribute t cross join aclexplode(t.attacl) a left join pg_roles r on r.oid = a.grantee
        where t.attrelid = c.oid and a.grantee <> c.relowner),
  c.relowner::regrole::text
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any(%s)
"""
_POLICIES = """
select tablename, policyname, permissive, array(select unnest(roles)::text order by 1), lower(cmd),
  coalesce(qual, ''), coalesce(with_check, '') from pg_policies where schemaname = 'public'
"""
_PUBLIC_MAY_CALL = """
select name from unnest(%s::text[]) name join pg_proc p on p.oid = to_regprocedure('pg_catalog.' || name)
where p.proacl is null or exists (select from aclexplode(p.proacl) where grantee = 0)
"""
_OWN_FUNCTIONS = """
select oid::regprocedure::text from pg_proc where pronamespace = (select oid from pg_namespace where nspname = 'brygga')
  and (provolatile = 'i' or proacl is null or proconfig is null
       or exists (select from aclexplode(proacl) where grantee = 0))
"""
_DEFAULTS = """
select 'the right to create in schema public' from pg_namespace n
  where nspname = 'public' and exists (select from aclexplode(nspacl) where grantee = 0 and privilege_type = 'CREATE')
union all select 'the right to make temporary tables' from pg_database
  where datname = current_database()
    and (datacl is null or exists (select from aclexplode(datacl) where grantee = 0 and privilege_type = 'TEMPORARY'))
union all select 'language ' || lanname from pg_language
  where lanname in ('plpgsql', 'sql')
    and (lanacl is null or exists (select from aclexplode(lanacl) where grantee = 0))
union all select 'pg_stat_activity' from pg_class
  where oid = 'pg_catalog.pg_stat_activity'::regclass
    and exists (select from aclexplode(relacl) where grantee = 0)
"""
_ROLES = """
select rolname || ' is more than an ordinary role' from pg_roles where rolname = any(%(roles)s)
  and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
       or rolinherit and rolname = 'brygga_web')
union all select member::regrole || ' is a member of ' || roleid::regrole from pg_auth_members
  where member in (select oid from pg_roles where rolname = any(%(roles)s))
    and not (member::regrole::text = 'brygga_web' and roleid::regrole::text = any(%(roles)s))
union all select setrole::regrole || ' has settings of its own' from pg_db_role_setting
  where setrole in (select oid from pg_roles where rolname = any(%(roles)s))
    and setdatabase in (0, (select oid from pg_database where datname = current_database()))
union all select 'the key table may be read by ' || coalesce(nullif(grantee, 0)::regrole::text, 'public')
  from pg_class c cross join aclexplode(relacl) where relname = 'reach_key'
  and relnamespace = (select oid from pg_namespace where nspname = 'brygga') and grantee <> relowner
"""


class WallsDown(RuntimeError):
    """The database would let somebody see or do more than the models say. Nothing is served."""


def assert_walls() -> None:
    """Raise WallsDown, naming what is missing, unless every wall stands as the models describe it."""
    found = list(faults())
    if found:
        raise WallsDown("; ".join(found) + ". Run manage.py prepare_database as the owner.")


def faults() -> Iterator[str]:
    """A sentence for each thing that is not as it should be."""
    yield from _faults_of_tables()
    yield from _faults_of_policies()
    for name in _column(_PUBLIC_MAY_CALL, [list(REVOKED_FUNCTIONS)]):
        yield f"anyone may call {name}"
    for name in _column(_OWN_FUNCTIONS):
        yield f"{name} may be called by anyone, or its answer be kept"
    for what in _column(_DEFAULTS):
        yield f"anyone has {what}"
    yield from _column(_ROLES, {"roles": list(ROLES)})


def _faults_of_tables() -> Iterator[str]:
    guards = {model._meta.db_table: guard for model, guard in guarded_models()}
    seen = {row[0]: row[1:] for row in _rows(_TABLES, [list(guards)])}
    for table, guard in guards.items():
        if table not in seen:
            yield f"{table} does not exist"
            continue
        walled, grants, columns, owner = seen[table]
        if not walled and guard.wall is not Wall.REFERENCE:
            yield f"{table} has no wall"
        if owner in ROLES:
            yield f"{table} belongs to {owner}"
        differing = (set(grants) ^ _expected_grants(guard)) | (set(columns) ^ _expected_columns(guard))
        for grant in sorted(differing):
            yield f"{table}: {grant}"


def _faults_of_policies() -> Iterator[str]:
    there: dict[str, set[Any]] = defaultdict(set)
    for table, name, permissive, roles, command, using, check in _rows(_POLICIES):
        there[table].add((name, permissive, tuple(roles), command, _functions(using), _functions(check)))
    for model, guard in guarded_models():
        table = model._meta.db_table
        expected = set(_expected_policies(model, guard))
        for name, *_rest in sorted(there[table] ^ expected, key=str):
            yield f"{table}: policy {name}"


def _expected_policies(model: type[Model], guard: Guard) -> Iterator[tuple[Any, ...]]:
    for name, roles, command, sees in policies(model, guard):
        signed = {walls.ME[roles]} if guard.author and roles in walls.ME else set()
        if roles == "brygga_guest":
            signed |= _functions(guard.guest_writes)
        using = _functions(sees) if command != "insert" else frozenset()
        check = _functions(sees) | signed if command not in {"select", "delete"} else frozenset()
        yield name, "PERMISSIVE", tuple(sorted(roles.split(", "))), command, using, check


def _functions(condition: str) -> frozenset[str]:
    """What a condition rests on: PostgreSQL writes it in its own way, but the functions keep their names."""
    return frozenset(re.findall(r"brygga\.\w+", condition))


def _expected_grants(guard: Guard) -> set[str]:
    whole = {f"brygga_{role} {one}" for role, one, columns in _given(guard) if not columns}
    return whole - {"brygga_resident select"} if guard.resident_columns else whole


def _expected_columns(guard: Guard) -> set[str]:
    listed = {f"brygga_{role} {one} {column}" for role, one, columns in _given(guard) for column in columns}
    reads = {f"brygga_resident select {column}" for column in guard.resident_columns}
    return listed | reads | {f"brygga_resident update {column}" for column in guard.resident_updates}


def _given(guard: Guard) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Role, privilege and columns (none means the table) of "select, update (ended_on)"."""
    for role in ("staff", "door", "sealer", "resident", "guest"):
        for privilege, columns in re.findall(r"(\w+)\s*(?:\(([^)]*)\))?", getattr(guard, role)):
            yield role, privilege, tuple(one.strip() for one in columns.split(",") if one.strip())


def _rows(query: str, given: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return list(cursor.fetchall())


def _column(query: str, given: Any = None) -> list[str]:
    return [row[0] for row in _rows(query, given)]
