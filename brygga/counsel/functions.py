"""How many cases are open in each area, for an administration that sees no case. Fewer than five: no number."""

SQL = """
create or replace function brygga.open_cases(home int) returns table (area smallint, cases bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select c.area, case when count(*) >= 5 then count(*) end
    from cases_case c
    where (home * 100) <@ (select brygga.reach()) and c.municipality = home and c.closed_at is null
    group by c.area
    order by c.area
$$;

revoke all on function brygga.open_cases(int) from public;
grant execute on function brygga.open_cases(int) to brygga_staff;
"""
