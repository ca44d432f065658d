"""The gate that every act on a case passes: the law's answer for this person, this home, this day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from brygga.access.guidelines import Asked, explained, restrained
from brygga.access.rules import EMERGENCY_ACTS, Opening, ResidentActor, StaffActor
from brygga.ground.areas import Area
from brygga.ground.trail import Grounds, Place
from brygga.law import Answer, Capacity, Explanation, Instrument, Performer, Step, Verdict, may
from brygga.law import activity as law_activity
from brygga.law import explain as law_explains
from brygga.law.text import SWEDISH, Language
from brygga.municipalities.queries import guidelines_of

INSIDER = "arbete i hemkommunens ärende och system (2 kap. 1 § OSL)"
"""Reasoned, not settled law: see law.md section 2.3. It is shown as a condition of every answer."""

OWN_CASE = Grounds("Det är ditt eget ärende.", ("10 § FL", "14 kap. 6 § SoL"))


FOR_ANOTHER = Grounds("Du företräder den som ärendet gäller.", ("14 § FL",))


_IN_WORDS = {Step.PREPARE: "Förbereda", Step.DECIDE: "Besluta", Step.CARRY_OUT: "Utföra"}
EMERGENCY_READS = "Nödöppning: ärendet öppnades en kort stund i en nödsituation."
EMERGENCY_ENDS_THERE = (
    "Den gäller bara att läsa och att skriva ner vad du ser och bedömer. Resten gör den som har ärendet."
)


class Refused(Exception):
    """The law, an agreement or a delegation order does not allow this act. Carries the answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.sentence)
        self.answer = answer


class NotYours(Exception):
    """A resident may see this case but not act in it."""


def ask(
    actor: StaffActor,
    activity: str,
    step: Step,
    case: Place,
    on: date,
    facts: Mapping[str, object] | None = None,
) -> Answer:
    """What the law says, and the home municipality's own guidelines. Never raises for a refusal; `require` does."""
    opening = actor.emergency_in(case)
    if opening is not None:
        return _in_emergency(opening, activity, step, on)
    capacity = _capacity(actor, facts or {})
    performer = Performer(actor.employer, capacity, actor.professions)
    home, area = case.municipality, _area_in_law(case)
    have = tuple(instruments(actor, home))
    answer = may(activity, step, performer=performer, home=home, on=on, have=have, facts=facts, area=area)
    if not (own := guidelines_of(home)):
        return answer
    return restrained(answer, Asked(home, actor.employer, capacity, on, area, facts or {}), own)


def _capacity(actor: StaffActor, facts: Mapping[str, object]) -> str:
    """Whoever is on call for the board acts alone only where it is said that the board cannot be awaited."""
    return Capacity.CHAIR_ON_CALL if facts.get("emergency") and actor.decides_alone else actor.capacity


def explain(
    activity: str,
    step: Step,
    *,
    performer: Performer,
    home: int,
    on: date,
    have: Sequence[Instrument],
    facts: Mapping[str, object] | None = None,
    area: str | None = None,
    language: Language = SWEDISH,
) -> Explanation:
    """The law's answer with every reason, and the home municipality's guidelines among them."""
    told = law_explains(
        activity,
        step,
        performer=performer,
        home=home,
        on=on,
        have=have,
        facts=facts,
        area=area,
        language=language,
    )
    asked = Asked(home, performer.municipality, performer.capacity, on, area, facts or {})
    return explained(told, asked, guidelines_of(home))


def require(
    actor: StaffActor,
    activity: str,
    step: Step,
    case: Place,
    on: date,
    facts: Mapping[str, object] | None = None,
    *,
    act: str = "",
) -> Grounds:
    """The grounds to store with the act, or Refused. act: named where an emergency opening may allow it."""
    opening = actor.emergency_in(case)
    if opening is not None and act in EMERGENCY_ACTS:
        return _grounds_in_emergency(opening)
    answer = ask(actor, activity, step, case, on, facts)
    if opening is not None and answer.permitted:
        return _grounds_in_emergency(opening)
    if not answer.permitted:
        raise Refused(answer)
    return grounds_of(answer)


def grounds_of(answer: Answer) -> Grounds:
    return Grounds(answer.resident_sentence, tuple(s.ref for s in answer.sections), answer.relied_on)


def _in_emergency(opening: Opening, activity: str, step: Step, on: date) -> Answer:
    """Reading, and no more: what else an opening allows is asked for by the name of the act."""
    if step is Step.READ:
        return Answer(
            Verdict.CONDITIONS, activity, step, conditions=(EMERGENCY_READS,), sentence=EMERGENCY_READS
        )
    what = f"{_IN_WORDS[step]}: {law_activity(activity, on).name_sv}."
    told = f"Nödöppningen räcker inte. {what} {EMERGENCY_ENDS_THERE}"
    return Answer(Verdict.NEVER, activity, step, sentence=told)


def _grounds_in_emergency(opening: Opening) -> Grounds:
    return Grounds(EMERGENCY_READS, opening.sections(), ("nödöppning",))


def require_own(actor: ResidentActor, case: Place, *, to_act: bool = True) -> Grounds:
    """The grounds of a resident in a case of theirs; NotYours where they may only read."""
    key = actor.key_to(case.id)
    if key is None or (to_act and not key.may_act):
        raise NotYours
    if key.capacity == "party":
        return OWN_CASE
    return FOR_ANOTHER


def _area_in_law(case: Place) -> str | None:
    """Advice is no area of its own in the law; what is common to all areas holds there."""
    return None if case.area == Area.ADVICE else Area(case.area).code


def instruments(actor: StaffActor, home: int) -> Iterator[Instrument]:
    """What is in force between this person and a municipality: agreements and lines of its delegation order."""
    for accord in actor.accords:
        if home in accord.parties and home != actor.employer:
            for code in sorted(accord.instruments | {"AVTAL"}):
                yield Instrument(
                    code,
                    f"avtal {accord.reference}",
                    accord.valid_from,
                    accord.valid_to,
                    areas=frozenset(area.code for area in accord.areas),
                    activities=accord.activities,
                    steps=frozenset(map(Step, accord.steps)),
                )
            yield Instrument("SECRECY_BASIS", INSIDER, accord.valid_from, accord.valid_to)
    for mandate in actor.mandates:
        if mandate.home == home:
            yield Instrument(
                "INT_DELEG" if home == actor.employer else "EXT_DELEG",
                f"delegation {mandate.reference}",
                mandate.valid_from,
                mandate.valid_to,
                activities=frozenset({mandate.activity}),
                steps=frozenset({Step(mandate.step)}),
            )
