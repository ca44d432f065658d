"""Reports of concern: who may be anonymous, what is assessed first, who is told, when it must not lie any longer.

SoL (2025:400) 19:1-6, 20:1-2; OSL 26:5. Pure: no Django, no clock.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from brygga.cases.rules import Stage
from brygga.ground.marking import marked as _
from brygga.ground.texts import tidy


class About(StrEnum):
    """Whom the concern is about; somebody worried for themselves applies instead."""

    CHILD = "child"
    ADULT = "adult"


class Reporter(StrEnum):
    ANONYMOUS = "anonymous"
    PRIVATE = "private"
    PROFESSIONAL = "professional"


REPORTERS = {
    Reporter.ANONYMOUS: _("Privatperson, vill vara anonym"),
    Reporter.PRIVATE: _("Privatperson, säger vem jag är"),
    Reporter.PROFESSIONAL: _("I mitt arbete, till exempel skola, vård eller polis"),
}

CHANNELS = {
    "physical": _("På plats"),
    "phone": _("Telefon"),
    "video": _("Video"),
    "chat": _("Chatt eller meddelande"),
    "mail": _("Brev"),
    "papers": _("Inget möte, bara det som står i anmälan"),
    "page": _("På anmälarens kvittosida"),
}
"""How one met whoever was assessed, or answered whoever reported. Recorded with each assessment and answer."""

TITLE = "Anmälan om oro"
"""What every case that a report opens is called: whoever it is about has applied for nothing."""


def reference(hexadecimal: str) -> str:
    """The number on a receipt. Not made of the case's id, which stands in addresses that parties see."""
    return f"{hexadecimal[:4]}-{hexadecimal[4:8]}".upper()


def as_reference(typed: str) -> str:
    """What somebody typed, as the number on a receipt is written; "" where it can be none."""
    found = re.fullmatch(r"([0-9A-F]{4})-?([0-9A-F]{4})", "".join(typed.split()).upper())
    return "-".join(found.groups()) if found else ""


SECTIONS = {
    (About.CHILD, True): ("19 kap. 1 § SoL", "20 kap. 1 § SoL"),
    (About.CHILD, False): ("19 kap. 4 § SoL", "20 kap. 1 § SoL"),
}
"""On what grounds a report becomes a case, by whom it is about and whether the reporter must report."""


def sections(about: About, reporter: Reporter) -> tuple[str, ...]:
    """An adult's matter is taken up whenever it becomes known (SoL 14:2)."""
    return SECTIONS.get((about, reporter is Reporter.PROFESSIONAL), ("14 kap. 2 § SoL",))


def names_themselves(reporter: Reporter) -> bool:
    """Whether a name is needed: an authority or a professional reports as such (SoL 19:1)."""
    return reporter is not Reporter.ANONYMOUS


def may_be_told(about: About, reporter: Reporter) -> bool:
    """Whether the reporter has a right to ask what came of it (SoL 19:6: reports under 19:1-3)."""
    return about is About.CHILD and reporter is Reporter.PROFESSIONAL


@dataclass(frozen=True)
class Told:
    """What somebody has told us."""

    about: About
    name: str
    born: str
    where: str
    text: str
    reporter: Reporter
    reporter_name: str = ""
    reporter_workplace: str = ""
    reporter_reach: str = ""
    wants_answer: bool = False
    protected: bool = False
    vouched_for: str = ""  # number of the organisation whose service e-ID has vouched for the reporter


class Level(StrEnum):
    """Who is told that a report lies unread, one after the other."""

    TEAM = "team"
    MANAGER = "manager"
    ON_CALL = "on_call"


LEVELS = {Level.TEAM: _("arbetsgruppen"), Level.MANAGER: _("chefen"), Level.ON_CALL: _("jouren")}

LIMITS = {
    Level.TEAM: timedelta(minutes=30),
    Level.MANAGER: timedelta(hours=1),
    Level.ON_CALL: timedelta(hours=2),
}
"""The assessment is to be made at once (SoL 20:1); how soon unread is too long is our own choice, not law."""


def levels_due(received_at: datetime, now: datetime) -> tuple[Level, ...]:
    """Everybody who must have been told by now that the report lies unread."""
    return tuple(level for level, limit in LIMITS.items() if now - received_at >= limit)


class Answered(StrEnum):
    """All that a reporter may be told (SoL 19:6)."""

    OPENED = "opened"
    NOT_OPENED = "not_opened"
    ALREADY = "already"


ANSWERS = {
    Answered.OPENED: _("En utredning har inletts."),
    Answered.NOT_OPENED: _("Ingen utredning har inletts."),
    Answered.ALREADY: _("En utredning pågår redan."),
}


