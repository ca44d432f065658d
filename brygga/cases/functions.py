"""What the database does for the door and for every role: find a resident's cases, give a case number.

A person is let into a case only by a row that lies where the case lies, and by a draft only while its
case does not exist: whoever can write such rows elsewhere must not be able to open a door with them.
"""

SQL = """
create or replace function brygga.cases_of(idx text, person uuid, day date)
returns table (case_id uuid, municipality int, capacity text, may_act boolean)
language sql stable security definer set search_path = public, pg_temp as $$
    select p.case_id, p.municipality, 'party', true from cases_party p
    join cases_case c on c.id = p.case_id and c.reach_key = p.reach_key
    where (select brygga.at_the_door()) and p.number_index = idx and p.reads
    union
    select r.case_id, r.municipality, r.capacity, r.may_act from cases_representative r
    join cases_case c on c.id = r.case_id and c.reach_key = r.reach_key
    where (select brygga.at_the_door()) and r.agent_index = idx and r.revoked_at is null
      and r.valid_from <= day and coalesce(r.valid_to, day) >= day
    union
    select d.case_id, d.municipality, 'draft', true from applications_draft d
    where (select brygga.at_the_door()) and d.person_id = person and d.sent_at is null
      and not exists (select 1 from cases_case c where c.id = d.case_id)
$$;

create or replace function brygga.next_number(home int, in_year int) returns int
language sql volatile security definer set search_path = public, pg_temp as $$
    insert into cases_numberseries as series (municipality, year, last) values (home, in_year, 1)
    on conflict (municipality, year) do update set last = series.last + 1 returning last
$$;

revoke all on function brygga.cases_of(text, uuid, date), brygga.next_number(int, int) from public;
grant execute on function brygga.cases_of(text, uuid, date) to brygga_door;
grant execute on function brygga.next_number(int, int) to brygga_staff, brygga_resident;
"""
