"""What was found in a draft, in words, with the way out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brygga.law import section
from brygga.network import draft_words
from brygga.network.drafting import Finding

NAMED = 4
"""So many activities are named in a sentence; the rest are counted."""


@dataclass(frozen=True)
class Told:
    """A finding as the page shows it. law: [(reference, in short)]."""

    finding: Finding
    sentence: str
    way: str
    concerns: str
    law: list[tuple[str, str]]


def told(finding: Finding, activities: Mapping[str, str]) -> Told:
    sentence, way = draft_words.FOUND.get(finding.code, (finding.sentence, finding.way))
    named = finding.sentence if finding.code == "overlap" else concerned(finding.of, activities)
    return Told(finding, str(sentence), str(way), named, [(one.ref, one.plain) for one in finding.sections])


def concerned(codes: Iterable[str], activities: Mapping[str, str]) -> str:
    """ "Utreda barn, Beslut om kontaktfamilj och 12 uppgifter till"."""
    names = [activities.get(code, code) for code in codes]
    rest = len(names) - NAMED
    shown = ", ".join(names[:NAMED])
    if rest <= 0:
        return shown
    more = ngettext("%(count)s uppgift till", "%(count)s uppgifter till", rest) % {"count": rest}
    return _("%(names)s och %(more)s") % {"names": shown, "more": more}


def beside(page: str) -> list[tuple[str, str]]:
    """The law that stands beside a page: (reference, in short)."""
    known = [section(ref) for ref in draft_words.LAW.get(page, ())]
    own = [(str(ref), str(plain)) for ref, plain in draft_words.BESIDE.get(page, ())]
    return [*((one.ref, one.plain) for one in known), *own]
