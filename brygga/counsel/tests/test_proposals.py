"""Proposals to change the book of law: tried like the files, decided by somebody else, exported as rows."""

from datetime import date
from typing import Any

import pytest
import yaml
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from brygga.counsel import queries
from brygga.counsel.models import Proposal
from brygga.counsel.rules import proposing
from brygga.counsel.tests.build import administration, employ_jurists
from brygga.demo.cast import HELSINGBORG, ident
from brygga.ground.ids import uuid7
from brygga.law import BadData, Verdict
from brygga.law.books import book
from brygga.law.files import DATA, rows
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.doors import client_for

PATH = "/helsingborg/lag/forslag/"
NEW = f"{PATH}nytt/"
NEVER = proposing.Change(
    "child_assistance_decision", "decide.elsewhere", "never", date(2027, 1, 1), "SFS 2027:1"
)
TODAY = date(2026, 11, 20)


def test_a_change_splits_the_row_at_its_day_and_nowhere_else() -> None:
    law = book()
    trial = proposing.tried(law, NEVER, TODAY)
    assert trial.book.activity(NEVER.activity, date(2026, 12, 31)).steps["decide"].elsewhere
    assert not trial.book.activity(NEVER.activity, date(2027, 1, 1)).steps["decide"].elsewhere
    assert law.activity(NEVER.activity, date(2027, 1, 1)).steps["decide"].elsewhere, "the book is left alone"
    others = {code for code in law.activities if code != NEVER.activity}
    assert all(trial.book.activities[code] is law.activities[code] for code in others)


def test_the_verdicts_that_would_turn_are_those_of_guests_who_decide() -> None:
    trial = proposing.tried(book(), NEVER, TODAY)
    found = proposing.turned(book(), trial, NEVER.valid_from)
    assert {one.step for one in found} == {"decide"}
    assert all(one.who.startswith("guest") and one.after is Verdict.NEVER for one in found)
    assert "guest_delegate" in {one.who for one in found}


def test_a_change_that_changes_no_answer_turns_nothing() -> None:
    change = proposing.Change("child_interview", "digital", "no", date(2027, 1, 1), "x")
    assert proposing.turned(book(), proposing.tried(book(), change, TODAY), change.valid_from) == []


def test_a_whole_step_can_be_given_to_the_committee() -> None:
    step = "{home: committee, elsewhere: never}"
    change = proposing.Change("child_assistance_decision", "decide", step, date(2027, 1, 1), "x")
    found = proposing.turned(book(), proposing.tried(book(), change, TODAY), change.valid_from)
    assert ("own_delegate", Verdict.NEVER) in {(one.who, one.after) for one in found}


def test_the_exported_row_is_read_by_the_loader_as_the_trial_was(tmp_path: Any) -> None:
    trial = proposing.tried(book(), NEVER, TODAY)
    path = tmp_path / "new.yaml"
    text = proposing.as_yaml(trial, NEVER)
    path.write_text("activities:\n" + "\n".join(f"  {line}" for line in text.splitlines()), encoding="utf-8")
    (row,) = rows(path, "activities")
    shelf = proposing.Shelf(book().sections, book().needs, frozenset(book().papers))
    read = proposing.read_activity(row, shelf)
    assert proposing.comparing.of_rows(trial.after, read) == []
    assert yaml.safe_load(text)[0]["valid_from"] == date(2027, 1, 1)


@pytest.mark.parametrize("code", sorted(book().activities))
def test_what_stands_can_be_proposed_again_and_differs_in_nothing(code: str) -> None:
    row = book().activities[code][-1]
    for field in ("decide.home", "decide.elsewhere", "sections", "prepare", "digital"):
        stands = proposing.standing(code, field, row.origin.valid_from)
        change = proposing.Change(code, field, stands, row.origin.valid_from, "x")
        assert proposing.tried(book(), change, TODAY).differences() == []


