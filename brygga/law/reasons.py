"""The chain behind an answer, one link at a time: level, agreement, delegation, secrecy, profession, facts."""

from collections.abc import Iterable, Iterator

from brygga.law import sentences
from brygga.law.acts import Act
from brygga.law.answers import cited, conditions_of, only_insider, refs_of_never, row_missing
from brygga.law.rules import ALONE, Finding, lacks_profession, machine_may_decide
from brygga.law.sentences import fixed, said
from brygga.law.terms import Barrier, Capacity, Instrument, Level, Reason, Section, Step, Verdict
from brygga.law.text import Language, Text, told

GROUPS = ("agreement", "delegation", "secrecy", "data_protection")


def reasons_for(finding: Finding, language: Language) -> tuple[Reason, ...]:
    """The reasons in the order they are asked: any that does not hold stands in the way."""
    act = finding.act
    if finding.verdict is Verdict.UNKNOWN:
        return (Reason(row_missing(finding, language), act.row.sections, None),)
    if act.rule.home is Level.NONE:
        return (
            Reason(said("reason.no_such_step", language, verb=_verb(act, language)), act.row.sections, False),
        )
    if finding.verdict is Verdict.NEVER:
        return (_barred(act, language),)
    return (
        _level(act, language),
        *_papers(finding, language),
        *_profession(act, language),
        *_conditions(finding, language),
    )


def _barred(act: Act, language: Language) -> Reason:
    """Why nothing helps."""
    sections = _cite(act, refs_of_never(act)) or act.row.sections
    return Reason(_why_barred(act, language), sections, False, _facts(act, language))


def _why_barred(act: Act, language: Language) -> Text:
    verb = _verb(act, language)
    if act.level is Level.NONE:
        return said("reason.nobody", language, verb=verb)
    if act.capacity is Capacity.AUTOMATED and not machine_may_decide(act):
        return said("reason.machine_never", language)
    if act.capacity is Capacity.CHAIR_ON_CALL and act.rule.chair_on_call and not act.urgent:
        return said("reason.not_urgent", language)
    if not act.reaches():
        return said("reason.level", language, who=sentences.who(act.level, language, at_home=act.at_home))
    return said("reason.guest_never", language, verb=verb)


def _level(act: Act, language: Language) -> Reason:
    """Who may take the step at all."""
    reserved = act.step is Step.DECIDE and act.level is Level.DELEGATION
    clear = (Reason(told(fixed("reason.not_reserved"), language), _cite(act, ("KL 6:38",)), True),)
    parts = (*(clear if reserved else ()), *_facts(act, language))
    sections = _cite(act, _level_refs(act)) or act.row.sections
    return Reason(said(_level_key(act), language, verb=_verb(act, language)), sections, True, parts)


def _level_key(act: Act) -> str:
    if act.capacity is Capacity.AUTOMATED:
        return "reason.machine_decides" if act.step is Step.DECIDE else "reason.machine_helps"
    if act.urgent and act.at_home:
        return "reason.urgent"
    if not act.at_home:
        return "reason.guest" if act.capacity is Capacity.EMPLOYEE else "reason.joint_only"
    if act.level is Level.EMPLOYEE:
        return "reason.free"
    return "reason.own_power" if act.capacity in ALONE else "reason.delegable"


def _level_refs(act: Act) -> tuple[str, ...]:
    if act.capacity is Capacity.AUTOMATED and act.step is Step.DECIDE:
        return (*act.rule.sections, "KL 6:37")
    if not act.at_home:
        return (*act.rule.sections, *(("KL 9:37",) if act.capacity is Capacity.EMPLOYEE else ()))
    return act.rule.sections or (() if act.level is Level.EMPLOYEE else ("KL 6:37",))


def _facts(act: Act, language: Language) -> tuple[Reason, ...]:
    """The facts of the case that move the decision: raised, known not to be, or not known."""
    open_ones = act.unknown()
    shown = [barrier for barrier in act.rule.barriers if barrier.fact in act.facts or barrier in open_ones]
    return tuple(_fact(act, barrier, language) for barrier in shown)


def _fact(act: Act, barrier: Barrier, language: Language) -> Reason:
    question = told(act.question(barrier), language)
    value = act.facts.get(barrier.fact)
    if value is None:
        key, holds = "fact_open", None
    else:
        key, holds = ("fact_raises", act.reaches()) if value else ("fact_clear", True)
    return Reason(said(f"reason.{key}", language, question=question), _cite(act, barrier.sections), holds)


def _papers(finding: Finding, language: Language) -> Iterator[Reason]:
    """What the nearest way asks for, grouped as a jurist asks: agreement, delegation, secrecy, data."""
    act = finding.act
    for group in GROUPS:
        codes = [code for code in finding.way if _group(act, code) == group]
        links = tuple(_paper(finding, code, language) for code in codes)
        if len(links) == 1:
            yield links[0]
        elif links:
            holds = _all(links)
            sections = tuple(dict.fromkeys(section for link in links for section in link.sections))
            yield Reason(told(fixed(f"reason.{group}"), language), sections, holds, links)


def _group(act: Act, code: str) -> str:
    paper = act.paper(code)
    if paper.kind != "mandate":
        return str(paper.kind)
    return "delegation" if paper.delegates else "agreement"


def _paper(finding: Finding, code: str, language: Language) -> Reason:
    act = finding.act
    sections = _cite(act, cited(act, (code,)))
    paper = act.paper(code)
    references = tuple(dict.fromkeys(one.reference for one in act.held(code)))
    if not references:
        return Reason(
            told(paper.missing, language), sections, False, tuple(_near_misses(act, code, language))
        )
    if code == "SECRECY_BASIS" and only_insider(act):
        inside = _cite(act, ("OSL 2:1",)) if "OSL 2:1" in act.book.sections else sections
        return Reason(told(fixed("insider"), language), inside, None, (), references)
    name = sentences.named(paper.name_sv, language)
    held = said("reason.held", language, name=name, references=sentences.listed(references, language))
    return Reason(held, sections, True, (), references)


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
    if act.capacity is not Capacity.EMPLOYEE or act.step not in act.row.profession_steps:
        return
    lacks = lacks_profession(act)
    words = fixed("profession" if lacks else "reason.profession")
    refs = tuple(ref for ref in ("SoL 25:1",) if act.book.sections[ref] in act.row.sections)
    yield Reason(told(words, language), _cite(act, refs) or act.row.sections, not lacks)


def _conditions(finding: Finding, language: Language) -> Iterator[Reason]:
    """What must hold when the act is done, and is not already among the reasons: for a human to see to."""
    act = finding.act
    told_already = {*act.open_questions(), *((fixed("insider"),) if _rests_on_insider(finding) else ())}
    shown = {told(words, language) for words in told_already}
    parts = tuple(Reason(one, (), None) for one in conditions_of(finding, language) if one not in shown)
    if parts:
        yield Reason(told(fixed("reason.conditions"), language), (), None, parts)


def _rests_on_insider(finding: Finding) -> bool:
    """Whether the secrecy is opened by nothing but the work inside the home authority (OSL 2:1)."""
    act = finding.act
    return "SECRECY_BASIS" in finding.way and act.holds("SECRECY_BASIS") and only_insider(act)


def _all(links: Iterable[Reason]) -> bool | None:
    found = {link.holds for link in links}
    return False if False in found else None if None in found else True


def _verb(act: Act, language: Language) -> str:
    return sentences.TABLES[language][f"verb.{act.step}"]


def _cite(act: Act, refs: Iterable[str]) -> tuple[Section, ...]:
    return act.book.cited(refs)
