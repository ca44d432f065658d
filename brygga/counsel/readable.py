"""Values of the law's rows as a jurist reads them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.counsel import words
from brygga.law import Section
from brygga.law.books import Book
from brygga.law.terms import Barrier

FIELDS: Mapping[str, Any] = {
    "": gettext_lazy("Hela raden"),
    "name_sv": gettext_lazy("Namn"),
    "area": gettext_lazy("Område"),
    "ancillary": gettext_lazy("Följer med annat arbete"),
    "sections": gettext_lazy("Paragrafer"),
    "appeal_route": gettext_lazy("Överklagas till"),
    "requires_profession": gettext_lazy("Examen"),
    "profession_steps": gettext_lazy("Steg som kräver examen"),
    "exercise_of_authority": gettext_lazy("Myndighetsutövning"),
    "digital": gettext_lazy("Digitalt"),
    "secrecy": gettext_lazy("Sekretess"),
    "greater_weight": gettext_lazy("Principiell betydelse"),
    "automation": gettext_lazy("Automatiskt beslut"),
    "second_reading": gettext_lazy("Läsning"),
    "home": gettext_lazy("Vem får hemma"),
    "elsewhere": gettext_lazy("Vad en anställd i en annan kommun behöver"),
    "chair_on_call": gettext_lazy("Ordförande i brådska"),
    "confidence": gettext_lazy("Hur säkert"),
    "ways": gettext_lazy("Närmaste väg"),
    "conditions": gettext_lazy("Villkor"),
    "conditions_elsewhere": gettext_lazy("Villkor över kommungräns"),
    "barriers": gettext_lazy("Fakta som flyttar beslutet"),
    "days": gettext_lazy("Dagar"),
    "months": gettext_lazy("Månader"),
    "at_once": gettext_lazy("Genast"),
    "section": gettext_lazy("Paragraf"),
    "starts": gettext_lazy("Börjar"),
}

CLOSED: Mapping[str, Mapping[str, Any]] = {
    "area": words.AREAS,
    "appeal_route": words.APPEAL,
    "exercise_of_authority": words.AUTHORITY,
    "digital": words.DIGITAL,
    "greater_weight": words.WEIGHT,
    "automation": words.AUTOMATION,
    "home": words.LEVELS,
    "confidence": words.CONFIDENCE,
    "secrecy": words.SECRECY,
    "profession_steps": words.STEP_NAMES,
    "requires_profession": words.PROFESSIONS,
}


def field_name(field: str, step: str) -> str:
    named = str(FIELDS.get(field, field))
    return f"{words.STEP_NAMES[step]}: {named[0].lower()}{named[1:]}" if step else named


def value(field: str, raw: Any, law: Book) -> str:
    """One value in words."""
    if raw is None or raw in ((), frozenset()):
        return _("finns inte") if raw is None else _("inget")
    if isinstance(raw, bool):
        return str(_("ja") if raw else _("nej"))
    if field == "elsewhere":
        ways = (" + ".join(law.papers[code].name_sv for code in way) for way in raw)
        return str(_(" eller ")).join(ways)
    if isinstance(raw, (tuple, frozenset)):
        return ", ".join(
            _one(field, part, law) for part in (sorted(raw) if isinstance(raw, frozenset) else raw)
        )
    return _one(field, raw, law)


def _one(field: str, raw: Any, law: Book) -> str:
    if isinstance(raw, Section):
        return raw.ref
    if isinstance(raw, Barrier):
        return str(raw.question or raw.unknown)
    if isinstance(raw, str) and raw in law.sections:
        return law.sections[raw].ref
    known = CLOSED.get(field, {})
    return str(known.get(str(raw), raw))


FILE_FIELDS: Mapping[str, str] = {
    "name": "name_sv",
    "appeal": "appeal_route",
    "authority": "exercise_of_authority",
    "profession": "requires_profession",
}
"""Words of the files that the rows have other names for."""


def file_field(field: str) -> str:
    """A field as the file names it, in words, with the file's own word beside."""
    step, _dot, word = field.rpartition(".")
    if word in words.STEP_NAMES:
        return _("%(step)s: hela steget") % {"step": words.STEP_NAMES[word]}
    named = str(_("Anteckning")) if word == "note" else field_name(FILE_FIELDS.get(word, word), step)
    return f"{named} ({word})"
