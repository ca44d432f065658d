"""`python -m brygga.ground.messages`: gather every sentence of the pages, and say which lack a translation.

Swedish is written in the code and is its own catalogue. Other languages live in
brygga/locale/<language>/LC_MESSAGES/django.po, kept without line numbers so that moving code moves nothing there.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ROOT / "locale"
OUTSIDE = {"tests", "migrations", "simulated_eid", "demo", "launch", "law"}
"""Programs of their own, invented data, and the law's own Swedish sentences, which are quoted as they stand."""

KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
METHODS = {".py": "python", ".html": "jinja2.ext:babel_extract"}
OPTIONS = {"encoding": "utf-8", "extensions": "jinja2.ext.do", "silent": "false"}
_SAME_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # so that a file changes only when its messages do
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def gathered() -> Catalog:
    """Every message of the source, without translations."""
    catalogue = Catalog(project="Brygga", charset="utf-8", creation_date=_SAME_DAY)
    for path in _sources():
        method = METHODS[path.suffix]
        for _line, message, _comments, context in extract_from_file(
            method, path, keywords=KEYWORDS, options=OPTIONS
        ):
            catalogue.add(message, context=context)
    return catalogue


def _sources() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        if path.suffix in METHODS and not OUTSIDE & set(path.relative_to(ROOT).parts):
            yield path


def file_of(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    """What has been translated so far; an empty catalogue for a new language."""
    path = file_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Brygga", version="1", revision_date=_SAME_DAY)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> Catalog:
    """Bring a language's file up to date: new messages empty, gone ones removed, the rest untouched."""
    kept = catalogue(language)
    kept.update(gathered(), no_fuzzy_matching=True)
    kept.fuzzy = False  # a fuzzy catalogue is never compiled
    kept.header_comment = f"# Brygga in {language}. Kept by python -m brygga.ground.messages; see there."
    kept.last_translator = kept.language_team = kept.msgid_bugs_address = ""
    path = file_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, kept, width=110, no_location=True, sort_output=True, ignore_obsolete=True, omit_header=False
        )
    return kept


def faults(language: str) -> list[str]:
    """What is wrong with a language's file, one line each: missing, left over, other placeholders."""
    wanted, kept = _messages(gathered()), _messages(catalogue(language))
    found = [f"missing: {key[0]!r}" for key in wanted if key not in kept or not all(_forms(kept[key]))]
    found += [f"no longer used: {key[0]!r}" for key in kept if key not in wanted]
    found += [f"other placeholders: {key[0]!r}" for key, message in kept.items() if not _same_places(message)]
    return found


def _messages(held: Catalog) -> dict[tuple[str, str | None], Message]:
    return {(_first(message), message.context): message for message in held if message.id}


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _same_places(message: Message) -> bool:
    """Each form fills in exactly what one of the Swedish forms does."""
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    known = [set(PLACEHOLDER.findall(text)) for text in ids]
    return all(set(PLACEHOLDER.findall(form)) in known for form in _forms(message) if form)


def main(languages: list[str]) -> int:
    for language in languages or [path.name for path in sorted(LOCALES.iterdir())]:
        update(language)
        for fault in faults(language):
            sys.stdout.write(f"{language}: {fault}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
