"""A municipality's own guidelines, laid upon the law's answer. They only ever take away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from brygga.ground.remembered import remembered
from brygga.law import Answer, Capacity, Missing, Section, Step, Verdict, activity
from brygga.municipalities.models import Guideline
from brygga.municipalities.queries import by_code

INCLUDED_IN = {
    Step.READ: frozenset(Step),
    Step.PREPARE: frozenset({Step.PREPARE, Step.DECIDE}),
    Step.DECIDE: frozenset({Step.DECIDE}),
    Step.CARRY_OUT: frozenset({Step.CARRY_OUT}),
}
"""Whoever may not read may not prepare or decide either."""

ELECTED = frozenset({Capacity.COMMITTEE, Capacity.COMMITTEE_CHAIR, Capacity.BOARD})


@dataclass(frozen=True)
class Asked:
    """What the guidelines need to know of the act, besides the answer."""

    home: int
    performer: int
    capacity: str
    on: date
    area: str | None
    facts: Mapping[str, object]


@remembered
def guidelines_of(home: int) -> tuple[Guideline, ...]:
    """Every guideline of a municipality. Remembered: none of them gives anybody anything."""
    return tuple(Guideline.objects.filter(municipality=home).order_by("reference"))


def restrained(answer: Answer, asked: Asked, guidelines: Iterable[Guideline]) -> Answer:
    """The law's answer, or a stricter one. What the law refuses is left as it is."""
    for one in guidelines:
        if answer.permitted and _concerns(one, answer, asked):
            answer = _LAID_UPON[one.demand](answer, asked, one)
    return answer


def as_section(one: Guideline) -> Section:
    """A guideline as an answer cites it: whose it is, what it says and who decided it."""
    return Section(
        f"{_owner(one.municipality)} riktlinje {one.reference}",
        one.reason,
        f"Beslutad av {one.decided_by} {one.decided_on.isoformat()}",
    )


def _owner(home: int) -> str:
    name = by_code(home).name
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def _concerns(one: Guideline, answer: Answer, asked: Asked) -> bool:
    """An area nobody knows is taken to be the one named: a guideline is never missed for want of a fact."""
    in_force = one.valid_from <= asked.on and (one.valid_to is None or asked.on <= one.valid_to)
    named = not one.activity or one.activity == answer.activity
    stepped = not one.step or answer.step in INCLUDED_IN[Step(one.step)]
    return in_force and named and stepped and (not one.area or _area(answer, asked) in {None, one.area})


def _area(answer: Answer, asked: Asked) -> str | None:
    own = activity(answer.activity, asked.on).area
    return asked.area if own == "common" else own


def _home_only(answer: Answer, asked: Asked, one: Guideline) -> Answer:
    if asked.performer == asked.home:
        return answer
    who = f"Det får bara personal i {by_code(one.municipality).name}"
    return _refused(answer, asked, one, Verdict.NEVER, who, "Låt hemkommunens egen personal göra det.")


def _committee(answer: Answer, asked: Asked, one: Guideline) -> Answer:
    if answer.step is not Step.DECIDE or asked.capacity in ELECTED:
        return answer
    who = f"Det beslutet får bara utskott eller nämnd i {by_code(one.municipality).name} fatta"
    return _refused(
        answer, asked, one, Verdict.NEVER, who, "Förbered förslaget. Utskottet eller nämnden beslutar."
    )


def _consent(answer: Answer, asked: Asked, one: Guideline) -> Answer:
    """As with the law's own facts: unknown, it is a condition; known to lack, it is a no."""
    given = asked.facts.get("consent")
    if given is True:
        return answer
    ref = as_section(one).ref
    if given is False:
        lack = Missing("CONSENT", f"Den enskilde har inte samtyckt ({ref}).")
        refused = _refused(answer, asked, one, Verdict.MISSING, "Det krävs samtycke", "Fråga den enskilde.")
        return replace(refused, missing=(lack,))
    condition = f"Den enskilde ska ha samtyckt ({ref})."
    sections = tuple(dict.fromkeys((*answer.sections, as_section(one))))
    conditions = (*answer.conditions, condition)
    return replace(answer, verdict=Verdict.CONDITIONS, conditions=conditions, sections=sections)


_LAID_UPON = {
    Guideline.Demand.HOME_ONLY: _home_only,
    Guideline.Demand.COMMITTEE: _committee,
    Guideline.Demand.CONSENT: _consent,
}


def _refused(answer: Answer, asked: Asked, one: Guideline, verdict: Verdict, who: str, way: str) -> Answer:
    cited = as_section(one)
    name = activity(answer.activity, asked.on).name_sv
    return replace(
        answer,
        verdict=verdict,
        sections=(cited, *answer.sections),
        relied_on=(),
        conditions=(),
        ways=(way,),
        sentence=f"{name}: {who} ({cited.ref}). {one.reason}",
        resident_sentence=f"{who} ({cited.ref}).",
    )
