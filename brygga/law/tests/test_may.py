"""What the law says of the acts that matter most, in the words it says it."""

from datetime import date

import pytest

from brygga.law import (
    BadQuestion,
    Instrument,
    Performer,
    Step,
    UnknownActivity,
    Verdict,
    activity,
    section,
)
from brygga.law.tests.build import (
    CECILIA,
    DAVID,
    DECIDING,
    HELSINGBORG,
    INSIDER,
    LANDSKRONA,
    SOCIONOM,
    TODAY,
    WORKING,
    ask,
    paper,
    papers,
)

BOARD = Performer(HELSINGBORG, "board")
COMMITTEE = Performer(HELSINGBORG, "committee")
FRIDA = Performer(HELSINGBORG, "committee_member_chair")
ON_CALL = Performer(HELSINGBORG, "chair_on_call")
MACHINE = Performer(HELSINGBORG, "automated")


def refs(answer: object) -> list[str]:
    return [cited.ref for cited in answer.sections]  # type: ignore[attr-defined]


class TestAPlacementOfAChild:
    def test_may_never_be_decided_next_door_and_the_section_says_so(self) -> None:
        answer = ask("child_placement_decision", have=DECIDING)
        assert answer.verdict is Verdict.NEVER
        assert refs(answer)[0] == "30 kap. 6 § SoL"
        assert answer.ways == ("Förbered förslaget. Hemkommunens utskott eller nämnd beslutar.",)
        assert answer.sentence == (
            "Beslut om vård i familjehem eller jourhem: du får inte besluta. "
            "Det får bara hemkommunens utskott eller nämnd (30 kap. 6 § SoL)."
        )
        assert answer.resident_sentence == (
            "Bara utskottet eller nämnden i din kommun får fatta det här beslutet (30 kap. 6 § SoL)."
        )

    def test_may_be_prepared_next_door(self) -> None:
        answer = ask("child_placement_decision", Step.PREPARE, have=WORKING)
        assert answer.permitted
        assert answer.relied_on == ("avtal 2026-014", "samtycke", "pub_or_controller_split")

    def test_is_not_decided_by_an_employee_at_home_even_with_a_delegation(self) -> None:
        assert ask("child_placement_decision", who=CECILIA, have=papers("INT_DELEG")).verdict is Verdict.NEVER

    def test_is_decided_by_the_committee_and_the_chair_is_reminded_of_the_meeting(self) -> None:
        assert ask("child_placement_decision", who=COMMITTEE).permitted
        answer = ask("child_placement_decision", who=FRIDA)
        assert answer.verdict is Verdict.CONDITIONS
        assert any("sammanträde" in condition for condition in answer.conditions)

    def test_is_decided_by_a_committee_next_door_only_in_a_joint_board(self) -> None:
        neighbours = Performer(LANDSKRONA, "committee")
        refused = ask("child_placement_decision", who=neighbours, have=DECIDING)
        assert [lack.code for lack in refused.missing] == ["GEM_NAMND"]
        assert ask("child_placement_decision", who=neighbours, have=papers("GEM_NAMND")).permitted
        assert ask("child_placement_decision", who=neighbours, have=papers("KFORB")).permitted

    def test_is_not_decided_by_an_employee_of_a_joint_board(self) -> None:
        assert ask("child_placement_decision", have=papers("GEM_NAMND", "INT_DELEG")).verdict is Verdict.NEVER

    def test_is_not_decided_by_a_machine(self) -> None:
        answer = ask("child_placement_decision", who=MACHINE, have=papers("OWN_DELEG_AUTO"))
        assert answer.verdict is Verdict.NEVER
        assert "ett datorprogram får inte besluta" in answer.sentence


