"""Counts of work, for the administration that may see no case: numbers only, and none that tells of few.

The administration reaches no case rows, so the database counts for it. Anything about fewer than five
cases comes back without a number. Only the administration of one's own municipality gets an answer.
"""

SQL = """
create or replace function brygga.work_between(me int, homes int[], first timestamptz, past timestamptz)
returns table (home int, performer int, activity text, step text, acts bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select e.municipality, e.actor_municipality, e.activity, e.step,
           case when count(distinct e.case_id) >= 5 then count(*) end
    from ground_event e
    where nullif((me * 100) <@ (select brygga.reach()), false) is not null
      and e.municipality = any(homes) and (e.municipality = me or e.actor_municipality = me)
      and e.actor_kind = 'staff' and e.activity <> '' and e.at >= first and e.at < past
    group by 1, 2, 3, 4
$$;

create or replace function brygga.work_under(me int, agreement uuid, first timestamptz, past timestamptz)
returns table (home int, performer int, activity text, step text, acts bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    with parties as (
        select v.municipality from municipalities_approval v join municipalities_agreement a on a.id = v.agreement_id
        where a.id = agreement and a.parties @> to_jsonb(v.municipality)
          and a.terms ->> 'cost_key' in ('population', 'equal', 'fixed'))
    select e.municipality, e.actor_municipality, e.activity, e.step,
           case when count(distinct e.case_id) >= 5 then count(*) end
    from ground_event e
    where nullif((me * 100) <@ (select brygga.reach()), false) is not null and me in (select municipality from parties)
      and e.municipality in (select municipality from parties)
      and e.actor_municipality in (select municipality from parties) and e.actor_municipality <> e.municipality
      and e.actor_kind = 'staff' and e.activity <> '' and e.at >= first and e.at < past
    group by 1, 2, 3, 4
$$;

create or replace function brygga.cases_opened(me int, first timestamptz, past timestamptz)
returns table (kind text, digital bigint, other bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select c.kind,
           case when count(*) filter (where sent.case_id is not null) >= 5
                then count(*) filter (where sent.case_id is not null) end,
           case when count(*) filter (where sent.case_id is null) >= 5
                then count(*) filter (where sent.case_id is null) end
    from cases_case c
    left join (select case_id from applications_application where municipality = me
               union select case_id from concerns_report where municipality = me) sent
      on sent.case_id = c.id
    where nullif((me * 100) <@ (select brygga.reach()), false) is not null
      and c.municipality = me and c.opened_at >= first and c.opened_at < past
    group by 1
$$;

revoke all on function brygga.work_between(int, int[], timestamptz, timestamptz),
    brygga.work_under(int, uuid, timestamptz, timestamptz),
    brygga.cases_opened(int, timestamptz, timestamptz) from public;
grant execute on function brygga.work_between(int, int[], timestamptz, timestamptz),
    brygga.work_under(int, uuid, timestamptz, timestamptz),
    brygga.cases_opened(int, timestamptz, timestamptz) to brygga_staff;
"""
