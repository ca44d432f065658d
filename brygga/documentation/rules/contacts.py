"""Contacts: how one met, with whom, and whom one may seek out before an investigation has been opened.

What binds here, and how it is known:
- SoL (2025:400) 20:5 lets the board "take the contacts needed" within an investigation. Nothing in chapters 19
  and 20 gives that right before one is opened (read in the statute; that it follows is our reading).
- JO 5219-2018: no measures of investigation during the protection assessment and the preliminary assessment, but
  the persons whom the report concerns may be contacted (read in JO's own summary; old SoL 11:1 a, now 20:1-2).
- JO 3891-2014: a child not old enough to decide is not spoken with then without the guardian's consent; SoL 20:7
  holds within an investigation only (summary and statute read).
- JO 5219-2018 and JO 3986-2013: a home visit to see how the child is belongs to an investigation, and is not made
  unasked before one (only summaries of both were read, never the decisions themselves; decision 0016).
- SoL 19:5: the child, the guardian and whoever reported under 19:1-3 should be offered a meeting (statute read).
  That a private reporter may be called to make the report clear is practice; no source of law was read for it.
For adults and for advice the law draws no such line. Pure: no Django, no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from brygga.ground.marking import marked as _


class Channel(StrEnum):
    PHYSICAL = "physical"
    PHONE = "phone"
    VIDEO = "video"
    CHAT = "chat"
    MAIL = "mail"
    LETTER = "letter"


CHANNELS = {
    Channel.PHYSICAL: _("Möte på plats"),
    Channel.PHONE: _("Telefonsamtal"),
    Channel.VIDEO: _("Videosamtal"),
    Channel.CHAT: _("Chatt eller meddelande"),
    Channel.MAIL: _("E-post"),
    Channel.LETTER: _("Brev"),
}


class Capacity(StrEnum):
    """In what capacity somebody is met."""

    PERSON = "person"
    CHILD = "child"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    REPORTER = "reporter"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"
    OTHER = "other"


CAPACITIES = {
    Capacity.PERSON: _("Den vuxna som ärendet gäller"),
    Capacity.CHILD: _("Barnet eller den unga"),
    Capacity.GUARDIAN: _("Vårdnadshavare"),
    Capacity.REPRESENTATIVE: _("Ombud, god man eller annan som företräder"),
    Capacity.REPORTER: _("Den som har anmält"),
    Capacity.RELATIVE: _("Släkting, granne eller annan nära"),
    Capacity.PROFESSIONAL: _("Skola, vård, polis eller annan i sitt arbete"),
    Capacity.OTHER: _("Någon annan"),
}


class Reached(StrEnum):
    TALKED = "talked"
    LEFT_WORD = "left_word"
    NO_ANSWER = "no_answer"


REACHED = {
    Reached.TALKED: _("Ja, vi hade kontakt"),
    Reached.LEFT_WORD: _("Nej, men jag lämnade besked om att jag sökt"),
    Reached.NO_ANSWER: _("Nej, inget svar"),
}


class Began(StrEnum):
    """Who sought whom: whoever calls by themself may always be heard."""

    WE = "we"
    THEY = "they"


BEGAN = {Began.WE: _("Jag"), Began.THEY: _("Den andra")}


class Consent(StrEnum):
    """On what a talk with a child rests before an investigation."""

    GUARDIAN = "guardian"
    MATURE = "mature"
    NONE = "none"


CONSENTS = {
    Consent.GUARDIAN: _("Vårdnadshavaren har sagt ja"),
    Consent.MATURE: _("Den unga är gammal och mogen nog att själv bestämma"),
    Consent.NONE: _("Inget av det"),
}

BEFORE_INVESTIGATION = frozenset({"received", "assessment"})
"""Stages (brygga.cases.rules) in which no investigation has been opened."""

LONGEST_MINUTES = 12 * 60
WHO_MAX = 120


@dataclass(frozen=True)
class Line:
    """Whom one may seek out before an investigation, or not, why, and what the answer rests on."""

    capacity: Capacity
    allowed: bool
    why: str
    sections: tuple[str, ...]
    rests_on: str


LAW, OMBUDSMAN, PRACTICE = _("Lagtext"), _("JO"), _("Praxis, inte verifierad i lagtext")

_OUTSIDERS_WHY = _(
    "Först när en utredning har inletts får ni ta de kontakter som behövs. Att fråga utomstående är en "
    "utredningsåtgärd."
)
_OUTSIDERS_RULE = ("20 kap. 5 § SoL", "JO 5219-2018")

LINES = {
    line.capacity: line
    for line in (
        Line(
            Capacity.GUARDIAN,
            True,
            _("Den som anmälan rör får ni kontakta, och bör ni erbjuda ett möte."),
            ("19 kap. 5 § SoL", "JO 5219-2018"),
            LAW,
        ),
        Line(
            Capacity.CHILD,
            True,
            _("Barnet får ni tala med om vårdnadshavaren säger ja, eller om den unga själv kan bestämma."),
            ("20 kap. 7 § SoL", "JO 3891-2014"),
            OMBUDSMAN,
        ),
        Line(
            Capacity.REPRESENTATIVE,
            True,
            _("Den som företräder någon som anmälan rör får ni kontakta."),
            ("14 § FL",),
            LAW,
        ),
        Line(
            Capacity.REPORTER,
            True,
            _("Den som anmälde får ni fråga vad som menas, men inte be att ta reda på mer."),
            ("19 kap. 5 § SoL",),
            PRACTICE,
        ),
        Line(Capacity.PERSON, False, _OUTSIDERS_WHY, _OUTSIDERS_RULE, OMBUDSMAN),
        Line(Capacity.RELATIVE, False, _OUTSIDERS_WHY, _OUTSIDERS_RULE, OMBUDSMAN),
        Line(Capacity.PROFESSIONAL, False, _OUTSIDERS_WHY, _OUTSIDERS_RULE, OMBUDSMAN),
        Line(Capacity.OTHER, False, _OUTSIDERS_WHY, _OUTSIDERS_RULE, OMBUDSMAN),
    )
}


OUTSIDERS = _("Utomstående: släkt, grannar, skola, vård och andra")


def lines() -> list[tuple[str, Line]]:
    """As they are shown: each one may seek, and all others as one."""
    allowed = [(CAPACITIES[line.capacity], line) for line in LINES.values() if line.allowed]
    return [*allowed, (OUTSIDERS, LINES[Capacity.OTHER])]


@dataclass(frozen=True)
class Contacted:
    """A contact as it is told. minutes: 0 where nobody answered or it was written."""

    channel: Channel
    capacity: Capacity
    who: str
    began: Began
    reached: Reached
    minutes: int = 0
    at_home: bool = False
    agreed: bool = False
    consent: Consent = Consent.NONE


@dataclass(frozen=True)
class Beyond:
    """A contact that the law does not let one seek before an investigation."""

    why: str
    sections: tuple[str, ...]


def limited(kind: str, stage: str) -> bool:
    """Whether one may contact only those whom the report concerns: a child's case, not yet investigated."""
    return kind == "child" and stage in BEFORE_INVESTIGATION


