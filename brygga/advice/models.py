"""Conversations without a name or a case, who answers them, and when.

Visitors have no row of their own and no role: what they may do goes through functions.py, by the hash of the key
that their browser holds. Staff see what lies in their reach. No table has a place for an address or a browser.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Value

from brygga.advice import rules
from brygga.ground import sealing
from brygga.ground.areas import SPAN, Area
from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, ScopedManager, Wall


class OfService(models.Model):
    """A row of a municipality's advice: behind the wall where its area of advice lies."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    reach_key = models.GeneratedField(
        expression=F("municipality") * SPAN + Value(int(Area.ADVICE)),
        output_field=models.IntegerField(),
        db_persist=True,
    )

    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class Chat(OfService):
    """One conversation. waiting_since: the visitor's oldest words without an answer.

    grounds: why whoever has it now may answer for this municipality. seen_at: when the visitor's page was
    last open, to the minute, so that nobody writes to an empty chair.
    """

    guard: ClassVar[Guard] = Guard(
        Wall.SERVICE,
        staff="select, update (version, last_number, waiting_since, changed_at, staff_id, staff_name, staff_title, "
        "staff_municipality, staff_at, taken_at, grounds, ended_at, ended_by)",
    )

    area, shielded = Area.ADVICE, False  # what the gate asks of a place

    kind = models.CharField(max_length=8)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    version = models.IntegerField(default=0)
    last_number = models.IntegerField(default=0)
    waiting_since = models.DateTimeField(null=True)
    staff_id = models.UUIDField(null=True)
    staff_name = models.CharField(max_length=120, blank=True)
    staff_title = models.CharField(max_length=80, blank=True)
    staff_municipality = models.IntegerField(null=True)
    staff_at = models.DateTimeField(null=True)  # when whoever has it last did something here
    taken_at = models.DateTimeField(null=True)  # the first time
    grounds = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=8, blank=True)

    class Meta(OfService.Meta):
        indexes = (
            models.Index(
                fields=["municipality", "waiting_since"],
                include=["reach_key"],
                condition=models.Q(ended_at__isnull=True),
                name="advice_open",
            ),
        )


class Key(models.Model):
    """The hash of the key to a conversation. No role may read it: only the functions look it up."""

    guard: ClassVar[Guard] = Guard(Wall.DOOR, staff="", door="")

    chat = models.OneToOneField(Chat, on_delete=models.CASCADE, primary_key=True, related_name="+")
    municipality = models.IntegerField()
    key_hash = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "key_hash"], name="one_conversation_per_key"),
        )


class Line(OfService):
    """Something said, sealed. staff_id is empty for the visitor; staff can only say things in their own name."""

    guard: ClassVar[Guard] = Guard(Wall.SERVICE, staff="select, insert", author="staff_id")

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    at = models.DateTimeField()
    sealed = models.BinaryField()
    staff_id = models.UUIDField(null=True)
    staff_name = models.CharField(max_length=120, blank=True)
    staff_title = models.CharField(max_length=80, blank=True)
    staff_municipality = models.IntegerField(null=True)

    class Meta(OfService.Meta):
        constraints = (
            models.UniqueConstraint(fields=["municipality", "chat", "number"], name="one_line_per_number"),
        )

    @property
    def text(self) -> str:
        return sealing.open_text(self.sealed, f"advice_line.{self.chat_id}")


class Turn(OfService):
    """Who had a conversation, from when to when, and on what grounds they answered for the municipality."""

    guard: ClassVar[Guard] = Guard(Wall.SERVICE, staff="select, insert", author="staff_id")

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    verb = models.CharField(max_length=10)  # take, hand_on, end
    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)
    staff_municipality = models.IntegerField()
    grounds = models.JSONField(default=dict)
    to_id = models.UUIDField(null=True)  # the colleague it was given to, and on what grounds they may have it
    to_name = models.CharField(max_length=120, blank=True)
    to_municipality = models.IntegerField(null=True)
    to_grounds = models.JSONField(default=dict)


class Phrase(OfService):
    """A ready-made answer of a municipality, to be put into the box and changed before it is sent."""

    guard: ClassVar[Guard] = Guard(Wall.SERVICE, staff="select, insert, update, delete")

    title = models.CharField(max_length=60)
    text = models.TextField()
    changed_by = models.CharField(max_length=120)
    changed_at = models.DateTimeField()


class Shift(OfService):
    """When somebody answers, and for which municipalities. municipality: who employs them."""

    guard: ClassVar[Guard] = Guard(Wall.SERVICE, staff="select, insert, update, delete")

    staff_id = models.UUIDField()
    staff_name = models.CharField(max_length=120)
    homes = models.JSONField(default=list)  # SCB codes
    weekday = models.SmallIntegerField(null=True)  # each week on this day (Monday is 0), or:
    day = models.DateField(null=True)  # once
    starts = models.TimeField()
    ends = models.TimeField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    set_by = models.CharField(max_length=120)

    @property
    def times(self) -> rules.Pass:
        return rules.Pass(self.starts, self.ends, self.weekday, self.day, self.valid_from, self.valid_to)


class Seat(models.Model):
    """Somebody who answers now, for as long as their page says that it is open. Nobody is shown unasked."""

    guard: ClassVar[Guard] = Guard(Wall.OWN, staff="select, insert, update, delete", author="staff_id")

    staff_id = models.UUIDField(primary_key=True)
    municipality = models.IntegerField()  # the employer
    here_at = models.DateTimeField()


class Tally(models.Model):
    """What remains of a conversation: a count without words, names or times of day."""

    guard: ClassVar[Guard] = Guard(Wall.MUNICIPAL, staff="select")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.IntegerField()
    day = models.DateField()
    kind = models.CharField(max_length=8)
    minutes = models.IntegerField()  # none where nobody answered
    performer = models.IntegerField(null=True)  # whose staff answered last, to share the cost by

    class Meta:
        indexes = (models.Index(fields=["municipality", "day"], name="advice_by_day"),)
