"""What control counts and draws by lot for an administration that may see no case: the database answers for it.

Only for one's own municipality, and only with the reach of its administration. No name of a resident, no word of a
file: case numbers, who did what and when. The number of a case with a protected identity is not told.
"""

SQL = """
create or replace function brygga.own_administration() returns boolean language sql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
    select brygga.focus() is not null and brygga.focus() * 100 <@ brygga.reach() and exists (
        select 1 from people_staff where id = brygga.my_staff_id() and municipality = brygga.focus())
$$;

create or replace function brygga.delegated_decisions(first timestamptz, past timestamptz)
returns table (number text, activity text, appeal_route text, in_right_of text, decided_by text, title text,
    employer int, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select case when c.shielded then '' else c.number end, d.activity, d.appeal_route, d.decided_in_right_of,
        d.decided_by, d.decided_by_title, d.decided_by_municipality, d.decided_at
    from decisions_decision d join cases_case c on c.id = d.case_id
    where (select brygga.own_administration()) and d.municipality = brygga.focus()
      and (d.decided_in_right_of like 'delegation %' or d.decided_in_right_of like 'jour, %')
      and d.decided_at >= first and d.decided_at < past
    order by d.decided_at, d.id
$$;

create or replace function brygga.reads_to_review(first timestamptz, past timestamptz)
returns table (event uuid, number text, shielded boolean, actor uuid, name text, employer int, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select e.id, case when c.shielded then '' else c.number end, c.shielded, e.actor_id, e.actor_name,
        e.actor_municipality, e.at
    from ground_event e join cases_case c on c.id = e.case_id
    where (select brygga.own_administration()) and e.municipality = brygga.focus()
      and e.actor_kind = 'staff' and e.verb = 'read' and e.at >= first and e.at < past
      and not exists (select 1 from cases_assignment a where a.case_id = e.case_id and a.staff_id = e.actor_id
        and a.starts_at <= e.at + interval '1 day' and coalesce(a.ends_at, e.at) >= e.at)
    order by e.at, e.id
$$;

create or replace function brygga.reads_at_speed(first timestamptz, past timestamptz, most int)
returns table (name text, employer int, hour timestamptz, cases bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select min(e.actor_name), e.actor_municipality, date_trunc('hour', e.at), count(distinct e.case_id)
    from ground_event e
    where (select brygga.own_administration()) and e.municipality = brygga.focus()
      and e.actor_kind = 'staff' and e.verb = 'read' and e.at >= first and e.at < past
    group by e.actor_id, e.actor_municipality, date_trunc('hour', e.at)
    having count(distinct e.case_id) > most order by 4 desc, 3
$$;

create or replace function brygga.namesakes_read(first timestamptz, past timestamptz)
returns table (event uuid, number text, name text, employer int, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select e.id, case when c.shielded then '' else c.number end, e.actor_name, e.actor_municipality, e.at
    from ground_event e join cases_case c on c.id = e.case_id
    where (select brygga.own_administration()) and e.municipality = brygga.focus()
      and e.actor_kind = 'staff' and e.verb = 'read' and e.at >= first and e.at < past
      and exists (select 1 from cases_party p where p.case_id = e.case_id
        and lower(split_part(p.name, ' ', -1)) = lower(split_part(e.actor_name, ' ', -1)))
    order by e.at, e.id
$$;

create or replace function brygga.acted_across(first timestamptz, past timestamptz)
returns table (actor uuid, name text, employer int, children boolean, acts bigint, latest timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select e.actor_id, min(e.actor_name), e.actor_municipality, bool_or(e.area = 1), count(*), max(e.at)
    from ground_event e
    where (select brygga.own_administration()) and e.municipality = brygga.focus()
      and e.actor_kind = 'staff' and e.actor_municipality <> brygga.focus() and e.verb <> 'read'
      and e.at >= first and e.at < past
    group by e.actor_id, e.actor_municipality order by 2
$$;

create or replace function brygga.mark_reads(of_done uuid, marks jsonb) returns int
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
    insert into control_mark (id, municipality, done_id, event_id, sound, note)
    select gen_random_uuid(), d.municipality, d.id, (m->>'event')::uuid, (m->>'sound')::boolean, m->>'note'
    from control_done d, jsonb_array_elements(marks) m
    where d.id = of_done and d.duty = 'log' and (select brygga.own_administration())
      and d.municipality = brygga.focus() and d.staff_id = brygga.my_staff_id()
      and not exists (select 1 from control_mark k where k.done_id = d.id);
    select count(*)::int from control_mark where done_id = of_done
$$;

revoke all on function brygga.mark_reads(uuid, jsonb), brygga.own_administration(),
    brygga.delegated_decisions(timestamptz, timestamptz), brygga.reads_to_review(timestamptz, timestamptz),
    brygga.reads_at_speed(timestamptz, timestamptz, int), brygga.namesakes_read(timestamptz, timestamptz),
    brygga.acted_across(timestamptz, timestamptz) from public;
grant execute on function brygga.mark_reads(uuid, jsonb),
    brygga.delegated_decisions(timestamptz, timestamptz), brygga.reads_to_review(timestamptz, timestamptz),
    brygga.reads_at_speed(timestamptz, timestamptz, int), brygga.namesakes_read(timestamptz, timestamptz),
    brygga.acted_across(timestamptz, timestamptz) to brygga_staff;
"""