@pytest.mark.parametrize(
    ("field", "after", "says"),
    [
        ("sections", "[SoL 99:1]", "SoL 99:1"),
        ("sections", "[]", "sections is empty"),
        ("sections", "SoL 1:1", "list of words"),
        ("digital", "fullt", "digital must be one of"),
        ("decide.home", "committee", "elsewhere must be never"),
        ("decide.elsewhere", "AVTALL", "is not a requirement"),
        ("decide.elsewhere", "{all: [AVTAL, ", "not readable as YAML"),
        ("decide.elsewhere", "&a {all: [*a]}", "anchors"),
        ("decide.elsewhere", "[" * 1500, "not readable as YAML"),
        ("decide", "5", "must be words with values"),
        ("decide", "{hom: delegation, elsewhere: never}", "hom is not a word here"),
        ("profession_steps", "[fly]", "profession_steps"),
    ],
)
def test_what_the_loader_would_refuse_is_refused_with_its_words(field: str, after: str, says: str) -> None:
    change = proposing.Change("child_assistance_decision", field, after, date(2027, 1, 1), "x")
    with pytest.raises(BadData, match=says.replace("[", r"\[")):
        proposing.tried(book(), change, TODAY)


def test_a_day_no_row_covers_is_refused() -> None:
    change = proposing.Change("child_assistance_decision", "digital", "full", date(1999, 1, 1), "x")
    with pytest.raises(BadData, match="covers 1999-01-01"):
        proposing.tried(book(), change, TODAY)


@pytest.fixture
def jurists(db: None) -> None:
    employ_jurists()


def filled(**more: str) -> dict[str, str]:
    return {
        "once": str(uuid7()),
        "activity": NEVER.activity,
        "field": NEVER.field,
        "after": NEVER.after,
        "valid_from": "2027-01-01",
        "source": "SFS 2027:1, 22 kap. 9 § SoL",
        "why": "Den nya lydelsen stänger vägen.",
        **more,
    }


def sent(who: str = "johanna", **more: str) -> Any:
    return client_for(staff(who)).post(NEW, filled(**more))


def kept() -> list[Proposal]:
    with administration():
        return list(Proposal.objects.filter(municipality=HELSINGBORG))


def answered(who: str, one: Proposal, approved: str = "ja", answer: str = "Läst och prövat.") -> Any:
    return client_for(staff(who)).post(f"{PATH}{one.id}/svar/", {"approved": approved, "answer": answer})


