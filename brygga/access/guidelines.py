"""A municipality's own guidelines, laid upon the law's answer. They only ever take away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from brygga.law import (
    Answer,
    Capacity,
    Explanation,
    Missing,
    Reason,
    Section,
    Step,
    Verdict,
    activity,
)
from brygga.law.text import Text
from brygga.municipalities.models import Guideline
from brygga.municipalities.queries import by_code

INCLUDED_IN = {
    Step.READ: frozenset(Step),
    Step.PREPARE: frozenset({Step.PREPARE, Step.DECIDE}),
    Step.DECIDE: frozenset({Step.DECIDE}),
    Step.CARRY_OUT: frozenset({Step.CARRY_OUT}),
}
"""Whoever may not read may not prepare or decide either."""

OUT_OF_REACH = frozenset({Verdict.UNKNOWN})
"""Where no row of law covers the day there is nothing to be stricter than."""

ELECTED = frozenset({Capacity.COMMITTEE, Capacity.COMMITTEE_CHAIR, Capacity.BOARD, Capacity.CHAIR_ON_CALL})
"""The member on call among them: what LVU 6 lets one do alone, no board can take back by a guideline."""


@dataclass(frozen=True)
class Asked:
    """What the guidelines need to know of the act, besides the answer."""

    home: int
    performer: int
    capacity: str
    on: date
    area: str | None
    facts: Mapping[str, object]


def restrained(answer: Answer, asked: Asked, guidelines: Iterable[Guideline]) -> Answer:
    """The law's answer, or a stricter one. What the law refuses is left as it is."""
    for one in guidelines:
        if answer.permitted and _concerns(one, answer, asked):
            answer = _laid_upon(one, answer, asked)
    return answer


def explained(told: Explanation, asked: Asked, guidelines: Iterable[Guideline]) -> Explanation:
    """The law's explanation with the guidelines among its reasons; no set of papers gets past one that says no."""
    own = [
        one
        for one in guidelines
        if told.answer.verdict not in OUT_OF_REACH and _concerns(one, told.answer, asked)
    ]
    if not own:
        return told
    closed = any(_holds(one, told.answer, asked) is False for one in own)
    return replace(
        told,
        answer=restrained(told.answer, asked, own),
        reasons=(*told.reasons, *(_as_reason(one, told.answer, asked) for one in own)),
        smallest=() if closed else told.smallest,
    )


def _as_reason(one: Guideline, answer: Answer, asked: Asked) -> Reason:
    who = WHO[one.demand].format(place=by_code(one.municipality).name)
    words = Text(f"{who}. {one.reason}")
    return Reason(words, (as_section(one),), _holds(one, answer, asked))


def as_section(one: Guideline) -> Section:
    """A guideline as an answer cites it: whose it is, what it says and who decided it."""
    return Section(
        f"{_owner(one.municipality)} riktlinje {one.reference}",
        Text(one.reason),
        f"Beslutad av {one.decided_by} {one.decided_on.isoformat()}",
    )


def _owner(home: int) -> str:
    name = by_code(home).name
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


SAYS_HOW = frozenset({Guideline.Demand.IN_PERSON, Guideline.Demand.NO_NOTES})
"""Say how, never who: read where meetings are booked and where working notes are written."""


def _concerns(one: Guideline, answer: Answer, asked: Asked) -> bool:
    """An area nobody knows is taken to be the one named: a guideline is never missed for want of a fact."""
    if one.demand in SAYS_HOW:
        return False
    in_force = one.valid_from <= asked.on and (one.valid_to is None or asked.on <= one.valid_to)
    named = not one.activity or one.activity == answer.activity
    stepped = not one.step or answer.step in INCLUDED_IN[Step(one.step)]
    return in_force and named and stepped and (not one.area or _area(answer, asked) in {None, one.area})


def _area(answer: Answer, asked: Asked) -> str | None:
    own = activity(answer.activity, asked.on).area
    return asked.area if own == "common" else own


def _holds(one: Guideline, answer: Answer, asked: Asked) -> bool | None:
    """Whether the act is as the guideline wants it; None while the resident's consent is not known."""
    if one.demand == Guideline.Demand.HOME_ONLY:
        return asked.performer == asked.home
    if one.demand == Guideline.Demand.COMMITTEE:
        return answer.step is not Step.DECIDE or asked.capacity in ELECTED
    given = asked.facts.get("consent")
    return given if isinstance(given, bool) else None


def _laid_upon(one: Guideline, answer: Answer, asked: Asked) -> Answer:
    """As with the law's own facts: unknown, it is a condition; known to lack, it is a no."""
    holds = _holds(one, answer, asked)
    if holds is None:
        condition = f"Den enskilde ska ha samtyckt ({as_section(one).ref})."
        sections = tuple(dict.fromkeys((*answer.sections, as_section(one))))
        conditions = (*answer.conditions, condition)
        return replace(answer, verdict=Verdict.CONDITIONS, conditions=conditions, sections=sections)
    return answer if holds else _refused(one, answer, asked)


def _refused(one: Guideline, answer: Answer, asked: Asked) -> Answer:
    cited, consent = as_section(one), one.demand == Guideline.Demand.CONSENT
    who = WHO[one.demand].format(place=by_code(one.municipality).name)
    name = activity(answer.activity, asked.on).name_sv
    lack = (Missing("CONSENT", Text(f"Den enskilde har inte samtyckt ({cited.ref}).")),) if consent else ()
    return replace(
        answer,
        verdict=Verdict.MISSING if consent else Verdict.NEVER,
        sections=(cited, *answer.sections),
        relied_on=(),
        missing=lack,
        conditions=(),
        ways=(INSTEAD[one.demand],),
        sentence=f"{name}: {who} ({cited.ref}). {one.reason}",
        resident_sentence=f"{who} ({cited.ref}).",
    )


WHO: dict[str, str] = {
    Guideline.Demand.HOME_ONLY: "Det får bara personal i {place} göra",
    Guideline.Demand.COMMITTEE: "Det beslutet får bara utskott eller nämnd i {place} fatta",
    Guideline.Demand.CONSENT: "I {place} krävs att den enskilde har samtyckt",
}
INSTEAD: dict[str, str] = {
    Guideline.Demand.HOME_ONLY: "Låt hemkommunens egen personal göra det.",
    Guideline.Demand.COMMITTEE: "Förbered förslaget. Utskottet eller nämnden beslutar.",
    Guideline.Demand.CONSENT: "Fråga den enskilde.",
}
