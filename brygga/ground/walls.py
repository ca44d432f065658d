"""Wall two: roles, the signed-reach functions and row-level security, derived from the models.

Run by `manage.py prepare_database` after migrations, as the owner; running it again changes nothing.
Nothing here needs more than PostgreSQL 15. The revocations are per database and are not part of a
dump, so `assert_walls` looks at them again at start-up.
"""

from collections.abc import Iterator
from hashlib import sha256

from django.apps import apps
from django.db import models

from brygga.ground.models import Guard, Wall
from brygga.ground.tenancy import Role

FUNCTIONS = """
create schema if not exists brygga;
create table if not exists brygga.reach_key (
    only_one boolean primary key default true check (only_one), inner_pad bytea not null, outer_pad bytea not null);
revoke all on brygga.reach_key from public;

create or replace function brygga.verified(kind text) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    raw text := current_setting('brygga.reach', true);
    parts text[];
    body text;
    pads record;
begin
    if coalesce(raw, '') = '' then
        raise exception 'no reach' using errcode = '42501';
    end if;
    parts := string_to_array(raw, '|');
    if array_length(parts, 1) is distinct from 7 or parts[1] <> '1' then
        raise exception 'bad reach' using errcode = '42501';
    end if;
    body := array_to_string(parts[1:6], '|');
    select inner_pad, outer_pad into strict pads from brygga.reach_key;
    if encode(sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(body, 'UTF8'))), 'hex') <> parts[7] then
        raise exception 'bad reach' using errcode = '42501';
    end if;
    if parts[2] <> kind or parts[3]::int <> pg_backend_pid() or parts[4]::bigint < extract(epoch from now()) then
        raise exception 'stale reach' using errcode = '42501';
    end if;
    return parts;
end $$;

create or replace function brygga.focus() returns int language sql stable
set search_path = pg_catalog, pg_temp as $$ select nullif(current_setting('brygga.focus', true), '')::int $$;

create or replace function brygga.reach() returns int4multirange language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    select ('{[' || replace(replace(nullif((brygga.verified('s'))[6], ''), '-', ','), '_', '),[') || ')}'
           )::int4multirange
$$;

create or replace function brygga.my_cases() returns uuid[] language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    select coalesce(string_to_array(nullif((brygga.verified('r'))[6], ''), ',')::uuid[], '{}')
$$;

create or replace function brygga.my_person() returns uuid language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select (brygga.verified('r'))[5]::uuid $$;

create or replace function brygga.my_guest_id() returns uuid language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select (brygga.verified('g'))[5]::uuid $$;

create or replace function brygga.my_invitation()
returns table (id uuid, room_id uuid, case_id uuid, guest_as text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    mine text[] := brygga.verified('g');
begin
    return query select one.id, one.room_id, one.case_id, one.guest_as
        from brygga.invitations_of(mine[5]::uuid) one where one.id = mine[6]::uuid;
end $$;

create or replace function brygga.invited() returns uuid[] language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(room_id), '{}') from brygga.my_invitation()
$$;

create or replace function brygga.invited_cases() returns uuid[] language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(case_id), '{}') from brygga.my_invitation()
$$;

create or replace function brygga.let_in() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
    return coalesce((select array_agg(room_id) from calls_admission
        where room_id = any(brygga.invited()) and person_id = brygga.my_guest_id() and is_let_in), '{}');
end $$;

create or replace function brygga.my_staff_id() returns uuid language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select (brygga.verified('s'))[5]::uuid $$;

create or replace function brygga.opened() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
    return coalesce((
        select array_agg(case_id) from access_opening
        where staff_id = (brygga.verified('s'))[5]::uuid and expires_at > clock_timestamp()
          and brygga.may_open(staff_id, municipality, area, shielded)), '{}');
end $$;

create or replace function brygga.at_the_door() returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select brygga.verified('d') is not null $$;

create or replace function brygga.sealing() returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select brygga.verified('x') is not null $$;

revoke all on all functions in schema brygga from public;
revoke all on schema brygga from public;
grant usage on schema brygga to brygga_staff, brygga_resident, brygga_guest, brygga_door, brygga_sealer;
grant execute on function brygga.focus(), brygga.reach(), brygga.my_staff_id(), brygga.opened() to brygga_staff;
grant execute on function brygga.my_cases(), brygga.my_person() to brygga_resident;
grant execute on function brygga.my_guest_id(), brygga.my_invitation(), brygga.invited(), brygga.invited_cases(),
    brygga.let_in()
    to brygga_guest;
grant execute on function brygga.at_the_door() to brygga_door;
grant execute on function brygga.sealing() to brygga_sealer;
"""