@pytest.mark.usefixtures("jurists")
class TestThroughTheDoor:
    def test_a_second_jurist_approves_and_the_row_can_be_fetched(self) -> None:
        assert sent().status_code == 302
        (one,) = kept()
        page = client_for(staff("karl")).get(f"{PATH}{one.id}/").content.decode()
        assert "guest" not in page
        assert "med avtal och delegation" in page
        assert "2026-E-02" in page
        assert client_for(staff("karl")).get(f"{PATH}{one.id}/rad.yaml").status_code == 404, (
            "not yet approved"
        )
        assert answered("karl", one).status_code == 302
        rows = client_for(staff("cecilia")).get(f"{PATH}{one.id}/rad.yaml")
        assert yaml.safe_load(rows.content.decode())[0]["steps"]["decide"]["elsewhere"] == "never"
        page = client_for(staff("cecilia")).get(f"{PATH}{one.id}/").content.decode()
        assert "ännu inte i boken" in page

    def test_nobody_approves_their_own_at_the_door_or_in_the_database(self) -> None:
        sent()
        (one,) = kept()
        assert "Godkänn" not in client_for(staff("johanna")).get(f"{PATH}{one.id}/").content.decode()
        assert answered("johanna", one).status_code == 422
        assert kept()[0].decided_at is None
        with pytest.raises(IntegrityError), administration(), transaction.atomic():
            Proposal.objects.filter(id=one.id).update(decided_by_id=ident("johanna"))

    def test_a_caseworker_reads_but_neither_proposes_nor_answers(self) -> None:
        assert sent("cecilia").status_code == 404
        assert client_for(staff("cecilia")).get(NEW).status_code == 404
        sent()
        (one,) = kept()
        page = client_for(staff("cecilia")).get(f"{PATH}{one.id}/")
        assert page.status_code == 200
        assert "Pågående ärenden" not in page.content.decode()
        assert answered("cecilia", one).status_code == 404
        assert kept()[0].decided_at is None

    def test_others_find_nothing(self) -> None:
        sent()
        (one,) = kept()
        for other in (staff("eva"), staff("david"), resident(ALMA), resident(BO)):
            for path in (PATH, NEW, f"{PATH}{one.id}/", f"{PATH}{one.id}/rad.yaml"):
                assert client_for(other).get(path).status_code == 404
            assert client_for(other).post(f"{PATH}{one.id}/svar/", {"approved": "ja"}).status_code == 404

    def test_two_sends_make_one_proposal_and_one_answer(self) -> None:
        same = str(uuid7())
        assert sent(once=same).status_code == sent(once=same).status_code == 302
        (one,) = kept()
        assert answered("karl", one, "nej").status_code == answered("karl", one, "nej").status_code == 302
        late = answered("gustav", one, "ja")
        assert late.status_code == 422
        assert kept()[0].approved is False

    @pytest.mark.parametrize(
        "wrong",
        [
            {"after": "AVTALL"},
            {"after": "DELEGATED"},
            {"after": ""},
            {"after": "x" * 2001},
            {"source": ""},
            {"why": ""},
            {"valid_from": "1999-01-01"},
            {"valid_from": "i morgon"},
            {"field": "steps"},
            {"activity": "nothing"},
        ],
    )
    def test_what_is_wrong_is_422_with_all_kept_and_nothing_saved(self, wrong: dict[str, str]) -> None:
        answer = sent(**wrong)
        assert answer.status_code == 422
        assert "Något behöver rättas" in answer.content.decode()
        assert "SFS 2027:1" in answer.content.decode() or "source" in wrong
        assert kept() == []

    @pytest.mark.parametrize("wrong", [{"approved": ""}, {"answer": ""}, {"approved": "kanske"}])
    def test_an_answer_says_yes_or_no_and_why(self, wrong: dict[str, str]) -> None:
        sent()
        (one,) = kept()
        assert answered("karl", one, **wrong).status_code == 422
        assert kept()[0].decided_at is None

    def test_the_first_step_shows_what_stands_today(self) -> None:
        client = client_for(staff("johanna"))
        chosen = {"activity": NEVER.activity, "field": NEVER.field, "valid_from": "2027-01-01"}
        html = client.get(NEW, chosen).content.decode()
        assert proposing.standing(NEVER.activity, NEVER.field, date(2027, 1, 1)) in html
        assert client.get(NEW, {**chosen, "valid_from": "x"}).status_code == 422

    def test_open_cases_are_counted_for_the_administration_and_few_are_not_told(self) -> None:
        for _case in range(4):
            almas_case("child")
        with at_work(staff("johanna")):
            counts = dict(queries.touched(HELSINGBORG, NEVER.activity, "children", TODAY).cases)
        assert counts == {"children": None}
        almas_case("child")
        with at_work(staff("johanna")):
            assert dict(queries.touched(HELSINGBORG, NEVER.activity, "children", TODAY).cases) == {
                "children": 5
            }
        with at_work(staff("cecilia")):
            assert queries.touched(HELSINGBORG, NEVER.activity, "children", TODAY).cases == []

    def test_pages_cost_few_questions(self) -> None:
        sent()
        (one,) = kept()
        client = client_for(staff("karl"))
        for path in (PATH, NEW, f"{PATH}{one.id}/"):
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            assert sum(q["sql"].lower().startswith("select") for q in asked.captured_queries) <= 7


def test_the_files_of_law_are_where_the_export_says() -> None:
    assert (DATA / "activities" / proposing.tried(book(), NEVER, TODAY).file).is_file()
