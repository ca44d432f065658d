"""The report, as it was told, and what was done with it first. None of it is a party's to read: OSL 26:5."""

from typing import ClassVar

from django.db import models

from brygga.cases.models import Case
from brygga.ground import sealing
from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Owned, Wall

_REPORTER = "concerns_report.reporter"
_FILE = "concerns_reportfile.content"


class Report(Owned):
    """What somebody told us, word for word. Who they are is sealed; nothing of it is read by residents."""

    guard = Guard(Wall.CASE, staff="select", resident="insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    reference = models.CharField(max_length=12)
    about = models.CharField(max_length=8)
    reporter = models.CharField(max_length=12)
    reporter_sealed = models.BinaryField(null=True)  # name, workplace, how to reach them: one per line
    wants_answer = models.BooleanField(default=False)
    born = models.CharField(max_length=60, blank=True)
    where = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    received_at = models.DateTimeField()
    wave = models.BooleanField(default=False)  # came when very many did: read apart, never refused

    class Meta:
        indexes = (
            models.Index(fields=["municipality", "case"], name="report_of_case"),
            models.Index(fields=["municipality", "received_at"], name="report_by_time"),
        )

    def told_by(self, name: str, workplace: str, reach: str, proof: str = "") -> None:
        """Seal who tells. proof: the organisation's number where a service e-ID has vouched for them."""
        lines = (" ".join(line.split()) for line in (name, workplace, reach, proof))
        self.reporter_sealed = sealing.seal_text("\n".join(lines), _REPORTER)

    @property
    def told_by_lines(self) -> list[str]:
        """Name, workplace and how to reach them, as far as they were given."""
        return [line for line in self._told_by()[:3] if line]

    @property
    def vouched_for(self) -> str:
        """The number of the organisation whose service e-ID says who it is, or ""."""
        return (self._told_by() + [""] * 4)[3]

    def _told_by(self) -> list[str]:
        if self.reporter_sealed is None:
            return []
        return sealing.open_text(self.reporter_sealed, _REPORTER).split("\n")


class ReportFile(Owned):
    """A picture or document sent with a report, sealed."""

    guard = Guard(Wall.CASE, staff="select", resident="insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="report_files")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    size = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["municipality", "report"], name="file_of_report"),)

    def keep(self, content: bytes) -> None:
        self.sealed = sealing.seal(content, _FILE)

    @property
    def content(self) -> bytes:
        return sealing.open_sealed(self.sealed, _FILE)


class Receipt(models.Model):
    """That a professional has reported, for that professional alone: nothing of the case, nothing of whom it is about.

    person_id is made from their service e-ID with a key (people.professionals). What came of it is read by
    `brygga.answers_of_mine` (functions.py), which says no more than SoL 19:6 lets one say.
    """

    guard: ClassVar[Guard] = Guard(
        Wall.PERSON,
        staff="",
        resident="select, insert",
        resident_columns=(
            *("id", "person_id", "municipality", "reference"),
            *("about", "received_at", "wants_answer"),
        ),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    municipality = models.IntegerField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12)
    about = models.CharField(max_length=8)
    received_at = models.DateTimeField()
    wants_answer = models.BooleanField()

    class Meta:
        indexes = (models.Index(fields=["person_id", "-received_at"], name="receipt_of_person"),)


class Assessment(Owned):
    """The immediate protection assessment (SoL 20:1): who made it, how they met, what they found."""

    guard = Guard(Wall.CASE, staff="select, insert", author="staff_id")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="protection_assessments")
    at = models.DateTimeField()
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)
    needs_protection = models.BooleanField()
    channel = models.CharField(max_length=10)
    note_id = models.UUIDField()

    class Meta:
        indexes = (models.Index(fields=["municipality", "case"], name="assessment_of_case"),)


class Answer(Owned):
    """What the reporter was told, and how (SoL 19:6). One for each report."""

    guard = Guard(Wall.CASE, staff="select, insert", author="staff_id")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reporter_answers")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="answers")
    at = models.DateTimeField()
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)
    told = models.CharField(max_length=12)
    channel = models.CharField(max_length=10)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "report"], name="one_answer_per_report"),
        )


class Escalation(Owned):
    """That a report still lay unread, and who was told: the proof that nobody could overlook it."""

    guard = Guard(Wall.CASE, staff="select, insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="escalations")
    level = models.CharField(max_length=10)
    at = models.DateTimeField()
    told = models.JSONField(default=list)  # names of staff, or the on-call telephone

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "case", "level"], name="one_escalation_per_level"
            ),
        )


class Disclosure(Owned):
    """That secrecy was tried for whom a report is about (OSL 26:5), and what they then read: a note, or nothing."""

    guard = Guard(Wall.CASE, staff="select, insert", author="staff_id")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="disclosures")
    at = models.DateTimeField()
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)
    choice = models.CharField(max_length=8)
    reason = models.TextField()
    note_id = models.UUIDField(null=True)

    class Meta:
        indexes = (models.Index(fields=["municipality", "case"], name="disclosure_of_case"),)


class Gathered(Owned):
    """That a report is read together with others of the same child, or, taken out, by itself again. The newest counts.

    Nothing is thereby assessed or decided: each report keeps its case, its clocks and its place in the list.
    """

    guard = Guard(Wall.CASE, staff="select, insert", author="staff_id")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="gatherings")
    gathering = models.UUIDField()
    inside = models.BooleanField()
    at = models.DateTimeField()
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)

    class Meta:
        indexes = (
            models.Index(fields=["municipality", "case", "-at"], name="gathering_of_case"),
            models.Index(fields=["municipality", "gathering"], name="cases_of_gathering"),
        )


class Decided(Owned):
    """What was decided on several reports at once (SoL 20:2): the whole decision, with its reasons, on each of them."""

    guard = Guard(Wall.CASE, staff="select, insert", author="staff_id")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    gathering = models.UUIDField()
    outcome = models.CharField(max_length=12)
    inquiry = models.UUIDField(null=True)  # the case that the investigation is carried on in
    reasons = models.TextField()
    at = models.DateTimeField()
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "case"], name="one_joint_decision_per_case"),
        )


class Warned(Owned):
    """A mail or text message to one colleague that something has lain too long: when it went, and whereto.

    Queued in the transaction of the escalation; it says nothing of what lies there.
    """

    guard = Guard(
        Wall.CASE,
        staff="select, insert, update (state)",
        sealer="select, update (state, attempts, next_try_at, sent_at, sent_to, problem)",
    )

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        JOINED = "joined"  # the same colleague has just been told of another
        UNNEEDED = "unneeded"  # somebody had assessed the report before it went
        FAILED = "failed"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="warned")
    channel = models.CharField(max_length=10)  # email, sms
    staff_id = models.UUIDField(null=True)  # none: the on-call telephone
    name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    sent_to = models.CharField(max_length=254, blank=True)
    problem = models.CharField(max_length=20, blank=True)  # a code

    class Meta:
        indexes = (
            models.Index(
                fields=["next_try_at"], condition=models.Q(state="queued"), name="warning_in_the_queue"
            ),
        )
