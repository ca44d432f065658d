"""Turns what the rules found into an answer: sections, what is missing, what may be done, and the sentences."""

from functools import lru_cache

from brygga.law import sentences
from brygga.law.acts import Act
from brygga.law.books import Book
from brygga.law.rules import INSIDER, PROFESSION, Finding
from brygga.law.sentences import fixed, said
from brygga.law.terms import Activity, Answer, Capacity, Level, Missing, Section, Step, Verdict
from brygga.law.text import SWEDISH, Language, Text, told


def answer_to(finding: Finding, language: Language = SWEDISH) -> Answer:
    """The answer in a language."""
    if finding.verdict is Verdict.UNKNOWN:
        return _unknown(finding, language)
    if finding.verdict is Verdict.MISSING:
        return _missing(finding, language)
    if finding.verdict is Verdict.NEVER:
        return _never(finding.act, language)
    return _permitted(finding, language)


def _permitted(finding: Finding, language: Language) -> Answer:
    act = finding.act
    held = {code: act.found[code][0].reference for code in finding.way}
    conditions = conditions_of(finding, language)
    sections = _joined(act.book, act.row, (*pointed(act.book, act.row, finding.way), *act.rule.sections))
    mandates = [ref for code, ref in held.items() if act.paper(code).kind == "mandate"]
    words = _words(act, language)
    if mandates:
        listed = sentences.listed(mandates, language)
        words["basis"] = said("basis", language, mandates=listed, ref=sections[0].ref)
    place = "home" if act.at_home else "guest"
    return Answer(
        verdict=Verdict.CONDITIONS if conditions else Verdict.PERMITTED,
        activity=act.row.code,
        step=act.step,
        sections=sections,
        relied_on=tuple(dict.fromkeys(held.values())),
        conditions=conditions,
        sentence=said(f"permitted.{place}{'.by' if mandates and act.at_home else ''}", language, **words),
        resident_sentence=said(f"permitted.{place}.resident", language, **words),
    )


def _missing(finding: Finding, language: Language) -> Answer:
    act = finding.act
    missing = tuple([missing_of(act.book, code, language) for code in finding.lacking])
    ways = tuple([lack.way for lack in missing])
    hand_over = (_hand_over(act, language),) if act.step is Step.DECIDE else ()
    words = _words(act, language) | {"what": " ".join(lack.sentence for lack in missing)}
    return Answer(
        verdict=Verdict.MISSING,
        activity=act.row.code,
        step=act.step,
        sections=_joined(act.book, act.row, pointed(act.book, act.row, finding.lacking)),
        missing=missing,
        ways=(*ways, *hand_over),
        sentence=said("missing", language, **words),
        resident_sentence=said("missing.resident", language, **words),
    )


@lru_cache(maxsize=256)
def missing_of(law: Book, code: str, language: Language) -> Missing:
    """Something that would have to be in place, in a language."""
    if code == PROFESSION:
        return Missing(code, told(fixed("profession"), language), told(fixed("colleague"), language))
    paper = law.papers[code]
    return Missing(code, told(paper.missing, language), told(paper.way, language))


def _never(act: Act, language: Language) -> Answer:
    if act.rule.home is Level.NONE:
        return _no_such_step(act, language)
    sections = _joined(act.book, act.row, refs_of_never(act))
    ways = tuple(told(way, language) for way in act.rule.ways) or _instead(act, language)
    words = _words(act, language) | {"ref": sections[0].ref, "way": ways[0]}
    nobody = act.level is Level.NONE
    if not nobody:
        words["subject"] = said("machine" if act.capacity is Capacity.AUTOMATED else "you", language)
    who = "" if nobody else sentences.who(act.level, language, at_home=act.at_home)
    own_who = "" if nobody else said(f"who.resident.{act.level}", language)
    return Answer(
        verdict=Verdict.NEVER,
        activity=act.row.code,
        step=act.step,
        sections=sections,
        ways=ways,
        sentence=said("nobody" if nobody else "never", language, **words, who=who),
        resident_sentence=said(f"{'nobody' if nobody else 'never'}.resident", language, **words, who=own_who),
    )


