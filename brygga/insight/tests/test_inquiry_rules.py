"""The inquiry: every activity once, sums that match, verdicts that follow from the law and nothing else."""

import time
from collections import Counter
from datetime import date, timedelta

import pytest

from brygga.insight.rules import economy_data, inquiry
from brygga.insight.rules.inquiry import GUEST, HOME, Line, NoLaw, Share, count, first_day, lines, tallies
from brygga.insight.rules.inquiry_cited import cited
from brygga.insight.rules.inquiry_data import contacts, leads, services, sources
from brygga.insight.rules.inquiry_money import Basis
from brygga.insight.rules.inquiry_services import ServiceLine
from brygga.insight.rules.inquiry_today import INSIDER, Accord, Mandate, today
from brygga.insight.rules.inquiry_whole import BadAsked, Inquiry, asked_codes, asked_day, composed
from brygga.law import Confidence, Instrument, Performer, Step, activities, may

DAY = date(2026, 11, 21)
HELSINGBORG, LANDSKRONA, BJUV, ANGELHOLM = 1283, 1282, 1260, 1292
FOUR = (BJUV, HELSINGBORG, LANDSKRONA, ANGELHOLM)
YEAR = (date(2026, 1, 1), date(2027, 12, 31))


def accord(*parties: int, areas: tuple[str, ...] = (), **more: object) -> Accord:
    usual = {
        "reference": "2026-014",
        "parties": frozenset(parties),
        "areas": frozenset(areas),
        "activities": frozenset(),
        "instruments": frozenset({"AVTAL", "PUB_OR_CONTROLLER_SPLIT"}),
        "valid_from": YEAR[0],
        "valid_to": YEAR[1],
    }
    return Accord(**(usual | more))  # type: ignore[arg-type]


def mandate(home: int, performer: int, activity: str) -> Mandate:
    return Mandate("2026-E-01", home, performer, activity, "decide", *YEAR)


def whole(accords: tuple[Accord, ...] = (), mandates: tuple[Mandate, ...] = ()) -> Inquiry:
    return composed(FOUR, DAY, (accords, mandates))


def line(code: str) -> Line:
    return next(one for one in lines(DAY) if one.code == code)


def service(made: Inquiry, code: str) -> ServiceLine:
    return next(one for one in made.services if one.service.code == code)


@pytest.mark.parametrize("on", [date(2025, 7, 1), date(2026, 1, 14), date(2026, 1, 15), DAY])
def test_every_activity_of_the_day_stands_once_and_the_sums_match(on: date) -> None:
    found = lines(on)
    assert Counter(one.code for one in found) == Counter(row.code for row in activities(on))
    assert sum(tally.total for tally in tallies(found)) == sum(count(found).values()) == len(found)
    for tally in tallies(found):
        assert tally.total == sum(one.row.area == tally.area for one in found)


def test_the_law_is_the_same_in_both_directions(monkeypatch: pytest.MonkeyPatch) -> None:
    one_way = [(one.code, one.share, one.instruments) for one in lines(DAY)]
    monkeypatch.setattr(inquiry, "HOME", GUEST)
    monkeypatch.setattr(inquiry, "GUEST", HOME)
    inquiry.read.cache_clear()
    assert [(one.code, one.share, one.instruments) for one in lines(DAY)] == one_way
    inquiry.read.cache_clear()


def test_every_verdict_is_what_the_law_answers_with_those_instruments() -> None:
    for one in lines(DAY):
        have = [Instrument(code, code, DAY) for code in one.instruments]
        guest = Performer(GUEST, professions=one.row.requires_profession)
        for step in (step for step in one.steps if step.step is not Step.READ and not step.automated):
            answer = may(one.code, step.step, performer=guest, home=HOME, on=DAY, have=have)
            assert answer.permitted is (step.share in (Share.FREE, Share.CONDITIONS)), (one.code, step.step)


def test_nothing_needless_is_asked_for() -> None:
    """Take away any instrument, and some step is no longer lawful."""
    for one in lines(DAY):
        if one.share is not Share.CONDITIONS or any(step.automated for step in one.steps):
            continue
        for taken in one.instruments:
            have = [Instrument(code, code, DAY) for code in one.instruments if code != taken]
            guest = Performer(GUEST, professions=one.row.requires_profession)
            core = [step.step for step in one.steps if step.step is not Step.READ]
            left = [may(one.code, step, performer=guest, home=HOME, on=DAY, have=have) for step in core]
            controller = taken == "PUB_OR_CONTROLLER_SPLIT" and "EXT_DELEG" in one.instruments
            assert controller or not all(answer.permitted for answer in left), (one.code, taken)