REVOKED_FUNCTIONS = (
    # SQL as text within SQL: a way to put a second statement into one
    "query_to_xml(text, boolean, boolean, text)",
    "query_to_xmlschema(text, boolean, boolean, text)",
    "query_to_xml_and_xmlschema(text, boolean, boolean, text)",
    "ts_stat(text)",
    "ts_stat(text, text)",
    "ts_rewrite(tsquery, text)",
    # what others on the same login are doing, with the text of their reach
    "pg_stat_get_activity(integer)",
    "pg_stat_get_backend_activity(integer)",
    "pg_terminate_backend(integer, bigint)",
    "pg_cancel_backend(integer)",
    # a place to put things that no policy guards
    "lo_create(oid)",
    "lo_creat(integer)",
    "lo_from_bytea(oid, bytea)",
)
REVOCATIONS = (
    "revoke create on schema public from public",
    "revoke temporary on database {database} from public",
    "revoke usage on language plpgsql from public",
    "revoke usage on language sql from public",
    "revoke select on pg_catalog.pg_stat_activity from public",
    *(f"revoke execute on function pg_catalog.{name} from public" for name in REVOKED_FUNCTIONS),
)
"""What the database's own defaults allow that a leak could use (tried one by one in tests/attack)."""

_STAFF_SEES = (
    "municipality = (select brygga.focus()) and "
    "nullif(reach_key <@ (select brygga.reach()), false) is not null"
)
"""nullif(x, false) is not null is estimated at 99.5 %, so that it never spoils a plan (measured)."""

ROLES = tuple(role.value for role in Role)
"""Those a request may take; the login may take each, and holds none of their rights itself."""

ME = {
    "brygga_staff": "brygga.my_staff_id",
    "brygga_resident": "brygga.my_person",
    "brygga_guest": "brygga.my_guest_id",
}
"""The function that says who is at work."""

IN_ITS_PLACE = "case_in_its_place"
"""The constraint that keeps a row where its case is."""

_OWN_ADMINISTRATION = "nullif((municipality * 100) <@ (select brygga.reach()), false) is not null"


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The two HMAC pads (RFC 2104) that the database keeps instead of the key."""
    block = (key if len(key) <= 64 else sha256(key).digest()).ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def guarded_models() -> Iterator[tuple[type[models.Model], Guard]]:
    for model in apps.get_models():
        guard = getattr(model, "guard", None)
        if guard is not None:
            yield model, guard


def statements() -> Iterator[str]:
    """All the SQL that raises the walls around the tables there are."""
    for model, guard in guarded_models():
        table = f'"{model._meta.db_table}"'
        yield f"revoke all on {table} from brygga_web, {', '.join(ROLES)}"
        if guard.wall is not Wall.REFERENCE:
            yield f"alter table {table} enable row level security"
            yield f"alter table {table} force row level security"
        yield from _grants(table, guard)
        for name, role, command, sees in policies(model, guard):
            yield f"drop policy if exists {name} on {table}"
            check = (
                "" if command in {"select", "delete"} else f" with check ({sees}{_signed_by(role, guard)})"
            )
            using = "" if command == "insert" else f" using ({sees})"
            yield f"create policy {name} on {table} as permissive for {command} to {role}{using}{check}"
    yield from _all_stay_home()


def _all_stay_home() -> Iterator[str]:
    """A row stands where its case stands, or it could be hung on somebody else's case from outside.

    Foreign keys are checked as the owner, past every policy: an id alone would be enough. When a case
    becomes shielded all its rows move with it, the trail's too; what others are writing at that moment
    waits, and is then refused.
    """
    yield f"create unique index if not exists {IN_ITS_PLACE} on cases_case (municipality, id, shielded)"
    for model, guard in guarded_models():
        if guard.wall is Wall.CASE and any(f.column == "case_id" for f in model._meta.concrete_fields):
            table = model._meta.db_table
            yield f'alter table "{table}" drop constraint if exists case_at_home'
            yield (
                f'do $$ begin alter table "{table}" add constraint {IN_ITS_PLACE} '
                "foreign key (municipality, case_id, shielded) "
                "references cases_case (municipality, id, shielded) on update cascade; "
                "exception when duplicate_object then null; end $$"
            )
    yield "drop index if exists case_at_home"


def _grants(table: str, guard: Guard) -> Iterator[str]:
    for role in ("staff", "door", "sealer", "guest"):
        if privileges := getattr(guard, role):
            yield f"grant {privileges} on {table} to brygga_{role}"
    if guard.resident and guard.resident_columns:
        columns = ", ".join(f'"{column}"' for column in guard.resident_columns)
        yield f"grant select ({columns}) on {table} to brygga_resident"
        rest = ", ".join(p for p in (x.strip() for x in guard.resident.split(",")) if p != "select")
        if rest:
            yield f"grant {rest} on {table} to brygga_resident"
    elif guard.resident:
        yield f"grant {guard.resident} on {table} to brygga_resident"
    if guard.resident_updates:
        columns = ", ".join(f'"{column}"' for column in guard.resident_updates)
        yield f"grant update ({columns}) on {table} to brygga_resident"


def _signed_by(role: str, guard: Guard) -> str:
    """Nobody writes in another's name, not even with SQL of their own."""
    must = {"brygga_guest": guard.guest_writes, "brygga_resident": guard.resident_writes}.get(role)
    more = f" and {must}" if must else ""
    me = ME.get(role)
    return more + (f" and {guard.author} = (select {me}())" if guard.author and me else "")


