"""Reading cases. The first argument is who is asking; fetching and permission are one call."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor, municipalities_in_reach
from brygga.cases.models import Case, Clock, Link, Party, Representative
from brygga.cases.rules import KINDS, Stage
from brygga.ground import clock, sealing, tenancy, trail
from brygga.ground.models import Event
from brygga.ground.often import Often
from brygga.ground.trail import Grounds
from brygga.law import Step

READ_AGAIN_AFTER = timedelta(minutes=10)
"""A page refreshing its panels is one reading, not many."""

_case = Often(lambda case: Case.objects.filter(id=case))
_case_read = Often(
    lambda case, actor, after: Case.objects.filter(id=case).annotate(
        read_since=Exists(
            Event.objects.filter(case_id=OuterRef("pk"), actor_id=actor, verb="read", at__gt=after)
        )
    )
)
_parties = Often(lambda case: Party.objects.filter(case=case).order_by("role", "id"))
_clocks = Often(lambda case: Clock.objects.filter(case=case, met_at=None).order_by("due_on"))


def case_for(actor: StaffActor | ResidentActor, case_id: UUID) -> Case:
    """The case, or Case.DoesNotExist where it lies outside the actor's reach."""
    return _theirs(actor, _case.first(case=case_id))


def _theirs(actor: StaffActor | ResidentActor, case: Case | None) -> Case:
    if case is None or not _concerns(actor, case):
        raise Case.DoesNotExist
    return case


def _concerns(actor: StaffActor | ResidentActor, case: Case) -> bool:
    """Residents: their own. Elected members: what waits for them, and no other case (SoLPuL 10, need to know)."""
    if isinstance(actor, ResidentActor):
        return actor.key_to(case.id) is not None
    return not actor.elected or case.before_board


def opened(actor: StaffActor | ResidentActor, case_id: UUID) -> tuple[Case, Grounds]:
    """The case opened for reading: gate, and a line in the trail unless one was just written."""
    after = clock.now() - READ_AGAIN_AFTER
    case = _theirs(actor, _case_read.first(case=case_id, actor=actor.id, after=after))
    if isinstance(actor, ResidentActor):
        grounds, activity = gate.require_own(actor, case, to_act=False), ""
    else:
        activity = KINDS[case.kind].investigate
        grounds = gate.require(actor, activity, Step.READ, case, clock.today())
    if not case.read_since:  # type: ignore[attr-defined]  # annotated above
        trail.record(actor, "read", case, grounds, activity=activity, step=Step.READ.value)
    return case, grounds


def opened_all(actor: StaffActor, ids: Iterable[UUID]) -> list[Case]:
    """Several cases of the focus opened for reading at once, each in its own trail: those that are in reach."""
    since = Event.objects.filter(
        case_id=OuterRef("pk"), actor_id=actor.id, verb="read", at__gt=clock.now() - READ_AGAIN_AFTER
    )
    rows = (
        Case.objects.filter(id__in=list(ids)).annotate(read_since=Exists(since)).order_by("opened_at", "id")
    )
    found = [case for case in rows if _concerns(actor, case)]
    for case in found:
        activity = KINDS[case.kind].investigate
        grounds = gate.require(actor, activity, Step.READ, case, clock.today())
        if not case.read_since:
            trail.record(actor, "read", case, grounds, activity=activity, step=Step.READ.value)
    return found


def parties_of(case: Case) -> list[Party]:
    return _parties(case=case.id)


def children_in(ids: Iterable[UUID]) -> list[Party]:
    """The children that several cases are about, the first entered first. One query."""
    return list(Party.objects.filter(case__in=list(ids), role=Party.Role.CHILD).order_by("id"))


def beside(case: Case, number: str, stages: Iterable[Stage]) -> Case | None:
    """The case of the same kind with this number, behind the same wall and in one of these stages."""
    rows = Case.objects.filter(reach_key=case.reach_key, kind=case.kind, stage__in=list(stages))
    found: Case | None = rows.filter(number__iexact=" ".join(number.split())).exclude(id=case.id).first()
    return found


def clocks_of(case: Case) -> list[Clock]:
    """Running clocks, nearest first."""
    return _clocks(case=case.id)


def trail_of(case: Case, *, limit: int = 200) -> list[Event]:
    """Everything that was done or read in the case, newest first."""
    return list(Event.objects.filter(case_id=case.id).order_by("-at", "-id")[:limit])