def refs_of_never(act: Act) -> tuple[str, ...]:
    """The references behind a no that nothing helps: what raised the level first."""
    machine = ("KL 6:38",) if act.capacity is Capacity.AUTOMATED else ()
    return (*(ref for barrier in act.raised for ref in barrier.sections), *act.rule.sections, *machine)


def _instead(act: Act, language: Language) -> tuple[Text, ...]:
    closed = tuple(told(barrier.way, language) for barrier in act.raised if barrier.way)
    return closed or (_hand_over(act, language),)


def _hand_over(act: Act, language: Language) -> Text:
    return sentences.hand_over(act.level, language, at_home=act.at_home)


def _no_such_step(act: Act, language: Language) -> Answer:
    """The activity holds no such step; mostly there is no decision to take."""
    words = _words(act, language)
    return Answer(
        verdict=Verdict.NEVER,
        activity=act.row.code,
        step=act.step,
        sections=act.row.sections,
        ways=tuple(told(way, language) for way in act.rule.ways),
        sentence=said("no_such_step", language, **words),
        resident_sentence=said("no_such_step.resident", language),
    )


def _unknown(finding: Finding, language: Language) -> Answer:
    """The law of that day is not known or not checked: say no, say why, and which row it is."""
    act = finding.act
    return Answer(
        verdict=Verdict.UNKNOWN,
        activity=act.row.code,
        step=act.step,
        sections=act.row.sections,
        ways=(told(fixed("no_law.way"), language), row_missing(finding, language)),
        sentence=said("no_law", language, **_words(act, language), day=act.on.isoformat()),
        resident_sentence=said("no_law.resident", language),
    )


def row_missing(finding: Finding, language: Language) -> Text:
    """Which row of the data stands in the way of an answer."""
    act = finding.act
    if act.known:
        return said("no_law.unverified", language, code=act.row.code)
    return said("no_law.row", language, code=act.row.code, day=act.on.isoformat())


def _words(act: Act, language: Language) -> dict[str, str]:
    return {
        "name": sentences.named(act.row.name_sv, language),
        "verb": sentences.TABLES[language][f"verb.{act.step}"],
        "own": sentences.TABLES[language][f"own.{act.step}"],
    }


@lru_cache(maxsize=4096)
def _joined(law: Book, row: Activity, refs: tuple[str, ...]) -> tuple[Section, ...]:
    """The sections that settle the matter first, then those of the activity."""
    return tuple(dict.fromkeys((*law.cited(refs), *row.sections)))


@lru_cache(maxsize=4096)
def pointed(law: Book, row: Activity, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The references behind the instruments; of several, those the activity itself cites, if any."""
    refs: list[str] = []
    for code in codes:
        own = law.papers[code].sections if code != PROFESSION else ()
        refs += [ref for ref in own if law.sections[ref] in row.sections] or own
    return tuple(refs)


def conditions_of(finding: Finding, language: Language) -> tuple[Text, ...]:
    """What must hold when the act is done, each sentence once."""
    act = finding.act
    found = (
        *act.rule.conditions,
        *(() if act.at_home else act.rule.conditions_elsewhere),
        *act.open_questions(),
        *_from_capacity(act),
        *from_secrecy(act, finding.way),
    )
    return tuple(dict.fromkeys(told(words, language) for words in found))


def _from_capacity(act: Act) -> tuple[Text, ...]:
    if act.step is not Step.DECIDE:
        return ()
    if act.urgent:
        return (fixed("report_it" if act.facts.get("emergency") else "cannot_wait"),)
    return (fixed("at_a_meeting"),) if act.capacity is Capacity.COMMITTEE_CHAIR else ()


def from_secrecy(act: Act, way: tuple[str, ...]) -> tuple[Text, ...]:
    """That a guest worker counts as the home board's own is inferred, not settled: say so (OSL 2:1)."""
    if "SECRECY_BASIS" not in way:
        return ()
    settled = act.holds("PUB_OR_CONTROLLER_SPLIT")
    return (
        *((fixed("insider"),) if only_insider(act) else ()),
        *(() if settled else (fixed("controller"),)),
    )


def only_insider(act: Act) -> bool:
    """Whether nothing opens the secrecy but the work inside the home authority."""
    bases = [basis.reference for basis in act.held("SECRECY_BASIS")]
    return bool(bases) and all(INSIDER in reference for reference in bases)
