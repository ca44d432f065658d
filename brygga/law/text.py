"""Sentences that know their language: Swedish first, with an English twin where the data has one."""

from typing import Literal, Self

Language = Literal["sv", "en"]
SWEDISH: Language = "sv"
ENGLISH: Language = "en"
LANGUAGES = (SWEDISH, ENGLISH)


class Text(str):
    """A string that knows its language, and its English twin when there is one."""

    english: str
    lang: Language

    def __new__(cls, words: str, english: str = "", lang: Language = SWEDISH) -> Self:
        """The Swedish words, or with `lang` words in another language."""
        text = super().__new__(cls, words)
        text.english = english
        text.lang = lang
        return text

    def told(self, language: Language) -> "Text":
        """The same in a language; where there is no twin it stays in its own, and `lang` shows it."""
        return Text(self.english, lang=ENGLISH) if language == ENGLISH and self.english else self


def told(words: str, language: Language) -> Text:
    """A sentence of the data in a language; a plain string is Swedish."""
    return (words if isinstance(words, Text) else Text(words)).told(language)


def within(words: str, language: Language) -> str:
    """A name of the data inside a sentence of another language: quoted and marked when it has no twin."""
    own = told(words, language)
    return own if own.lang == language else f"“{own}” (in Swedish)"
