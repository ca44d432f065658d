"""Turns what the rules found into an answer: sections, what is missing, what may be done, and the sentences."""

from collections.abc import Mapping
from functools import lru_cache

from brygga.law import sentences
from brygga.law.acts import Act, Shape
from brygga.law.books import Book
from brygga.law.rules import INSIDER, PROFESSION, Finding
from brygga.law.sentences import fixed, said
from brygga.law.terms import Activity, Answer, Barrier, Capacity, Level, Missing, Section, Step, Verdict
from brygga.law.text import SWEDISH, Language, Text, told


def answer_to(finding: Finding, language: Language = SWEDISH) -> Answer:
    """The answer in a language."""
    act = finding.act
    if finding.verdict is Verdict.UNKNOWN:
        return _unknown(finding, language)
    if finding.verdict is Verdict.MISSING:
        return _missing(
            act.book, act.row, act.step, finding.lacking, act.level, language, at_home=act.at_home
        )
    if finding.verdict is Verdict.NEVER:
        return _never(act.shape, language)
    return _permitted(finding, language)


def _permitted(finding: Finding, language: Language) -> Answer:
    act = finding.act
    row, way, papers = act.row, finding.way, act.book.papers
    references = [act.found[code][0].reference for code in way]
    conditions = conditions_of(finding, language)
    sections = _sections(act.book, row, (*pointed(act.book, row, way), *act.rule.sections))
    mandates = [ref for code, ref in zip(way, references, strict=True) if papers[code].kind == "mandate"]
    place = "permitted.home" if act.at_home else "permitted.guest"
    if mandates:
        listed = sentences.listed(mandates, language)
        basis = str(said("basis", language, mandates=listed, ref=sections[0].ref))
    else:
        basis = ""
    words = _words(row, act.step, language)
    return Answer(
        verdict=Verdict.CONDITIONS if conditions else Verdict.PERMITTED,
        activity=row.code,
        step=act.step,
        sections=sections,
        relied_on=tuple(dict.fromkeys(references)),
        conditions=conditions,
        sentence=said(f"{place}.by" if basis and act.at_home else place, language, **words, basis=basis),
        resident_sentence=said(f"{place}.resident", language, **words, basis=basis),
    )