class TestIncomeSupport:
    def test_is_decided_next_door_with_agreement_delegation_and_secrecy_basis(self) -> None:
        answer = ask("financial_aid_decision", have=DECIDING)
        assert answer.verdict is Verdict.CONDITIONS
        assert refs(answer)[:2] == ["9 kap. 37 § KL", "6 kap. 38 § KL"]
        assert answer.sentence == (
            "Beslut om ekonomiskt bistånd: du får besluta åt hemkommunen, "
            "enligt avtal 2026-014 och delegation 2026-D-31 (9 kap. 37 § KL)."
        )
        assert answer.resident_sentence.endswith("Din kommun har fortfarande ansvaret.")

    def test_without_a_delegation_says_what_is_missing_and_how_to_get_it(self) -> None:
        answer = ask("financial_aid_decision", have=WORKING)
        assert answer.verdict is Verdict.MISSING
        assert [lack.code for lack in answer.missing] == ["EXT_DELEG"]
        assert answer.ways == (
            "Hemkommunens nämnd kan skriva in dig i sin delegationsordning (9 kap. 37 § KL).",
            "Förbered förslaget. Hemkommunens beslutsfattare beslutar.",
        )
        assert "Hemkommunens nämnd har inte delegerat beslutet till dig." in answer.sentence

    def test_at_home_needs_the_boards_own_delegation(self) -> None:
        assert ask("financial_aid_decision", who=CECILIA).verdict is Verdict.MISSING
        answer = ask("financial_aid_decision", who=CECILIA, have=papers("INT_DELEG"))
        assert answer.permitted
        assert answer.sentence.endswith("du får besluta, enligt int_deleg (6 kap. 37 § KL).")

    def test_the_neighbours_own_delegation_is_no_delegation_here(self) -> None:
        have = papers("AVTAL", "INT_DELEG", "SECRECY_BASIS", "PUB_OR_CONTROLLER_SPLIT")
        assert not ask("financial_aid_decision", have=have).permitted

    def test_a_delegation_to_prepare_is_not_one_to_decide(self) -> None:
        have = (*WORKING, paper("EXT_DELEG", steps=frozenset({Step.PREPARE})))
        assert not ask("financial_aid_decision", have=have).permitted

    def test_a_delegation_to_prepare_opens_no_file(self) -> None:
        have = (*papers("AVTAL", "SECRECY_BASIS"), paper("EXT_DELEG", steps=frozenset({Step.PREPARE})))
        assert not ask("financial_aid_decision", Step.PREPARE, have=have).permitted
        assert ask("financial_aid_decision", Step.PREPARE, have=DECIDING[:3]).permitted

    def test_with_nothing_in_place_an_agreement_is_nearer_than_a_joint_board(self) -> None:
        answer = ask("financial_aid_decision")
        assert [lack.code for lack in answer.missing] == ["AVTAL", "EXT_DELEG", "SECRECY_BASIS"]
        assert answer.ways[0] == "Kommunerna kan avtala om det (9 kap. 37 § KL)."

    def test_a_condition_for_guests_is_not_put_to_the_home_staff(self) -> None:
        assert ask("financial_aid_investigation", Step.PREPARE, CECILIA).conditions == ()
        guest = ask("financial_aid_investigation", Step.PREPARE, have=WORKING)
        assert guest.conditions[0].startswith("Uppgifter ur SSBTEK")

    def test_an_agreement_to_decide_lets_one_prepare_and_read(self) -> None:
        have = tuple(paper(p.code, steps=frozenset({Step.DECIDE})) for p in DECIDING)
        for step in (Step.READ, Step.PREPARE, Step.DECIDE):
            assert ask("financial_aid_decision", step, have=have).permitted
        assert not ask("financial_aid_decision", Step.CARRY_OUT, have=have).permitted

    def test_a_machine_decides_where_the_appeal_goes_to_the_administrative_court(self) -> None:
        have = papers("OWN_DELEG_AUTO")
        assert ask("financial_aid_automated_decision", who=MACHINE, have=have).permitted
        assert ask("financial_aid_automated_decision", who=MACHINE).verdict is Verdict.MISSING
        assert ask("financial_aid_discretionary", who=MACHINE, have=have).verdict is Verdict.NEVER

    def test_a_machine_of_the_neighbours_needs_an_agreement_as_well(self) -> None:
        machine = Performer(LANDSKRONA, "automated")
        have = papers("AVTAL", "OWN_DELEG_AUTO", "OSL_10_2A", "PUB")
        assert ask("financial_aid_automated_decision", who=machine, have=have).permitted
        assert not ask("financial_aid_automated_decision", who=machine, have=have[1:]).permitted
        assert ask("financial_aid_automated_decision", Step.PREPARE, machine, have).permitted

    def test_a_machine_may_prepare_at_home(self) -> None:
        assert ask("financial_aid_decision", Step.PREPARE, MACHINE).permitted


