"""What the law floor says, to staff and to residents, in plain Swedish."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from brygga.law.terms import Activity, Answer, Capacity, Level, Missing, Step, Verdict

TO_STAFF = {
    Step.READ: "läsa",
    Step.PREPARE: "förbereda",
    Step.DECIDE: "besluta",
    Step.CARRY_OUT: "utföra det",
}
TO_RESIDENT = {
    Step.READ: "läsa i ditt ärende",
    Step.PREPARE: "förbereda ditt ärende",
    Step.DECIDE: "fatta det här beslutet",
    Step.CARRY_OUT: "utföra arbete i ditt ärende",
}
# Who may decide instead: said to a guest, to the home municipality's own staff, to the resident.
WHO = {
    Level.DELEGATION: "hemkommunens beslutsfattare",
    Level.COMMITTEE: "hemkommunens utskott eller nämnd",
    Level.BOARD: "hemkommunens nämnd",
}
WHO_AT_HOME = {
    Level.DELEGATION: "den som har nämndens delegation",
    Level.COMMITTEE: "utskottet eller nämnden",
    Level.BOARD: "nämnden",
}
WHO_TO_RESIDENT = {
    Level.DELEGATION: "den som din kommun har gett rätt att besluta",
    Level.COMMITTEE: "utskottet eller nämnden i din kommun",
    Level.BOARD: "nämnden i din kommun",
}
PROFESSION = Missing(
    "PROFESSION",
    "Det krävs socionomexamen eller annan relevant examen (25 kap. 1 § SoL).",
)
COLLEAGUE = "Låt en kollega med socionomexamen göra bedömningen."
AT_A_MEETING = (
    "Utskottet eller nämnden ska ha fattat beslutet på ett sammanträde. Ordföranden får inte besluta ensam."
)
CANNOT_WAIT = (
    "Bara om nämndens beslut inte kan avvaktas. Beslutet ska anmälas när nämnden sammanträder nästa gång."
)
INSIDER = (
    "Att den som arbetar i hemkommunens ärende räknas till hemkommunen (2 kap. 1 § OSL) är en "
    "bedömning. Den är inte prövad i domstol."
)
CONTROLLER = (
    "Nämnderna ska skriftligt ha ordnat vem som ansvarar för personuppgifterna "
    "(artikel 26 och 28 i dataskyddsförordningen)."
)


def permitted(answer: Answer, row: Activity, mandates: Sequence[str], *, at_home: bool) -> Answer:
    """Fill in what a yes says; `mandates` are the agreements and delegations it rests on."""
    verb, own = TO_STAFF[answer.step], TO_RESIDENT[answer.step]
    basis = f"{_listed(mandates)} ({answer.sections[0].ref})" if mandates else ""
    if at_home:
        return replace(
            answer,
            sentence=f"{row.name_sv}: du får {verb}{f', enligt {basis}' if basis else ''}.",
            resident_sentence=f"Personal i din kommun får {own}.",
        )
    return replace(
        answer,
        sentence=f"{row.name_sv}: du får {verb} åt hemkommunen, enligt {basis}.",
        resident_sentence=f"Personal från en annan kommun får {own}, enligt {basis}. "
        "Din kommun har fortfarande ansvaret.",
    )


def missing(answer: Answer, row: Activity) -> Answer:
    """Fill in what is said when something has to be in place first."""
    what = " ".join(lack.sentence for lack in answer.missing)
    return replace(
        answer,
        sentence=f"{row.name_sv}: du får inte {TO_STAFF[answer.step]} ännu. {what}",
        resident_sentence=f"Den här personen får inte {TO_RESIDENT[answer.step]}. "
        "Det som lagen kräver finns inte på plats.",
    )


def never(answer: Answer, row: Activity, level: Level, capacity: Capacity, *, at_home: bool) -> Answer:
    """Fill in what a no says: who may instead, and by which section."""
    ref = answer.sections[0].ref
    if level is Level.NONE:
        return replace(
            answer,
            sentence=f"{row.name_sv}: det får ingen {TO_STAFF[answer.step]} ({ref}). {answer.ways[0]}",
            resident_sentence=f"Ingen får {TO_RESIDENT[answer.step]} ({ref}).",
        )
    subject = "ett datorprogram" if capacity is Capacity.AUTOMATED else "du"
    who = (WHO_AT_HOME if at_home else WHO)[level]
    return replace(
        answer,
        sentence=f"{row.name_sv}: {subject} får inte {TO_STAFF[answer.step]}. Det får bara {who} ({ref}).",
        resident_sentence=f"Bara {WHO_TO_RESIDENT[level]} får {TO_RESIDENT[answer.step]} ({ref}).",
    )


def hand_over(level: Level, *, at_home: bool) -> str:
    """The nearest lawful way for somebody who may not decide."""
    who = (WHO_AT_HOME if at_home else WHO)[level]
    return f"Förbered förslaget. {who[0].upper()}{who[1:]} beslutar."


def no_such_step(row: Activity, step: Step) -> Answer:
    """The activity holds no such step; mostly there is no decision to take."""
    return Answer(
        verdict=Verdict.NEVER,
        activity=row.code,
        step=step,
        sections=row.sections,
        ways=row.steps[step].ways,
        sentence=f"{row.name_sv}: här finns inget att {TO_STAFF[step]}.",
        resident_sentence="Här behövs inget beslut.",
    )


def no_law(row: Activity, step: Step, on: date) -> Answer:
    """The law of that day is not known or not checked: say no, and say why."""
    return Answer(
        verdict=Verdict.UNKNOWN,
        activity=row.code,
        step=step,
        sections=row.sections,
        ways=("Fråga hemkommunens jurist. När lagtexten är kontrollerad läggs den in.",),
        sentence=f"{row.name_sv}: vi har inte kontrollerat vad lagen säger den {on.isoformat()}. "
        f"Tills det är gjort får ingen {TO_STAFF[step]} här.",
        resident_sentence="Vi har inte kontrollerat vad lagen säger om det här ännu. "
        "Tills det är gjort får ingen göra det här.",
    )


def _listed(words: Sequence[str]) -> str:
    return " och ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
