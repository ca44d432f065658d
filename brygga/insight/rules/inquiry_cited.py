"""Sections written together as people write them: "20 kap. 3–7 §§ SoL" for five references. Pure."""

import re
from collections.abc import Iterable

REF = re.compile(r"(?:(?P<chapter>\d+(?: [a-z])?) kap\. )?(?P<number>\d+)(?P<letter> [a-z]+)? § (?P<law>.+)")

JOINED = "\u2060–\u2060"
"""A dash at which no line breaks."""


def cited(refs: Iterable[str]) -> str:
    """In the order they come; references that follow each other in the same chapter become one."""
    groups: list[tuple[str, str, list[str]]] = []
    for ref in refs:
        found = REF.fullmatch(ref)
        if found is None:
            groups.append(("", ref, []))
            continue
        chapter, law = found["chapter"] or "", found["law"]
        own = next((group for group in groups if group[:2] == (chapter, law) and group[2]), None)
        if own is None:
            own = (chapter, law, [])
            groups.append(own)
        own[2].append(found["number"] + (found["letter"] or ""))
    return ", ".join(_written(*group) for group in groups)


def _written(chapter: str, law: str, numbers: list[str]) -> str:
    if not numbers:
        return law
    mark = "§§" if len(numbers) > 1 else "§"
    place = f"{chapter} kap. " if chapter else ""
    return f"{place}{', '.join(_ranges(numbers))} {mark} {law}".replace(" ", "\u00a0").replace(
        ",\u00a0", ", "
    )


def _ranges(numbers: list[str]) -> list[str]:
    """3, 4, 5, 9 as "3–5", "9"; what has a letter stands alone."""
    found: list[list[str]] = []
    for number in sorted(dict.fromkeys(numbers), key=_place):
        last = found[-1][-1] if found else ""
        follows = last.isdigit() and number.isdigit() and int(number) == int(last) + 1
        if follows:
            found[-1].append(number)
        else:
            found.append([number])
    return [run[0] if len(run) == 1 else f"{run[0]}{JOINED}{run[-1]}" for run in found]


def _place(number: str) -> tuple[int, str]:
    whole, _, letter = number.partition(" ")
    return int(whole), letter