def true_of(stage: Stage) -> frozenset[Answered]:
    """What can truthfully be said of a case in a stage. An older investigation may always be what goes on."""
    if stage in {Stage.RECEIVED, Stage.ASSESSMENT}:
        return frozenset({Answered.ALREADY})
    return frozenset(Answered) if stage is Stage.CLOSED else frozenset({Answered.OPENED, Answered.ALREADY})


FEEDBACK = "reporter_feedback"
"""The duty, and its week, which runs from the decision. Asked for later, the answer is due at once (SoL 19:6)."""


class Shown(StrEnum):
    """What the party reads of a report after secrecy has been tried."""

    WHOLE = "whole"
    HIDDEN = "hidden"
    NO = "no"


SHOWN = {
    Shown.WHOLE: _("Anmälan, också vem som har anmält"),
    Shown.HIDDEN: _("Anmälan, men inte vem som har anmält"),
    Shown.NO: _("Inget av anmälan"),
}


def party_text(text: str, born: str, where: str) -> str:
    """A report as it is put before the party: what was told, without marks that would be read as brackets."""
    known = [f"Ålder: {born}" if born else "", f"Finns: {where}" if where else ""]
    whole = "\n\n".join(filter(None, (text.strip(), "\n".join(filter(None, known)))))
    return apart(tidy(whole))


def apart(text: str) -> str:
    """Brackets that a reporter typed, so far apart that they hide nothing."""
    return re.sub(r"\](?=\])", "] ", re.sub(r"\[(?=\[)", "[ ", text))


def unmarked(text: str) -> str:
    """The words alone, for telling whether anything but brackets has been typed into them."""
    return " ".join(text.replace("[[", "").replace("]]", "").split())


def party_note(text: str, told_by: str, *, hide_reporter: bool) -> str:
    """The note that the party reads: who reported first, withheld where that has been found."""
    who = told_by or "En privatperson som vill vara anonym"
    return f"Anmäld av: {f'[[{who}]]' if hide_reporter and told_by else who}.\n\n{text}"


WAVE = 20
WAVE_WITHIN = timedelta(minutes=10)
"""More than so many reports without a service e-ID to one municipality, so fast, is a wave: a machine, or an event
that very many saw. None is refused and nobody is asked to prove that they are human: a test that a machine fails is
one that somebody in need, on an old telephone, may fail too. They are put in a list of their own instead, so that
those which came by themselves stay in sight, and colleagues are not mailed once for each. Our own choice, not law."""


def in_a_wave(lately: int) -> bool:
    """lately: how many came within WAVE_WITHIN before this one."""
    return lately >= WAVE


class Outcome(StrEnum):
    """What is decided on reports that are read together.

    SoL 20:1 asks for an assessment of protection for every report, at once: one assessment may be written for several
    that have all been read, and is then kept in each one's file; to gather them assesses none. SoL 20:2 gives each
    report its own fourteen days and its own decision, except where an investigation of the same child already goes
    on. That one decision may answer several reports of the same child is our reading; the law's text does not say so.
    """

    OPENED = "opened"
    LEFT = "left"
    ALREADY = "already"


OUTCOMES = {
    Outcome.OPENED: _("Inled en utredning, i det äldsta av ärendena"),
    Outcome.LEFT: _("Inled inte utredning"),
    Outcome.ALREADY: _("En utredning om samma barn pågår redan"),
}

DONE = {
    Outcome.OPENED: _("En utredning har inletts, i det äldsta av ärendena"),
    Outcome.LEFT: _("Ingen utredning har inletts"),
    Outcome.ALREADY: _("Lagd till en utredning som redan pågick"),
}
"""The same, when it has been decided."""

TRUE_OF = {
    Outcome.OPENED: frozenset({Answered.OPENED, Answered.ALREADY}),
    Outcome.LEFT: frozenset({Answered.NOT_OPENED, Answered.ALREADY}),
    Outcome.ALREADY: frozenset({Answered.ALREADY}),
}
"""What can truthfully be said to whoever reported, by what was decided on their report and others at once."""

UNDER_WAY = frozenset({Stage.INVESTIGATION, Stage.COMMUNICATED, Stage.PROPOSED})
"""Stages in which an investigation goes on."""


def alike(one: str, other: str) -> bool:
    """Whether two names may be the same child's: each word of the shorter is in the longer. A hint to a reader only."""
    words, others = (frozenset(re.findall(r"\w+", name.casefold())) for name in (one, other))
    return bool(words and others) and (words <= others or others <= words)


def may_be_one(indexes: Iterable[str]) -> bool:
    """Whether nothing shows them to be different children: two known personal numbers do."""
    return len({index for index in indexes if index}) < 2
