"""The chain behind an answer, one link at a time: level, agreement, delegation, secrecy, profession, facts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from brygga.law import sentences
from brygga.law.acts import Act, Shape
from brygga.law.answers import conditions_of, only_insider, pointed, refs_of_never, row_missing
from brygga.law.books import Book
from brygga.law.facts import Value, facts_of
from brygga.law.rules import ALONE, Finding, lacks_profession
from brygga.law.sentences import fixed, said
from brygga.law.terms import (
    Activity,
    Barrier,
    Capacity,
    Instrument,
    Level,
    Paper,
    Reason,
    Step,
    Verdict,
)
from brygga.law.text import SWEDISH, Language, Text, told

GROUPS = ("agreement", "delegation", "secrecy", "data_protection")


def reasons_for(finding: Finding, language: Language) -> tuple[Reason, ...]:
    """The reasons in the order they are asked: any that does not hold stands in the way."""
    act = finding.act
    if finding.verdict is Verdict.UNKNOWN:
        return (Reason(row_missing(finding, language), act.row.sections, None),)
    if finding.verdict is Verdict.NEVER:
        return (_barred(act.shape, language),)
    return (
        _level(act.shape, language, by_agreement="AVTAL" in finding.way),
        *_papers(finding, language),
        *_profession(act, language),
        *_conditions(finding, language),
    )


@lru_cache(maxsize=4096)
def _barred(shape: Shape, language: Language) -> Reason:
    """Why nothing helps."""
    sections = shape.law.cited(refs_of_never(shape)) or shape.row.sections
    known = [(one, value) for one, value in shape.marks if value is not None]
    return Reason(_why_barred(shape, language), sections, False, _facts(shape, known, language))


def _why_barred(shape: Shape, language: Language) -> Text:
    verb = _verb(shape.step, language)
    if shape.rule.home is Level.NONE:
        return said("reason.no_such_step", language, verb=verb)
    if shape.level is Level.NONE:
        return said("reason.nobody", language, verb=verb)
    if shape.capacity is Capacity.AUTOMATED and not shape.machine_may_decide:
        return said("reason.machine_never", language)
    if shape.capacity is Capacity.CHAIR_ON_CALL and shape.rule.chair_on_call and not shape.urgent:
        return said("reason.not_urgent", language)
    if not shape.reaches:
        return said("reason.level", language, who=sentences.who(shape.level, language, at_home=shape.at_home))
    return said("reason.guest_never", language, verb=verb)


@lru_cache(maxsize=4096)
def _level(shape: Shape, language: Language, *, by_agreement: bool) -> Reason:
    """Who may take the step at all."""
    law = shape.law
    reserved = shape.step is Step.DECIDE and shape.level is Level.DELEGATION
    clear = (Reason(told(fixed("reason.not_reserved"), language), law.cited(("KL 6:38",)), True),)
    parts = (*(clear if reserved else ()), *_facts(shape, shape.marks, language))
    sections = law.cited(_level_refs(shape, by_agreement=by_agreement)) or shape.row.sections
    return Reason(said(_level_key(shape), language, verb=_verb(shape.step, language)), sections, True, parts)


def _level_key(shape: Shape) -> str:
    if shape.capacity is Capacity.AUTOMATED:
        return "reason.machine_decides" if shape.step is Step.DECIDE else "reason.machine_helps"
    if shape.urgent and shape.at_home:
        return "reason.urgent"
    if not shape.at_home:
        return "reason.guest" if shape.capacity is Capacity.EMPLOYEE else "reason.joint_only"
    if shape.level is Level.EMPLOYEE:
        return "reason.free"
    return "reason.own_power" if shape.capacity in ALONE else "reason.delegable"


def _level_refs(shape: Shape, *, by_agreement: bool) -> tuple[str, ...]:
    own = shape.rule.sections
    if shape.capacity is Capacity.AUTOMATED and shape.step is Step.DECIDE:
        return (*own, "KL 6:37")
    if not shape.at_home:
        return (*own, "KL 9:37") if by_agreement else own
    return own or (() if shape.level is Level.EMPLOYEE else ("KL 6:37",))


def _facts(
    shape: Shape, marks: Iterable[tuple[Barrier, Value | None]], language: Language
) -> tuple[Reason, ...]:
    """The facts of the case that move the decision: raised, known not to be, or not known."""
    law = shape.law
    found = []
    for barrier, value in marks:
        if value is None:
            key, holds = "fact_open", None
        else:
            key, holds = ("fact_raises", shape.reaches) if value else ("fact_clear", True)
        question = told(facts_of(law)[barrier.fact].question, language)
        words = said(f"reason.{key}", language, question=question)
        found.append(Reason(words, law.cited(barrier.sections), holds))
    return tuple(found)


def _papers(finding: Finding, language: Language) -> Iterator[Reason]:
    """What the nearest way asks for, grouped as a jurist asks: agreement, delegation, secrecy, data."""
    act = finding.act
    for group, codes in _grouped(act.book, finding.way):
        links = tuple([_paper(act, code, language) for code in codes])
        if len(links) == 1:
            yield links[0]
        else:
            sections = tuple(dict.fromkeys(section for link in links for section in link.sections))
            yield Reason(told(fixed(f"reason.{group}"), language), sections, _all(links), links)


@lru_cache(maxsize=1024)
def _grouped(law: Book, way: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = ((group, tuple(code for code in way if _group(law.papers[code]) == group)) for group in GROUPS)
    return tuple((group, codes) for group, codes in found if codes)


def _group(paper: Paper) -> str:
    if paper.kind != "mandate":
        return str(paper.kind)
    return "delegation" if paper.delegates else "agreement"


def _paper(act: Act, code: str, language: Language) -> Reason:
    if held := act.held(code):
        references = tuple(dict.fromkeys([one.reference for one in held]))
        if code == "SECRECY_BASIS" and only_insider(act):
            return _doubtful(act.book, references, language)
        shown = held[0].code if held[0].code in act.book.papers else code
        return _held(act.book, act.row, shown, references, language)
    lacks = _lacks(act.book, act.row, code, language)
    near = tuple(_near_misses(act, code, language))
    return replace(lacks, parts=near) if near else lacks


@lru_cache(maxsize=4096)
def _held(law: Book, row: Activity, code: str, references: tuple[str, ...], language: Language) -> Reason:
    name = sentences.named(law.papers[code].name_sv, language)
    words = said("reason.held", language, name=name, references=sentences.listed(references, language))
    return Reason(words, law.cited(pointed(law, row, (code,))), True, (), references)


@lru_cache(maxsize=1024)
def _doubtful(law: Book, references: tuple[str, ...], language: Language) -> Reason:
    """That a guest counts as the home board's own is for a human to judge (OSL 2:1)."""
    return Reason(told(fixed("insider"), language), law.cited(("OSL 2:1",)), None, (), references)


