"""Templates: nothing inline that the Content-Security-Policy would refuse, and no words outside gettext's reach."""

import re

import pytest

from tests.house.files import HOUSE, ROOT, python, shown, templates, tracked

REFUSED = {
    "a script of its own": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style sheet of its own": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "a file from elsewhere": re.compile(
        r"(?:src|href)=[\"'](?:https?:)?//[^\"']+\.(?:js|css|woff2?|png|svg)", re.IGNORECASE
    ),
    "Django's own template language": re.compile(r"{%-?\s*(?:load|url|trans|blocktrans|csrf_token)\b"),
    "autoescape switched off": re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE),
}


@pytest.mark.parametrize("what", REFUSED)
def test_no_template_holds(what: str) -> None:
    found = []
    for path in templates():
        text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found += [(shown(path), hit.group(0)) for hit in REFUSED[what].finditer(text)]
    assert not found


FORM = re.compile(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", re.DOTALL | re.IGNORECASE)


def test_every_form_that_posts_carries_a_token() -> None:
    """Leaving quickly is harmless if forged and must work without one; the simulated e-ID is its own program."""
    for path in templates():
        if "simulated_eid" in path.parts or path.name == "leave.html":
            continue
        for form in FORM.findall(path.read_text(encoding="utf-8")):
            assert re.search(r"csrf|form_start|token|caller", form), shown(path)


def test_no_template_is_left_that_nothing_shows() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in [*python(), *templates()])
    unused = []
    for path in templates():
        if "simulated_eid" in path.parts:
            continue
        named = path.as_posix().partition("/templates/")[2]
        if named not in code and path.name not in {
            "400.html",
            "403.html",
            "404.html",
            "429.html",
            "500.html",
        }:
            unused.append(named)
    assert not [name for name in unused if not _made_from_parts(name, code)]


def _made_from_parts(name: str, code: str) -> bool:
    """Panels are named by their page: "app/panels/{name}.html"."""
    folder, _, file = name.rpartition("/")
    stem = file.removesuffix(".html")
    return f"{folder}/{{" in code or (f"{folder}/" in code and f'"{stem}"' in code)


def test_third_party_files_are_never_committed() -> None:
    assert not [
        shown(path) for path in tracked() if {"node_modules", "vendor"} & set(path.relative_to(ROOT).parts)
    ]
    assert not [
        shown(path) for path in tracked() if path.name.endswith((".min.js", ".min.css", ".woff", ".woff2"))
    ]


def test_the_house_has_templates() -> None:
    assert len(templates()) > 30
    assert all(path.is_relative_to(HOUSE) for path in templates())
