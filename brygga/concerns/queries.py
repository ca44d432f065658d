"""Reading reports. Whoever asks has opened the case (`cases.queries.opened`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from brygga.access.models import Position
from brygga.access.rules import StaffActor, municipalities_in_reach
from brygga.cases.models import Case, Clock, Party
from brygga.cases.rules import Stage
from brygga.concerns import rules
from brygga.concerns.models import (
    Answer,
    Assessment,
    Decided,
    Disclosure,
    Escalation,
    Gathered,
    Receipt,
    Report,
    ReportFile,
    Warned,
)
from brygga.concerns.rules import (
    FEEDBACK,
    TRUE_OF,
    About,
    Answered,
    Level,
    Outcome,
    Reporter,
    may_be_told,
)
from brygga.concerns.rules import true_of as stage_allows
from brygga.concerns.words import CHANNELS, DONE, LEVELS, SHOWN
from brygga.ground import tenancy
from brygga.ground.areas import Area
from brygga.ground.often import Often
from brygga.ground.tenancy import Reach, Role
from brygga.municipalities.queries import by_code
from brygga.people.models import Staff
from brygga.people.professionals import Professional

CONCERNED = frozenset({"child", "adult"})
"""Kinds of case that a report may open."""


MOST = 200
"""More open reports than anybody can read; the rest wait for these. Those of a wave come after all others."""


@dataclass(frozen=True)
class Concern:
    """A report with all that hangs on it."""

    report: Report
    files: list[ReportFile]
    assessments: list[Assessment]
    answer: Answer | None
    escalations: list[Escalation]
    warned: dict[UUID, list[Warned]]  # by escalation
    disclosures: list[Disclosure]
    together: bool = False  # read together with others of the same child
    outcome: str = ""  # a code of rules.Outcome, where it was decided with them

    @property
    def owes_answer(self) -> bool:
        """Whether the reporter has asked to be told, may be, and has not been."""
        told = may_be_told(About(self.report.about), Reporter(self.report.reporter))
        return self.report.wants_answer and told and self.answer is None


def _inside() -> Subquery:
    """Whether the newest word on a report's case (OuterRef "case_id") is that it is read together with others."""
    newest = Gathered.objects.filter(case=OuterRef("case_id")).order_by("-at", "-id")
    return Subquery(newest.values("inside")[:1])


def _outcome() -> Subquery:
    return Subquery(Decided.objects.filter(case=OuterRef("case_id")).values("outcome")[:1])


_reports = Often(
    lambda case: (
        Report.objects.filter(case=case)
        .order_by("received_at")
        .annotate(inside=_inside(), outcome=_outcome())
    )
)
_assessments = Often(lambda case: Assessment.objects.filter(case=case).order_by("at"))


def staff_panels(
    actor: StaffActor, case: Case, *, applied: bool, clocks: Sequence[Clock] = ()
) -> dict[str, Any]:
    """What `concerns/panels/staff.html` shows. clocks: those that run. No query where there is nothing to assess.

    A child's case that somebody has applied in, or written in, is assessed as one that was reported.
    """
    if case.kind not in CONCERNED or (applied and case.kind != "child"):
        return {"concern": None, "assessed": None}
    concern = None if applied else concern_of(case)
    assessed = concern.assessments if concern else (_assessments(case=case.id) if _is_child(case) else None)
    return {
        "concern": concern,
        "assessed": assessed,
        "answer_at_once": concern is not None
        and concern.owes_answer
        and not any(one.code == FEEDBACK for one in clocks),
        "preliminary": next((one for one in clocks if one.code == "preliminary_assessment"), None),
        "levels": LEVELS,
        "channels": CHANNELS,
        "shown": SHOWN,
        "outcomes": DONE,
    }


def assessable(case: Case) -> bool:
    """Whether protection is assessed here: a child's case however it came, and whatever was reported."""
    return _is_child(case) or concern_of(case) is not None


