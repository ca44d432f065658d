"""Text with holes: the rules alone."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.documentation.rules.writing import (
    NOTE_MAX,
    BadBrackets,
    bracketed,
    check_note,
    count_sentences,
    joined,
    parse,
    pieces,
)

DAY = date(2026, 11, 21)
words = st.text(alphabet=st.characters(exclude_characters="[]\r\0", exclude_categories=["Cs"]), max_size=40)
hidden = words.filter(lambda text: bool(text.strip()))


@given(words, st.lists(st.tuples(hidden, words), max_size=5))
def test_joining_gives_the_text_without_its_brackets(first: str, rest: list[tuple[str, str]]) -> None:
    typed = first + "".join(f"[[{inside}]]{after}" for inside, after in rest)
    written = parse(typed)
    assert joined(written.runs, written.passages) == typed.replace("[[", "").replace("]]", "")
    assert written.passages == tuple(inside for inside, _ in rest)
    assert bracketed(written.runs, written.passages) == typed


@given(words, st.lists(st.tuples(hidden, words), max_size=5))
def test_no_withheld_word_stands_in_the_open_runs(first: str, rest: list[tuple[str, str]]) -> None:
    typed = first + "".join(f"[[{inside}]]{after}" for inside, after in rest)
    open_words = "".join(run.get("text", "") for run in parse(typed).runs)
    assert open_words == first + "".join(after for _, after in rest)


@given(st.text(alphabet="[]a \n", max_size=20))
def test_any_text_is_either_read_or_refused_with_a_reason(text: str) -> None:
    read = None
    with suppress(BadBrackets):
        read = parse(text)
    balanced = text.count("[[") == text.count("]]")
    assert read is None or (balanced and bracketed(read.runs, read.passages) == text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("a [[b", "open"), ("a]] b", "close"), ("[[a [[b]] c]]", "nested"), ("a [[  ]] b", "empty")],
)
def test_brackets_that_do_not_pair_up_are_named(text: str, code: str) -> None:
    with pytest.raises(BadBrackets) as caught:
        parse(text)
    assert caught.value.code == code


def test_paragraphs_are_numbered_and_holes_are_not() -> None:
    runs = parse("Ett.\r\n\r\nTvå. [[Hemligt.]] Mer.\n\n\nFyra.").runs
    assert list(pieces(runs)) == [(0, "Ett."), (1, "Två."), (None, 0), (2, "Mer."), (3, "Fyra.")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("Ett ord", 1),
        ("En mening.", 1),
        ("En. Två.", 2),
        ("Hon frågade: ”Varför?” Sedan gick hon.", 2),
        ("Hon kom kl. 10 på t.ex. tisdagar.", 1),
        ("Ett. Två. Och tre utan punkt", 3),
        ("Hm … Ja! Nej", 3),
    ],
)
def test_sentences_are_counted_as_a_reader_counts(text: str, count: int) -> None:
    assert count_sentences(text) == count


def test_a_good_note_has_nothing_wrong() -> None:
    assert check_note("call", "Samtal", "Hon ringde. [[Hemligt.]]", DAY, DAY) == {}


def test_everything_wrong_with_a_note_is_told_at_once() -> None:
    wrong = check_note("shout", "x" * 121, "  ", date(2026, 11, 22), DAY)
    assert wrong == {"kind": "unknown", "heading": "long", "text": "missing", "happened_on": "future"}


def test_a_note_has_a_day_a_limit_and_pairs_of_brackets() -> None:
    assert check_note("call", "", "a [[b", None, DAY) == {"happened_on": "missing", "text": "open"}
    assert check_note("call", "", "x" * (NOTE_MAX + 1), DAY, DAY) == {"text": "long"}
