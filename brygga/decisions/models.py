"""Proposals and decisions. A resident's role has no right to proposals; a decision is never edited."""

from datetime import datetime

from django.db import models

from brygga.cases.models import Case
from brygga.ground.models import Guard, Owned, Wall


class Outcome(models.TextChoices):
    GRANTED = "granted"
    PARTLY = "partly"
    DENIED = "denied"


class Proposal(Owned):
    """A prepared decision: what, why, on which law, and who should decide it."""

    guard = Guard(Wall.CASE)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proposals")
    activity = models.CharField(max_length=60)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    heading = models.CharField(max_length=120)  # the decision in one line, as the resident reads it
    text = models.TextField()
    reasons = models.TextField()
    next_steps = models.TextField(blank=True)
    prepared_by = models.CharField(max_length=120)
    prepared_by_id = models.UUIDField()
    prepared_by_municipality = models.IntegerField()
    prepared_at = models.DateTimeField()
    sent_to_board_at = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)  # for whoever is on call for the board
    settled_at = models.DateTimeField(null=True)  # decided, or taken back

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "case", "urgent"],
                condition=models.Q(settled_at=None),
                name="one_open_proposal_per_case",
            ),
        )
        indexes = (
            models.Index(fields=["municipality", "case"], name="proposal_of_case"),
            models.Index(
                fields=["municipality", "sent_to_board_at"],
                condition=models.Q(settled_at=None),
                name="proposal_for_board",
            ),
        )


class Decision(Owned):
    """What was decided: reasons, law, who decided in what right, and how to appeal (FL 31-33).

    shown_at: when the parties may read it; at once, but for what they must not know before it is carried out.
    """

    guard = Guard(
        Wall.CASE,
        staff="select, insert, update (shown_at, court_sent_on)",
        resident="select",
        resident_sees="shown_at is not null",
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    proposal = models.UUIDField()
    activity = models.CharField(max_length=60)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    heading = models.CharField(max_length=120)
    text = models.TextField()
    reasons = models.TextField()
    next_steps = models.TextField(blank=True)
    sections = models.JSONField(default=list)  # [["11 kap. 1 § SoL", "plain sentence"], ...]
    appeal_route = models.CharField(max_length=20)
    presented_by = models.CharField(max_length=120, blank=True)  # föredragande
    decided_by = models.CharField(max_length=120)
    decided_by_id = models.UUIDField()
    decided_by_title = models.CharField(max_length=80)
    decided_by_municipality = models.IntegerField()
    decided_in_right_of = models.CharField(
        max_length=160
    )  # "delegation 2026-D-31", "Socialnämndens utskott § 41"
    decided_at = models.DateTimeField()
    law_of = models.DateField()  # the day whose law judged it
    grounds = models.JSONField(default=dict)
    check_code = models.CharField(max_length=14)
    urgency = models.TextField(blank=True)  # why the board could not be awaited
    shown_at = models.DateTimeField(null=True)
    court_sent_on = models.DateField(null=True)  # when it was submitted to the court (LVU 7, LVM 15)

    # Filled by queries, for one reader or for anyone:
    told_at: datetime | None
    appealed_at: datetime | None
    acknowledged: bool

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "proposal"], name="one_decision_per_proposal"),
        )
        indexes = (models.Index(fields=["municipality", "case", "-decided_at"], name="decision_of_case"),)


class Receipt(Owned):
    """When the party was told of a decision: the appeal period runs from here (FL 44)."""

    guard = Guard(Wall.CASE, staff="select", resident="select, insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="receipts")
    person_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "decision", "person_id"], name="one_receipt_each"
            ),
        )


class Appeal(Owned):
    """The party's appeal, as written (FL 43)."""

    guard = Guard(Wall.CASE, staff="select", resident="select, insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appeals")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    person_id = models.UUIDField()
    text = models.TextField()
    at = models.DateTimeField()