def _is_child(case: Case) -> bool:
    return bool(case.kind == "child")


def concern_of(case: Case) -> Concern | None:
    """The report that opened the case, or none. One query without a report, five with."""
    report = next(iter(_reports(case=case.id)), None)
    if report is None:
        return None
    escalations = list(Escalation.objects.filter(case=case).order_by("at"))
    return Concern(
        report=report,
        files=list(ReportFile.objects.filter(report=report).defer("sealed").order_by("id")),
        assessments=_assessments(case=case.id),
        answer=Answer.objects.filter(report=report).first(),
        escalations=escalations,
        warned=_warned_of(case) if escalations else {},
        disclosures=list(Disclosure.objects.filter(case=case).order_by("at")),
        together=bool(report.inside),
        outcome=report.outcome or "",
    )


def true_of(case: Case) -> frozenset[Answered]:
    """What whoever reported may truthfully be told: of what was decided on several at once, or of the case's stage."""
    joint: Decided | None = Decided.objects.filter(case=case).first()
    if joint is not None:
        return TRUE_OF[Outcome(joint.outcome)]
    return stage_allows(Stage(case.stage))


def _warned_of(case: Case) -> dict[UUID, list[Warned]]:
    found: dict[UUID, list[Warned]] = {}
    for one in Warned.objects.filter(case=case).order_by("name", "id"):
        found.setdefault(one.escalation_id, []).append(one)
    return found


@dataclass(frozen=True)
class Waiting:
    """A line of the list: a report and what is owed on it."""

    report: Report
    case: Case
    slug: str
    name: str  # of whom it is about
    escalated: str  # the highest level told so far, or ""
    unheard: bool = False  # a mail or text message about it has not got through
    at_once: bool = False  # the reporter asked after the decision: no week runs (SoL 19:6)
    together: bool = False  # read together with others of the same child
    assessed: bool = False
    by: date | None = None  # the last day for what is owed, where the law sets one

    @property
    def unread(self) -> bool:
        """Taken up or not: until it is assessed, nobody has seen to whether somebody is in danger."""
        return bool(self.case.stage in {Stage.RECEIVED, Stage.ASSESSMENT}) and not self.assessed


def waiting(actor: StaffActor) -> tuple[list[Waiting], bool]:
    """Reports in reach whose assessment, decision or answer is owed, the oldest first; and whether any was left out.

    One query a municipality, of each of which MOST are shown.
    """
    found: list[Waiting] = []
    cut = False
    for code in municipalities_in_reach(actor):
        with tenancy.focused(code):
            rows = _waiting_in(by_code(code).slug)
        cut = cut or len(rows) > MOST
        found += rows[:MOST]
    return sorted(found, key=lambda row: row.report.received_at), cut


def unassessed() -> QuerySet[Report]:
    """Reports of the focus on which nothing is decided and whether anybody is in danger has not been assessed."""
    made = Assessment.objects.filter(case=OuterRef("case_id"))
    found: QuerySet[Report] = Report.objects.filter(case__stage__in=[Stage.RECEIVED, Stage.ASSESSMENT])
    return found.exclude(Exists(made))


