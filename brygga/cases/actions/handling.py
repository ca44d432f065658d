"""The case itself: opened, taken from stage to stage, given to someone, closed; and its clocks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from brygga.access import gate
from brygga.access.queries import staff_actor
from brygga.access.rules import ResidentActor, StaffActor, reach_keys
from brygga.cases.models import Assignment, Case, Clock, Party
from brygga.cases.rules import KINDS, MOVES, Stage, activity_of, clocks_at_opening, next_stage
from brygga.ground import clock, live, trail
from brygga.ground.areas import reach_key
from brygga.ground.ids import uuid7
from brygga.ground.often import insert
from brygga.ground.trail import Grounds
from brygga.law import Step, deadline
from brygga.people.models import Staff


@dataclass(frozen=True)
class NewParty:
    """A person to enter into a case. number: twelve digits, or "" where none is known."""

    name: str
    role: str = Party.Role.APPLICANT
    number: str = ""
    address: str = ""
    phone: str = ""
    wishes: str = ""
    reads: bool = True
    protected: bool = False


def open_case(
    actor: StaffActor | ResidentActor,
    *,
    municipality: int,
    short: str,
    kind: str,
    title: str,
    parties: Iterable[NewParty],
    case_id: UUID | None = None,
    reported: Grounds | None = None,
) -> Case:
    """Open an ärende in its home municipality (SoL 14:2) and start the clocks the law starts.

    short: the municipality's three letters, for the case number. case_id: set aside by an application.
    reported: the grounds where somebody else's report opens it; what FL 12 gives an applicant is not theirs.
    """
    what, people, now, ident = KINDS[kind], tuple(parties), clock.now(), case_id or uuid7()
    case = Case(
        id=ident,
        municipality=municipality,
        area=what.area.value,
        shielded=any(person.protected for person in people),
        kind=kind,
        title=title,
        stage=Stage.RECEIVED,
        opened_at=now,
        changed_at=now,
        performer=municipality,
        number=_number(municipality, short, ident),
    )
    clocks = [_clock(case, code) for code in clocks_at_opening(what, reported=reported is not None)]
    if clocks:
        nearest = min(clocks, key=lambda running: running.due_on)
        case.due_on, case.due_code = nearest.due_on, nearest.code
    insert(case)
    insert(*(party_in(case, person) for person in people))
    insert(*clocks)
    grounds = reported or _grounds_to_open(actor, case, what.intake)
    trail.record(actor, "open_case", case, grounds, activity=what.intake, step=Step.CARRY_OUT.value)
    live.signal_list(municipality)
    return case


def _grounds_to_open(actor: StaffActor | ResidentActor, case: Case, activity: str) -> Grounds:
    if isinstance(actor, StaffActor):
        return gate.require(actor, activity, Step.CARRY_OUT, case, clock.today())
    return Grounds("Du har själv ansökt.", ("19 § FL", "14 kap. 2 § SoL"))


def _number(municipality: int, short: str, case_id: UUID) -> str:
    year = clock.today().year
    with connection.cursor() as cursor:
        cursor.execute("select brygga.next_number(%s, %s, %s)", [municipality, year, case_id])
        (running,) = cursor.fetchone() or (0,)
    return f"{short} {year}-{running:06d}"


def party_in(case: Case, person: NewParty) -> Party:
    """A new, unsaved party."""
    party = Party.within(
        case,
        case=case,
        role=person.role,
        name=person.name,
        phone=person.phone,
        wishes=person.wishes,
        reads=person.reads,
        protected=person.protected,
    )
    if person.number:
        party.identify(person.number)
    party.lives_at(person.address)
    return party


def locked(case: Case) -> Case:
    """The case's newest state, held until the transaction ends: two acts at once become one after the other.

    Without its key, which every row that hangs on the case holds on to: else two who have each read it, and so
    written in its trail, would wait for each other for ever.
    """
    held = Case.objects.select_for_update(no_key=True)
    fresh: Case = held.get(id=case.id, municipality=case.municipality)
    return fresh


def locked_beside(case: Case, ids: Iterable[UUID]) -> list[Case]:
    """The same for several behind the case's own wall, always in one order; fewer where some are not there."""
    rows = Case.objects.filter(id__in=list(ids), reach_key=case.reach_key)
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("id"))


def touch(case: Case, panel: str, **changes: Any) -> None:
    """Let the case know that something in it changed, and everyone who has it open."""
    case.version += 1
    case.changed_at = clock.now()
    for name, value in changes.items():
        setattr(case, name, value)
    rows = Case.objects.filter(id=case.id, municipality=case.municipality)
    if not rows.update(version=F("version") + 1, changed_at=case.changed_at, **changes) and not changes:
        with (
            connection.cursor() as cursor
        ):  # whoever is here in an emergency may not write in the case itself
            cursor.execute("select brygga.noted(%s)", [case.id])
    live.signal_case(case.id, panel, case.version)
    live.signal_list(case.municipality)


def move(
    actor: StaffActor,
    case: Case,
    verb: str,
    *,
    decision: str = "",
    facts: Mapping[str, object] | None = None,
    **changes: Any,
) -> Grounds:
    """Take a case from one stage to the next. Refused or WrongStage where that may not be.

    decision: the activity decided, for `propose` and `decide`. changes: further fields of the case.
    """
    fresh = locked(case)
    activity, step = activity_of(MOVES[verb], KINDS[fresh.kind], decision)
    grounds = gate.require(actor, activity, step, fresh, clock.today(), facts)
    ends = next_stage(verb, Stage(fresh.stage))
    case.version = fresh.version
    trail.record(
        actor,
        verb,
        case,
        grounds,
        activity=activity,
        step=step.value,
        from_stage=fresh.stage,
        to_stage=ends.value,
    )
    # Elected members read what they have decided until somebody carries the case on.
    before_board = fresh.before_board and verb == "decide"
    touch(case, "all", stage=ends.value, new_for_staff=False, before_board=before_board, **changes)
    return grounds


