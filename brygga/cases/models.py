"""The case and what hangs on it: parties, those who act for them, clocks, who works with it, links."""

from typing import ClassVar

from django.db import models

from brygga.ground import sealing
from brygga.ground.models import Guard, Owned, Wall

_NUMBER = "cases_party.number"
_ADDRESS = "cases_party.address"


class Case(Owned):
    """One ärende. `version` grows with every act: pages use it to catch up and to notice each other."""

    guard = Guard(
        Wall.CASE,
        resident="select, insert",
        resident_updates=("version", "changed_at", "waiting_for", "new_for_staff"),
    )

    number = models.CharField(max_length=24)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    stage = models.CharField(max_length=16)
    opened_at = models.DateTimeField()
    handler_id = models.UUIDField(null=True)
    handler_name = models.CharField(max_length=120, blank=True)
    performer = models.IntegerField()  # the municipality whose staff handle it; home unless commissioned
    due_on = models.DateField(null=True)  # the nearest running clock
    due_code = models.CharField(max_length=40, blank=True)
    waiting_for = models.CharField(max_length=16, blank=True)  # "resident" while their answer is awaited
    before_board = models.BooleanField(
        default=False
    )  # elected members may open it: it waits for their decision
    urgent = models.BooleanField(
        default=False
    )  # something has been decided that could not wait for the board
    new_for_staff = models.BooleanField(default=True)  # something arrived that no handler has opened
    version = models.IntegerField(default=1)
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    summary = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "number"], name="one_case_per_number"),
        )
        indexes = (
            models.Index(
                fields=["municipality", "due_on", "id"],
                include=["reach_key"],
                condition=models.Q(closed_at=None),
                name="open_case_by_clock",
            ),
            models.Index(fields=["municipality", "handler_id"], name="case_of_handler"),
        )


class Party(Owned):
    """Someone the case is about, or who is heard in it. The name lives here, behind the case's wall."""

    guard = Guard(Wall.CASE, resident="select, insert")

    class Role(models.TextChoices):
        APPLICANT = "applicant"
        CHILD = "child"
        GUARDIAN = "guardian"
        OTHER = "other"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=12, choices=Role.choices)
    name = models.CharField(max_length=120)
    number_index = models.CharField(max_length=64, blank=True)
    number_sealed = models.BinaryField(null=True)
    address_sealed = models.BinaryField(null=True)
    phone = models.CharField(max_length=30, blank=True)
    wishes = models.CharField(max_length=200, blank=True)  # language, interpreter, how to reach them
    reads = models.BooleanField(default=True)  # sees the case on their own pages
    protected = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=["number_index"], name="party_by_number"),
            models.Index(fields=["municipality", "case"], name="party_of_case"),
        )

    @property
    def number(self) -> str:
        """Twelve digits, or "" where none is known."""
        return sealing.open_text(self.number_sealed, _NUMBER) if self.number_sealed else ""

    @property
    def address(self) -> str:
        return sealing.open_text(self.address_sealed, _ADDRESS) if self.address_sealed else ""

    def identify(self, number: str) -> None:
        self.number_index = sealing.blind_index(number)
        self.number_sealed = sealing.seal_text(number, _NUMBER)

    def lives_at(self, address: str) -> None:
        self.address_sealed = sealing.seal_text(address, _ADDRESS) if address else None


class Representative(Owned):
    """Someone who may read, or act, for a party: who, what, until when (FL 14; FB 6, 11 kap.)."""

    guard = Guard(Wall.CASE, resident="select, insert", resident_updates=("revoked_at",))

    class Capacity(models.TextChoices):
        GUARDIAN = "guardian"
        TRUSTEE = "trustee"  # god man, förvaltare
        AUTHORISED = "authorised"  # by power of attorney

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="representatives")
    principal = models.ForeignKey(Party, on_delete=models.PROTECT)
    agent_index = models.CharField(max_length=64)
    agent_name = models.CharField(max_length=120)
    capacity = models.CharField(max_length=12, choices=Capacity.choices)
    may_act = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True)
    registered_by = models.CharField(max_length=120)

    class Meta:
        indexes = (models.Index(fields=["agent_index"], name="representative_by_agent"),)


class Clock(Owned):
    """A statutory period that runs, ran or was met."""

    guard = Guard(Wall.CASE, resident="select, insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    code = models.CharField(max_length=40)
    section = models.CharField(max_length=60)
    plain = models.CharField(max_length=200)
    started_on = models.DateField()
    due_on = models.DateField()
    met_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["municipality", "case"], name="clock_of_case"),)


class Assignment(Owned):
    """Who works with the case, for which municipality, on what grounds, from when to when."""

    guard = Guard(Wall.CASE, resident="select")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)
    staff_title = models.CharField(max_length=80, blank=True)
    staff_municipality = models.IntegerField()
    role = models.CharField(max_length=20, default="handler")  # handler, responsible, committee
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=120)
    grounds = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=["municipality", "case"], name="assignment_of_case"),
            models.Index(fields=["municipality", "staff_id", "ends_at"], name="assignment_of_staff"),
        )


class Link(Owned):
    """Two cases that belong together: siblings, a concern and its investigation."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="linked_from")
    why = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "case", "other"], name="one_link_per_pair"),
        )


class NumberSeries(models.Model):
    """The last case number given in a municipality and year. Only `brygga.next_number` touches it."""

    guard: ClassVar[Guard] = Guard(Wall.DOOR, staff="", door="")

    id = models.BigAutoField(primary_key=True)
    municipality = models.IntegerField()
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["municipality", "year"], name="one_series_per_year"),)


_EMPLOYED_AT_HOME = (
    "municipality = (select s.municipality from people_staff s where s.id = brygga.my_staff_id())"
)


class WorkingNote(Owned):
    """A minnesanteckning: made only to prepare the case, and adds no fact to it (TF 2:12). Docs: decisions/0014.

    Never a part of the file: in no export, no record, no archive. Residents have no right to the table. Written
    beside the conversation (messages.actions.working_notes); whoever closes the case takes them all away, for one
    that lay there when the file is taken care of for archiving would become an official document.
    """

    guard = Guard(Wall.CASE, staff="select, insert, delete", staff_sees=_EMPLOYED_AT_HOME, author="author_id")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=120)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["municipality", "case"], name="working_note_of_case"),)


class GivenNumber(models.Model):
    """The number set aside for a case, so that asked for again it is the same. Only `brygga.next_number` touches it."""

    guard: ClassVar[Guard] = Guard(Wall.DOOR, staff="", door="")

    case_id = models.UUIDField(primary_key=True)
    municipality = models.IntegerField()
    year = models.SmallIntegerField()
    running = models.IntegerField()