class TestFactsAreAskedForAndNeverGuessed:
    def test_unknown_weight_is_shown_as_a_condition(self) -> None:
        answer = ask("elderly_decision", have=DECIDING)
        assert any("större vikt" in condition for condition in answer.conditions)

    def test_the_board_itself_needs_no_condition(self) -> None:
        assert ask("elderly_decision", who=BOARD).verdict is Verdict.PERMITTED
        assert ask("elderly_decision", who=COMMITTEE).verdict is Verdict.CONDITIONS

    def test_what_is_weighty_is_not_decided_by_a_machine(self) -> None:
        have = papers("OWN_DELEG_AUTO")
        answer = ask("financial_aid_automated_decision", who=MACHINE, have=have, greater_weight=True)
        assert answer.verdict is Verdict.NEVER

    def test_known_to_be_light_needs_no_condition(self) -> None:
        assert ask("elderly_decision", have=DECIDING, greater_weight=False).verdict is Verdict.PERMITTED

    @pytest.mark.parametrize("who", [DAVID, CECILIA, COMMITTEE])
    def test_known_to_be_weighty_is_for_the_board_alone(self, who: Performer) -> None:
        have = (*DECIDING, *papers("INT_DELEG"))
        answer = ask("elderly_decision", who=who, have=have, greater_weight=True)
        assert answer.verdict is Verdict.NEVER
        assert refs(answer)[0] == "6 kap. 38 § KL"
        assert ask("elderly_decision", who=BOARD, greater_weight=True).verdict is Verdict.PERMITTED

    def test_guardians_who_disagree_make_it_a_matter_for_the_committee(self) -> None:
        answer = ask("child_assistance_decision", have=DECIDING, guardians_disagree=True)
        assert answer.verdict is Verdict.NEVER
        assert refs(answer)[0] == "6 kap. 13 a § FB"
        assert ask("child_assistance_decision", who=COMMITTEE, guardians_disagree=True).permitted

    def test_nobody_places_a_child_in_a_home_against_a_guardian_under_this_act(self) -> None:
        for who in (FRIDA, BOARD, CECILIA):
            answer = ask("child_residential_placement", who=who, guardians_disagree=True)
            assert answer.verdict is Verdict.NEVER
            assert answer.ways == ("Utred om det finns skäl för vård enligt LVU.",)
        assert answer.sentence == (
            "Placering av barn i HVB eller stödboende: det får ingen besluta (21 kap. 1 § SoL). "
            "Utred om det finns skäl för vård enligt LVU."
        )

    def test_the_board_is_reminded_of_the_guardians_consent_to_a_foster_home(self) -> None:
        assert any("samtycker" in text for text in ask("child_placement_decision", who=BOARD).conditions)

    def test_a_refused_consent_to_adoption_is_for_the_committee(self) -> None:
        assert ask("adoption_continue_consent", have=DECIDING, refuses_consent=False).permitted
        assert ask("adoption_continue_consent", have=DECIDING, refuses_consent=True).verdict is Verdict.NEVER

    def test_a_fact_that_is_neither_true_nor_false_is_refused(self) -> None:
        with pytest.raises(BadQuestion, match="Say True or False"):
            ask("elderly_decision", greater_weight="kanske")


