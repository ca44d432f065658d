"""HTML mail as plain words. Nothing is kept of how it looked, and nothing in it is ever shown as HTML.

A scanner of our own, since that of the standard library takes a minute for 100 kB made to be slow: this one looks at
each character once.
"""

import re
from collections.abc import Iterator
from html import unescape

_LINES = frozenset(
    {"p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "blockquote", "hr", "ul", "ol"}
)
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_RAW = frozenset({"script", "style"})
_TAG = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]{0,20}(?![a-zA-Z0-9])")


def text_of(html: str) -> str:
    """The words, one line to a paragraph, quotations marked with > as in plain mail, so that they are cut alike."""
    lines, silent, quoted = [""], 0, 0
    for tag, words in _pieces(html):
        name, step = tag.removeprefix("/"), -1 if tag.startswith("/") else 1
        if words and not silent:
            lines[-1] += re.sub(r"\s+", " ", unescape(words))
        if name in _LINES:
            if quoted and lines[-1].strip():
                lines[-1] = f"> {lines[-1].strip()}"
            lines.append("")
        if name in _SILENT:
            silent = max(0, silent + step)
        elif name == "blockquote":
            quoted = max(0, quoted + step)
    text = "\n".join(line.replace("\xa0", " ").strip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """Tags and words in turn: ("p", "") or ("", "words"). What is never closed ends the text."""
    lower, at, closing = html.lower(), 0, -1
    while (begins := html.find("<", at)) >= 0:
        yield "", html[at:begins]
        if html.startswith("<!--", begins):
            at = html.find("-->", begins) + 3
            if at < 3:
                return
            continue
        if closing < begins and (closing := html.find(">", begins)) < 0:
            yield "", html[begins:]
            return
        found = _TAG.match(lower, begins + 1)
        if found is None and html[begins + 1] not in "!?/":
            yield "", "<"  # somebody wrote "less than"
            at = begins + 1
            continue
        tag, at = found[0] if found else "", closing + 1
        yield tag, ""
        if tag in _RAW and (at := lower.find(f"</{tag}", at)) < 0:
            return
    yield "", html[at:]
