"""When staff and rooms are taken, for whoever wants to book: times alone, and nothing of a case."""

from brygga.booking.rules import TRAVELS

_TEXT = """
create or replace function brygga.taken(people uuid[], first timestamptz, last timestamptz)
returns table (staff_id uuid, starts_at timestamptz, ends_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select m.staff_id, m.starts_at - m.travel * interval '1 minute', m.ends_at + m.travel * interval '1 minute'
    from booking_meeting m
    where m.staff_id = any(people) and m.state = 'booked' and m.starts_at >= first - interval '1 day'
      and m.starts_at < last + interval '[furthest] minutes'  -- whoever travels is taken before it begins
      -- no meeting lasts a day, no absence is entered for more than a year
    union all
    select m.room_id, m.starts_at, m.ends_at from booking_meeting m
    where m.room_id = any(people) and m.state = 'booked' and m.starts_at >= first - interval '1 day'
      and m.starts_at < last
    union all
    select s.staff_id, s.starts_at, s.ends_at from booking_session s
    where s.staff_id = any(people) and s.cancelled_at is null and s.starts_at >= first - interval '1 day'
      and s.starts_at < last
    union all
    select s.room_id, s.starts_at, s.ends_at from booking_session s
    where s.room_id = any(people) and s.cancelled_at is null and s.starts_at >= first - interval '1 day'
      and s.starts_at < last
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
    select g.id, g.starts_at, g.ends_at from mine f
    join people_staff s on s.id = f.owner_id and s.active and not f.by_resident
    join booking_session g on g.staff_id = s.id
    where g.cancelled_at is null and g.starts_at >= first and g.starts_at < last
    union
    select g.id, g.starts_at, g.ends_at from mine f
    join people_person p on p.id = f.owner_id and f.by_resident
    cross join lateral brygga.cases_of(p.number_index, p.id, today) c
    join booking_seat t on t.case_id = c.case_id and t.recipient_index = p.number_index and t.state = 'taken'
    join booking_session g on g.id = t.session_id
    where g.cancelled_at is null and g.starts_at >= first and g.starts_at < last
    union
    select m.id, m.starts_at, m.ends_at from mine f
    join people_person p on p.id = f.owner_id and f.by_resident
    cross join lateral brygga.cases_of(p.number_index, p.id, today) c
    join booking_meeting m on m.case_id = c.case_id
    where m.state = 'booked' and m.starts_at >= first and m.starts_at < last
$$;

create or replace function brygga.free_seats(sessions uuid[])
returns table (session_id uuid, free int, lowest int)
language sql stable security definer set search_path = public, pg_temp as $$
    select s.id, count(n)::int, min(n)::int from booking_session s
    left join lateral generate_series(1, s.seats) as n on not exists (
        select from booking_seat t where t.municipality = s.municipality and t.session_id = s.id
        and t.state = 'taken' and t.number = n)
    where s.id = any(sessions) and s.cancelled_at is null group by s.id
$$;

revoke all on function brygga.free_seats(uuid[]) from public;
grant execute on function brygga.free_seats(uuid[]) to brygga_staff, brygga_resident;
revoke all on function brygga.fed(uuid, timestamptz, timestamptz, date) from public;
grant execute on function brygga.fed(uuid, timestamptz, timestamptz, date) to brygga_door;
revoke all on function brygga.taken(uuid[], timestamptz, timestamptz) from public;
grant execute on function brygga.taken(uuid[], timestamptz, timestamptz) to brygga_staff, brygga_resident;
"""

SQL = _TEXT.replace("[furthest]", str(max(TRAVELS)))
