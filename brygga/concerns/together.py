"""Reading reports of one child together: which are, which others may be of the same, what was decided on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from brygga.access.rules import StaffActor
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.cases.rules import Stage
from brygga.concerns import rules
from brygga.concerns.models import Answer, Assessment, Decided, Gathered, Report, ReportFile
from brygga.concerns.queries import MOST
from brygga.concerns.rules import About, Reporter
from brygga.ground import clock

EARLY = (Stage.RECEIVED, Stage.ASSESSMENT)


@dataclass(frozen=True)
class Line:
    """A report that may be gathered with others."""

    report: Report
    case: Case
    name: str  # of whom it is about
    number_index: str


@dataclass(frozen=True)
class Member:
    """A report that is read together with others, with what is done on it."""

    report: Report
    case: Case
    files: list[ReportFile]
    assessed: bool
    answered: bool
    decided: Decided | None

    @property
    def undecided(self) -> bool:
        return self.case.stage in EARLY

    @property
    def owes_answer(self) -> bool:
        """Whether whoever reported has asked to be told, may be, and has not been."""
        told = rules.may_be_told(About(self.report.about), Reporter(self.report.reporter))
        return self.report.wants_answer and told and not self.answered


@dataclass(frozen=True)
class Together:
    """One child's reports that are read together, the oldest first. beside: others that may be of the same child."""

    gathering: UUID
    members: list[Member]
    beside: list[Line]

    @property
    def undecided(self) -> list[Member]:
        return [one for one in self.members if one.undecided]

    @property
    def unassessed(self) -> list[Member]:
        return [one for one in self.undecided if not one.assessed]

    @property
    def owed(self) -> list[Member]:
        """Whose reporters are to be told, now that it is decided."""
        return [one for one in self.members if one.owes_answer and not one.undecided]

    @property
    def told_on_page(self) -> list[Member]:
        """Of those, whose reporters read the answer on the page of their own receipt."""
        return [one for one in self.owed if one.report.vouched_for]

    @property
    def mark(self) -> str:
        """What a reader has before them: another mark means that something came, or went, while they wrote."""
        return mark_of((one.case.id for one in self.undecided), (one.case.id for one in self.beside))


def mark_of(inside: Iterable[UUID], beside: Iterable[UUID]) -> str:
    sides = (",".join(sorted(map(str, ids))) for ids in (inside, beside))
    return sha256("|".join(sides).encode()).hexdigest()[:16]


def newest() -> QuerySet[Any]:
    """The newest word on whether a case (OuterRef "case_id") is read together with others."""
    return Gathered.objects.filter(case=OuterRef("case_id")).order_by("-at", "-id")


def gathering_of(case: Case) -> UUID | None:
    """The gathering that the case is in, or None. One query."""
    last: Gathered | None = Gathered.objects.filter(case=case).order_by("-at", "-id").first()
    return last.gathering if last is not None and last.inside else None


def gatherable(case: Case) -> bool:
    """Whether a case is a child's and still to be decided on; that a report opened it is asked apart."""
    return case.kind == "child" and case.stage in EARLY


def ids_in(case: Case, gathering: UUID) -> list[UUID]:
    """The cases that are in a gathering now, behind the same wall as this one, the oldest first."""
    ever = Gathered.objects.filter(gathering=gathering).values("case_id")
    rows = Report.objects.filter(case__in=ever, reach_key=case.reach_key)
    rows = rows.annotate(now=Subquery(newest().values("gathering")[:1]), still=_inside())
    found = rows.filter(now=gathering, still=True).order_by("received_at", "case_id")
    return list(dict.fromkeys(found.values_list("case_id", flat=True)))


def _inside() -> Subquery:
    return Subquery(newest().values("inside")[:1])


def together_with(actor: StaffActor, case: Case) -> Together | None:
    """What the case is read together with, each opened for reading in its own trail; None where it is by itself."""
    gathering = gathering_of(case)
    if gathering is None:
        return None
    found = cases.opened_all(actor, ids_in(case, gathering))
    return Together(gathering, _members(found), _beside(case, [one.id for one in found]))


def _members(found: list[Case]) -> list[Member]:
    """Five queries, however many they are."""
    ids = [case.id for case in found]
    by_id = {case.id: case for case in found}
    reports = list(Report.objects.filter(case__in=ids).order_by("received_at", "case_id"))
    files: dict[UUID, list[ReportFile]] = {}
    for file in ReportFile.objects.filter(case__in=ids).defer("sealed").order_by("id"):
        files.setdefault(file.report_id, []).append(file)
    assessed = set(Assessment.objects.filter(case__in=ids).values_list("case_id", flat=True))
    answered = set(Answer.objects.filter(case__in=ids).values_list("report_id", flat=True))
    decided = {one.case_id: one for one in Decided.objects.filter(case__in=ids)}
    return [
        Member(
            one,
            by_id[one.case_id],
            files.get(one.id, []),
            one.case_id in assessed,
            one.id in answered,
            decided.get(one.case_id),
        )
        for one in reports
    ]


def _beside(case: Case, inside: list[UUID]) -> list[Line]:
    """Undecided reports outside whose child has a name like one inside, and no other number."""
    parties = cases.children_in(inside)
    lines, _cut = candidates(case)
    return [
        one
        for one in lines
        if one.case.id not in inside
        and any(rules.alike(one.name, party.name) for party in parties)
        and rules.may_be_one([one.number_index, *(party.number_index for party in parties)])
    ]


@dataclass(frozen=True)
class Choice:
    """Which reports may be gathered with one. name: of the child it is about. like: cases with a like name."""

    name: str
    lines: list[Line]
    cut: bool

    @property
    def like(self) -> list[UUID]:
        return [one.case.id for one in self.lines if rules.alike(one.name, self.name)]

    def options(self) -> list[tuple[UUID, str]]:
        """Those with a like name first: case, and what is known of it in a line."""
        rows = sorted(self.lines, key=lambda one: not rules.alike(one.name, self.name))
        return [
            (one.case.id, " · ".join([f"{one.name}, {one.case.number}", *_known(one.report)])) for one in rows
        ]


def _known(report: Report) -> list[str]:
    when = report.received_at.astimezone(clock.STOCKHOLM)
    return [word for word in (report.born, report.where, f"{when:%Y-%m-%d %H.%M}") if word]


def choice_for(case: Case) -> Choice:
    lines, cut = candidates(case)
    children = cases.children_in([case.id])
    return Choice(children[0].name if children else "", lines, cut)


def candidates(case: Case) -> tuple[list[Line], bool]:
    """Undecided reports of children behind the same wall that are by themselves, and whether more are not shown."""
    rows = Report.objects.filter(reach_key=case.reach_key, case__kind="child", case__stage__in=EARLY)
    rows = rows.exclude(case=case).annotate(still=_inside()).filter(Q(still=None) | Q(still=False))
    rows = rows.select_related("case").defer("text", "reporter_sealed").order_by("received_at", "id")
    reports = list(rows[: MOST + 1])
    who = {child.case_id: child for child in reversed(cases.children_in(one.case_id for one in reports))}
    lines = [
        Line(
            one,
            one.case,
            getattr(who.get(one.case_id), "name", ""),
            getattr(who.get(one.case_id), "number_index", ""),
        )
        for one in reports[:MOST]
    ]
    return lines, len(reports) > MOST


def numbers_of(ids: Iterable[UUID]) -> set[str]:
    """The blind indexes of children's known personal numbers in these cases."""
    return {child.number_index for child in cases.children_in(ids) if child.number_index}
