"""Taking a report in, assessing at once, deciding, telling the reporter. Each verb is one transaction."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID, uuid5

from django.db import connection

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case, Party
from brygga.cases.rules import KINDS, MOVES, Stage, WrongStage
from brygga.concerns import queries, rules
from brygga.concerns.models import Answer, Assessment, Receipt, Report, ReportFile, Warned
from brygga.concerns.rules import FEEDBACK, Answered, Told
from brygga.documentation import actions as documentation
from brygga.ground import clock, live, sealing, tenancy, trail
from brygga.ground.attachments import Upload
from brygga.ground.ids import uuid7
from brygga.ground.models import Event
from brygga.ground.often import insert
from brygga.ground.tenancy import Reach, Role
from brygga.ground.trail import Grounds
from brygga.law import Step
from brygga.municipalities.models import Municipality
from brygga.people.professionals import Professional

_REPORTS = UUID("6f3c6a1e-9b57-5a43-8a3e-1f0a5c6f7b21")
"""What ids of cases are made from, so that one form sent twice opens one case."""
_RECEIPTS = UUID("d2b3b7de-52c0-5d2e-9a5e-8f8b5b1a3c11")

PRELIMINARY = "preliminary_assessment_decision"


class NotAssessed(Exception):
    """Whether the child needs protection at once has not been assessed yet, and that comes first (SoL 20:1)."""


class NotTrue(Exception):
    """The reporter would be told what has not been decided."""


def receive(home: Municipality, told: Told, uploads: Sequence[Upload], *, once: UUID) -> str:
    """Take a report in as a case of the home municipality. Returns the reference that the reporter may keep.

    Whoever reports is nobody in particular here, signed in or not: the transaction reaches the new case alone,
    and may write there but not read what it wrote. Sent twice, it is received once.
    """
    return _receive(home, told, uploads, uuid5(_REPORTS, str(once)), None)


def receive_at_work(
    who: Professional, home: Municipality, told: Told, uploads: Sequence[Upload], *, once: UUID
) -> UUID:
    """The same from somebody a service e-ID vouches for, with a receipt that they alone find again: its id.

    The case still knows nobody as its opener: who reported stands sealed in the report and nowhere else.
    """
    case_id = uuid5(_REPORTS, f"{who.id} {once}")
    _receive(home, told, uploads, case_id, who)
    return receipt_id(case_id)


def ask_for_answer(who: Professional, receipt: UUID) -> None:
    """Whoever reported asks to be told after all (SoL 19:6: the law sets no last day). Asked already: nothing more.

    The database does it, since the reporter reaches neither report nor case: only for their own receipt, about a child.
    """
    grounds = json.dumps(asdict(Grounds("Den som har anmält får be om besked.", ("19 kap. 6 § SoL",))))
    with tenancy.enter(Reach(Role.RESIDENT, who.id)), connection.cursor() as cursor:
        cursor.execute(
            "select brygga.ask_for_answer(%s, %s, %s, %s::jsonb)", [receipt, uuid7(), clock.now(), grounds]
        )
        (municipality,) = cursor.fetchone() or (None,)
        if municipality is not None:
            live.signal_list(municipality)


def receipt_id(case_id: UUID) -> UUID:
    """A receipt's own id, from which the case's cannot be found."""
    return uuid5(_RECEIPTS, sealing.blind_index(str(case_id)))


def _receive(
    home: Municipality, told: Told, uploads: Sequence[Upload], case_id: UUID, who: Professional | None
) -> str:
    reference = rules.reference(receipt_id(case_id).hex)
    someone = ResidentActor(id=uuid7(), number_index="")
    with tenancy.enter(Reach(Role.RESIDENT, someone.id, cases=(case_id,), focus=home.code)):
        if not Case.objects.filter(id=case_id).exists():
            report = _open(someone, home, told, uploads, case_id, reference)
            if who is not None:
                _give_receipt(who, home, report)
    return reference


def _give_receipt(who: Professional, home: Municipality, report: Report) -> None:
    """In the same transaction, under the reporter's own reach, which holds no case."""
    with tenancy.enter(Reach(Role.RESIDENT, who.id, focus=home.code)):
        insert(
            Receipt(
                id=receipt_id(report.case_id),
                person_id=who.id,
                municipality=home.code,
                report=report,
                reference=report.reference,
                about=report.about,
                received_at=report.received_at,
                wants_answer=report.wants_answer,
            )
        )


def _open(
    someone: ResidentActor,
    home: Municipality,
    told: Told,
    uploads: Sequence[Upload],
    case_id: UUID,
    reference: str,
) -> Report:
    case = cases.open_case(
        someone,
        municipality=home.code,
        short=home.short,
        kind=told.about.value,
        title=rules.TITLE,
        parties=[_concerned(told)],
        case_id=case_id,
        reported=Grounds("Någon har berättat om oro.", rules.sections(told.about, told.reporter)),
    )
    report = _report(case, told, reference)
    insert(report)
    insert(*(_file(case, report, upload) for upload in uploads))
    return report


def _concerned(told: Told) -> cases.NewParty:
    """Whom it is about. They do not read the case until somebody has let them in (SoL 20:4; OSL 26:5)."""
    child = told.about is rules.About.CHILD
    return cases.NewParty(
        name=told.name or ("Okänt barn" if child else "Okänd person"),
        role=Party.Role.CHILD if child else Party.Role.APPLICANT,
        address="" if told.protected else told.where,
        reads=False,
        protected=told.protected,
    )