@lru_cache(maxsize=4096)
def _lacks(law: Book, row: Activity, code: str, language: Language) -> Reason:
    words = told(law.papers[code].missing, language)
    return Reason(words, law.cited(pointed(law, row, (code,))), False)


def _near_misses(act: Act, code: str, language: Language) -> Iterator[Reason]:
    """Papers of the right kind that do not serve, and why."""
    paper = act.paper(code)
    for one in act.have:
        if one.code in paper.met_by:
            key = _fault(act, one)
            day = one.valid_from if key == "not_begun" else one.valid_to
            words = said(f"reason.{key}", language, reference=one.reference, day=day)
            yield Reason(words, (), False, (), (one.reference,))


def _fault(act: Act, one: Instrument) -> str:
    if one.valid_from > act.on:
        return "not_begun"
    if not act.in_force(one):
        return "ended"
    if not act.covers_area(one):
        return "other_area"
    if not act.covers_activity(one):
        return "other_activity"
    return "other_step"


def _profession(act: Act, language: Language) -> Iterator[Reason]:
    if act.capacity is Capacity.EMPLOYEE and act.step in act.row.profession_steps:
        yield _degree(act.book, act.row, language, lacks=lacks_profession(act))


@lru_cache(maxsize=256)
def _degree(law: Book, row: Activity, language: Language, *, lacks: bool) -> Reason:
    words = fixed("profession" if lacks else "reason.profession")
    own = law.sections["SoL 25:1"]
    return Reason(told(words, language), (own,) if own in row.sections else row.sections, not lacks)


def _conditions(finding: Finding, language: Language) -> tuple[Reason, ...]:
    """What must hold when the act is done, and is not already among the reasons: for a human to see to."""
    act = finding.act
    said_already = {
        *(b.unknown for b in act.unknown),
        *((fixed("insider"),) if _rests_on_insider(finding) else ()),
    }
    return _to_see_to(conditions_of(finding, SWEDISH), frozenset(said_already), language)


@lru_cache(maxsize=1024)
def _to_see_to(
    conditions: tuple[Text, ...], said_already: frozenset[Text], language: Language
) -> tuple[Reason, ...]:
    parts = tuple(Reason(told(one, language), (), None) for one in conditions if one not in said_already)
    return (Reason(told(fixed("reason.conditions"), language), (), None, parts),) if parts else ()


def _rests_on_insider(finding: Finding) -> bool:
    """Whether the secrecy is opened by nothing but the work inside the home authority (OSL 2:1)."""
    act = finding.act
    return "SECRECY_BASIS" in finding.way and act.holds("SECRECY_BASIS") and only_insider(act)


def _all(links: Iterable[Reason]) -> bool | None:
    found = {link.holds for link in links}
    return False if False in found else None if None in found else True


def _verb(step: Step, language: Language) -> str:
    return sentences.TABLES[language][f"verb.{step}"]
