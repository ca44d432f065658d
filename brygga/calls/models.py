"""A video room of a case, who is invited, who has come, who was let in, and what browsers tell each other to meet."""

from django.db import models

from brygga.cases.models import Case
from brygga.ground.models import Guard, Owned, Wall

_ENVELOPE = (
    *("id", "municipality", "area", "shielded", "reach_key", "case_id", "room_id", "at"),
    *("sender_id", "sender_seat", "addressee_id", "addressee_seat", "number", "kind"),
)


_MINE_OR_LET_IN = (
    "room_id = any((select brygga.invited())::uuid[])"
    " and (person_id = (select brygga.my_guest_id()) or room_id = any((select brygga.let_in())::uuid[]))"
)
"""Whoever is invited knows of themselves; of the others only once somebody has let them in."""

_THEIR_PAGE = ("seat", "is_protected", "arrived_at", "seen_at", "left_at", "counted_from", "sent_since")


class Room(Owned):
    """A room. One for a booked meeting has the meeting's id; at most one is open in a case at a time."""

    guard = Guard(
        Wall.CASE,
        resident="select",
        guest="select",
        guest_sees="id = any((select brygga.invited())::uuid[])",
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    meeting_id = models.UUIDField(null=True)
    opened_by_id = models.UUIDField()
    opened_at = models.DateTimeField()
    relay_only = models.BooleanField(default=False)  # chosen by staff; the case may ask for it as well
    forwarded = models.BooleanField(default=False)  # through the SFU, which decrypts; there is no way back
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
        resident_updates=_THEIR_PAGE,
        resident_writes="is_resident and of_municipality is null and invitation_id is null",
        guest=f"select, insert, update ({', '.join(('invitation_id', 'guest_as', *_THEIR_PAGE))})",
        guest_sees=_MINE_OR_LET_IN,
        guest_writes="is_resident and (invitation_id, guest_as) in (select id, guest_as from brygga.my_invitation())",
        author="person_id",
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField()
    name = models.CharField(max_length=120)
    is_resident = models.BooleanField()
    is_protected = models.BooleanField(default=False)
    of_municipality = models.IntegerField(null=True)  # staff: whose employee
    invitation_id = models.UUIDField(null=True)  # of one who does not read the case
    guest_as = models.CharField(max_length=12, blank=True)  # and as what they are there
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

    guard = Guard(
        Wall.CASE,
        staff="select, insert, update, delete",
        resident="select",
        guest="select",
        guest_sees=_MINE_OR_LET_IN,
        author="by_id",
    )

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
        guest="select (id, municipality, room_id), insert",
        guest_sees="room_id = any((select brygga.let_in())::uuid[])",
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


class Invitation(Owned):
    """One who may come to one meeting and no further: an interpreter, or somebody whom the resident wants there.

    room_id: of the room there is, or the id of the booked meeting, which its room will have. Of the personal number
    only the index is kept: enough to know the person again at the door.
    """

    guard = Guard(
        Wall.CASE,
        resident="select",
        resident_columns=(
            *(
                "id",
                "municipality",
                "area",
                "shielded",
                "reach_key",
                "case_id",
                "room_id",
                "guest_name",
                "guest_as",
            ),
            *("language", "consent_on", "invited_at", "invited_by_name", "withdrawn_at"),
        ),
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    room_id = models.UUIDField()
    number_index = models.CharField(max_length=64)
    guest_name = models.CharField(max_length=120)
    guest_as = models.CharField(max_length=12)  # rules.GUESTS
    language = models.CharField(max_length=60, blank=True)
    consent_on = models.DateField(null=True)  # when the one it concerns said yes; an interpreter needs none
    consent_how = models.CharField(max_length=12, blank=True)
    invited_at = models.DateTimeField()
    invited_by_id = models.UUIDField()
    invited_by_name = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "room_id", "number_index"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_invitation_per_guest",
            ),
        )
        indexes = (models.Index(fields=["number_index"], name="invitation_by_number"),)
