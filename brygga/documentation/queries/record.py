"""Everything in a case's file in one question to the database, however much there is.

One UNION of JSON rows costs one round trip where the tables one by one would cost nine. Both walls hold:
the reach must be in force, the municipality narrows each part, and the policies of every table apply.
"""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from brygga.cases.models import Case
from brygga.ground import tenancy

Rows = dict[str, list[dict[str, Any]]]

_OPEN_PASSAGE = "id, note_id, position, sentences, ground, reason, decided_by, decided_at, review_on"
_OPEN_PASSAGE += ", lifted_at, lifted_text"
_PARTS: dict[str, tuple[str, str, str]] = {
    "note": (
        "documentation_note",
        "id, kind, heading, runs, happened_at, signed_at, author_id, author_name, author_municipality, corrects_id",
        "",
    ),
    "passage": ("documentation_passage", _OPEN_PASSAGE, ""),
    "whole_passage": ("documentation_passage", _OPEN_PASSAGE + ", text", ""),
    "remark": (
        "documentation_remark",
        "id, note_id, passage_id, paragraph, kind, text, at, by_resident, author_id, author_name, answers_id",
        "",
    ),
    "ask": ("documentation_ask", "id, question, answer_by, asked_at, asked_by, withdrawn_at", ""),
    "answer": ("documentation_answer", "id, ask_id, text, at, person_id", ""),
    "document": (
        "documentation_document",
        "id, name, media_type, size, added_at, by_resident, added_by, ask_id",
        "",
    ),
    "communication": ("documentation_communication", "id, note_id, sent_at, sent_by, answer_by", ""),
    "response": (
        "documentation_response",
        "id, communication_id, text, wants_to_speak, needs_more_time, at, person_id",
        "",
    ),
    "draft": (
        "documentation_notedraft",
        "id, kind, heading, text, withhold, corrects_id, saved_at",
        "and author_id = %(actor)s",
    ),
    "reading": (
        "ground_event",
        "at",
        "and actor_id = %(actor)s and verb = 'read' order by at desc limit 2",
    ),
    "read_by_resident": (
        "ground_event",
        "at",
        "and actor_kind = 'resident' and verb = 'read' order by at desc limit 500",
    ),
}

RESIDENT = ("note", "passage", "remark", "reading", "ask", "answer", "document", "communication", "response")
STAFF: tuple[str, ...] = (
    "note",
    "whole_passage",
    "remark",
    "reading",
    "read_by_resident",
    "ask",
    "answer",
    "document",
)
STAFF += ("communication", "response", "draft")


def record_of(case: Case, actor: UUID, parts: Iterable[str]) -> Rows:
    """The named parts of a case's file as plain rows, oldest first. One query."""
    tenancy.required()
    wanted = tuple(parts)
    with connection.cursor() as cursor:
        cursor.execute(_sql(wanted), {"home": case.municipality, "case": case.id, "actor": actor})
        found = cursor.fetchall()
    rows: Rows = {part.removeprefix("whole_"): [] for part in wanted}
    for part, row in found:
        rows[part].append(json.loads(row))
    return rows


@cache
def _sql(parts: tuple[str, ...]) -> str:
    return " union all ".join(_part(part) for part in parts)


def _part(part: str) -> str:
    """Only names of this file go into the text; values travel beside it."""
    table, columns, more = _PARTS[part]
    if "order by" not in more:
        more += " order by id"
    where = f"municipality = %(home)s and case_id = %(case)s {more}"
    name = part.removeprefix("whole_")
    return f"(select '{name}', to_json(r)::text from (select {columns} from {table} where {where}) r)"  # noqa: S608
