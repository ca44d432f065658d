"""A large network in a few statements: every municipality in use, cases with what hangs on them.

Rows are made by the database itself, as its owner, with no promise of being true to life except in
number, size and spread: what costs time is how many there are and how they lie.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections, models

from brygga.demo import cast
from brygga.ground.walls import guarded_models

HOME, OTHER = cast.HELSINGBORG, cast.LANDSKRONA
FULL_IN_QUICK, FULL = 1_000, 3_000
READ = 400
"""Cases in Helsingborg for a child, investigated in Landskrona, that the measured pages show."""

_IN_USE = """
update municipalities_municipality set in_use = true, phone = '042-465 04 10',
    visit_address = 'Exempelgatan 1', post_address = 'Socialnämnden, 200 00 Exempelstad'
where not in_use
"""

_PLAN = """
create temporary table plan as
with others as (
    select array_agg(municipality order by municipality) as codes
    from municipalities_municipality where municipality not in (%(home)s, %(other)s)
), numbered as (
    select i, case when i <= %(all)s * 3 / 100 then %(home)s when i <= %(all)s * 45 / 1000 then %(other)s
        else others.codes[1 + i %% cardinality(others.codes)] end as municipality
    from generate_series(1, %(all)s) as i, others
)
select i, n.municipality, m.short, ('00000001-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id,
    i <= %(read)s as measured, i <= %(full)s as full,
    i > %(read)s and i %% 10 < 3 as closed,
    case when i <= %(read)s then 1 else (array[1, 3, 2, 4, 5])[1 + i %% 5] end as area,
    case when i <= %(read)s then 'child'
        else (array['child', 'income_support', 'adult', 'elderly', 'disability'])[1 + i %% 5] end as kind,
    case when i <= %(read)s then %(david)s when i <= %(read)s + 300 then %(cecilia)s
        when i %% 50 = 0 then null
        else ('00000002-0000-7000-8000-' || lpad(to_hex(i %% 9973), 12, '0'))::uuid end as handler_id,
    %(today)s::date - (i %% 200) as opened
from numbered n join municipalities_municipality m using (municipality)
"""

_CASES = """
insert into cases_case (id, municipality, area, shielded, number, kind, title, stage, opened_at, handler_id,
    handler_name, performer, due_on, due_code, waiting_for, new_for_staff, version, changed_at, closed_at, summary)
select id, municipality, area, i %% 97 = 0 and not measured, short || ' 2025-' || lpad(i::text, 6, '0'), kind,
    'Stöd i vardagen', case when closed then 'closed' else 'investigation' end, opened + time '09:12', handler_id,
    case when measured then 'David Berg' when handler_id is null then '' else 'Kim Andersson' end,
    case when measured then %(other)s else municipality end,
    case when closed then null else opened + 120 + i %% 60 end, case when closed then '' else 'child_investigation' end,
    '', handler_id is null, 12, opened + time '15:00', case when closed then opened + time '15:00' end, ''
from plan
"""

_PARTIES = """
insert into cases_party (id, municipality, area, shielded, case_id, role, name, number_index, number_sealed,
    address_sealed, phone, wishes, reads, protected)
select gen_random_uuid(), c.municipality, c.area, c.shielded, c.id, part.role,
    (array['Sara', 'Johan', 'Amina', 'Erik', 'Lotta', 'Omar', 'Ingrid'])[1 + p.i %% 7] || ' ' ||
    (array['Nyberg', 'Lind', 'Hassan', 'Ek', 'Svensson', 'Dahl'])[1 + p.i %% 6],
    case when part.role = 'child' then ''
        else coalesce(known.number_index, encode(sha256(('seed' || p.i)::bytea), 'hex')) end,
    null, null, '070-174 06 05', '', part.role = 'applicant', c.shielded
from plan p join cases_case c using (id)
cross join (values ('applicant'), ('child')) as part (role)
left join residents known on known.i = p.i
where part.role = 'applicant' or p.kind = 'child'
"""

_CLOCKS = """
insert into cases_clock (id, municipality, area, shielded, case_id, code, section, plain, started_on, due_on, met_at)
select gen_random_uuid(), c.municipality, c.area, c.shielded, c.id, 'child_investigation', '20 kap. 3 § SoL',
    'Utredningen ska vara klar inom fyra månader.', p.opened, p.opened + 120 + p.i %% 60, c.closed_at
from plan p join cases_case c using (id)
"""

_ASSIGNMENTS = """
insert into cases_assignment (id, municipality, area, shielded, case_id, staff_id, staff_name, staff_title,
    staff_municipality, role, starts_at, given_by, grounds)
select gen_random_uuid(), c.municipality, c.area, c.shielded, c.id, c.handler_id, c.handler_name, 'socialsekreterare',
    c.performer, 'handler', c.opened_at, 'Leila Sand', '{}'
from cases_case c where c.handler_id is not null
"""

_NOTES = """
insert into documentation_note (id, municipality, area, shielded, case_id, kind, heading, runs, happened_at, signed_at,
    author_id, author_name, author_municipality, corrects_id, grounds)
select ('0000000' || (2 + k) || '-0000-7000-8000-' || lpad(to_hex(p.i), 12, '0'))::uuid,
    c.municipality, c.area, c.shielded, c.id, (array['call', 'visit', 'meeting', 'other'])[1 + k %% 4],
    (array['Samtal med skolan', 'Hembesök', 'Möte med nätverket', 'Uppgifter'])[1 + k %% 4],
    case when k in (2, 6) then
        jsonb_build_array(jsonb_build_object('text', %(text)s), jsonb_build_object('withheld', 0))
    else jsonb_build_array(jsonb_build_object('text', %(text)s)) end,
    c.opened_at + k * interval '1 day', c.opened_at + k * interval '1 day', coalesce(c.handler_id, %(cecilia)s),
    coalesce(nullif(c.handler_name, ''), 'Cecilia Holm'), c.performer, null, %(grounds)s::jsonb
from plan p join cases_case c using (id) cross join generate_series(0, 7) as k where p.full
"""

_PASSAGES = """
insert into documentation_passage (id, municipality, area, shielded, case_id, note_id, position, text, sentences,
    ground, reason, decided_by, decided_at, review_on, lifted_at, lifted_text)
select gen_random_uuid(), n.municipality, n.area, n.shielded, n.case_id, n.id, 0, 'Han ringde hit i går kväll.', 1,
    '26 kap. 1 § OSL', 'Det rör någon annan än dig.', n.author_name, n.signed_at, %(today)s::date + 28, null, ''
from documentation_note n where n.runs @> '[{"withheld": 0}]'
"""

_REMARKS = """
insert into documentation_remark (id, municipality, area, shielded, case_id, note_id, passage_id, paragraph, kind,
    text, at, by_resident, author_id, author_name, answers_id)
select gen_random_uuid(), n.municipality, n.area, n.shielded, n.case_id, n.id, null, 0, 'objection',
    'Jag sa att det är så på måndagar, inte alltid.', n.signed_at + interval '1 hour', true, gen_random_uuid(), '', null
from documentation_note n where n.kind = 'visit'
"""

_ASKS = """
insert into documentation_ask (id, municipality, area, shielded, case_id, question, answer_by, asked_at, asked_by)
select p.id, c.municipality, c.area, c.shielded, c.id, 'Skicka intyget från skolan.', %(today)s::date + 7,
    c.opened_at + interval '3 days', 'David Berg'
from plan p join cases_case c using (id) where p.full
"""

_ANSWERS = """
insert into documentation_answer (id, municipality, area, shielded, case_id, ask_id, text, at, person_id)
select gen_random_uuid(), a.municipality, a.area, a.shielded, a.case_id, a.id, 'Det kommer här.',
    a.asked_at + interval '1 day', gen_random_uuid()
from documentation_ask a
"""

_DOCUMENTS = """
insert into documentation_document (id, municipality, area, shielded, case_id, name, media_type, size, digest, added_at,
    by_resident, added_by, ask_id)
select gen_random_uuid(), a.municipality, a.area, a.shielded, a.case_id, 'intyg.pdf', 'application/pdf', 245760,
    repeat('0', 64), a.asked_at + interval '1 day', true, '', a.id
from documentation_ask a
"""

_EVENTS = """
insert into ground_event (id, municipality, area, shielded, case_id, at, actor_kind, actor_id, actor_name,
    actor_municipality, activity, step, verb, grounds, subject, detail)
select gen_random_uuid(), c.municipality, c.area, c.shielded, c.id, c.opened_at + k * interval '1 day',
    'staff', coalesce(c.handler_id, %(cecilia)s), coalesce(nullif(c.handler_name, ''), 'Cecilia Holm'), c.performer,
    'child_investigation', 'carry_out', case when k = 0 then 'open_case' else 'sign_note' end, %(grounds)s::jsonb,
    null, '{}'
from plan p join cases_case c using (id) cross join generate_series(0, 9) as k where p.full or k = 0
"""

_STEPS = (
    *(_IN_USE, _PLAN, _CASES, _PARTIES, _CLOCKS, _ASSIGNMENTS, _NOTES, _PASSAGES, _REMARKS, _ASKS, _ANSWERS),
    *(_DOCUMENTS, _EVENTS),
)

_TEXT = (
    "Vi träffades i en timme. Du berättade att kvällarna är svårast och att barnet är trött i skolan varje måndag. "
    "Du vill helst ha någon som kommer hem till er på kvällarna, så att ni hittar lugna rutiner tillsammans.\n\n"
    "Vi kom överens om att höras av på fredag. Läraren är med på nästa möte och berättar hur det går på dagarna."
)
_GROUNDS = (
    '{"sentence": "David får läsa och skriva eftersom kommunerna har kommit överens om det.", '
    '"sections": ["9 kap. 37 § KL"], "relied_on": ["avtal 2026-014"]}'
)


@dataclass(frozen=True)
class Seeded:
    """How much there is."""

    municipalities: int
    cases: int
    notes: int
    events: int


def case_id(number: int) -> str:
    """The id of seeded case 1, 2, 3 ...; the first READ are the measured ones."""
    return f"00000001-0000-7000-8000-{number:012x}"


def seed(cases: int, full: int, residents: dict[int, str], today: date) -> Seeded:
    """Fill a prepared database. residents: number index by case number, for those who can sign in."""
    values = {
        "all": cases,
        "full": full,
        "read": READ,
        "home": HOME,
        "other": OTHER,
        "today": today,
        "cecilia": cast.ident("cecilia"),
        "david": cast.ident("david"),
        "text": _TEXT,
        "grounds": _GROUNDS,
    }
    with connections["owner"].cursor() as cursor:
        cursor.execute("begin")
        cursor.execute("create temporary table residents (i int primary key, number_index text not null)")
        cursor.executemany("insert into residents values (%s, %s)", list(residents.items()))
        for table, column, default in defaults():
            cursor.execute(f'alter table {table} alter column "{column}" set default {default}')
        for statement in _STEPS:
            cursor.execute(statement, values)
        cursor.execute("commit")
        cursor.execute("vacuum analyze")
        cursor.execute(_COUNTED)
        return Seeded(*cursor.fetchone())


def defaults() -> Iterator[tuple[str, str, str]]:
    """The models' own defaults, given to the database, so that a column added tomorrow needs no word here."""
    for model, _guard in guarded_models():
        for field in model._meta.concrete_fields:
            empty = "" if field.blank and isinstance(field, models.CharField | models.TextField) else None
            value = field.default if field.has_default() else empty
            value = value() if value is dict or value is list else value
            if isinstance(value, bool | int | str | dict | list):
                yield model._meta.db_table, field.column, quoted(value)


def quoted(value: bool | int | str | dict[str, Any] | list[Any]) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return "'" + text.replace("'", "''") + "'"


_COUNTED = """
select (select count(*) from municipalities_municipality where in_use), (select count(*) from cases_case),
    (select count(*) from documentation_note), (select count(*) from ground_event)
"""
