"""Working notes: only to prepare, only for those at home who work with the case, and gone when it is closed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brygga.access.rules import Opening
from brygga.cases import actions as cases
from brygga.cases.models import Case, WorkingNote
from brygga.cases.queries import trail_of
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock, remembered
from brygga.ground.areas import Area
from brygga.ground.ids import uuid7
from brygga.messages import actions, queries
from brygga.messages.rules import MOST_NOTES, NOTE_MAX
from brygga.messages.tests.build import says
from brygga.municipalities.models import Guideline
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db
WORDS = "Fråga om hyreskontraktet på måndag"


def work(case: Case, rest: str = "") -> str:
    return f"/helsingborg/arbete/arende/{case.id}/meddelanden/{rest}"


def writing(case: Case) -> str:
    return work(case, "minnesanteckning/")


def form(text: str = WORDS, **more: Any) -> dict[str, Any]:
    return {"once": str(uuid7()), "text": text, **more}


def noted(case: Case, who: str = "cecilia", text: str = WORDS) -> WorkingNote:
    with at_work(staff(who)) as actor:
        return actions.write_working_note(actor, Case.objects.get(id=case.id), uuid7(), text)


def all_notes(case: Case) -> list[str]:
    with at_work(staff("leila")):
        return list(WorkingNote.objects.filter(case=case).order_by("at", "id").values_list("text", flat=True))


def verbs(case: Case) -> list[str]:
    with at_work(staff("leila")):
        return [line.verb for line in trail_of(case) if "working_note" in line.verb]


def without_notes(**fields: Any) -> None:
    """A guideline of Helsingborg's own, decided by its board."""
    today = clock.today()
    row = {
        "municipality": HELSINGBORG,
        "reference": "R-MIN",
        "demand": Guideline.Demand.NO_NOTES,
        "reason": "Vi skriver i journalen.",
        "decided_by": "Socialnämnden § 7",
        "decided_on": today,
        "valid_from": today,
    }
    with at_work(staff("gustav")):
        Guideline(**row | fields).save(force_insert=True)
    remembered.forget()


@pytest.fixture
def case() -> Case:
    return almas_case()


@pytest.fixture
def cecilia() -> Client:
    return client_for(staff("cecilia"))


def test_what_it_is_for_is_said_before_it_is_written_and_colleagues_see_it(
    case: Case, cecilia: Client
) -> None:
    page = cecilia.get(writing(case)).content.decode()
    assert "Bara för att förbereda ärendet" in page
    assert "skriv det i journalen. Den läser personen." in page
    assert "2 kap. 12 § tryckfrihetsförordningen" in page
    assert 'type="file"' not in page, "no attachments"
    answer = cecilia.post(writing(case), form())
    assert (answer.status_code, answer["Location"]) == (303, f"{work(case)}#minnesanteckningar")
    mine = cecilia.get(work(case)).content.decode()
    assert WORDS in mine
    assert "Ta bort" in mine
    theirs = client_for(staff("maria")).get(work(case)).content.decode()
    assert WORDS in theirs
    assert "Cecilia Holm" in theirs
    assert "ta-bort/" not in theirs, "only its author takes it away"


def test_it_stands_apart_from_the_messages(case: Case, cecilia: Client) -> None:
    """Not in the thread, not in the form that sends, not in the glance on the case page."""
    noted(case)
    assert WORDS not in cecilia.get(work(case, "trad/")).content.decode()
    page = cecilia.get(work(case)).content.decode()
    assert WORDS not in page.split('id="minnesanteckningar"')[0]
    assert page.count("<textarea") == 1, "nothing for colleagues is typed on the page that sends"
    assert WORDS not in cecilia.get(f"/helsingborg/arbete/arende/{case.id}/").content.decode()
    says(staff("cecilia"), case, "Hej Alma")
    assert all_notes(case) == [WORDS]


def test_the_resident_reads_that_there_may_be_such_notes_and_never_what_they_say(case: Case) -> None:
    noted(case)
    alma = client_for(resident(ALMA))
    home = f"/helsingborg/mina-sidor/arende/{case.id}/"
    page = alma.get(f"{home}meddelanden/").content.decode()
    assert "korta minnesanteckningar för att förbereda sig" in page
    assert "Du kan fråga vad som står i dem" in page
    for place in ("", "meddelanden/", "meddelanden/trad/", "hela-akten/", "lasare/"):
        answer = alma.get(f"{home}{place}")
        assert answer.status_code == 200, place
        assert WORDS not in answer.content.decode(), place
    assert "Skrev en minnesanteckning" in alma.get(f"{home}lasare/").content.decode(), "that, not what"
    seen = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/som-den-enskilde/")
    assert seen.status_code == 200
    assert WORDS not in seen.content.decode()