@lru_cache(maxsize=4096)
def _missing(
    law: Book,
    row: Activity,
    step: Step,
    lacking: tuple[str, ...],
    level: Level,
    language: Language,
    *,
    at_home: bool,
) -> Answer:
    missing = tuple(missing_of(law, code, language) for code in lacking)
    decided_by = (sentences.hand_over(level, language, at_home=at_home),) if step is Step.DECIDE else ()
    words = {**_words(row, step, language), "what": " ".join(lack.sentence for lack in missing)}
    return Answer(
        verdict=Verdict.MISSING,
        activity=row.code,
        step=step,
        sections=_sections(law, row, pointed(law, row, lacking)),
        missing=missing,
        ways=(*(lack.way for lack in missing), *decided_by),
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


@lru_cache(maxsize=4096)
def _never(shape: Shape, language: Language) -> Answer:
    row, level = shape.row, shape.level
    if shape.rule.home is Level.NONE:
        return _no_such_step(row, shape.step, language)
    sections = _sections(shape.law, row, refs_of_never(shape))
    ways = tuple(told(way, language) for way in shape.rule.ways) or _instead(shape, language)
    words = {**_words(row, shape.step, language), "ref": sections[0].ref, "way": ways[0]}
    key, who, own_who = "nobody", "", ""
    if level is not Level.NONE:
        key, who = "never", sentences.who(level, language, at_home=shape.at_home)
        own_who = said(f"who.resident.{level}", language)
        words["subject"] = said("machine" if shape.capacity is Capacity.AUTOMATED else "you", language)
    return Answer(
        verdict=Verdict.NEVER,
        activity=row.code,
        step=shape.step,
        sections=sections,
        ways=ways,
        sentence=said(key, language, **words, who=who),
        resident_sentence=said(f"{key}.resident", language, **words, who=own_who),
    )


def refs_of_never(shape: Shape) -> tuple[str, ...]:
    """The references behind a no that nothing helps: what raised the level first."""
    machine = ("KL 6:38",) if shape.capacity is Capacity.AUTOMATED else ()
    return (*(ref for barrier in shape.raised for ref in barrier.sections), *shape.rule.sections, *machine)


def _instead(shape: Shape, language: Language) -> tuple[Text, ...]:
    closed = tuple(told(barrier.way, language) for barrier in shape.raised if barrier.way)
    return closed or (sentences.hand_over(shape.level, language, at_home=shape.at_home),)


def _no_such_step(row: Activity, step: Step, language: Language) -> Answer:
    """The activity holds no such step; mostly there is no decision to take."""
    return Answer(
        verdict=Verdict.NEVER,
        activity=row.code,
        step=step,
        sections=row.sections,
        ways=tuple(told(way, language) for way in row.steps[step].ways),
        sentence=said("no_such_step", language, **_words(row, step, language)),
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
        sentence=said("no_law", language, **_words(act.row, act.step, language), day=act.on.isoformat()),
        resident_sentence=said("no_law.resident", language),
    )


def row_missing(finding: Finding, language: Language) -> Text:
    """Which row of the data stands in the way of an answer."""
    act = finding.act
    if act.known:
        return said("no_law.unverified", language, code=act.row.code)
    return said("no_law.row", language, code=act.row.code, day=act.on.isoformat())


@lru_cache(maxsize=2048)
def _words(row: Activity, step: Step, language: Language) -> Mapping[str, str]:
    return {
        "name": sentences.named(row.name_sv, language),
        "verb": sentences.TABLES[language][f"verb.{step}"],
        "own": sentences.TABLES[language][f"own.{step}"],
    }


@lru_cache(maxsize=4096)
def _sections(law: Book, row: Activity, refs: tuple[str, ...]) -> tuple[Section, ...]:
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
    return _conditions(
        act.row, act.step, act.capacity, act.unknown, from_secrecy(act, finding.way), language,
        at_home=act.at_home, urgent=act.urgent, emergency=bool(act.facts.get("emergency")),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _conditions(
    row: Activity,
    step: Step,
    capacity: Capacity,
    unknown: tuple[Barrier, ...],
    secrecy: tuple[str, ...],
    language: Language,
    *,
    at_home: bool,
    urgent: bool,
    emergency: bool,
) -> tuple[Text, ...]:
    rule = row.steps[step]
    own: tuple[str, ...] = ()
    if step is Step.DECIDE and urgent:
        own = ("report_it" if emergency else "cannot_wait",)
    elif step is Step.DECIDE and capacity is Capacity.COMMITTEE_CHAIR:
        own = ("at_a_meeting",)
    found = (
        *rule.conditions,
        *(() if at_home else rule.conditions_elsewhere),
        *(barrier.unknown for barrier in unknown),
        *map(fixed, own),
        *map(fixed, secrecy),
    )
    return tuple(dict.fromkeys(told(words, language) for words in found))


def from_secrecy(act: Act, way: tuple[str, ...]) -> tuple[str, ...]:
    """What is inferred and not settled, or must hold of the person, is said (OSL 2:1, 26:9)."""
    if "SECRECY_BASIS" not in way:
        return ()
    settled = "PUB_OR_CONTROLLER_SPLIT" in act.found
    return (
        *(("insider",) if only_insider(act) else ()),
        *(("grown_up",) if only_26_9(act) and act.grown_up() else ()),
        *(() if settled else ("controller",)),
    )


def only_26_9(act: Act) -> bool:
    """Whether nothing opens the secrecy but the need of a child, or of somebody with an addiction (OSL 26:9)."""
    bases = act.found.get("SECRECY_BASIS", ())
    return bool(bases) and all(basis.code == "OSL_26_9" for basis in bases)


def only_insider(act: Act) -> bool:
    """Whether nothing opens the secrecy but the work inside the home authority."""
    bases = act.found.get("SECRECY_BASIS", ())
    return bool(bases) and all(INSIDER in basis.reference for basis in bases)