class TestTheChairOnCall:
    def test_decides_what_cannot_wait(self) -> None:
        answer = ask("lvu_immediate_custody", who=ON_CALL)
        assert answer.verdict is Verdict.CONDITIONS
        assert answer.conditions[-1].startswith("Bara om nämndens beslut inte kan avvaktas.")

    def test_does_not_decide_what_can(self) -> None:
        assert ask("lvu_other_coercive", who=ON_CALL).verdict is Verdict.NEVER
        assert ask("lvu_application", who=ON_CALL).verdict is Verdict.NEVER

    def test_of_another_municipality_decides_nothing_here(self) -> None:
        neighbour = Performer(LANDSKRONA, "chair_on_call")
        assert not ask("lvu_immediate_custody", who=neighbour, have=DECIDING).permitted

    def test_needs_a_delegation_for_everyday_decisions(self) -> None:
        assert ask("elderly_decision", who=ON_CALL).verdict is Verdict.MISSING


class TestProfession:
    def test_a_child_is_assessed_only_by_a_social_worker(self) -> None:
        answer = ask("child_investigation", Step.PREPARE, Performer(HELSINGBORG), have=())
        assert answer.verdict is Verdict.MISSING
        assert [lack.code for lack in answer.missing] == ["PROFESSION"]
        assert "25 kap. 1 § SoL" in answer.sentence
        assert answer.ways == ("Låt en kollega med socionomexamen göra bedömningen.",)

    def test_applies_to_the_neighbours_as_well(self) -> None:
        assert not ask("child_investigation", Step.PREPARE, Performer(LANDSKRONA), WORKING).permitted
        degree = Performer(LANDSKRONA, professions=frozenset({"relevant_examen"}))
        assert ask("child_investigation", Step.PREPARE, degree, WORKING).permitted

    def test_is_not_asked_of_a_reader_a_politician_or_one_who_carries_out(self) -> None:
        assert ask("child_investigation", Step.READ, Performer(HELSINGBORG)).permitted
        assert ask("child_placement_decision", who=Performer(HELSINGBORG, "board")).permitted
        assert ask("child_assistance_decision", Step.CARRY_OUT, Performer(HELSINGBORG)).permitted


class TestSecrecy:
    def test_that_a_guest_counts_as_the_home_boards_own_is_shown_as_a_judgement(self) -> None:
        have = (*papers("AVTAL", "PUB_OR_CONTROLLER_SPLIT"), paper("SECRECY_BASIS", INSIDER))
        answer = ask("adult_investigation", Step.READ, have=have)
        assert answer.conditions == (
            (
                "Att den som arbetar i hemkommunens ärende räknas till hemkommunen (2 kap. 1 § OSL) är en "
                "bedömning. Den är inte prövad i domstol."
            ),
        )

    def test_consent_beside_it_settles_the_matter(self) -> None:
        have = (*WORKING, paper("SECRECY_BASIS", INSIDER), paper("SAMTYCKE"))
        assert ask("adult_investigation", Step.READ, have=have).verdict is Verdict.PERMITTED

    def test_the_rule_for_children_does_not_open_an_elderly_persons_case(self) -> None:
        have = papers("AVTAL", "OSL_26_9", "PUB_OR_CONTROLLER_SPLIT")
        assert ask("child_investigation", Step.READ, have=have).permitted
        assert not ask("elderly_needs_assessment", Step.READ, have=have).permitted

    def test_shared_care_records_open_elderly_cases_but_not_children(self) -> None:
        have = papers("AVTAL", "SVOD", "PUB_OR_CONTROLLER_SPLIT")
        assert ask("elderly_needs_assessment", Step.READ, have=have).permitted
        assert not ask("child_investigation", Step.READ, have=have).permitted

    def test_family_counselling_is_read_next_door_only_with_consent(self) -> None:
        assert not ask("family_counselling", Step.READ, have=DECIDING).permitted
        assert ask("family_counselling", Step.READ, have=papers("AVTAL", "SAMTYCKE")).permitted

    def test_unsettled_responsibility_for_personal_data_is_shown(self) -> None:
        have = papers("AVTAL", "EXT_DELEG", "SECRECY_BASIS")
        assert "personuppgifterna" in ask("elderly_decision", have=have).conditions[-1]