def test_by_agreement_alone_means_that_the_agreement_is_all() -> None:
    free = [one for one in lines(DAY) if one.share is Share.FREE]
    assert {one.code for one in free} >= {"family_counselling", "debt_counselling"}
    assert all(one.instruments == ("AVTAL",) for one in free)


def test_compulsory_care_stays_at_home_but_its_preparation_may_be_shared() -> None:
    one = line("lvu_application")
    assert one.share is Share.NOT
    assert Step.PREPARE in one.still
    assert one.joint


def test_what_nobody_has_checked_is_unclear() -> None:
    unclear = {one.code for one in lines(DAY) if one.share is Share.UNCLEAR}
    assert unclear == {one.code for one in lines(DAY) if one.confidence is Confidence.UNVERIFIED}
    assert "activity_requirement" in unclear


def test_a_machine_may_decide_elsewhere_what_no_employee_may() -> None:
    decide = next(step for step in line("financial_aid_automated_decision").steps if step.step is Step.DECIDE)
    assert decide.automated
    assert "OWN_DELEG_AUTO" in decide.instruments


def test_before_the_law_there_is_a_clear_no() -> None:
    with pytest.raises(NoLaw, match="har ingen lag för 2025-06-30"):
        lines(date(2025, 6, 30))
    assert lines(first_day())


def test_every_activity_says_whether_it_meets_anybody_on_every_day_it_is_law() -> None:
    for row in activities(DAY):
        assert row.code in contacts(DAY)
    for on in (first_day(), first_day() + timedelta(days=365), DAY):
        assert {row.code for row in activities(on)} <= set(contacts(on))
    assert all(one.digital_reason for one in contacts(DAY).values())


def test_every_instrument_that_a_service_needs_has_a_lead_time_marked_as_what_it_is() -> None:
    needed = {code for one in lines(DAY) for code in one.instruments}
    assert needed <= set(leads())
    assert all(lead.source.startswith(("Antagande", "Lagen")) for lead in leads().values())


def test_services_are_made_of_activities_of_the_law() -> None:
    assert len(services(DAY)) >= 12
    assert {code for one in services(DAY) for code in one.activities} <= {row.code for row in activities(DAY)}


def test_every_law_that_is_cited_has_a_source() -> None:
    known = {source.name for source in sources()}
    assert len(known) == len(sources()) >= 15
    assert all(source.text for source in sources())
    assert sum(bool(source.url) for source in sources()) >= 13


def test_without_agreements_nothing_holds_and_an_agreement_lacks_everywhere() -> None:
    made = whole()
    assert made.now.by_pair == ()
    assert made.now.by_activity == {}
    shared = [one for one in made.lines if one.share in (Share.FREE, Share.CONDITIONS)]
    assert all("AVTAL" in made.now.lacking[one.code] for one in shared if "AVTAL" in one.instruments)


def test_an_agreement_holds_in_both_directions_and_for_nobody_else() -> None:
    now = whole((accord(HELSINGBORG, LANDSKRONA, areas=("children",)),)).now
    assert {(pair.home, pair.performer) for pair in now.by_pair} == {
        (HELSINGBORG, LANDSKRONA),
        (LANDSKRONA, HELSINGBORG),
    }
    done = now.by_activity["child_investigation"]
    assert {one.steps for one in done} == {(Step.PREPARE, Step.CARRY_OUT)}
    assert not any(one.whole for one in done)
    assert "debt_counselling" not in now.by_activity


def test_a_delegation_holds_in_one_direction() -> None:
    deal = accord(HELSINGBORG, LANDSKRONA, areas=("income_support",))
    now = whole((deal,), (mandate(HELSINGBORG, LANDSKRONA, "financial_aid_decision"),)).now
    found = {(one.home, one.performer): one for one in now.by_activity["financial_aid_decision"]}
    assert found[HELSINGBORG, LANDSKRONA].whole
    assert not found[LANDSKRONA, HELSINGBORG].whole
    assert found[HELSINGBORG, LANDSKRONA].references == ("avtal 2026-014", "delegation 2026-E-01")


def test_a_delegation_without_an_agreement_gives_nothing() -> None:
    now = whole((), (mandate(HELSINGBORG, LANDSKRONA, "financial_aid_decision"),)).now
    assert now.by_activity == {}
    assert [(pair.whole, pair.part) for pair in now.by_pair] == [(0, 0)]


