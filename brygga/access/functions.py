"""Emergency openings, in the database: the only way such a row comes to be, and the only way it is reviewed.

No role may write `access_opening`. `open_in_emergency` looks at everything again itself, so that whoever has SQL of
their own gets no further with it than by the page: who is at work is read from the signed reach, whether they may is
read from positions, agreements and approvals, how often is counted, and the line in the trail is written at once.
"""

from psycopg import sql

from brygga.access.rules import (
    EMERGENCY_A_DAY,
    EMERGENCY_GROUNDS,
    EMERGENCY_LIMIT,
    EMERGENCY_MINUTES,
    EMERGENCY_ROLES,
    EMERGENCY_TRIES_AN_HOUR,
)
from brygga.ground.areas import Area

_GROUNDS = sql.SQL(", ").join(
    sql.SQL("({}, {}, {}::jsonb)").format(
        one.code, one.sentence, '["' + '", "'.join((*one.sections, *EMERGENCY_LIMIT)) + '"]'
    )
    for one in EMERGENCY_GROUNDS
)
_AREAS = sql.SQL(", ").join(sql.SQL("({}, {})").format(area.value, area.code) for area in Area)
_ROLES = sql.SQL(", ").join(sql.Literal(role) for role in EMERGENCY_ROLES)

_OPEN = """
create or replace function brygga.today() returns date language sql stable
set search_path = pg_catalog, pg_temp as $$ select (now() at time zone 'Europe/Stockholm')::date $$;

create or replace function brygga.may_open(who uuid, home int, in_area int, is_shielded boolean) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select 1 from people_staff s join access_position p on p.staff_id = s.id and p.municipality = s.municipality
        where s.id = who and s.active and p.role in ({roles}) and p.areas <> '[]'
          and p.valid_from <= brygga.today() and coalesce(p.valid_to, brygga.today()) >= brygga.today()
          and (
            s.municipality = home and (not is_shielded or p.shielded)
            or s.municipality <> home and not is_shielded and exists (
                select 1 from municipalities_agreement a
                where a.parties @> to_jsonb(array[home, s.municipality])
                  and a.areas @> to_jsonb((select area.code from (values {areas}) as area(number, code)
                    where area.number = in_area))
                  and a.valid_from <= brygga.today()
                  and coalesce(least(a.valid_to, a.terminated_on), brygga.today()) >= brygga.today()
                  and 2 = (select count(*) from municipalities_approval v where v.agreement_id = a.id
                    and v.municipality in (home, s.municipality)
                    and coalesce(v.ended_on, brygga.today()) >= brygga.today()))))
$$;

create or replace function brygga.open_in_emergency(
    new_opening uuid, new_event uuid, wanted text, chosen text, why text, hide boolean)
returns table (outcome text, opened_case uuid)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    me people_staff%rowtype;
    home int := brygga.focus();
    which cases_case%rowtype;
    claimed record;
    ends timestamptz := clock_timestamp() + make_interval(mins => {minutes});
    earlier uuid;
begin
    select * into strict me from people_staff where id = brygga.my_staff_id() and active;
    select * into strict claimed from (values {grounds}) as known(code, sentence, sections) where code = chosen;
    if length(trim(why)) < 10 or length(why) > 1000 then
        raise exception 'an emergency opening needs a reason' using errcode = '22023';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('brygga.open_in_emergency' || me.id, 0));
    select * into which from cases_case c
        where c.municipality = home and upper(c.number) = upper(trim(wanted))
          and (c.reach_key <@ brygga.reach() or brygga.may_open(me.id, home, c.area, c.shielded));
    if which.reach_key <@ brygga.reach() then
        return query select 'reached', which.id;
        return;
    end if;
    select o.case_id into earlier from access_opening o
        where o.staff_id = me.id and (o.id = new_opening or o.case_id = which.id and o.expires_at > clock_timestamp());
    if earlier is not null then
        return query select 'open', earlier;
        return;
    end if;
    if (select count(*) from access_attempt t where t.staff_id = me.id and not t.found
          and t.at > clock_timestamp() - interval '1 hour') >= {tries}
        or (select count(*) from access_opening where staff_id = me.id
          and opened_at > clock_timestamp() - interval '1 day') >= {a_day} then
        return query select 'limit', null::uuid;
        return;
    end if;
    insert into access_attempt (id, municipality, staff_id, at, found)
        values (gen_random_uuid(), home, me.id, clock_timestamp(), which.id is not null);
    if which.id is null then
        return query select 'none', null::uuid;
        return;
    end if;
    insert into access_opening (id, municipality, area, shielded, case_id, number, staff_id, staff_name, staff_title,
        staff_municipality, ground, reason, reason_hidden, opened_at, expires_at, reviewer_name, review_note)
        values (new_opening, home, which.area, which.shielded, which.id, which.number, me.id, me.name, me.title,
            me.municipality, chosen, trim(why), hide, clock_timestamp(), ends, '', '');
    perform brygga.write_in_trail(new_event, which.id, me.id, 'emergency_opening', new_opening,
        'Nödöppning: ' || claimed.sentence || case when hide then '' else ' Skäl: ' || trim(why) end, claimed.sections);
    return query select 'opened', which.id;
end $$;
"""