def readers_of(case: Case, *, limit: int = 200) -> list[Event]:
    """Staff who opened or changed the case, newest first: the resident's "who has read my file"."""
    return _readers(limit)(case=case.id)


@cache
def _readers(limit: int) -> Often:
    return Often(
        lambda case: Event.objects.filter(case_id=case, actor_kind="staff").order_by("-at", "-id")[:limit]
    )


def cases_of_resident(actor: ResidentActor) -> list[Case]:
    """The resident's own cases, the one that changed last first."""
    keys = [key.case for key in actor.case_keys]
    return list(Case.objects.filter(id__in=keys).order_by("-changed_at"))


def principals_of(actor: ResidentActor, cases: Iterable[Case]) -> dict[UUID, str]:
    """The name of the one represented, by case, for cases that a resident acts in for somebody else."""
    today = clock.today()
    rows = Representative.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today),
        case__in=list(cases),
        agent_index=actor.number_index,
        revoked_at=None,
        valid_from__lte=today,
    )
    return dict(rows.values_list("case_id", "principal__name"))


def reads_for(actor: ResidentActor, case: Case, *, limit: int = 200) -> list[tuple[Event, str]]:
    """What was done in the case for this party by those who represent them, with a name, newest first.

    The trail names no resident: the name is that of the only one who represented the party just then, else
    "". Nothing is told of those who represent somebody else.
    """
    mine = Representative.objects.filter(case=case, principal__number_index=actor.number_index)
    held = list(mine)
    if not held:
        return []
    others = Event.objects.filter(case_id=case.id, actor_kind="resident").exclude(actor_id=actor.id)
    done = [event for event in others.order_by("-at", "-id")[:limit] if _for_another(event)]
    named = ((event, [one for one in held if _in_force(one, event.at)]) for event in done)
    return [(event, who[0].agent_name if len(who) == 1 else "") for event, who in named if who]


def _for_another(event: Event) -> bool:
    return tuple(event.grounds.get("sections", ())) == gate.FOR_ANOTHER.sections


def _in_force(one: Representative, at: datetime) -> bool:
    day = at.astimezone(clock.STOCKHOLM).date()
    ends = one.valid_to or day
    return one.valid_from <= day <= ends and (one.revoked_at is None or at <= one.revoked_at)


LIST_FIELDS = (
    *("id", "number", "kind", "title", "stage", "municipality", "due_on", "due_code", "shielded"),
    *("handler_id", "handler_name", "performer", "new_for_staff", "waiting_for", "changed_at"),
)

WHICH = ("mine", "team", "border")


def work_list(actor: StaffActor, which: str, *, limit: int = 100) -> list[dict[str, Any]]:
    """Open cases, nearest clock first: the actor's own with those nobody has yet, the team's, those over a border.

    One query for each municipality in reach. Rows have LIST_FIELDS and `who`, the person the case is about.
    """
    rows: list[dict[str, Any]] = []
    for home in _homes(actor, which):
        with tenancy.focused(home):
            ask = _list_of(which, home == actor.employer, limit)
            rows += ask(**_known(which, actor))
    return sorted(rows, key=lambda row: (row["due_on"] or date.max, row["id"]))[:limit]


@cache
def _list_of(which: str, at_home: bool, limit: int) -> Often:
    return Often(
        lambda **known: _listed(
            Case.objects.filter(_chosen(which, at_home, **known), closed_at=None)
        ).order_by("due_on", "id")[:limit]
    )


def counts(actor: StaffActor) -> dict[str, int]:
    """How many open cases each list has. One query for each municipality in reach."""
    total = dict.fromkeys(WHICH, 0)
    for home in municipalities_in_reach(actor):
        lists = tuple(which for which in WHICH if home in _homes(actor, which))
        at_home = home == actor.employer
        known = {name: value for which in lists for name, value in _known(which, actor).items()}
        with tenancy.focused(home):
            counted = _counts_of(lists, at_home).first(**known) or {}
        for which in lists:
            total[which] += counted.get(which, 0)
    return total