def test_an_agreement_that_has_ended_or_covers_other_steps_gives_less() -> None:
    over = accord(HELSINGBORG, LANDSKRONA, valid_to=DAY - timedelta(days=1))
    assert whole((over,)).now.by_activity == {}
    narrow = accord(HELSINGBORG, LANDSKRONA, areas=("children",), steps=frozenset({"prepare"}))
    (one, _other) = whole((narrow,)).now.by_activity["child_investigation"]
    assert one.steps == (Step.PREPARE,)


def test_the_secrecy_basis_is_the_one_the_gate_counts_on() -> None:
    from brygga.access import gate

    assert gate.INSIDER == INSIDER


def test_the_easiest_in_law_come_first() -> None:
    made = whole()
    order = [one.service.code for one in made.services]
    assert {"family_counselling", "debt_counselling"} <= set(order[:4])
    assert order.index("child_investigation") > order.index("foster_homes")
    mandated = [one.mandated for one in made.services]
    assert mandated == sorted(mandated)
    assert service(made, "after_hours").stays


def test_a_service_that_has_all_it_needs_starts_sooner() -> None:
    debt = accord(*FOUR, areas=("debt",))
    before, after = service(whole(), "debt_counselling"), service(whole((debt,)), "debt_counselling")
    assert (before.months, after.months) == (4, 1)
    assert (before.start, after.start) == (date(2027, 4, 1), date(2027, 1, 1))


def test_one_municipality_outside_the_agreement_keeps_all_waiting() -> None:
    some = accord(HELSINGBORG, LANDSKRONA, BJUV, areas=("debt",))
    assert service(whole((some,)), "debt_counselling").months == 4


def test_many_municipalities_are_answered_without_asking_each_pair_of_nothing() -> None:
    codes = asked_codes([str(code) for code in _fifty()])
    made = today(lines(DAY), codes, [accord(*codes[:3])], [], DAY)
    assert made.pairs == 50 * 49
    assert len(made.by_pair) == 6


def test_a_whole_county_under_one_agreement_is_answered_at_once() -> None:
    from brygga.municipalities.rules import names

    codes = tuple(code for code in names() if 1200 <= code < 1300)
    begun = time.perf_counter()
    made = composed(codes, DAY, ([accord(*codes, areas=("children",))], []))
    assert time.perf_counter() - begun < 5
    assert len(made.now.by_pair) == 33 * 32


def test_where_nobody_has_counted_the_inhabitants_no_money_is_told() -> None:
    known = Basis(economy_data.defaults(), {HELSINGBORG: 150_000})
    made = composed(FOUR, DAY, ((), ()), known)
    assert made.money.every is None
    assert set(made.money.unknown) == set(FOUR) - {HELSINGBORG}
    assert all(one.worth is None for one in made.services)


def _fifty() -> list[int]:
    from brygga.municipalities.rules import names

    return list(names())[:50]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["1283", "9999"], "Ingen kommun heter ”9999”"),
        (["1283", "Atlantis"], "Ingen kommun heter ”Atlantis”"),
        (["1283", "1283"], "minst två"),
        ([], "minst två"),
        (["1283", "²"], "Ingen kommun heter"),
        (["1283", "x" * 500], "Ingen kommun heter"),
    ],
)
def test_a_municipality_that_is_not_is_named(words: list[str], says: str) -> None:
    with pytest.raises(BadAsked, match=says):
        asked_codes(words)


def test_names_and_codes_are_read_and_put_in_order() -> None:
    assert asked_codes(["ängelholm", " 1283 ", "Bjuv", "", "Landskrona"]) == FOUR


@pytest.mark.parametrize("word", ["", "igår", "2026-13-01", "2026-11-31", "20261121x", "9999-12-31"])
def test_a_day_that_is_none_is_refused(word: str) -> None:
    with pytest.raises(BadAsked):
        asked_day(word)


@pytest.mark.parametrize(
    ("refs", "says"),
    [
        (["13 kap. 2 § SoL", "13 kap. 3 § SoL"], "13 kap. 2–3 §§ SoL"),
        (["20 kap. 7 § SoL", "20 kap. 3 § SoL", "25 kap. 1 § SoL"], "20 kap. 3, 7 §§ SoL, 25 kap. 1 § SoL"),
        (["16 § LSS"], "16 § LSS"),
        (["10 kap. 2 a § OSL", "10 kap. 2 § OSL"], "10 kap. 2, 2 a §§ OSL"),
        (["artikel 28 i dataskyddsförordningen"], "artikel 28 i dataskyddsförordningen"),
        (["6 § FL", "6 § LVU"], "6 § FL, 6 § LVU"),
    ],
)
def test_sections_are_written_together(refs: list[str], says: str) -> None:
    assert cited(refs).replace("\u00a0", " ").replace("\u2060", "") == says