class TestLimitsOfAnInstrument:
    def test_an_agreement_on_children_opens_no_income_support(self) -> None:
        have = (paper("AVTAL", areas=frozenset({"children"})), *WORKING[1:])
        assert ask("child_investigation", Step.PREPARE, have=have).permitted
        assert not ask("financial_aid_investigation", Step.PREPARE, have=have).permitted

    def test_an_agreement_on_one_activity_opens_no_other(self) -> None:
        have = (paper("AVTAL", activities=frozenset({"child_investigation"})), *WORKING[1:])
        assert ask("child_investigation", Step.PREPARE, have=have).permitted
        assert not ask("child_interview", Step.PREPARE, have=have).permitted

    def test_what_follows_along_needs_no_mention(self) -> None:
        have = (paper("AVTAL", activities=frozenset({"child_investigation"})), *WORKING[1:])
        assert ask("case_recording", Step.CARRY_OUT, have=have).permitted
        assert not ask("sip", Step.CARRY_OUT, have=have).permitted

    def test_common_work_belongs_to_the_area_of_its_case(self) -> None:
        have = (paper("AVTAL", areas=frozenset({"children"})), *WORKING[1:])
        assert ask("case_recording", Step.CARRY_OUT, have=have, area="children").permitted
        assert not ask("case_recording", Step.CARRY_OUT, have=have, area="elderly").permitted
        assert ask("case_recording", Step.CARRY_OUT, have=have).permitted

    def test_the_first_and_the_last_day_count_and_the_days_outside_do_not(self) -> None:
        first, last = date(2026, 3, 1), date(2026, 3, 31)
        have = (Instrument("AVTAL", "avtal", first, last), *WORKING[1:])
        answers = [
            ask("adult_investigation", Step.READ, have=have, on=on).permitted
            for on in (date(2026, 2, 28), first, last, date(2026, 4, 1))
        ]
        assert answers == [False, True, True, False]

    def test_without_an_end_it_goes_on(self) -> None:
        have = tuple(Instrument(p.code, p.reference, p.valid_from, None) for p in WORKING)
        assert ask("adult_investigation", Step.READ, have=have, on=date(2031, 1, 1)).permitted


class TestWhatIsNotKnown:
    def test_an_unverified_row_says_no_to_everybody(self) -> None:
        for who in (DAVID, CECILIA, BOARD, MACHINE):
            answer = ask("activity_requirement", who=who, have=(*DECIDING, *papers("INT_DELEG")))
            assert answer.verdict is Verdict.UNKNOWN
            assert not answer.permitted
        assert "vi har inte kontrollerat vad lagen säger den 2026-11-21" in answer.sentence

    def test_the_day_before_the_change_is_known(self) -> None:
        have = papers("INT_DELEG")
        before = ask("activity_requirement", who=CECILIA, have=have, on=date(2026, 6, 30))
        after = ask("activity_requirement", who=CECILIA, have=have, on=date(2026, 7, 1))
        assert (before.permitted, after.verdict) == (True, Verdict.UNKNOWN)

    def test_one_s_own_case_may_still_be_read(self) -> None:
        assert ask("activity_requirement", Step.READ, CECILIA).permitted

    def test_a_day_before_the_data_says_no(self) -> None:
        answer = ask("elderly_decision", who=BOARD, on=date(2025, 6, 30))
        assert answer.verdict is Verdict.UNKNOWN
        assert ask("elderly_decision", who=BOARD, on=date(2025, 7, 1)).permitted

    def test_an_activity_nobody_has_heard_of_is_an_error_that_says_what_to_do(self) -> None:
        with pytest.raises(UnknownActivity, match=r"docs/reference/law\.md"):
            ask("trolleri")

    def test_a_capacity_nobody_has_heard_of_is_an_error(self) -> None:
        with pytest.raises(BadQuestion, match="choose among employee"):
            ask("elderly_decision", who=Performer(HELSINGBORG, "kung"))