@pytest.mark.parametrize("who", [ALMA, BO, PETRA])
def test_no_resident_may_so_much_as_ask_the_table(case: Case, who: tuple[str, str]) -> None:
    noted(case)
    actor = resident(who)
    for sql in (
        "select count(*) from cases_workingnote",
        "select text from cases_workingnote where false",
        "delete from cases_workingnote",
        "update cases_workingnote set text = 'x'",
        "insert into cases_workingnote (id) values (gen_random_uuid())",
    ):
        with (
            at_work(actor),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert all_notes(case) == [WORDS]


@pytest.mark.parametrize("who", ["david", "karin", "eva", "gustav"])
def test_nobody_employed_elsewhere_counts_one_even_with_sql_of_their_own(case: Case, who: str) -> None:
    noted(case)
    with at_work(staff(who)):
        assert not WorkingNote.objects.filter(case=case).exists()
        assert not WorkingNote.objects.filter(case=case).delete()[0]
    assert all_notes(case) == [WORDS]


def test_nobody_empties_a_case_that_is_open(case: Case) -> None:
    """The function that whoever closes a case calls takes nothing from one that is not closed."""
    noted(case)
    with at_work(staff("david")), connection.cursor() as cursor:
        cursor.execute("select brygga.without_working_notes(%s)", [case.id])
        assert cursor.fetchone() == (0,)
    assert all_notes(case) == [WORDS]


def test_no_member_of_staff_writes_in_anothers_name_or_changes_what_was_written(case: Case) -> None:
    note = noted(case)
    with at_work(staff("maria")) as maria:
        forged = WorkingNote.within(
            case, case=case, author_id=note.author_id, author_name="Cecilia Holm", text="x", at=clock.now()
        )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            forged.save(force_insert=True)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            WorkingNote.objects.filter(id=note.id).update(text="x", author_id=maria.id)


@pytest.mark.parametrize("who", ["eva", "gustav", "frida", "david", "karin"])
def test_who_does_not_work_with_the_case_at_home_finds_none(case: Case, who: str) -> None:
    """David's employer has the agreement and he may answer Alma: a note that reaches him has left the authority."""
    note, client = noted(case), client_for(staff(who))
    for answer in (
        client.get(writing(case)),
        client.post(writing(case), form()),
        client.post(work(case, f"minnesanteckning/{note.id}/ta-bort/")),
        client.post(
            f"/helsingborg/arbete/arende/{case.id}/minnesanteckning/till-journalen/", {"note": str(note.id)}
        ),
    ):
        assert answer.status_code == 404
    page = client.get(work(case))
    assert WORDS not in page.content.decode()
    assert page.status_code == (200 if who in {"david", "karin"} else 404)
    assert all_notes(case) == [WORDS]


def test_the_elected_who_decide_the_case_see_none(case: Case) -> None:
    noted(case)
    with at_work(staff("cecilia")):
        Case.objects.filter(id=case.id).update(before_board=True)
    frida = client_for(staff("frida"))
    assert WORDS not in frida.get(f"/helsingborg/arbete/arende/{case.id}/").content.decode()
    assert frida.get(work(case)).status_code == 404
    assert frida.get(writing(case)).status_code == 404


def test_an_emergency_opening_shows_none() -> None:
    petras = almas_case(protected=True)
    noted(petras)
    maria = staff("maria")
    opened = replace(maria, openings=(Opening(petras.id, "adult", clock.now() + timedelta(hours=1)),))
    assert opened.emergency_in(petras) is not None
    with at_work(staff("cecilia")):
        assert not queries.may_see(opened, petras)
        assert queries.working_notes(opened, petras) is None


def test_a_protected_identity_has_its_own_few() -> None:
    petras = almas_case(protected=True)
    noted(petras)
    assert WORDS in client_for(staff("cecilia")).get(work(petras)).content.decode()
    for who in ("maria", "david"):
        assert client_for(staff(who)).get(writing(petras)).status_code == 404


def test_bad_input_is_kept_and_said(case: Case, cecilia: Client) -> None:
    long = "å" * (NOTE_MAX + 1)
    answer = cecilia.post(writing(case), form(long))
    assert answer.status_code == 422
    assert long in answer.content.decode()
    assert "hör det hemma i journalen" in answer.content.decode()
    assert cecilia.post(writing(case), form("   ")).status_code == 422
    assert cecilia.post(writing(case), {}).status_code == 422
    assert all_notes(case) == []
    assert cecilia.post(writing(case), form("<script>alert(1)</script>")).status_code == 303
    page = cecilia.get(work(case)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_sent_twice_is_one_and_somebody_elses_id_makes_another(case: Case, cecilia: Client) -> None:
    sent = form()
    for _time in range(2):
        assert cecilia.post(writing(case), sent).status_code == 303
    assert all_notes(case) == [WORDS]
    assert client_for(staff("maria")).post(writing(case), sent | {"text": "Mitt"}).status_code == 303
    assert sorted(all_notes(case)) == sorted([WORDS, "Mitt"])
    assert verbs(case) == ["write_working_note"] * 2


def test_the_trail_tells_that_and_not_what(case: Case, cecilia: Client) -> None:
    note = noted(case)
    place = work(case, f"minnesanteckning/{note.id}/ta-bort/")
    for _time in range(2):
        assert cecilia.post(place).status_code == 303
    assert all_notes(case) == []
    assert sorted(verbs(case)) == ["remove_working_note", "write_working_note"]
    with at_work(staff("cecilia")):
        lines = [line for line in trail_of(case) if "working_note" in line.verb]
    for line in lines:
        assert WORDS not in str(line.grounds) + str(line.detail)
        assert line.subject == note.id
        assert "2 kap. 12 § TF" in line.grounds["sections"]


def test_only_its_author_takes_it_away(case: Case) -> None:
    note = noted(case)
    maria = client_for(staff("maria"))
    assert maria.post(work(case, f"minnesanteckning/{note.id}/ta-bort/")).status_code == 404
    assert all_notes(case) == [WORDS]


def test_they_are_few(case: Case, cecilia: Client) -> None:
    for number in range(MOST_NOTES):
        noted(case, text=f"{number}")
    answer = cecilia.post(writing(case), form())
    assert answer.status_code == 409
    assert WORDS in answer.content.decode()
    assert "Det finns redan många" in answer.content.decode()
    assert len(all_notes(case)) == MOST_NOTES
    assert "Skriv en minnesanteckning" not in cecilia.get(work(case)).content.decode()


def test_a_case_that_is_closed_has_none(case: Case, cecilia: Client) -> None:
    """By whoever closes it, David too, who never saw them."""
    noted(case)
    noted(case, "maria", "Ring banken")
    other = almas_case()
    noted(other)
    with at_work(staff("david")) as david:
        cases.start_assessment(david, case)
        cases.open_investigation(david, case)
        cases.close(david, case, "Det gick bra")
    assert all_notes(case) == []
    assert all_notes(other) == [WORDS], "no other case's"
    with at_work(staff("leila")):
        lines = [line for line in trail_of(case) if line.verb == "remove_working_notes"]
        assert [line.detail for line in lines] == [{"number": 2}]
    assert "minnesanteckningar" not in cecilia.get(work(case)).content.decode()
    answer = cecilia.post(writing(case), form("En till"))
    assert answer.status_code == 409
    assert "En till" in answer.content.decode()
    assert all_notes(case) == []


def test_advice_has_none(case: Case) -> None:
    """What is said in advice need not be documented at all (SoL 14:4); nothing is kept beside it either."""
    case.area = Area.ADVICE.value
    assert not queries.are_used(case)


def test_a_municipality_can_be_without_them(case: Case, cecilia: Client) -> None:
    noted(case)
    without_notes()
    page = cecilia.get(work(case)).content.decode()
    assert WORDS in page, "what there is can be moved or taken away"
    assert "Kommunen har valt att inte använda minnesanteckningar" in page
    assert "Skriv en minnesanteckning" not in page
    assert "Här skrivs inga minnesanteckningar" in cecilia.get(writing(case)).content.decode()
    answer = cecilia.post(writing(case), form("En till"))
    assert answer.status_code == 409
    assert "En till" in answer.content.decode()
    assert all_notes(case) == [WORDS]
    home = f"/helsingborg/mina-sidor/arende/{case.id}/meddelanden/"
    assert "korta minnesanteckningar" not in client_for(resident(ALMA)).get(home).content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"area": "children"},
        {"activity": "child_investigation"},
        {"valid_from": date(2999, 1, 1)},
        {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 1, 2)},
    ],
)
def test_a_guideline_holds_where_and_when_it_says(
    case: Case, cecilia: Client, elsewhere: dict[str, Any]
) -> None:
    without_notes(**elsewhere)
    assert cecilia.post(writing(case), form()).status_code == 303


def test_the_guideline_stops_nothing_else(case: Case) -> None:
    without_notes()
    assert says(staff("cecilia"), case, "Hej Alma").text == "Hej Alma"


def test_they_cost_one_question(case: Case, cecilia: Client) -> None:
    cecilia.get(work(case))
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as asked:
            cecilia.get(work(case))
        counts.append(len([one for one in asked if "cases_workingnote" in one["sql"]]))
        for number in range(5):
            noted(case, text=str(number))
    assert counts == [1, 1]
