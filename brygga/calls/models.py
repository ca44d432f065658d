"""A video room of a case, who has come to it, who was let in, and what browsers tell each other to meet."""

from django.db import models

from brygga.cases.models import Case
from brygga.ground.models import Guard, Owned, Wall

_ENVELOPE = (
    *("id", "municipality", "area", "shielded", "reach_key", "case_id", "room_id", "at"),
    *("sender_id", "sender_seat", "addressee_id", "addressee_seat", "number", "kind"),
)


class Room(Owned):
    """A room. One for a booked meeting has the meeting's id; at most one is open in a case at a time."""

    guard = Guard(Wall.CASE, resident="select")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    meeting_id = models.UUIDField(null=True)
    opened_by_id = models.UUIDField()
    opened_at = models.DateTimeField()
    relay_only = models.BooleanField(default=False)  # chosen by staff; the case may ask for it as well
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "case"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_room_per_case",
            ),
        )


class Attendee(Owned):
    """Somebody who has come, as they say themselves: from which page, and until when. Lets nobody in."""

    guard = Guard(
        Wall.CASE,
        resident="select, insert",
        resident_updates=(
            "seat",
            "is_protected",
            "arrived_at",
            "seen_at",
            "left_at",
            "counted_from",
            "sent_since",
        ),
        author="person_id",
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField()
    name = models.CharField(max_length=120)
    is_resident = models.BooleanField()
    is_protected = models.BooleanField(default=False)
    of_municipality = models.IntegerField(null=True)  # staff: whose employee
    seat = models.UUIDField()  # the page they are at; a page opened later takes it over
    arrived_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    counted_from = models.DateTimeField()  # the minute in which signals are counted
    sent_since = models.IntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "room", "person_id"], name="one_attendee_per_person"
            ),
        )


class Admission(Owned):
    """What was decided of somebody's coming in. A table of its own, which residents cannot write."""

    guard = Guard(Wall.CASE, resident="select", author="by_id")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField()
    is_let_in = models.BooleanField()
    is_host = models.BooleanField(default=False)  # lets others in, and ends the meeting
    by_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "room", "person_id"], name="one_admission_per_person"
            ),
        )


class Signal(Owned):
    """What one browser says to another. Nobody may select the payload: `brygga.signals_to_me` hands it out."""

    guard = Guard(
        Wall.CASE,
        staff=f"select ({', '.join(_ENVELOPE)}), insert, delete",
        resident="select, insert",
        resident_columns=_ENVELOPE,
        sealer="select (id, at), delete",
        author="sender_id",
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")
    sender_id = models.UUIDField()
    sender_seat = models.UUIDField()
    addressee_id = models.UUIDField()
    addressee_seat = models.UUIDField()
    number = models.IntegerField()
    kind = models.CharField(max_length=10)
    payload = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "room", "sender_seat", "number"], name="one_signal_per_number"
            ),
        )
        indexes = (models.Index(fields=["at"], name="signal_to_forget"),)
