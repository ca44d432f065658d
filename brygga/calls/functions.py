"""Signals are handed to the one they are for, and to nobody else, whatever SQL they have: they hold addresses.

Who asks is read from the signed reach. They must have been let in, and the room must be open. What a page says that
it has got is gone with the same question; what is lost on the way comes again.
"""

SQL = """
create or replace function brygga.signals_to_me(in_room uuid, my_seat uuid, got uuid[])
returns table (id uuid, sender_id uuid, sender_seat uuid, number int, kind text, payload text)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    me uuid;
    place calls_room%rowtype;
begin
    select * into place from calls_room r where r.id = in_room and r.ended_at is null;
    if current_setting('brygga.reach', true) like '1|s|%' then
        me := (brygga.verified('s'))[5]::uuid;
        if not coalesce(place.reach_key <@ brygga.reach(), false) then return; end if;
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

revoke all on function brygga.signals_to_me(uuid, uuid, uuid[]) from public;
grant execute on function brygga.signals_to_me(uuid, uuid, uuid[]) to brygga_staff, brygga_resident;
"""
