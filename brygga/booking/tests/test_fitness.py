"""What is advised of meeting at a distance: each circumstance makes it stricter, and a human decides."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.booking import choosing, rules
from brygga.booking.rules import Channel, Circumstances, Errand, Fit, Purpose
from brygga.booking.rules.fitness import AT_A_DISTANCE
from brygga.cases.rules import KINDS
from brygga.law import activities, covers

ON = date(2026, 11, 20)
DISTANT = st.sampled_from(sorted(AT_A_DISTANCE))
errands = st.builds(
    Errand,
    code=st.just("x"),
    label=st.just("x"),
    activity=st.sampled_from(["child_interview", "placed_child_followup", "adult_investigation"]),
    purpose=st.sampled_from(list(Purpose)),
    child=st.booleans(),
)
circumstances = st.builds(
    Circumstances,
    errand=errands,
    digital=st.sampled_from(["full", "part", "no", ""]),
    first=st.booleans(),
    guideline=st.sampled_from(["", "2026-R-01"]),
    shows_home=st.booleans(),
    overheard=st.booleans(),
)


@given(st.sampled_from(list(Channel)), circumstances)
def test_meeting_on_the_spot_always_fits_and_nothing_else_fits_without_a_reason(
    channel: Channel, about: Circumstances
) -> None:
    said = rules.advice(channel, about)
    if channel is Channel.PHYSICAL:
        assert said.fit is Fit.FITS
    else:
        assert said.reasons[0].fit is said.fit
        assert all(why.rests_on for why in said.reasons)


@given(DISTANT, circumstances, st.sampled_from(["first", "shows_home", "overheard", "guideline"]))
def test_no_circumstance_makes_the_advice_milder(channel: Channel, about: Circumstances, name: str) -> None:
    worse = replace(about, **{name: "2026-R-01" if name == "guideline" else True})
    assert rules.advice(channel, worse).fit >= rules.advice(channel, about).fit


@given(DISTANT, circumstances)
def test_what_the_law_forbids_or_nobody_has_read_is_never_advised(
    channel: Channel, about: Circumstances
) -> None:
    for digital in ("no", ""):
        assert rules.advice(channel, replace(about, digital=digital)).fit is Fit.NOT


@given(st.sampled_from(sorted(rules.CHANNELS)), circumstances)
def test_what_a_resident_may_choose_is_what_fits_as_it_is(channel: Channel, about: Circumstances) -> None:
    fits = rules.advice(channel, about).fit is Fit.FITS
    assert (channel in rules.advised(frozenset(Channel), about)) is fits


@pytest.mark.parametrize("kind", KINDS)
def test_every_errand_of_the_house_is_an_activity_of_the_law(kind: str) -> None:
    assert covers(ON)
    known = {row.code for row in activities(ON)}
    found = rules.errands_for(kind)
    assert {one.activity for one in found} <= known
    assert len({one.code for one in found}) == len(found)
    assert found[0].code == rules.TALK


def test_a_video_that_shows_the_home_needs_what_the_ombudsman_found_lacking() -> None:
    talk = rules.errands_for("income_support")[0]
    assert rules.advice(Channel.VIDEO, Circumstances(talk, "full")).fit is Fit.FITS
    said = rules.advice(Channel.VIDEO, Circumstances(talk, "full", shows_home=True))
    assert said.fit is Fit.AFTER_ASSESSMENT
    assert any("Åtvidaberg" in ground for ground in said.reasons[0].rests_on)
    on_the_phone = rules.advice(Channel.PHONE, Circumstances(talk, "full", shows_home=True))
    assert on_the_phone.fit is Fit.FITS


def test_a_placed_child_is_visited_whatever_the_row_of_the_law_says() -> None:
    (visit,) = (one for one in rules.errands_for("child") if one.activity == "placed_child_followup")
    assert rules.advice(Channel.VIDEO, Circumstances(visit, "full")).fit is Fit.NOT
    assert not visit.online


def test_to_speak_of_a_case_fits_where_weighing_it_takes_thought() -> None:
    about = Circumstances(rules.errands_for("adult")[0], "part")
    assert rules.advice(Channel.PHONE, about).fit is Fit.FITS
    weighed = replace(about, errand=replace(about.errand, purpose=Purpose.ASSESS))
    assert rules.advice(Channel.PHONE, weighed).fit is Fit.AFTER_ASSESSMENT


def test_one_of_the_municipalitys_own_takes_the_place_of_one_of_the_house() -> None:
    own = Errand("short", "Snabbfråga", "appointment_booking", minutes=15)
    shut = Errand("talk", "Prata", "appointment_booking", channels=frozenset())
    found = {one.code: one for one in rules.errands_for("income_support", [own, shut])}
    assert found["short"].minutes == 15
    assert "talk" not in found


def test_staff_read_what_the_advice_rests_on() -> None:
    against = rules.Advice(rules.Fit.NOT, (rules.REASONS["placed"],))
    assert choosing.reasons_told(against).endswith("(22 kap. 11–12 §§ SoL, 13 a § LVU)")
