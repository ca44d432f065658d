"""The forms as data: every path through them ends, asks little, and keeps only what it asked for."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.applications import rules
from brygga.applications.rules import KINDS, STEPS
from brygga.cases import rules as cases

choices = {q.name: [code for code, _words in q.options] for s in STEPS for q in s.questions if q.options}
answers = st.fixed_dictionaries(
    {},
    optional={name: st.sampled_from(codes) for name, codes in choices.items()}
    | {"address": st.just("Exempelgatan 4"), "partner": st.just("Kim"), "phone": st.just("070")}
    | {"children": st.just([{"name": "Elis", "number": ""}]), "rent": st.just("0")},
)


def names(kind: str, said: dict[str, Any]) -> set[str]:
    return {q.name for step in rules.steps(kind, said) for q in step.questions if q.asked(said)}


def test_every_form_opens_a_kind_of_case() -> None:
    assert set(KINDS) == set(cases.KINDS)


def test_codes_and_names_are_one_of_each_and_fit_an_address() -> None:
    codes = [step.code for step in STEPS]
    assert len(codes) == len(set(codes))
    assert not set(codes) & {"filer", "granska", "skriv-under", "skicka", "ta-bort"}
    assert all(code.replace("-", "").isascii() for code in codes)


@pytest.mark.parametrize("kind", KINDS)
def test_no_form_has_more_pages_than_a_tired_person_bears(kind: str) -> None:
    longest = {"household": "both", "whom": "child", "safety": "limited"}
    assert len(rules.steps(kind, longest)) <= 11


@given(st.sampled_from(sorted(KINDS)), answers)
def test_what_is_kept_is_what_is_asked(kind: str, said: dict[str, Any]) -> None:
    kept = rules.cleaned(kind, said)
    assert set(kept) <= names(kind, kept)
    assert rules.cleaned(kind, kept) == kept
    assert all(said[name] == value for name, value in kept.items())


@given(st.sampled_from(sorted(KINDS)), answers)
def test_a_protected_person_has_no_address_whatever_else_they_said(kind: str, said: dict[str, Any]) -> None:
    for protected in (said | {"safety": "protected"}, rules.known_protected(said)):
        assert "address" not in rules.cleaned(kind, protected)
        assert "address" not in names(kind, protected)


@given(st.sampled_from(sorted(KINDS)), answers)
def test_whom_we_know_to_be_protected_stays_so(kind: str, said: dict[str, Any]) -> None:
    kept = rules.cleaned(kind, rules.known_protected(said))
    assert rules.is_protected(kept)
    assert "trygghet" not in {step.code for step in rules.steps(kind, kept)}


@given(st.sampled_from(sorted(KINDS)), answers)
def test_answering_what_is_missing_leaves_nothing_missing(kind: str, said: dict[str, Any]) -> None:
    done = dict(said)
    for _round in range(5):
        for code in rules.missing(kind, done):
            step = next(s for s in STEPS if s.code == code)
            for question in step.questions:
                done.setdefault(question.name, question.options[0][0] if question.options else "0")
    assert rules.missing(kind, done) == []


def test_a_title_says_what_is_needed_and_never_grows_too_long() -> None:
    assert rules.title("income_support", {"need": ["food", "other"]}) == "Mat och annat varje dag"
    assert rules.title("income_support", {"need": ["other", "gold"]}) == "Pengar till det viktigaste"
    every = [code for code, _words in KINDS["disability"].needs]
    assert len(rules.title("disability", {"need": every})) <= 120


def test_the_signed_text_changes_with_every_word_and_file_but_not_with_their_order() -> None:
    signed = rules.digest([("Hyra", "0 kr")], ["b", "a"])
    assert signed == rules.digest([("Hyra", "0 kr")], ["a", "b"])
    assert signed != rules.digest([("Hyra", "1 kr")], ["a", "b"])
    assert signed != rules.digest([("Hyra", "0 kr")], ["a"])
    assert signed != rules.digest([("Hyra", ""), ("", "0 kr")], ["a", "b"])
    assert json.loads(rules.canonical([("Å", "ä")], [])) == {"answers": [["Å", "ä"]], "files": []}


def test_what_one_may_leave_out_is_not_shown_and_what_is_missing_is() -> None:
    shown = rules.record("adult", {"safety": "yes"}, words=str, month=str, number=str)
    assert dict(shown)["kontakt"] == [("Telefon", "Inget svar")]
