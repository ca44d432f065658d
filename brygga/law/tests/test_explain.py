"""An answer that explains itself: the chain, the smallest sets, the facts it asks for, in two languages."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from brygga.law import (
    Answer,
    BadQuestion,
    Confidence,
    Explanation,
    NoLawThatDay,
    Performer,
    Reason,
    Step,
    UnknownActivity,
    Verdict,
    activities,
    activity,
    explain,
)
from brygga.law.facts import ALWAYS
from brygga.law.tests.build import (
    CECILIA,
    DAVID,
    DECIDING,
    HELSINGBORG,
    INSIDER,
    LANDSKRONA,
    TODAY,
    WORKING,
    ask,
    paper,
    papers,
)
from brygga.law.text import Text
from brygga.law.text import told as in_language

KEYS = {
    "answer", "activity", "step", "language", "sections", "missing", "ways", "explanation", "conditions",
    "relied_on", "asks", "confidence",
}  # fmt: skip
MACHINE = Performer(HELSINGBORG, "automated")
ON_CALL = Performer(HELSINGBORG, "chair_on_call")


def why(
    activity: str,
    step: Step = Step.DECIDE,
    who: Performer = DAVID,
    have: Any = (),
    on: date = TODAY,
    **facts: Any,
) -> Explanation:
    return explain(activity, step, performer=who, home=HELSINGBORG, on=on, have=have, facts=facts)


def codes(told: Explanation) -> list[list[str]]:
    return [[lack.code for lack in way] for way in told.smallest]


def every(reasons: tuple[Reason, ...]) -> Iterator[Reason]:
    for reason in reasons:
        yield reason
        yield from every(reason.parts)


def said(told: Explanation) -> list[str]:
    return [reason.sentence for reason in every(told.reasons)]


class TestTheSmallestSets:
    def test_are_told_nearest_first(self) -> None:
        assert codes(why("financial_aid_decision")) == [
            ["AVTAL", "EXT_DELEG", "SECRECY_BASIS"],
            ["GEM_NAMND", "INT_DELEG"],
            ["KFORB", "INT_DELEG"],
        ]

    def test_name_only_what_lacks(self) -> None:
        assert codes(why("financial_aid_decision", have=papers("AVTAL", "SECRECY_BASIS")))[0] == ["EXT_DELEG"]

    def test_hold_the_degree_where_it_is_asked_for(self) -> None:
        told = why("child_investigation", Step.PREPARE, Performer(LANDSKRONA), WORKING)
        assert codes(told) == [["PROFESSION"]]

    @pytest.mark.parametrize("have", [DECIDING, papers("GEM_NAMND", "INT_DELEG")])
    def test_are_none_when_nothing_lacks(self, have: Any) -> None:
        assert why("financial_aid_decision", have=have).smallest == ()

    def test_are_none_when_nothing_helps(self) -> None:
        assert why("child_placement_decision", have=DECIDING).smallest == ()


class TestTheReasons:
    def test_tell_agreement_delegation_and_secrecy_apart(self) -> None:
        told = why("financial_aid_decision", have=papers("AVTAL", "SECRECY_BASIS"))
        assert [(reason.holds, reason.relied_on) for reason in told.reasons[:4]] == [
            (True, ()),
            (True, ("avtal 2026-014",)),
            (False, ()),
            (True, ("samtycke",)),
        ]
        assert told.reasons[2].sentence == "Hemkommunens nämnd har inte delegerat beslutet till dig."
        assert [section.ref for section in told.reasons[2].sections] == ["9 kap. 37 § KL", "6 kap. 38 § KL"]

    @pytest.mark.parametrize(
        ("limits", "says"),
        [
            ({"areas": frozenset({"children"})}, "avtal 9 gäller inte det här området."),
            ({"activities": frozenset({"child_interview"})}, "avtal 9 nämner inte den här uppgiften."),
            ({"steps": frozenset({Step.READ})}, "avtal 9 gäller inte det här steget."),
        ],
    )
    def test_say_why_a_paper_does_not_serve(self, limits: dict[str, Any], says: str) -> None:
        told = why("financial_aid_decision", have=(paper("AVTAL", "avtal 9", **limits),))
        near = next(reason for reason in told.reasons if reason.parts and not reason.holds)
        assert [(part.sentence, part.relied_on) for part in near.parts] == [(says, ("avtal 9",))]

    def test_say_when_a_paper_is_or_was_in_force(self) -> None:
        have = (paper("AVTAL", "avtal 9"),)
        late = why("financial_aid_decision", have=have, on=date(2027, 1, 1))
        early = why("financial_aid_decision", have=have, on=date(2025, 12, 31))
        assert "avtal 9 gällde till och med den 2026-12-31." in said(late)
        assert "avtal 9 gäller först från den 2026-01-01." in said(early)

    def test_leave_the_place_of_a_guest_to_a_human(self) -> None:
        have = (*papers("AVTAL", "PUB_OR_CONTROLLER_SPLIT"), paper("SECRECY_BASIS", INSIDER))
        doubt = next(r for r in why("adult_investigation", Step.READ, have=have).reasons if r.holds is None)
        assert "bedömning" in doubt.sentence
        assert doubt.relied_on == (INSIDER,)

    def test_of_a_never_name_the_level_and_its_section(self) -> None:
        (reason,) = why("child_placement_decision", have=DECIDING).reasons
        assert (reason.sentence, reason.holds) == ("Det får bara hemkommunens utskott eller nämnd.", False)
        assert reason.sections[0].ref == "30 kap. 6 § SoL"

    @pytest.mark.parametrize(
        ("facts", "holds"),
        [({}, None), ({"greater_weight": False}, True), ({"greater_weight": True}, False)],
    )
    def test_show_each_fact_raised_cleared_or_open(self, facts: dict[str, Any], holds: bool | None) -> None:
        told = every(why("elderly_decision", have=DECIDING, **facts).reasons)
        assert next(reason.holds for reason in told if "vikt" in reason.sentence) is holds

    def test_of_an_unknown_name_the_row_that_lacks(self) -> None:
        told = why("elderly_decision", on=date(2019, 3, 1))
        assert told.confidence is Confidence.UNVERIFIED
        assert [(r.sentence, r.holds) for r in told.reasons] == [
            ("Det finns ingen rad om elderly_decision som gäller den 2019-03-01.", None)
        ]


class TestFactsAreAskedFor:
    def asked(self, *args: Any, **facts: Any) -> list[str]:
        return [fact.name for fact in why(*args, **facts).asks]

    def test_while_they_are_not_known(self) -> None:
        assert self.asked("elderly_decision", have=DECIDING) == ["greater_weight"]
        assert self.asked("elderly_decision", have=DECIDING, greater_weight=False) == []

    def test_and_only_of_those_whom_they_would_stop(self) -> None:
        assert self.asked("elderly_decision", who=Performer(HELSINGBORG, "board")) == []

    def test_and_never_where_nothing_helps(self) -> None:
        told = why("police_assistance_request", have=DECIDING)
        assert (told.answer.verdict, told.asks) == (Verdict.NEVER, ())
        assert [reason.holds for reason in every(told.reasons)] == [False]

    def test_about_urgency_when_the_chair_on_call_acts(self) -> None:
        assert self.asked("lvu_immediate_custody", who=ON_CALL) == ["emergency"]
        assert why("lvu_immediate_custody", who=ON_CALL, emergency=False).answer.verdict is Verdict.NEVER
        urgent = why("lvu_immediate_custody", who=ON_CALL, emergency=True).answer
        assert urgent.conditions[-1] == "Beslutet ska anmälas när nämnden sammanträder nästa gång."

    def test_about_the_degree_when_none_is_known(self) -> None:
        someone = Performer(HELSINGBORG)
        assert self.asked("child_investigation", Step.PREPARE, someone) == ["profession"]
        told = why("child_investigation", Step.PREPARE, someone, profession="socionom")
        assert told.answer.permitted

    def test_about_the_age_where_the_need_of_a_child_opens_the_file(self) -> None:
        have, who = papers("AVTAL", "OSL_26_9", "PUB"), DAVID
        assert self.asked("child_investigation", Step.PREPARE, who, have) == ["age"]
        assert self.asked("child_investigation", Step.PREPARE, who, (*have, paper("SAMTYCKE"))) == []
        young = why("child_investigation", Step.PREPARE, who, have, age=17).answer
        grown = why("child_investigation", Step.PREPARE, who, have, age=18).answer
        assert (young.verdict, grown.verdict) == (Verdict.PERMITTED, Verdict.CONDITIONS)
        assert grown.conditions[0].startswith("Personen är vuxen. Då gäller 26 kap. 9 § OSL bara vid")
        assert why("child_investigation", Step.PREPARE, who, have, adult=True).answer == grown
        adults = why("adult_investigation", Step.READ, who, have).answer
        assert any("fortgående missbruk" in condition for condition in adults.conditions)

    def test_about_the_area_of_work_common_to_all(self) -> None:
        assert self.asked("case_recording", Step.CARRY_OUT, have=WORKING) == ["area"]
        assert self.asked("case_recording", Step.CARRY_OUT, have=WORKING, area="children") == []

    def test_in_both_languages(self) -> None:
        (fact,) = why("elderly_decision", have=DECIDING).asks
        assert fact.question_sv == "Är beslutet av principiell betydelse, eller annars av större vikt?"
        assert fact.question_en == "Is the decision of principle, or otherwise of greater weight?"


class TestFactsThatMeanSomething:
    def test_what_is_of_principle_is_for_the_board(self) -> None:
        assert ask("elderly_decision", have=DECIDING, principle=True).verdict is Verdict.NEVER
        assert ask("elderly_decision", have=DECIDING, principle=False).verdict is Verdict.CONDITIONS

    def test_a_function_does_not_decide_what_only_legality_review_can_try(self) -> None:
        code, have = "financial_aid_automated_decision", papers("OWN_DELEG_AUTO")
        assert ask(code, who=MACHINE, have=have, appeal_route="FR").permitted
        with pytest.raises(BadQuestion, match="appeal_route is KL13"):
            ask(code, who=MACHINE, have=have, appeal_route="KL13")

    def test_the_area_may_be_told_as_a_fact(self) -> None:
        have = (paper("AVTAL", areas=frozenset({"children"})), *WORKING[1:])
        code = "case_recording"
        assert ask(code, Step.CARRY_OUT, have=have, area="children").permitted
        told = explain(
            code,
            Step.CARRY_OUT,
            performer=DAVID,
            home=HELSINGBORG,
            on=TODAY,
            have=have,
            facts={"area": "elderly"},
        )
        assert not told.answer.permitted


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"employee": True, "elected": True}, "employee and elected are both True"),
        ({"age": 10, "adult": True}, "age is 10 and adult is True"),
        ({"age": 18, "adult": False}, "age is 18 and adult is False"),
        ({"principle": True, "greater_weight": False}, "principle is True and greater_weight is False"),
        ({"elected": True}, "elected is True and the capacity is employee"),
        ({"employee": False}, "employee is False and the capacity is employee"),
        ({"automated": True}, "automated is True and the capacity is employee"),
        ({"profession": "none"}, "profession is none and the performer is socionom"),
        ({"appeal_route": "KL13"}, "appeal_route is KL13 and elderly_decision is appealed by FR"),
        ({"appealable": False}, "appealable is False and the appeal route is FR"),
        ({"area": "children"}, "area is children and the activity is in elderly"),
        ({"received_on": date(2026, 11, 22)}, "received_on is 2026-11-22 and the question is for 2026-11-21"),
        (
            {"received_on": date(2026, 11, 2), "opened_on": date(2026, 11, 1)},
            "opened_on is 2026-11-01, before received_on 2026-11-02",
        ),
        ({"consent": False}, r"consent is False and a consent \(SAMTYCKE\)"),
    ],
)
def test_facts_that_contradict_are_sent_back(facts: dict[str, Any], says: str) -> None:
    with pytest.raises(BadQuestion, match=says) as refused:
        why("elderly_decision", have=papers("SAMTYCKE"), **facts)
    assert refused.value.swedish.startswith("Uppgifterna går inte ihop")


def test_facts_that_agree_pass() -> None:
    facts: dict[str, Any] = {
        "age": 17, "adult": False, "employee": True, "elected": False, "automated": False, "consent": True,
        "area": "elderly", "appeal_route": "FR", "appealable": True, "case_kind": "application",
        "protected_identity": True, "received_on": TODAY, "opened_on": TODAY, "emergency": False,
        "profession": "socionom", "principle": False, "greater_weight": False,
    }  # fmt: skip
    assert why("elderly_decision", have=DECIDING, **facts).answer.permitted


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("age", "tio", "whole number from 0 to 125"),
        ("age", True, "whole number from 0 to 125"),
        ("age", 126, "whole number from 0 to 125"),
        ("age", -1, "whole number from 0 to 125"),
        ("profession", "trollkarl", "Choose among relevant_examen, socionom, none"),
        ("received_on", "i går", "a day such as 2026-11-21"),
        ("greater_weight", 1, "Say True or False"),
        ("area", ["children"], "Choose among children"),
        ("stjärntecken", True, "There is no fact called 'stjärntecken'"),
    ],
)
def test_a_fact_of_the_wrong_kind_is_sent_back(name: str, value: Any, says: str) -> None:
    with pytest.raises(BadQuestion, match=says):
        why("elderly_decision", **{name: value})


def test_an_unknown_activity_is_sent_back() -> None:
    with pytest.raises(UnknownActivity) as refused:
        why("trolleri")
    assert refused.value.swedish.startswith("Det finns ingen uppgift som heter trolleri.")


def test_a_day_without_a_row_is_named_in_both_languages() -> None:
    with pytest.raises(NoLawThatDay) as refused:
        activity("elderly_decision", date(1999, 1, 1))
    assert "1999-01-01" in str(refused.value)
    assert refused.value.swedish.startswith(
        "Det finns ingen rad om elderly_decision som gäller den 1999-01-01."
    )


class TestTheWholeAsJson:
    @pytest.mark.parametrize("language", ["sv", "en"])
    @pytest.mark.parametrize(
        ("code", "have"),
        [
            ("financial_aid_decision", DECIDING),
            ("financial_aid_decision", ()),
            ("child_placement_decision", ()),
        ],
    )
    def test_has_the_same_keys_and_says_which_language_each_sentence_is_in(
        self, language: Any, code: str, have: Any
    ) -> None:
        told = why(code, have=have).as_json(language)
        assert set(told) == KEYS
        assert json.loads(json.dumps(told)) == told
        assert told["language"] == language
        tree = told["explanation"]["reasons"]
        assert tree
        assert all(
            set(reason) == {"sentence", "lang", "holds", "sections", "relied_on", "parts"} for reason in tree
        )

    def test_tells_the_same_in_english(self) -> None:
        swedish = why("financial_aid_decision", have=papers("AVTAL"))
        english = swedish.told("en")
        assert english.answer.verdict is swedish.answer.verdict
        assert "you may not decide yet" in english.answer.sentence
        assert english.told("sv") == swedish

    def test_sentences_of_the_data_are_told_in_english_too(self) -> None:
        told = why("financial_aid_investigation", Step.PREPARE, have=WORKING).as_json("en")
        assert told["conditions"][0]["lang"] == "en"
        assert "SSBTEK" in told["conditions"][0]["sentence"]
        assert not told["conditions"][0]["sentence"].startswith("Uppgifter")

    def test_what_has_no_english_stays_swedish_and_says_so(self) -> None:
        alone = Text("Bara på svenska.").told("en")
        assert (alone, alone.lang) == ("Bara på svenska.", "sv")

    def test_every_activity_condition_and_section_of_an_answer_has_an_english_twin(self) -> None:
        for row in activities(TODAY):
            said = [row.name_sv, *(section.plain for section in row.sections)]
            for rule in row.steps.values():
                said += [*rule.conditions, *rule.conditions_elsewhere]
            assert [words for words in said if in_language(words, "en").lang != "en"] == [], row.code


def test_a_stand_in_is_told_by_its_own_name() -> None:
    told = why("adult_investigation", Step.READ, have=papers("AVTAL", "SAMTYCKE", "PUB"))
    assert "Personens samtycke: samtycke." in said(told)


def test_every_fact_stands_in_the_documentation_with_what_it_does() -> None:
    page = (Path(__file__).parents[3] / "docs" / "explanation" / "law.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in page.splitlines() if line.startswith("| `")}
    assert [fact.name for fact in ALWAYS if fact.name not in rows or fact.effect not in rows[fact.name]] == []


def test_the_answer_is_that_of_may() -> None:
    answer: Answer = ask("financial_aid_decision", have=DECIDING)
    assert why("financial_aid_decision", have=DECIDING).answer == answer
    assert why("financial_aid_decision", who=CECILIA).answer == ask("financial_aid_decision", who=CECILIA)