def policies(model: type[models.Model], guard: Guard) -> Iterator[tuple[str, str, str, str]]:
    """Name, roles, command and condition of each policy on a table."""
    if guard.wall is Wall.CASE:
        yield from _of_a_case(model, guard)
    elif guard.wall in {Wall.MUNICIPAL, Wall.OWN}:
        yield from _read_by_all(guard)
    elif guard.wall is Wall.SERVICE:
        yield "staff_by_reach", "brygga_staff", "all", _STAFF_SEES
    elif guard.wall is Wall.PERSON:
        yield "own_rows", "brygga_resident", "all", "person_id = (select brygga.my_person())"
    if guard.door and guard.wall is not Wall.MUNICIPAL and guard.wall is not Wall.REFERENCE:
        yield "door", "brygga_door", "all", "(select brygga.at_the_door())"
    if guard.guest:
        yield "guest_by_invitation", "brygga_guest", "all", guard.guest_sees
    if guard.sealer:
        yield "sealer", "brygga_sealer", "all", "(select brygga.sealing())"


def _of_a_case(model: type[models.Model], guard: Guard) -> Iterator[tuple[str, str, str, str]]:
    key = "id" if model._meta.model_name == "case" else "case_id"
    mine = f"{key} = any((select brygga.my_cases())::uuid[])"
    opened = f"municipality = (select brygga.focus()) and {key} = any((select brygga.opened())::uuid[])"
    also = f" and {guard.staff_sees}" if guard.staff_sees else ""
    yield "staff_by_reach", "brygga_staff", "all", _STAFF_SEES + also
    for command in () if also else filter(None, ("select", *guard.emergency.split(", "))):
        own = _signed_by("brygga_staff", guard) if command in {"update", "delete"} else ""
        yield f"staff_in_emergency_{command}", "brygga_staff", command, opened + own
    shown = f" and {guard.resident_sees}" if guard.resident_sees else ""
    yield "resident_by_case", "brygga_resident", "all", mine + shown


def _read_by_all(guard: Guard) -> Iterator[tuple[str, str, str, str]]:
    """Public facts: written by the municipality's administration, or by the one they are about."""
    if guard.wall is Wall.OWN:
        own = f"{guard.author} = (select brygga.my_staff_id())"
        yield "read_by_all", "brygga_staff, brygga_resident", "select", "true"
        for command in ("insert", "update", "delete"):
            yield f"own_{command}", "brygga_staff", command, own
        return
    yield "read_by_all", "brygga_staff, brygga_resident, brygga_door", "select", "true"
    yield "administration_adds", "brygga_staff", "insert", _OWN_ADMINISTRATION
    yield "administration_changes", "brygga_staff", "update", _OWN_ADMINISTRATION
    yield "administration_removes", "brygga_staff", "delete", _OWN_ADMINISTRATION