class TestOtherRoads:
    def test_work_at_a_statutory_request_needs_no_agreement(self) -> None:
        have = papers("SOL_29", "SECRECY_BASIS")
        assert ask("child_investigation", Step.PREPARE, have=have).permitted
        assert not ask("child_investigation", have=have).permitted

    def test_the_request_is_cited_by_the_section_that_fits_the_activity(self) -> None:
        have = papers("SOL_29", "SECRECY_BASIS")
        cited = {
            code: refs(ask(code, Step.PREPARE, have=have))[0]
            for code in ("child_investigation", "elderly_needs_assessment", "lss_investigation")
        }
        assert cited == {
            "child_investigation": "29 kap. 9 § SoL",
            "elderly_needs_assessment": "29 kap. 5 § SoL",
            "lss_investigation": "16 a § LSS",
        }

    def test_at_home_one_is_sent_to_one_s_own_board(self) -> None:
        answer = ask("child_placement_decision", who=CECILIA)
        assert answer.sentence.endswith("Det får bara utskottet eller nämnden (30 kap. 6 § SoL).")
        assert answer.ways == ("Förbered förslaget. Utskottet eller nämnden beslutar.",)

    def test_an_employee_of_a_joint_board_decides_by_its_delegation(self) -> None:
        assert ask("financial_aid_decision", have=papers("GEM_NAMND", "INT_DELEG")).permitted
        assert not ask("financial_aid_decision", have=papers("GEM_NAMND")).permitted

    def test_there_is_nothing_to_decide_in_a_note(self) -> None:
        answer = ask("case_recording", who=CECILIA)
        assert (answer.verdict, answer.resident_sentence) == (Verdict.NEVER, "Här behövs inget beslut.")

    def test_the_police_are_called_by_somebody_the_board_has_appointed(self) -> None:
        assert ask("police_assistance_request", who=CECILIA, have=papers("INT_DELEG")).permitted
        assert not any("läkar" in text for text in ask("police_assistance_request", who=ON_CALL).conditions)
        for_doctor = ask(
            "police_assistance_request", who=CECILIA, have=papers("INT_DELEG"), medical_examination=True
        )
        assert (for_doctor.verdict, refs(for_doctor)[0]) == (Verdict.NEVER, "43 § LVU")
        assert ask("police_assistance_request", have=DECIDING).verdict is Verdict.NEVER

    def test_a_section_is_spelled_as_swedes_do_and_explained(self) -> None:
        assert section("LVU 6").ref == "6 § LVU"
        assert section("GDPR 28").ref == "artikel 28 i dataskyddsförordningen"
        assert section("SoL 16:2 a").ref == "16 kap. 2 a § SoL"
        with pytest.raises(BadQuestion):
            section("SoL 99:1")

    def test_the_activity_tells_its_appeal_route(self) -> None:
        routes = {
            code: activity(code, TODAY).appeal_route
            for code in ("financial_aid_decision", "financial_aid_discretionary", "lvu_immediate_custody")
        }
        assert routes == {
            "financial_aid_decision": "FR",
            "financial_aid_discretionary": "KL13",
            "lvu_immediate_custody": "understalls",
        }

    def test_a_step_may_be_named_by_its_word(self) -> None:
        assert ask("case_recording", "read", Performer(HELSINGBORG, professions=SOCIONOM)).permitted  # type: ignore[arg-type]
