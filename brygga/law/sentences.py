"""What the law floor says, to staff and to residents, in plain Swedish or English."""

from collections.abc import Sequence
from functools import cache

from brygga.law import english, swedish
from brygga.law.terms import Level
from brygga.law.text import ENGLISH, SWEDISH, Language, Text, within

TABLES = {SWEDISH: swedish.SENTENCES, ENGLISH: english.SENTENCES}


def said(key: str, language: Language, **words: object) -> Text:
    """A sentence of the tables, with its gaps filled in."""
    return Text(TABLES[language][key].format(**words), lang=language)


@cache
def fixed(key: str) -> Text:
    """A sentence without gaps, in Swedish with its English twin."""
    return Text(swedish.SENTENCES[key], english.SENTENCES[key])


def who(level: Level, language: Language, *, at_home: bool) -> str:
    """Who may decide instead, as said to a guest or to the home municipality's own staff."""
    return TABLES[language][f"who.home.{level}" if at_home else f"who.{level}"]


def hand_over(level: Level, language: Language, *, at_home: bool) -> Text:
    """The nearest lawful way for somebody who may not decide."""
    name = who(level, language, at_home=at_home)
    return said("hand_over", language, who=f"{name[0].upper()}{name[1:]}")


def listed(words: Sequence[str], language: Language) -> str:
    """The words as a list in running text."""
    joined = ", ".join(words[:-1])
    return TABLES[language]["and"].join(filter(None, (joined, *words[-1:])))


def named(name: str, language: Language) -> str:
    """The name of an activity inside a sentence."""
    return within(name, language)