def may_work(actor: StaffActor, case: Case) -> Grounds:
    """The grounds on which staff keep the facts of a case right, or Refused."""
    return gate.require(actor, KINDS[case.kind].investigate, Step.PREPARE, case, clock.today())


def start_assessment(actor: StaffActor, case: Case) -> None:
    """Begin to assess. An unclaimed case becomes the actor's own. Protection (SoL 20:1) is assessed apart."""
    claim: dict[str, Any] = {} if case.handler_id else {"handler_id": actor.id, "handler_name": actor.name}
    grounds = move(actor, case, "start_assessment", **claim)
    if claim:
        _assign(actor, case, actor, "handler", grounds)


def open_investigation(actor: StaffActor, case: Case) -> None:
    """Decide to open an investigation (SoL 14:2, 20:2); starts the four months of SoL 20:3 for a child."""
    move(actor, case, "open_investigation")
    meet_clock(case, "preliminary_assessment")
    for code in KINDS[case.kind].clocks_at_investigation:
        start_clock(case, code)


def take_up_again(actor: StaffActor, case: Case) -> None:
    """Go back from a communicated draft or a proposal to investigating."""
    move(actor, case, "take_up_again", waiting_for="")


def noticed(actor: StaffActor, case: Case) -> None:
    """The handler has opened what was new to them."""
    if case.new_for_staff and case.handler_id == actor.id:
        Case.objects.filter(id=case.id).update(new_for_staff=False)


def close(actor: StaffActor, case: Case, summary: str) -> None:
    """End the case with a summary that the resident reads (SoL 14:3)."""
    grounds = move(actor, case, "close", closed_at=clock.now(), summary=summary, waiting_for="")
    _without_working_notes(actor, case, grounds)
    Clock.objects.filter(case=case, met_at=None).update(met_at=clock.now())
    Assignment.objects.filter(case=case, ends_at=None).update(ends_at=clock.now())
    _nearest_clock(case)


def _without_working_notes(actor: StaffActor, case: Case, grounds: Grounds) -> None:
    """None of them is a part of the file, and none may become one (TF 2:12). Whoever closes it need not see them."""
    with connection.cursor() as cursor:
        cursor.execute("select brygga.without_working_notes(%s)", [case.id])
        (number,) = cursor.fetchone() or (0,)
    if number:
        trail.record(actor, "remove_working_notes", case, grounds, number=number)


def assign(actor: StaffActor, case: Case, staff_id: UUID) -> Assignment:
    """Let someone work with the case: a colleague, or staff of a municipality with an agreement.

    Refused, with what is missing, where the other person may not. The home municipality stays responsible.
    """
    today = clock.today()
    activity = KINDS[case.kind].investigate
    gate.require(actor, activity, Step.PREPARE, case, today)
    other = staff_actor(staff_id, today)
    if other is None:
        raise Staff.DoesNotExist
    grounds = gate.require(other, activity, Step.PREPARE, case, today)
    if not reaches(other, case):
        raise OutOfReach(other.name)
    Assignment.objects.filter(case=case, role="handler", ends_at=None).update(ends_at=clock.now())
    assignment = _assign(actor, case, other, "handler", grounds)
    trail.record(
        actor,
        "assign",
        case,
        grounds,
        activity=activity,
        step=Step.PREPARE.value,
        to=other.name,
        to_municipality=other.employer,
    )
    touch(
        case,
        "all",
        handler_id=other.id,
        handler_name=other.name,
        performer=other.employer,
        new_for_staff=True,
    )
    return assignment


class OutOfReach(Exception):
    """The person works in another area, or may not open protected identities."""


def reaches(other: StaffActor, case: Case) -> bool:
    """Whether the walls let this person at the case."""
    key = reach_key(case.municipality, case.area, shielded=case.shielded)
    return any(low <= key < high for low, high in reach_keys(other))


def _assign(by: StaffActor, case: Case, to: StaffActor, role: str, grounds: Grounds) -> Assignment:
    assignment = Assignment.within(
        case,
        case=case,
        staff_id=to.id,
        staff_name=to.name,
        staff_title=to.title,
        staff_municipality=to.employer,
        role=role,
        starts_at=clock.now(),
        given_by=by.name,
        grounds={"sentence": grounds.sentence, "sections": grounds.sections, "relied_on": grounds.relied_on},
    )
    assignment.save(force_insert=True)
    return assignment


def start_clock(case: Case, code: str, since: date | None = None) -> Clock:
    """Start one statutory period, today or from the day it began to run."""
    running = _clock(case, code, since)
    running.save(force_insert=True)
    _nearest_clock(case)
    return running


def _clock(case: Case, code: str, since: date | None = None) -> Clock:
    today = clock.today()
    started = since or today
    due = deadline(code, started, today)
    return Clock.within(
        case,
        case=case,
        code=code,
        section=due.section.ref,
        plain=due.resident_sentence,
        started_on=started,
        due_on=due.due,
    )


def meet_clock(case: Case, code: str) -> None:
    """The period's duty is done."""
    Clock.objects.filter(case=case, code=code, met_at=None).update(met_at=clock.now())
    _nearest_clock(case)


def _nearest_clock(case: Case) -> None:
    running = (
        Clock.objects.filter(case=case, met_at=None).order_by("due_on", "id").values("code", "due_on").first()
    )
    case.due_on, case.due_code = (running["due_on"], running["code"]) if running else (None, "")
    Case.objects.filter(id=case.id).update(due_on=case.due_on, due_code=case.due_code)
