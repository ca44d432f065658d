"""What the database counts for an administration that sees no cases: how many, by area, never which.

Only the municipality's own administration gets an answer; for anybody else there are no rows.
"""

SQL = """
create or replace function brygga.work_across(home int, others int[])
returns table (area smallint, performer int, handled bigint, touched bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select c.area, o.code,
        count(*) filter (where h.yes), count(*) filter (where not h.yes and t.yes)
    from cases_case c
    cross join unnest(others) as o(code)
    cross join lateral (select exists (select from cases_assignment a where a.municipality = home
        and a.case_id = c.id and a.staff_municipality = o.code and a.ends_at is null) as yes) h
    cross join lateral (select exists (select from ground_event e where e.municipality = home
        and e.case_id = c.id and e.actor_municipality = o.code and e.verb <> 'read') as yes) t
    where (home * 100) <@ (select brygga.reach()) and c.municipality = home and c.closed_at is null
        and (h.yes or t.yes)
    group by c.area, o.code
    order by c.area, o.code
$$;

revoke all on function brygga.work_across(int, int[]) from public;
grant execute on function brygga.work_across(int, int[]) to brygga_staff;
"""
