"""A municipality's own guidelines: stricter than the law, never wider, and held to at the gate."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.access import gate
from brygga.access.guidelines import Asked, restrained
from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA
from brygga.ground import clock, remembered, tenancy
from brygga.ground.tenancy import Reach, Role
from brygga.law import Capacity, Instrument, Performer, Step, Verdict, activities, may
from brygga.municipalities import queries as places
from brygga.municipalities.models import Guideline
from tests.cast import almas_case, at_work, staff
from tests.counting import counted

ON = date(2026, 11, 20)
CODES = [row.code for row in activities(ON)]
PAPERS = ("AVTAL", "EXT_DELEG", "INT_DELEG", "PUB_OR_CONTROLLER_SPLIT", "SECRECY_BASIS", "GEM_NAMND")


def rule(**fields: object) -> Guideline:
    given_ones: dict[str, object] = {
        "municipality": HELSINGBORG,
        "reference": "R1",
        "demand": Guideline.Demand.HOME_ONLY,
        "reason": "Vi gör det själva.",
        "decided_by": "Socialnämnden",
        "decided_on": date(2026, 1, 10),
        "valid_from": date(2026, 2, 1),
    }
    return Guideline(**{**given_ones, **fields})


rules = st.builds(
    rule,
    demand=st.sampled_from(list(Guideline.Demand)),
    activity=st.sampled_from(["", *CODES]),
    area=st.sampled_from(["", "children", "adults", "elderly"]),
    step=st.sampled_from(["", *Step]),
    valid_from=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    valid_to=st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2027, 12, 31))),
)


@given(
    code=st.sampled_from(CODES),
    step=st.sampled_from(list(Step)),
    performer=st.sampled_from([HELSINGBORG, LANDSKRONA, BJUV]),
    capacity=st.sampled_from(list(Capacity)),
    have=st.sets(st.sampled_from(PAPERS)),
    consent=st.sampled_from([None, True, False]),
    own=st.lists(rules, max_size=4),
)
def test_no_guideline_permits_what_the_law_does_not(
    code: str,
    step: Step,
    performer: int,
    capacity: Capacity,
    have: set[str],
    consent: bool | None,
    own: list[Guideline],
) -> None:
    papers = tuple(Instrument(paper, paper, date(2026, 1, 1)) for paper in sorted(have))
    facts = {} if consent is None else {"consent": consent}
    worker = Performer(performer, capacity, frozenset({"socionom"}))
    law = may(
        code, step, performer=worker, home=HELSINGBORG, on=ON, have=papers, facts=facts, area="children"
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("brygga.access.guidelines.by_code", lambda code: type("M", (), {"name": str(code)}))
        asked = Asked(HELSINGBORG, performer, capacity, ON, "children", facts)
        answer = restrained(law, asked, own)
    if not law.permitted:
        assert answer == law
    assert set(law.conditions) <= set(answer.conditions) or not answer.permitted
    assert not (law.verdict is Verdict.CONDITIONS and answer.verdict is Verdict.PERMITTED)


pytestmark = pytest.mark.django_db


def decided(**fields: object) -> None:
    one = rule(**fields)
    home = one.municipality
    with tenancy.enter(Reach(Role.STAFF, keys=((home * 100, home * 100 + 1),), focus=home)):
        one.save(force_insert=True)
    remembered.forget()


def asked(who: str, step: Step, code: str = "child_investigation", **facts: object) -> gate.Answer:
    case = almas_case("child")
    actor = staff(who)
    with at_work(actor):
        return gate.ask(actor, code, step, case, clock.today(), facts)


def test_home_only_stops_the_neighbour_and_not_the_own_staff() -> None:
    assert asked("david", Step.PREPARE).permitted
    decided(activity="child_investigation", step=Step.PREPARE)
    answer = asked("david", Step.PREPARE)
    assert answer.verdict is Verdict.NEVER
    assert answer.sections[0].ref == "Helsingborgs riktlinje R1"
    assert "Vi gör det själva." in answer.sentence
    assert asked("cecilia", Step.PREPARE).permitted


def test_whoever_may_not_read_may_not_prepare_or_decide() -> None:
    decided(step=Step.READ)
    for step in (Step.READ, Step.PREPARE):
        assert not asked("david", step).permitted
    assert not asked("david", Step.DECIDE, "child_assistance_decision").permitted


def test_another_activity_area_or_municipality_is_left_alone() -> None:
    decided(activity="lss_decision", reference="R1")
    decided(area="elderly", reference="R2")
    decided(municipality=LANDSKRONA, reference="R3")
    decided(valid_to=date(2026, 3, 1), reference="R4")
    assert asked("david", Step.PREPARE).permitted


def test_only_a_committee_decides_where_the_guideline_says_so() -> None:
    assert asked("cecilia", Step.DECIDE, "child_assistance_decision").permitted
    decided(demand="committee", activity="child_assistance_decision")
    assert asked("cecilia", Step.DECIDE, "child_assistance_decision").verdict is Verdict.NEVER
    assert asked("cecilia", Step.PREPARE, "child_assistance_decision").permitted
    assert asked("frida", Step.DECIDE, "child_assistance_decision").permitted


def test_consent_is_a_condition_until_it_is_known_to_lack() -> None:
    decided(demand="consent", area="children")
    unknown = asked("cecilia", Step.PREPARE)
    assert unknown.verdict is Verdict.CONDITIONS
    assert any("samtyckt" in sentence for sentence in unknown.conditions)
    assert asked("cecilia", Step.PREPARE, consent=False).verdict is Verdict.MISSING
    assert not any("samtyckt" in s for s in asked("cecilia", Step.PREPARE, consent=True).conditions)


def test_the_answer_is_refused_at_the_gate_with_the_guideline_as_ground() -> None:
    decided(activity="child_investigation")
    case = almas_case("child")
    david = staff("david")
    with at_work(david), pytest.raises(gate.Refused) as refused:
        gate.require(david, "child_investigation", Step.PREPARE, case, clock.today())
    assert "Helsingborgs riktlinje R1" in str(refused.value)


def test_guidelines_are_asked_for_once() -> None:
    case, david = almas_case("child"), staff("david")
    with at_work(david):
        places.by_code(HELSINGBORG)
        gate.ask(david, "child_investigation", Step.PREPARE, case, clock.today())
        with counted() as sent:
            gate.ask(david, "child_investigation", Step.PREPARE, case, clock.today())
    assert not sent