_REST = """
create or replace function brygga.write_in_trail(
    new_event uuid, of_case uuid, who uuid, deed text, about uuid, sentence text, sections jsonb) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
    insert into ground_event (id, municipality, area, shielded, case_id, at, actor_kind, actor_id, actor_name,
        actor_municipality, activity, step, verb, grounds, subject, detail)
    select new_event, c.municipality, c.area, c.shielded, c.id, clock_timestamp(), 'staff', s.id, s.name,
        s.municipality, '', '', deed,
        jsonb_build_object('sentence', sentence, 'sections', sections, 'relied_on', '[]'::jsonb), about, '{}'
    from cases_case c, people_staff s where c.id = of_case and s.id = who
$$;

create or replace function brygga.may_review(who uuid, opening access_opening) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select opening.staff_id <> who and exists (
        select 1 from people_staff s join access_position p on p.staff_id = s.id and p.municipality = s.municipality
        where s.id = who and s.active and s.municipality = opening.municipality
          and p.role in ('team_leader', 'registrar', 'jurist')
          and p.valid_from <= brygga.today() and coalesce(p.valid_to, brygga.today()) >= brygga.today())
$$;

create or replace function brygga.openings_to_review() returns setof access_opening
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select o.* from access_opening o
    where o.municipality = brygga.focus()
      and (o.reach_key <@ brygga.reach() or o.municipality * 100 <@ brygga.reach())
$$;

create or replace function brygga.missed_openings(since timestamptz)
returns table (name text, employer int, tries bigint, latest timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.name, s.municipality, count(*), max(t.at)
    from access_attempt t join people_staff s on s.id = t.staff_id
    where t.municipality = brygga.focus() and not t.found and t.at >= since and exists (
        select 1 from people_staff me join access_position p on p.staff_id = me.id and p.municipality = me.municipality
        where me.id = brygga.my_staff_id() and me.municipality = brygga.focus() and me.active
          and p.role in ('team_leader', 'registrar', 'jurist')
          and current_date between p.valid_from and coalesce(p.valid_to, current_date))
    group by s.id, s.name, s.municipality order by 3 desc, 4 desc
$$;

create or replace function brygga.review_opening(
    reviewed uuid, new_event uuid, sound boolean, note text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    opening access_opening%rowtype;
    me uuid := brygga.my_staff_id();
begin
    select * into opening from access_opening where id = reviewed
        and id in (select o.id from brygga.openings_to_review() o) for update;
    if opening.id is null or not brygga.may_review(me, opening) or opening.reviewed_at is not null then
        return false;
    end if;
    if length(trim(note)) < 3 or length(note) > 1000 or sound is null then
        raise exception 'a review needs a note' using errcode = '22023';
    end if;
    update access_opening set reviewed_at = clock_timestamp(), reviewer_id = me, accepted = sound,
        review_note = trim(note), reviewer_name = (select name from people_staff where id = me) where id = reviewed;
    perform brygga.write_in_trail(new_event, opening.case_id, me, 'review_emergency', reviewed,
        case when sound then 'Nödöppningen har granskats. Kommunen bedömer att den behövdes.'
             else 'Nödöppningen har granskats. Kommunen bedömer att den inte borde ha gjorts.' end,
        '["10 § SoLPuL"]');
    return true;
end $$;

create or replace function brygga.close_opening(of_case uuid) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
    update access_opening set expires_at = clock_timestamp()
    where case_id = of_case and staff_id = brygga.my_staff_id() and expires_at > clock_timestamp()
$$;

create or replace function brygga.noted(of_case uuid) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
    update cases_case set version = version + 1, changed_at = now()
    where id = of_case and id = any(brygga.opened())
$$;

create or replace function brygga.openings_of(who uuid) returns json
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select coalesce(json_agg(json_build_object('case', o.case_id, 'ground', o.ground, 'until', o.expires_at)
        order by o.id), '[]')
    from access_opening o
    where (select brygga.at_the_door()) and o.staff_id = who and o.expires_at > clock_timestamp()
$$;

revoke all on all functions in schema brygga from public;
grant execute on function brygga.openings_of(uuid) to brygga_door, brygga_staff, brygga_resident;
grant execute on function brygga.open_in_emergency(uuid, uuid, text, text, text, boolean),
    brygga.openings_to_review(), brygga.review_opening(uuid, uuid, boolean, text), brygga.close_opening(uuid),
    brygga.missed_openings(timestamptz), brygga.noted(uuid) to brygga_staff;
"""

SQL = (
    sql.SQL(_OPEN)
    .format(
        roles=_ROLES,
        areas=_AREAS,
        grounds=_GROUNDS,
        minutes=sql.Literal(EMERGENCY_MINUTES),
        tries=sql.Literal(EMERGENCY_TRIES_AN_HOUR),
        a_day=sql.Literal(EMERGENCY_A_DAY),
    )
    .as_string(None)
    + _REST
)
"""may_open, may_review and write_in_trail are granted to nobody: only the functions above them call them."""
