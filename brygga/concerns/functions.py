"""What a professional may be told of their own reports, in the database: which of three things was decided, and when.

Whoever asks is read from the signed reach. Neither case nor report is told, and nothing that staff have not written
down as told to the reporter (SoL 19:6). And how many have reported lately without a service e-ID: a number, no more.
"""

SQL = """
create or replace function brygga.answers_of_mine()
returns table (receipt_id uuid, told text, told_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select r.id, a.told::text, a.at from concerns_receipt r join concerns_answer a on a.report_id = r.report_id
    where r.person_id = brygga.my_person()
$$;

create or replace function brygga.ask_for_answer(wanted uuid, new_event uuid, moment timestamptz, why jsonb)
returns int
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    told concerns_report%rowtype;
begin
    update concerns_receipt set wants_answer = true
        where id = wanted and person_id = brygga.my_person() and about = 'child' and not wants_answer;
    if not found then
        return null;
    end if;
    update concerns_report r set wants_answer = true from concerns_receipt c
        where c.id = wanted and r.id = c.report_id returning r.* into strict told;
    insert into ground_event (id, municipality, area, shielded, case_id, at, actor_kind, actor_name, activity, step,
            verb, grounds, subject, detail)
        values (new_event, told.municipality, told.area, told.shielded, told.case_id, moment, 'system', '', '', '',
            'ask_for_answer', why, told.id, '{}');
    return told.municipality;
end $$;

revoke all on function brygga.ask_for_answer(uuid, uuid, timestamptz, jsonb) from public;
grant execute on function brygga.ask_for_answer(uuid, uuid, timestamptz, jsonb) to brygga_resident;

create or replace function brygga.reports_lately(home int, since timestamptz)
returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select count(*) from concerns_report r where r.municipality = home and r.received_at > since
      and not exists (select from concerns_receipt c where c.report_id = r.id)
$$;

revoke all on function brygga.reports_lately(int, timestamptz) from public;
grant execute on function brygga.reports_lately(int, timestamptz) to brygga_resident;
revoke all on function brygga.answers_of_mine() from public;
grant execute on function brygga.answers_of_mine() to brygga_resident;
"""
