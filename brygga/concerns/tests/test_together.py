"""Reports of one child handled together: each keeps its case, its clocks, its assessment, its decision, its answer."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from brygga.cases import queries as cases
from brygga.cases.models import Case, Clock, Link
from brygga.cases.rules import Stage
from brygga.concerns import joining, rules, together
from brygga.concerns.models import Answer, Assessment, Decided, Gathered
from brygga.concerns.tests.at_work import at_work_client, known
from brygga.concerns.tests.test_at_work import NEW, typed
from brygga.concerns.tests.test_handling import assessment, now, there
from brygga.concerns.tests.test_reporting import FORM, by_work, told
from brygga.documentation.models import Note
from brygga.ground import clock
from brygga.ground.models import Event
from tests.cast import almas_case, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db

IN_ALL = ("ihop/", "ihop/valj/", "ihop/ut/", "ihop/skydd/", "ihop/beslut/", "ihop/svar/")


def come(*names: str, **more: str) -> list[Case]:
    """A report of each name, in that order."""
    before = {case.id for case in _all()}
    for name in names:
        assert Client().post(FORM, told(name=name, **more)).status_code == 200
    return [case for case in _all() if case.id not in before]


def _all() -> list[Case]:
    with at_work(staff("cecilia")):
        return list(Case.objects.filter(title="Anmälan om oro").order_by("opened_at", "id"))


def at(case: Case, part: str) -> str:
    return there(case, f"anmalan/{part}")


def gather(client: Client, first: Case, *others: Case) -> None:
    picked = {"others": [str(one.id) for one in others], "same": "on", "once": str(uuid4())}
    assert client.post(at(first, "ihop/valj/"), picked).status_code == 303


def marked(client: Client, case: Case, part: str) -> str:
    """What the form says its writer has before them."""
    page = client.get(at(case, part)).content.decode()
    (mark,) = re.findall(r'name="mark" value="([0-9a-f]*)"', page)
    return str(mark)


def protect(client: Client, case: Case, **more: str) -> int:
    sent = assessment(**{"mark": marked(client, case, "ihop/skydd/"), **more})
    return client.post(at(case, "ihop/skydd/"), sent).status_code


def decision(client: Client, case: Case, outcome: str, **more: str) -> dict[str, str]:
    mark = marked(client, case, "ihop/beslut/")
    why = {"outcome": outcome, "reasons": "Alla beskriver samma kväll.", "once": str(uuid4())}
    return {"mark": mark, **why, **more}


def ready(*names: str) -> tuple[Client, list[Case]]:
    """Reports that are gathered and assessed."""
    found, cecilia = come(*names), client_for(staff("cecilia"))
    gather(cecilia, found[0], *found[1:])
    assert protect(cecilia, found[0]) == 303
    return cecilia, found


def test_gathered_they_are_read_on_one_page_and_each_keeps_its_case_and_clocks() -> None:
    found, cecilia = come("Elis", "elis ek", "Elis"), client_for(staff("cecilia"))
    chosen = cecilia.get(at(found[0], "ihop/valj/")).content.decode()
    assert "elis ek" in chosen
    gather(cecilia, found[0], *found[1:])
    page = cecilia.get(at(found[2], "ihop/")).content.decode()
    for case in found:
        assert case.number in page
        assert now(case).stage == Stage.RECEIVED, "to gather is not to assess"
    with at_work(staff("cecilia")):
        for case in found:
            assert {one.code for one in cases.clocks_of(case)} == {
                "immediate_protection_assessment",
                "preliminary_assessment",
            }
            verbs = set(Event.objects.filter(case_id=case.id).values_list("verb", flat=True))
            assert {"gather_report", "read"} <= verbs, "each is read in its own trail"
    assert "läses ihop med andra" in cecilia.get("/helsingborg/arbete/oro/").content.decode()
    assert "Läses ihop med andra" in cecilia.get(there(found[1])).content.decode()


def test_one_assessment_is_kept_in_the_file_of_each_and_meets_its_clock() -> None:
    _cecilia, found = ready("Elis", "Elis", "Elis")
    with at_work(staff("cecilia")):
        for case in found:
            made = Assessment.objects.get(case=case)
            assert Note.objects.filter(id=made.note_id, case=case).exists()
            assert [one.code for one in cases.clocks_of(case)] == ["preliminary_assessment"]
            assert Event.objects.filter(case_id=case.id, verb="assess_protection").count() == 1
    assert {now(case).stage for case in found} == {Stage.ASSESSMENT}


def test_nothing_is_decided_before_protection_is_assessed_in_each() -> None:
    found, cecilia = come("Elis", "Elis"), client_for(staff("cecilia"))
    gather(cecilia, *found)
    cecilia.post(at(found[0], "skydd/"), assessment())
    answer = cecilia.post(at(found[0], "ihop/beslut/"), decision(cecilia, found[0], "left"))
    assert answer.status_code == 422
    assert f"Det saknas i {found[1].number}" in answer.content.decode()
    assert {now(case).stage for case in found} == {Stage.ASSESSMENT, Stage.RECEIVED}


def test_left_together_each_has_the_reasons_and_ends() -> None:
    cecilia, found = ready("Elis", "Elis")
    sent = decision(cecilia, found[0], "left")
    for _twice in range(2):
        assert cecilia.post(at(found[0], "ihop/beslut/"), sent).status_code == 303
    with at_work(staff("cecilia")):
        kept = {one.case_id: one for one in Decided.objects.all()}
        verbs = Event.objects.filter(verb="leave_report")
        assert {event.case_id for event in verbs} == set(kept) == {case.id for case in found}
        assert verbs.count() == 2
    assert {(one.outcome, one.reasons) for one in kept.values()} == {("left", sent["reasons"])}
    assert {now(case).stage for case in found} == {Stage.CLOSED}


def test_opened_together_there_is_one_investigation_and_the_others_lead_to_it() -> None:
    cecilia, found = ready("Elis", "Elis", "Elis")
    assert (
        cecilia.post(at(found[1], "ihop/beslut/"), decision(cecilia, found[1], "opened")).status_code == 303
    )
    oldest, *rest = [now(case) for case in found]
    assert oldest.stage == Stage.INVESTIGATION
    assert {case.stage for case in rest} == {Stage.CLOSED}
    with at_work(staff("cecilia")):
        assert {one.inquiry for one in Decided.objects.all()} == {oldest.id}
        assert Link.objects.filter(case=oldest).count() == 2
        assert "child_investigation" in {one.code for one in cases.clocks_of(oldest)}
        assert Note.objects.filter(case=oldest, heading="Beslut att inleda utredning").count() == 1
    page = cecilia.get(at(oldest, "ihop/")).content.decode()
    assert all(case.number in page for case in found), "the investigation still reads every report"


def test_a_later_report_goes_to_the_investigation_that_goes_on() -> None:
    cecilia, found = ready("Elis", "Elis")
    cecilia.post(at(found[0], "ihop/beslut/"), decision(cecilia, found[0], "opened"))
    late = come("Elis", "Elis")
    gather(cecilia, *late)
    protect(cecilia, late[0])
    nowhere = cecilia.post(at(late[0], "ihop/beslut/"), decision(cecilia, late[0], "already", number="Hbg 1"))
    assert nowhere.status_code == 422
    assert "Ingen utredning om ett barn pågår" in nowhere.content.decode()
    unsaid = cecilia.post(at(late[0], "ihop/beslut/"), decision(cecilia, late[0], "already"))
    assert "Skriv numret" in unsaid.content.decode()
    sent = decision(cecilia, late[0], "already", number=found[0].number)
    assert cecilia.post(at(late[0], "ihop/beslut/"), sent).status_code == 303
    assert {now(case).stage for case in late} == {Stage.CLOSED}
    with at_work(staff("cecilia")):
        assert {one.inquiry for one in Decided.objects.filter(outcome="already")} == {found[0].id}


def test_what_comes_while_one_writes_is_shown_and_never_taken_along() -> None:
    cecilia, found = ready("Elis", "Elis")
    sent = decision(cecilia, found[0], "left")
    (late,) = come("Elis Ek")
    answer = cecilia.post(at(found[0], "ihop/beslut/"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Något kom in eller ändrades medan du skrev" in page
    assert late.number in page
    assert sent["reasons"] in page, "what was typed is kept"
    assert {now(case).stage for case in found} == {Stage.ASSESSMENT}
    (again,) = re.findall(r'name="mark" value="([0-9a-f]*)"', page)
    assert cecilia.post(at(found[0], "ihop/beslut/"), sent | {"mark": again}).status_code == 303
    assert now(late).stage == Stage.RECEIVED
    assert late.number in cecilia.get("/helsingborg/arbete/oro/").content.decode()


@pytest.mark.parametrize("part", ["ihop/skydd/", "ihop/beslut/"])
def test_a_report_that_a_colleague_adds_meanwhile_is_read_before_it_is_written_of(part: str) -> None:
    cecilia, found = ready("Elis", "Elis")
    (late,) = come("Kalle")
    sent = decision(cecilia, found[0], "left") | assessment(mark=marked(cecilia, found[0], part))
    gather(client_for(staff("david")), found[0], late)
    answer = cecilia.post(at(found[0], part), sent)
    assert answer.status_code == 422
    assert late.number in answer.content.decode()
    assert now(late).stage == Stage.RECEIVED
    with at_work(staff("cecilia")):
        assert not Decided.objects.exists()
        assert Assessment.objects.count() == 2


def test_taken_out_it_is_by_itself_again_and_can_be_put_back() -> None:
    cecilia, found = ready("Elis", "Elis", "Elis")
    for _twice in range(2):
        assert cecilia.post(at(found[1], "ihop/ut/")).status_code == 303
    assert cecilia.get(at(found[1], "ihop/")).status_code == 404
    cecilia.post(at(found[0], "ihop/beslut/"), decision(cecilia, found[0], "left"))
    assert [now(case).stage for case in found] == [Stage.CLOSED, Stage.ASSESSMENT, Stage.CLOSED]
    with at_work(staff("cecilia")):
        assert Gathered.objects.filter(case=found[1], inside=False).count() == 1


def test_children_with_different_personal_numbers_are_not_one() -> None:
    from brygga.cases.models import Party

    found, cecilia = come("Elis", "Elis"), client_for(staff("cecilia"))
    with at_work(staff("cecilia")):
        for case, number in zip(found, ("201809162384", "201903162399"), strict=True):
            party = Party.objects.get(case=case)
            party.identify(number)
            party.save(update_fields=["number_index", "number_sealed"])
    picked = {"others": [str(found[1].id)], "same": "on", "once": str(uuid4())}
    answer = cecilia.post(at(found[0], "ihop/valj/"), picked)
    assert answer.status_code == 422
    assert "olika personnummer" in answer.content.decode()
    with at_work(staff("cecilia")):
        assert not Gathered.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"others": []}, "Välj minst en anmälan."),
        ({"others": [str(uuid4())]}, "väntar inte längre"),
        ({"others": ["x"]}, "väntar inte längre"),
        ({"same": ""}, "Kryssa i att de"),
    ],
)
def test_a_choice_that_is_not_whole_gathers_nothing(wrong: dict[str, object], says: str) -> None:
    first, second = come("Elis", "Elis")
    picked = {"others": [str(second.id)], "same": "on", "once": str(uuid4()), **wrong}
    answer = client_for(staff("cecilia")).post(at(first, "ihop/valj/"), picked)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    with at_work(staff("cecilia")):
        assert not Gathered.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"outcome": ""}, "Välj vad du beslutar."),
        ({"outcome": "burn"}, "Välj"),
        ({"reasons": " "}, "Skriv något här."),
        ({"reasons": "Grannen [[Lotta]] ringde."}, "Här kan inget döljas."),
        ({"mark": ""}, "Något kom in"),
    ],
)
def test_a_decision_that_is_not_whole_decides_nothing(wrong: dict[str, str], says: str) -> None:
    cecilia, found = ready("Elis", "Elis")
    answer = cecilia.post(at(found[0], "ihop/beslut/"), decision(cecilia, found[0], "left") | wrong)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert {now(case).stage for case in found} == {Stage.ASSESSMENT}


def test_each_professional_has_a_week_and_is_told_what_is_true_of_their_own() -> None:
    lotta = at_work_client(known())
    for _two in range(2):
        assert lotta.post(NEW, typed(once=str(uuid4()))).status_code == 303
    assert Client().post(FORM, by_work()).status_code == 200
    found, cecilia = _all(), client_for(staff("cecilia"))
    gather(cecilia, found[0], *found[1:])
    protect(cecilia, found[0])
    cecilia.post(at(found[0], "ihop/beslut/"), decision(cecilia, found[0], "opened"))
    with at_work(staff("cecilia")):
        weeks = Clock.objects.filter(code=rules.FEEDBACK, met_at=None)
        assert {one.case_id for one in weeks} == {case.id for case in found}
        assert {one.due_on for one in weeks} == {clock.today() + timedelta(days=7)}
    untrue = cecilia.post(at(found[0], "ihop/svar/"), {"told": "not_opened"})
    assert untrue.status_code == 422
    assert "Säg bara det som är sant" in untrue.content.decode()
    for _twice in range(2):
        assert cecilia.post(at(found[0], "ihop/svar/"), {"told": "opened"}).status_code == 303
    with at_work(staff("cecilia")):
        assert {(one.case_id, one.channel) for one in Answer.objects.all()} == {
            (case.id, "page") for case in found[:2]
        }, "whoever has no receipt's page is told by somebody, one by one"
        left = Clock.objects.get(code=rules.FEEDBACK, met_at=None)
        assert left.case_id == found[2].id
    closed = cecilia.post(at(found[2], "svar/"), {"told": "not_opened", "channel": "phone"})
    assert closed.status_code == 422, "its case has ended, but an investigation was opened"
    assert cecilia.post(at(found[2], "svar/"), {"told": "opened", "channel": "phone"}).status_code == 303


def test_whatever_stops_one_stops_all(monkeypatch: pytest.MonkeyPatch) -> None:
    cecilia, found = ready("Elis", "Elis", "Elis")
    sent = decision(cecilia, found[0], "left")
    kept = joining.actions.leave

    def stops_at_the_last(actor: object, case: Case, reasons: str) -> None:
        if case.id == found[2].id:
            raise joining.Different
        kept(actor, case, reasons)  # type: ignore[arg-type]

    monkeypatch.setattr(joining.actions, "leave", stops_at_the_last)
    assert cecilia.post(at(found[0], "ihop/beslut/"), sent).status_code == 422
    assert {now(case).stage for case in found} == {Stage.ASSESSMENT}
    with at_work(staff("cecilia")):
        assert not Decided.objects.exists()


def test_nobody_else_finds_any_of_it() -> None:
    cecilia, found = ready("Elis", "Elis")
    alone = almas_case("child")
    for part in IN_ALL:
        for nobody in ("eva", "gustav"):
            for method in ("get", "post"):
                answer = getattr(client_for(staff(nobody)), method)(at(found[0], part))
                assert answer.status_code in ({404, 405} if part == "ihop/ut/" else {404}), (nobody, part)
        if part != "ihop/ut/":
            assert cecilia.get(at(alone, part)).status_code == 404
    for who in (("197903162399", "Bo Ek"), ("199203162384", "Petra Lind")):
        assert client_for(resident(who)).get(at(found[0], "ihop/")).status_code in {302, 303, 403, 404}


def test_a_report_of_somebody_in_hiding_is_not_offered_beside_others() -> None:
    open_one, _other = come("Elis", "Elis")
    (hidden,) = come("Elis", protected="on")
    for who in ("cecilia", "david"):
        page = client_for(staff(who)).get(at(open_one, "ihop/valj/")).content.decode()
        assert hidden.number not in page
    picked = {"others": [str(hidden.id)], "same": "on", "once": str(uuid4())}
    assert client_for(staff("cecilia")).post(at(open_one, "ihop/valj/"), picked).status_code == 422


def test_shielded_afterwards_it_falls_out_and_the_others_are_decided_on() -> None:
    from brygga.cases import actions

    cecilia, found = ready("Elis", "Elis", "Elis")
    with at_work(staff("cecilia")) as actor:
        actions.shield(actor, now(found[2]))
    assert found[2].number not in cecilia.get(at(found[0], "ihop/")).content.decode()
    cecilia.post(at(found[0], "ihop/beslut/"), decision(cecilia, found[0], "left"))
    assert [now(case).stage for case in found] == [Stage.CLOSED, Stage.CLOSED, Stage.ASSESSMENT]


def test_the_page_asks_no_more_however_many_they_are() -> None:
    cecilia, found = ready("Elis", "Elis")
    cecilia.get(at(found[0], "ihop/"))
    with counted() as few:
        cecilia.get(at(found[0], "ihop/"))
    more = come(*["Elis"] * 6)
    gather(cecilia, found[0], *more)
    cecilia.get(at(found[0], "ihop/"))
    with counted() as many:
        cecilia.get(at(found[0], "ihop/"))
    assert len(few) == len(many) <= 16, many


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("Elis", "elis ek", True),
        ("Elis Ek", "Ek, Elis", True),
        ("Elis Ek", "Elis Berg", False),
        ("", "Elis", False),
        ("...", "---", False),
    ],
)
def test_names_are_a_hint_that_needs_every_word_of_the_shorter(one: str, other: str, may: bool) -> None:
    assert rules.alike(one, other) is rules.alike(other, one) is may


def test_a_mark_tells_inside_from_outside() -> None:
    one, other = UUID(int=1), UUID(int=2)
    assert together.mark_of([one, other], []) == together.mark_of([other, one], [])
    assert (
        len({together.mark_of([one], [other]), together.mark_of([other], [one]), together.mark_of([], [])})
        == 3
    )