CHILD_ALONE = Beyond(
    _(
        "Utan vårdnadshavarens ja, och när barnet inte själv är gammalt nog att bestämma, får ni tala med "
        "barnet först när en utredning har inletts."
    ),
    ("20 kap. 7 § SoL", "JO 3891-2014"),
)
HOME_UNASKED = Beyond(
    _(
        "Ett hembesök för att se hur barnet har det hör till en utredning. Innan dess måste den som bor där "
        "ha sagt ja i förväg."
    ),
    ("JO 5219-2018", "JO 3986-2013"),
)


def beyond(contact: Contacted, kind: str, stage: str) -> Beyond | None:
    """Why a contact may not be sought now, or None. Whoever got in touch by themself is always heard."""
    if not limited(kind, stage) or contact.began is Began.THEY:
        return None
    line = LINES[contact.capacity]
    if not line.allowed:
        return Beyond(line.why, line.sections)
    if contact.at_home and not contact.agreed:
        return HOME_UNASKED
    talked = contact.reached is Reached.TALKED
    if contact.capacity is Capacity.CHILD and talked and contact.consent is Consent.NONE:
        return CHILD_ALONE
    return None


_WITH: Mapping[Capacity, str] = {
    Capacity.PERSON: "den som ärendet gäller",
    Capacity.CHILD: "barnet",
    Capacity.GUARDIAN: "vårdnadshavare",
    Capacity.REPRESENTATIVE: "företrädare",
    Capacity.REPORTER: "den som anmälde",
    Capacity.RELATIVE: "närstående",
    Capacity.PROFESSIONAL: "yrkesverksam",
    Capacity.OTHER: "annan person",
}
_HOW = {
    Channel.PHYSICAL: "Möte",
    Channel.PHONE: "Telefonsamtal",
    Channel.VIDEO: "Videosamtal",
    Channel.CHAT: "Chatt",
    Channel.MAIL: "E-post",
    Channel.LETTER: "Brev",
}


def heading(contact: Contacted) -> str:
    """The note's heading in the file, which is in Swedish: never a name."""
    told = f"{_HOW[contact.channel]} med {_WITH[contact.capacity]}"
    return told if contact.reached is Reached.TALKED else f"Försök till kontakt: {told[0].lower()}{told[1:]}"


def first_line(contact: Contacted, at: str, *, hide_who: bool, outside: bool) -> str:
    """What the form knows, as the note's first paragraph; [[ ]] around a name that is withheld."""
    who = f"[[{contact.who}]]" if hide_who else contact.who
    parts = [f"{at}. {_HOW[contact.channel]}{' i hemmet' if contact.at_home else ''} med {who} "]
    parts[0] += f"({_WITH[contact.capacity]})."
    parts.append("Vi tog kontakten." if contact.began is Began.WE else "Den andra tog kontakten.")
    if contact.reached is Reached.NO_ANSWER:
        parts.append("Inget svar.")
    elif contact.reached is Reached.LEFT_WORD:
        parts.append("Inget svar; besked lämnat om att vi sökt.")
    elif contact.minutes:
        parts.append(f"{contact.minutes} minuter.")
    if outside:
        parts.append("Kontakten togs innan någon utredning hade inletts, utöver dem som anmälan rör.")
    return " ".join(parts)