def _report(case: Case, told: Told, reference: str) -> Report:
    report = Report.within(
        case,
        case=case,
        reference=reference,
        about=told.about.value,
        reporter=told.reporter.value,
        wants_answer=told.wants_answer,
        born=told.born,
        where=told.where,
        text=told.text,
        received_at=case.opened_at,
        wave=not told.vouched_for
        and rules.in_a_wave(queries.lately(case.municipality, case.opened_at - rules.WAVE_WITHIN)),
    )
    if rules.names_themselves(told.reporter):
        report.told_by(
            told.reporter_name, told.reporter_workplace, told.reporter_reach, proof=told.vouched_for
        )
    return report


def _file(case: Case, report: Report, upload: Upload) -> ReportFile:
    file = ReportFile.within(
        case, case=case, report=report, name=upload.name, media_type=upload.media_type, size=upload.size
    )
    file.keep(upload.content)
    return file


def assess(
    actor: StaffActor, case: Case, *, needs_protection: bool, channel: str, reasons: str, once: UUID
) -> Assessment:
    """The immediate protection assessment, written into the file (SoL 20:1). Sent twice, it is made once."""
    fresh = cases.locked(case)
    before: Assessment | None = Assessment.objects.filter(id=once, case=fresh).first()
    if before is not None:
        return before
    if fresh.closed_at is not None:
        raise WrongStage(MOVES["start_assessment"], Stage(fresh.stage))
    activity = KINDS[fresh.kind].assess
    grounds = gate.require(actor, activity, Step.CARRY_OUT, fresh, clock.today())
    if fresh.stage == Stage.RECEIVED:
        cases.start_assessment(actor, case)
    heading = "Omedelbar skyddsbedömning" if case.kind == "child" else "Första bedömning"
    note = documentation.NewNote(once, "assessment", heading, reasons, clock.today(), drafted=False)
    documentation.sign_note(actor, case, note)
    made = Assessment.within(
        case,
        id=once,
        case=case,
        at=clock.now(),
        staff_id=actor.id,
        staff_name=actor.name,
        needs_protection=needs_protection,
        channel=channel,
        note_id=once,
    )
    insert(made)
    cases.meet_clock(case, "immediate_protection_assessment")
    Warned.objects.filter(case=case, state=Warned.State.QUEUED).update(state=Warned.State.UNNEEDED)
    cases.touch(case, "status")
    trail.record(
        actor,
        "assess_protection",
        case,
        grounds,
        activity=activity,
        step=Step.CARRY_OUT.value,
        subject=made.id,
        channel=channel,
    )
    return made


def open_investigation(actor: StaffActor, case: Case) -> None:
    """Decide to investigate; who reported and asked is to be told within a week (SoL 20:2, 19:6)."""
    cases.open_investigation(actor, case)
    owe_an_answer(case)


def inquire(actor: StaffActor, case: Case, reasons: str, *, once: UUID) -> None:
    """The same with the reasons, which stand in the file (SoL 20:2, 14:3). Sent twice, it is opened once."""
    fresh = cases.locked(case)
    if Event.objects.filter(case_id=fresh.id, verb="sign_note", subject=once).exists():
        return
    if fresh.stage != Stage.ASSESSMENT:
        raise WrongStage(MOVES["open_investigation"], Stage(fresh.stage))
    gate.require(actor, PRELIMINARY, Step.DECIDE, fresh, clock.today())
    _protection_first(fresh)
    heading = "Beslut att inleda utredning"
    note = documentation.NewNote(once, "assessment", heading, reasons, clock.today(), drafted=False)
    documentation.sign_note(actor, case, note)
    open_investigation(actor, case)


def leave(actor: StaffActor, case: Case, reasons: str) -> None:
    """Decide not to investigate, with reasons, and end the case (SoL 20:2). Sent twice, it ends once."""
    fresh = cases.locked(case)
    if fresh.closed_at is not None and fresh.summary == reasons:
        return
    if fresh.stage != Stage.ASSESSMENT:
        raise WrongStage(MOVES["open_investigation"], Stage(fresh.stage))
    grounds = gate.require(actor, PRELIMINARY, Step.DECIDE, fresh, clock.today())
    _protection_first(fresh)
    trail.record(actor, "leave_report", case, grounds, activity=PRELIMINARY, step=Step.DECIDE.value)
    cases.close(actor, case, reasons)
    owe_an_answer(case)


def _protection_first(case: Case) -> None:
    """Of a child that somebody has reported; one who applies is not asked about (SoL 20:1)."""
    reported = case.kind == "child" and queries.concern_of(case) is not None
    if reported and not Assessment.objects.filter(case=case).exists():
        raise NotAssessed


def owe_an_answer(case: Case) -> None:
    """Start the week of whoever reported, if they asked to be told and may be (SoL 19:6)."""
    concern = queries.concern_of(case)
    if concern is not None and concern.owes_answer:
        cases.start_clock(case, FEEDBACK)


def answer(actor: StaffActor, case: Case, told: Answered, channel: str) -> None:
    """Note that the reporter was told, and what (SoL 19:6). Once; NotTrue where it is not what was decided."""
    fresh = cases.locked(case)
    concern = queries.concern_of(fresh)
    if concern is None or not concern.owes_answer:
        return
    if told not in queries.true_of(fresh):
        raise NotTrue
    grounds = gate.require(actor, FEEDBACK, Step.CARRY_OUT, fresh, clock.today())
    insert(
        Answer.within(
            case,
            case=case,
            report=concern.report,
            at=clock.now(),
            staff_id=actor.id,
            staff_name=actor.name,
            told=told.value,
            channel=channel,
        )
    )
    trail.record(
        actor, "answer_reporter", case, grounds, activity=FEEDBACK, step=Step.CARRY_OUT.value, channel=channel
    )
    cases.meet_clock(case, FEEDBACK)
    cases.touch(case, "status")
