"""What the database does for the door and for every role: find a resident's cases, give a case number.

A person is let into a case only by a row that lies where the case lies, and by a draft only while its
case does not exist: whoever can write such rows elsewhere must not be able to open a door with them.

A number is given for one case that is not there yet, in the municipality looked at: to staff who reach it, and to a
resident for a case id that was signed into their reach. Asked for again it is the same, so that nobody, not even with
SQL of their own, uses up another municipality's series or a resident more than one number for each case set aside.
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

drop function if exists brygga.next_number(int, int);

create or replace function brygga.next_number(home int, in_year int, wanted uuid) returns int
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    staff boolean := split_part(current_setting('brygga.reach', true), '|', 2) = 's';
    given cases_givennumber%rowtype;
begin
    if home is distinct from brygga.focus() or in_year not between 1900 and extract(year from now()) + 1 then
        raise exception 'no series of yours' using errcode = '42501';
    elsif staff and not brygga.reach() && int4multirange(int4range(home * 100, home * 100 + 100)) then
        raise exception 'no series of yours' using errcode = '42501';
    elsif not staff and (not wanted = any(brygga.my_cases()) or exists (
            select from applications_draft d where d.case_id = wanted and d.municipality <> home)) then
        raise exception 'no case of yours' using errcode = '42501';
    elsif exists (select from cases_case c where c.id = wanted) then
        raise exception 'it has its number' using errcode = '42501';
    end if;
    insert into cases_givennumber (case_id, municipality, year, running) values (wanted, home, in_year, 0)
        on conflict (case_id) do nothing;
    select * into strict given from cases_givennumber g where g.case_id = wanted for update;
    if (given.municipality, given.year) <> (home, in_year::smallint) then
        raise exception 'it has its number' using errcode = '42501';
    elsif given.running = 0 then
        insert into cases_numberseries as series (municipality, year, last) values (home, in_year, 1)
            on conflict (municipality, year) do update set last = series.last + 1 returning last into given.running;
        update cases_givennumber set running = given.running where case_id = wanted;
    end if;
    return given.running;
end $$;

create or replace function brygga.without_working_notes(which uuid) returns int
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
    with gone as (
        delete from cases_workingnote w using cases_case c
        where c.id = which and c.closed_at is not null and w.case_id = c.id returning 1)
    select count(*)::int from gone
$$;

revoke all on function brygga.cases_of(text, uuid, date), brygga.next_number(int, int, uuid) from public;
revoke all on function brygga.without_working_notes(uuid) from public;
grant execute on function brygga.without_working_notes(uuid) to brygga_staff;
grant execute on function brygga.cases_of(text, uuid, date) to brygga_door;
grant execute on function brygga.next_number(int, int, uuid) to brygga_staff, brygga_resident;
"""
