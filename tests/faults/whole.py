"""What must be so after any fault: each note acknowledged is there once, whole, and nothing is half written."""

import psycopg

HALF = {
    "notes without a line in the trail": """
        select n.id from documentation_note n
        where not exists (select from ground_event e where e.subject = n.id and e.verb = 'sign_note')""",
    "lines in the trail without their note": """
        select e.id from ground_event e
        where e.verb = 'sign_note' and not exists (select from documentation_note n where n.id = e.subject)""",
    "notes with more than one line in the trail": """
        select subject from ground_event where verb = 'sign_note' group by subject having count(*) > 1""",
    "passages without their note": """
        select p.id from documentation_passage p
        where not exists (select from documentation_note n where n.id = p.note_id)""",
    "notes without their two passages": """
        select n.id from documentation_note n
        where (select count(*) from documentation_passage p where p.note_id = n.id) <> 2""",
}


def half_written(owner: str) -> dict[str, int]:
    """What is not whole, counted by what it is; nothing is good."""
    with psycopg.connect(owner) as connection:
        counted = {what: len(connection.execute(sql).fetchall()) for what, sql in HALF.items()}  # type: ignore[call-overload]
    return {what: number for what, number in counted.items() if number}


def notes_in(owner: str) -> list[str]:
    with psycopg.connect(owner) as connection:
        return sorted(str(row[0]) for row in connection.execute("select id from documentation_note"))
