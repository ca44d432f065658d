"""Both languages say the same things, and what has no English yet says so."""

import pickle
import string

import pytest

from brygga.law import english, swedish
from brygga.law.books import book
from brygga.law.facts import ALWAYS
from brygga.law.text import Text, told, within

FILES = (swedish.SENTENCES, english.SENTENCES)


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_tables_have_the_same_sentences() -> None:
    assert list(swedish.SENTENCES) == list(english.SENTENCES)


@pytest.mark.parametrize("key", list(swedish.SENTENCES))
def test_a_sentence_has_the_same_gaps_in_both_languages(key: str) -> None:
    in_swedish, in_english = (gaps(table[key]) for table in FILES)
    assert in_swedish == in_english


def test_every_instrument_and_every_need_is_named_in_english() -> None:
    papers = [words for p in book().papers.values() for words in (p.name_sv, p.plain, p.missing, p.way)]
    needs = [need.plain for need in book().needs.values()]
    assert [words for words in (*papers, *needs) if told(words, "en").lang != "en"] == []


def test_every_question_of_the_laws_own_is_asked_in_english() -> None:
    assert [fact.name for fact in ALWAYS if fact.question_en == fact.question_sv] == []


def test_what_has_no_twin_is_told_in_its_own_language_and_marked() -> None:
    only = Text("Bara svenska")
    assert told(only, "en").lang == "sv"
    assert within(only, "en") == "“Bara svenska” (in Swedish)"
    assert within(only, "sv") == "Bara svenska"
    assert told(Text("Ja", "Yes"), "en") == "Yes"
    assert told("naken sträng", "en").lang == "sv"


def test_a_text_keeps_its_twin_when_it_is_sent_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Text("Ja", "Yes"))).english == "Yes"  # noqa: S301
