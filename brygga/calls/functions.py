"""What the database itself answers about meetings: who is invited where, and what is said to whom.

Signals are handed to the one they are for, and to nobody else, whatever SQL they have: they hold addresses. Who asks
is read from the signed reach. They must have been let in, and the room must be open. What a page says that it has got
is gone with the same question; what is lost on the way comes again.

An invitation opens its room as long as it stands: not taken back, not from before the case was shielded, the meeting
neither called off nor past, the room not ended. Whoever it is for may ask for their own, in all municipalities; of the
case it tells nothing. Where it rests on a yes, whoever the case is of may say no: the same door is shut, and nothing
else can be written by it.
"""

from psycopg import sql

from brygga.calls.rules import LATE, OPEN_AT_MOST

_INVITED = """
create or replace function brygga.invitations_of(person uuid)
returns table (id uuid, municipality int, room_id uuid, case_id uuid, guest_as text, begins timestamptz,
    ends timestamptz, is_open boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select i.id, i.municipality, i.room_id, i.case_id, i.guest_as, m.starts_at, m.ends_at, r.id is not null
    from people_person p
        join calls_invitation i on i.number_index = p.number_index
        left join calls_room r on r.id = i.room_id and r.case_id = i.case_id
        left join booking_meeting m on m.id = i.room_id and m.case_id = i.case_id
    where p.id = person and i.withdrawn_at is null
        and not (i.shielded and exists (select from ground_event e where e.municipality = i.municipality
            and e.case_id = i.case_id and e.verb = 'shield' and e.at >= i.invited_at))
        and case when r.id is not null then r.ended_at is null and r.opened_at > now() - {open_at_most}
            else m.state = 'booked' and m.channel = 'video' and m.ends_at > now() - {late} end
    order by m.starts_at nulls first, i.id
$$;

create or replace function brygga.my_invitations()
returns table (id uuid, municipality int, room_id uuid, guest_as text, begins timestamptz, is_open boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select id, municipality, room_id, guest_as, begins, is_open from brygga.invitations_of(brygga.my_person())
$$;

create or replace function brygga.invited_to_relay() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (select from cases_case c where c.id = any(brygga.invited_cases()) and (c.shielded
        or exists (select from cases_party p where p.case_id = c.id and p.protected)))
$$;
"""

_NO_LONGER = """
create or replace function brygga.no_longer_wanted(which uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    me uuid := brygga.my_person();
    gone calls_invitation%rowtype;
    came calls_attendee%rowtype;
begin
    update calls_invitation i set withdrawn_at = now()
        where i.id = which and i.case_id = any (brygga.my_cases()) and i.consent_on is not null
            and i.withdrawn_at is null
        returning * into gone;
    if gone.id is null then return false; end if;
    for came in select * from calls_attendee a where a.room_id = gone.room_id and a.invitation_id = gone.id loop
        insert into calls_admission (id, municipality, area, shielded, case_id, room_id, person_id, is_let_in, is_host,
            by_id, at)
            values (gen_random_uuid(), gone.municipality, gone.area, gone.shielded, gone.case_id, gone.room_id,
                came.person_id, false, false, me, now())
            on conflict (municipality, room_id, person_id)
            do update set is_let_in = false, by_id = me, at = now();
        delete from calls_signal s where s.room_id = gone.room_id
            and (s.sender_id = came.person_id or s.addressee_id = came.person_id);
    end loop;
    return true;
end $$;
"""

_SIGNALS = """
create or replace function brygga.signals_to_me(in_room uuid, my_seat uuid, got uuid[])
returns table (id uuid, sender_id uuid, sender_seat uuid, number int, kind text, payload text)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    me uuid;
    place calls_room%rowtype;
    door text := split_part(current_setting('brygga.reach', true), '|', 2);
begin
    select * into place from calls_room r where r.id = in_room and r.ended_at is null;
    if door = 's' then
        me := (brygga.verified('s'))[5]::uuid;
        if not coalesce(place.reach_key <@ brygga.reach(), false) then return; end if;
    elsif door = 'g' then
        me := (brygga.verified('g'))[5]::uuid;
        if not coalesce(place.id = any (brygga.invited()), false) then return; end if;
    else
        me := (brygga.verified('r'))[5]::uuid;
        if not coalesce(place.case_id = any (brygga.my_cases()), false) then return; end if;
    end if;
    if not exists (select from calls_admission a where a.room_id = place.id and a.person_id = me and a.is_let_in) then
        return;
    end if;
    delete from calls_signal s where s.room_id = in_room and s.addressee_id = me and s.id = any(got);
    return query
        select s.id, s.sender_id, s.sender_seat, s.number, s.kind::text, s.payload from calls_signal s
        where s.room_id = in_room and s.addressee_id = me and s.addressee_seat = my_seat
        order by s.sender_id, s.number limit 100;
end $$;

revoke all on function brygga.signals_to_me(uuid, uuid, uuid[]), brygga.invitations_of(uuid),
    brygga.my_invitations(), brygga.invited_to_relay(), brygga.no_longer_wanted(uuid) from public;
grant execute on function brygga.signals_to_me(uuid, uuid, uuid[])
    to brygga_staff, brygga_resident, brygga_guest;
grant execute on function brygga.my_invitations(), brygga.no_longer_wanted(uuid) to brygga_resident;
grant execute on function brygga.invited_to_relay() to brygga_guest;
"""

SQL = (
    sql.SQL(_INVITED)
    .format(
        open_at_most=sql.Literal(OPEN_AT_MOST),
        late=sql.Literal(LATE),
    )
    .as_string(None)
    + _NO_LONGER
    + _SIGNALS
)
"""invitations_of is granted to nobody: the functions around it say whose."""
