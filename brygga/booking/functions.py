"""When staff and rooms are taken, for whoever wants to book: times alone, and nothing of a case."""

SQL = """
create or replace function brygga.taken(people uuid[], first timestamptz, last timestamptz)
returns table (staff_id uuid, starts_at timestamptz, ends_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select m.staff_id, m.starts_at - m.travel * interval '1 minute', m.ends_at + m.travel * interval '1 minute'
    from booking_meeting m
    where m.staff_id = any(people) and m.state = 'booked' and m.starts_at >= first - interval '1 day'
      and m.starts_at < last  -- no meeting lasts a day, no absence is entered for more than a year
    union all
    select m.room_id, m.starts_at, m.ends_at from booking_meeting m
    where m.room_id = any(people) and m.state = 'booked' and m.starts_at >= first - interval '1 day'
      and m.starts_at < last
    union all
    select a.staff_id, a.starts_at, a.ends_at from booking_absence a
    where a.staff_id = any(people) and a.starts_at >= first - interval '366 days'
      and a.starts_at < last and a.ends_at > first
$$;

create or replace function brygga.fed(feed_id uuid, first timestamptz, last timestamptz, today date)
returns table (id uuid, starts_at timestamptz, ends_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    with mine as (select * from booking_feed where booking_feed.id = feed_id and revoked_at is null)
    select m.id, m.starts_at, m.ends_at from mine f
    join people_staff s on s.id = f.owner_id and s.active and not f.by_resident
    join booking_meeting m on m.staff_id = s.id
    where m.state = 'booked' and m.starts_at >= first and m.starts_at < last
    union
    select m.id, m.starts_at, m.ends_at from mine f
    join people_person p on p.id = f.owner_id and f.by_resident
    cross join lateral brygga.cases_of(p.number_index, p.id, today) c
    join booking_meeting m on m.case_id = c.case_id
    where m.state = 'booked' and m.starts_at >= first and m.starts_at < last
$$;

revoke all on function brygga.fed(uuid, timestamptz, timestamptz, date) from public;
grant execute on function brygga.fed(uuid, timestamptz, timestamptz, date) to brygga_door;
revoke all on function brygga.taken(uuid[], timestamptz, timestamptz) from public;
grant execute on function brygga.taken(uuid[], timestamptz, timestamptz) to brygga_staff, brygga_resident;
"""
