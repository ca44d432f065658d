"""All that a visitor without a name can do, in the database: by the hash of the key their browser holds.

The door's role has no right to any table of conversations. It asks these functions, which look a hash up and
give back that conversation alone; without the hash there is nothing to ask for. Times and limits come from
`rules`; nobody is let in by them.
"""

SQL = """
create or replace function brygga.advice_chat(home int, hash text) returns setof advice_chat
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform brygga.at_the_door();
    return query select c.* from advice_chat c join advice_key k on k.chat_id = c.id
        where k.municipality = home and k.key_hash = hash;
end $$;

create or replace function brygga.advice_lines(home int, hash text) returns setof advice_line
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform brygga.at_the_door();
    return query select l.* from advice_line l join advice_key k on k.chat_id = l.chat_id
        where k.municipality = home and k.key_hash = hash order by l.number;
end $$;

create or replace function brygga.advice_before(home int, hash text, here_since timestamptz) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform brygga.at_the_door();
    return (select count(*) from advice_chat c
        join advice_key k on k.municipality = home and k.key_hash = hash
        join advice_chat mine on mine.id = k.chat_id
        where c.municipality = home and c.ended_at is null and c.staff_id is null and mine.staff_id is null
          and c.waiting_since < mine.waiting_since and c.seen_at >= here_since);
end $$;

create or replace function brygga.advice_begin(
    home int, hash text, new_chat uuid, of_kind text, now_at timestamptz,
    here_since timestamptz, again_since timestamptz, most_here int, most int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    begun timestamptz;
begin
    perform brygga.at_the_door();
    perform pg_advisory_xact_lock(hashtextextended('brygga.advice_begin' || home, 0));
    select c.begun_at into begun from advice_chat c where c.id = new_chat;
    if begun is not null then
        return case when begun >= again_since then 'there' else 'old' end;
    end if;
    if (select count(*) from advice_chat c where c.municipality = home and c.ended_at is null
          and c.staff_id is null and c.seen_at >= here_since) >= most_here
        or (select count(*) from advice_chat c where c.municipality = home and c.ended_at is null
          and c.staff_id is null) >= most then
        return 'full';
    end if;
    insert into advice_chat (id, municipality, kind, begun_at, changed_at, seen_at, version, last_number,
        staff_name, staff_title, grounds, ended_by)
    values (new_chat, home, of_kind, now_at, now_at, date_trunc('minute', now_at), 0, 0, '', '', '{}', '');
    insert into advice_key (chat_id, municipality, key_hash) values (new_chat, home, hash);
    return 'begun';
end $$;

create or replace function brygga.advice_say(
    home int, hash text, new_line uuid, words bytea, now_at timestamptz,
    minute_ago timestamptz, most_a_minute int, most int, most_unanswered int)
returns table (outcome text, chat uuid, version int)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    mine advice_chat%rowtype;
begin
    perform brygga.at_the_door();
    select c.* into mine from advice_chat c join advice_key k on k.chat_id = c.id
        where k.municipality = home and k.key_hash = hash for update of c;
    if mine.id is null then
        return query select 'none', null::uuid, 0;
    elsif exists (select from advice_line l where l.id = new_line and l.chat_id = mine.id) then
        return query select 'there', mine.id, mine.version;
    elsif mine.ended_at is not null then
        return query select 'ended', mine.id, mine.version;
    elsif (select count(*) from advice_line l where l.chat_id = mine.id and l.staff_id is null)
            >= (case when mine.taken_at is null then most_unanswered else most end)
        or (select count(*) from advice_line l where l.chat_id = mine.id and l.staff_id is null
              and l.at > minute_ago) >= most_a_minute then
        return query select 'many', mine.id, mine.version;
    else
        insert into advice_line (id, municipality, chat_id, number, at, sealed, staff_name, staff_title)
            values (new_line, home, mine.id, mine.last_number + 1, now_at, words, '', '');
        update advice_chat set last_number = mine.last_number + 1, version = mine.version + 1, changed_at = now_at,
            seen_at = date_trunc('minute', now_at), waiting_since = coalesce(mine.waiting_since, now_at)
            where id = mine.id;
        return query select 'said', mine.id, mine.version + 1;
    end if;
end $$;

create or replace function brygga.advice_seen(home int, hash text, now_at timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform brygga.at_the_door();
    update advice_chat c set seen_at = date_trunc('minute', now_at)
        from advice_key k where k.chat_id = c.id and k.municipality = home and k.key_hash = hash
          and c.seen_at < date_trunc('minute', now_at);
end $$;

create or replace function brygga.advice_leave(home int, hash text, now_at timestamptz)
returns table (chat uuid, version int)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform brygga.at_the_door();
    return query update advice_chat c
        set ended_at = now_at, ended_by = 'visitor', changed_at = now_at, version = c.version + 1
        from advice_key k where k.chat_id = c.id and k.municipality = home and k.key_hash = hash
          and c.ended_at is null
        returning c.id, c.version;
end $$;

create or replace function brygga.advice_forget(which uuid, now_at timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    insert into advice_tally (id, municipality, day, kind, minutes, performer)
        select gen_random_uuid(), c.municipality, (c.begun_at at time zone 'Europe/Stockholm')::date, c.kind,
            case when c.taken_at is null then 0
                 else greatest(1, ceil(extract(epoch from coalesce(c.ended_at, now_at) - c.taken_at) / 60)) end,
            c.staff_municipality
        from advice_chat c where c.id = which;
    delete from advice_line where chat_id = which;
    delete from advice_turn where chat_id = which;
    delete from advice_key where chat_id = which;
    delete from advice_chat where id = which;
end $$;

create or replace function brygga.advice_erase(home int, hash text, now_at timestamptz) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    mine uuid;
begin
    perform brygga.at_the_door();
    select c.id into mine from advice_chat c join advice_key k on k.chat_id = c.id
        where k.municipality = home and k.key_hash = hash for update of c;
    if mine is not null then
        perform brygga.advice_forget(mine, now_at);
    end if;
    return mine;
end $$;

create or replace function brygga.advice_tidy(
    now_at timestamptz, ended_before timestamptz, quiet_before timestamptz, unanswered_before timestamptz)
returns table (chat uuid, home int, version int)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    old record;
begin
    perform brygga.sealing();
    for old in select c.id, c.municipality, c.version from advice_chat c
        where c.ended_at <= ended_before for update skip locked loop
        perform brygga.advice_forget(old.id, now_at);
        return query select old.id, old.municipality, old.version + 1;
    end loop;
    return query update advice_chat c
        set ended_at = now_at, ended_by = 'quiet', changed_at = now_at, version = c.version + 1
        where c.ended_at is null and (c.waiting_since is null and c.changed_at <= quiet_before
            or c.waiting_since <= unanswered_before)
        returning c.id, c.municipality, c.version;
end $$;

create or replace function brygga.advice_rota(home int)
returns table (performer int, weekday smallint, day date, starts time, ends time, valid_from date, valid_to date,
    here_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.municipality, s.weekday, s.day, s.starts, s.ends, s.valid_from, s.valid_to, t.here_at
    from advice_shift s left join advice_seat t on t.staff_id = s.staff_id
    join people_staff p on p.id = s.staff_id and p.active and p.municipality = s.municipality
    where s.homes @> to_jsonb(home)
$$;

revoke all on all functions in schema brygga from public;
grant execute on function brygga.advice_chat(int, text), brygga.advice_lines(int, text),
    brygga.advice_before(int, text, timestamptz), brygga.advice_seen(int, text, timestamptz),
    brygga.advice_begin(int, text, uuid, text, timestamptz, timestamptz, timestamptz, int, int),
    brygga.advice_say(int, text, uuid, bytea, timestamptz, timestamptz, int, int, int),
    brygga.advice_leave(int, text, timestamptz), brygga.advice_erase(int, text, timestamptz) to brygga_door;
grant execute on function brygga.advice_rota(int) to brygga_door, brygga_staff, brygga_resident;
grant execute on function brygga.advice_tidy(timestamptz, timestamptz, timestamptz, timestamptz) to brygga_sealer;
"""
"""advice_forget is granted to nobody: it is called by the functions above it."""
