"""What a municipality has set for its meetings: kinds of its own, and rooms."""

from brygga.booking.models import MeetingKind, Room


def kinds_of(municipality: int) -> list[MeetingKind]:
    """Those in force."""
    return list(MeetingKind.objects.filter(municipality=municipality, valid_to=None).order_by("label", "id"))


def rooms_of(municipality: int) -> list[Room]:
    """Those that are open."""
    return list(Room.objects.filter(municipality=municipality, closed_on=None).order_by("address", "name"))