def _waiting_in(slug: str) -> list[Waiting]:
    """One more than is shown, where there are more."""
    undecided = Q(case__stage__in=[Stage.RECEIVED, Stage.ASSESSMENT])
    owed = Q(wants_answer=True, answers=None)
    running = Clock.objects.filter(
        case=OuterRef("case"), code__in=[FEEDBACK, "preliminary_assessment"], met_at=None
    )
    week = running.filter(code=FEEDBACK)
    rows = (
        Report.objects.filter(undecided | owed)
        .select_related("case")
        .annotate(
            week=Exists(week),
            together=_inside(),
            assessed=Exists(Assessment.objects.filter(case=OuterRef("case_id"))),
            by=Subquery(running.order_by("due_on").values("due_on")[:1]),
        )
    )
    reports = list(rows.order_by("wave", "received_at").defer("text", "reporter_sealed")[: MOST + 1])
    told: dict[UUID, str] = {}
    order = {level.value: number for number, level in enumerate(Level)}
    names: dict[UUID, str] = {}
    if reports:
        people = Party.objects.filter(case__in=[report.case_id for report in reports]).order_by("-id")
        names = dict(people.values_list("case_id", "name"))
        past = Escalation.objects.filter(case__in=[report.case_id for report in reports])
        told = dict(sorted(past.values_list("case_id", "level"), key=lambda one: order.get(one[1], -1)))
    unheard = _unheard(list(told)) if told else frozenset()
    return [
        Waiting(
            one,
            one.case,
            slug,
            names.get(one.case_id, ""),
            told.get(one.case_id, ""),
            one.case_id in unheard,
            one.case.stage not in {Stage.RECEIVED, Stage.ASSESSMENT} and not one.week,
            bool(one.together),
            one.assessed,
            one.by,
        )
        for one in reports
    ]


def _unheard(cases: list[UUID]) -> frozenset[UUID]:
    """Cases of which somebody should have been told by mail or text message, and has not been yet."""
    tried = Warned.objects.filter(case__in=cases, attempts__gt=0)
    waits = tried.filter(state__in=[Warned.State.QUEUED, Warned.State.FAILED])
    return frozenset(waits.exclude(problem="").values_list("case_id", flat=True))


@dataclass(frozen=True)
class Receipted:
    """A professional's own receipt, and what they have been told. told: a code of rules.Answered, or ""."""

    id: UUID
    reference: str
    municipality: int
    about: str
    received_at: datetime
    wants_answer: bool
    told: str = ""
    told_at: datetime | None = None


def lately(municipality: int, since: datetime) -> int:
    """How many have reported here since then without a service e-ID; whoever asks may read none of them."""
    with connection.cursor() as cursor:
        cursor.execute("select brygga.reports_lately(%s, %s)", [municipality, since])
        (found,) = cursor.fetchone() or (0,)
    return int(found)


_OF_RECEIPT = ("id", "reference", "municipality", "about", "received_at", "wants_answer")


def receipts_of(who: Professional) -> list[Receipted]:
    """What somebody has reported in their work, the newest first, under a reach that holds no case. Two queries."""
    with tenancy.enter(Reach(Role.RESIDENT, who.id)):
        rows = list(Receipt.objects.order_by("-received_at").values(*_OF_RECEIPT)[:MOST])
        with connection.cursor() as cursor:
            cursor.execute("select receipt_id, told, told_at from brygga.answers_of_mine()")
            answers = {ident: (told, at) for ident, told, at in cursor.fetchall()}
    return [Receipted(**row, **_told(answers.get(row["id"]))) for row in rows]


def _told(answer: tuple[str, datetime] | None) -> dict[str, Any]:
    return {"told": answer[0], "told_at": answer[1]} if answer else {}


def colleagues_of(case: Case, role: str, on: date) -> list[Staff]:
    """Those with a role in the case's area, by name; of the cleared alone where somebody is in hiding."""
    held = Position.objects.filter(municipality=case.municipality, role=role, valid_from__lte=on)
    held = held.filter(Q(valid_to=None) | Q(valid_to__gte=on), areas__contains=[Area(case.area).code])
    if case.shielded:
        held = held.filter(shielded=True)
    people = Staff.objects.filter(id__in=held.values("staff_id"), active=True)
    return list(people.order_by("name"))


def file_for(case: Case, file_id: UUID) -> ReportFile:
    """ReportFile.DoesNotExist where it is not of this case."""
    found: ReportFile = ReportFile.objects.get(case=case, id=file_id)
    return found


def receipted(typed: str) -> list[UUID]:
    """Cases of the focus that a report opened whose receipt has the number: the reporter rings, and says it."""
    number = rules.as_reference(typed)
    return list(Report.objects.filter(reference=number).values_list("case_id", flat=True)) if number else []