@cache
def _counts_of(lists: tuple[str, ...], at_home: bool) -> Often:
    def ask(**known: Any) -> QuerySet[Any]:
        chosen = {which: Count("id", filter=_chosen(which, at_home, **known)) for which in lists}
        counted: QuerySet[Any] = Case.objects.filter(closed_at=None).values("municipality").annotate(**chosen)
        return counted

    return Often(ask)


def _homes(actor: StaffActor, which: str) -> tuple[int, ...]:
    if actor.elected:
        return ()  # what waits for them is the board's own list
    return municipalities_in_reach(actor) if which in {"mine", "border"} else (actor.employer,)


def _known(which: str, actor: StaffActor) -> dict[str, Any]:
    """What the condition of a list is told of the actor."""
    if which == "mine":
        return {"me": actor.id}
    return {"us": actor.employer} if which == "border" else {}


def _chosen(which: str, at_home: bool, *, me: UUID | None = None, us: int = 0) -> Q:
    """The condition of a list. Over the border: ours done by others, and others' done by us."""
    if which == "mine":
        own = Q(handler_id=me)
        return own | Q(handler_id=None) if at_home else own
    if which == "border":
        return ~Q(performer=us) if at_home else Q(performer=us)
    return ~Q(pk=None)


def search(
    actor: StaffActor, words: str, *, limit: int = 20, numbered: Callable[[str], Any] | None = None
) -> list[dict[str, Any]]:
    """By name, personal number or case number, which is all the law allows (SFS 2001:637, 15 §).

    numbered: ids of cases in the focus that have another number, which somebody outside has been given.
    """
    words = words.strip()
    if not words or actor.elected:
        return []
    digits = "".join(c for c in words if c.isdigit())
    parties = Q(name__icontains=words)
    if len(digits) in {10, 12}:
        parties |= Q(number_index__in=_indexes(digits))
    rows: list[dict[str, Any]] = []
    for home in municipalities_in_reach(actor):
        with tenancy.focused(home):
            found = Q(number__iexact=words) | Q(id__in=Party.objects.filter(parties).values("case_id"))
            if numbered is not None:
                found |= Q(id__in=numbered(words))
            rows += _listed(Case.objects.filter(found)).order_by("-changed_at")[:limit]
    return rows[:limit]


def _listed(cases: QuerySet[Any]) -> QuerySet[Any]:
    who = Party.objects.filter(case=OuterRef("pk"), role__in=("applicant", "child")).order_by("role", "id")
    listed: QuerySet[Any] = cases.annotate(who=Subquery(who.values("name")[:1])).values(*LIST_FIELDS, "who")
    return listed


def _indexes(digits: str) -> Iterable[str]:
    centuries = (digits,) if len(digits) == 12 else tuple(f"{c}{digits}" for c in ("19", "20"))
    return [sealing.blind_index(number) for number in centuries]


@dataclass(frozen=True)
class Standing:
    """A representation as it is on a day."""

    one: Representative
    state: str  # "running", "coming", "over"

    @property
    def running(self) -> bool:
        return self.state != "over"


def party_of(case: Case, party_id: UUID) -> Party:
    """Party.DoesNotExist where it is none of this case's."""
    party: Party = Party.objects.get(id=party_id, case=case)
    return party


def representative_of(case: Case, ident: UUID) -> Representative:
    """Representative.DoesNotExist where it is none of this case's."""
    one: Representative = Representative.objects.get(id=ident, case=case)
    return one


def representatives_of(case: Case, today: date, *, principal: Party | None = None) -> list[Standing]:
    """Who acts, or has acted, for a party of the case (or for one of them); those in force first."""
    rows = Representative.objects.filter(case=case).select_related("principal").order_by("-valid_from", "-id")
    if principal is not None:
        rows = rows.filter(principal=principal)
    held = [Standing(one, _state(one, today)) for one in rows]
    return sorted(held, key=lambda standing: not standing.running)


def _state(one: Representative, today: date) -> str:
    if one.revoked_at is not None or (one.valid_to is not None and one.valid_to < today):
        return "over"
    return "coming" if one.valid_from > today else "running"


def links_of(case: Case) -> list[tuple[str, Case]]:
    """Why, and which: the linked cases that the reader reaches. The others are not even counted."""
    why = dict(Link.objects.filter(case=case).values_list("other_id", "why"))
    others = Case.objects.filter(id__in=why).order_by("opened_at", "id") if why else []
    return [(why[other.id], other) for other in others]
