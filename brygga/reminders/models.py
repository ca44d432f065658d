"""What somebody has been reminded of: once for each time, however often a worker starts again."""

from django.db import models

from brygga.booking.models import Meeting, Seat
from brygga.cases.models import Case
from brygga.ground.models import Guard, Owned, Wall


class Reminder(Owned):
    """A reminder of a meeting at a moment: `which` is the day before, or close. A moved meeting is another moment."""

    guard = Guard(Wall.CASE, staff="select, insert, update (withdrawn_at)")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reminders")
    which = models.CharField(max_length=5)
    starts_at = models.DateTimeField()
    at = models.DateTimeField()
    notices = models.SmallIntegerField()
    withdrawn_at = models.DateTimeField(null=True)  # moved or cancelled before everything had gone

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "meeting", "which", "starts_at"], name="reminded_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["municipality", "starts_at"],
                include=["reach_key"],
                condition=models.Q(withdrawn_at=None),
                name="reminder_by_time",
            ),
        )


class SeatReminder(Owned):
    """A reminder to whoever has a place in a group. One who has left and come back has another place."""

    guard = Guard(Wall.CASE, staff="select, insert, update (withdrawn_at)")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="reminders")
    which = models.CharField(max_length=5)
    starts_at = models.DateTimeField()
    at = models.DateTimeField()
    notices = models.SmallIntegerField()
    withdrawn_at = models.DateTimeField(null=True)  # left or called off before everything had gone

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "seat", "which"], name="reminded_once_of_a_seat"),
        )
        indexes = (
            models.Index(
                fields=["municipality", "starts_at"],
                include=["reach_key"],
                condition=models.Q(withdrawn_at=None),
                name="seat_reminder_by_time",
            ),
        )
