"""Somebody invited to a meeting of Alma's case, and their page."""

from dataclasses import dataclass
from uuid import UUID

from brygga.calls import actions, invited
from brygga.calls.actions import Guest
from brygga.calls.models import Invitation, Room
from brygga.calls.tests.build import Page
from brygga.cases.models import Case
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.tenancy import Reach, Role
from tests.cast import at_work, resident, staff

SAMIRA = ("198501022399", "Samira Demir")
TOR = ("198501032398", "Tor Falk")


def invite(
    case: Case, room: UUID, who: tuple[str, str] = SAMIRA, *, guest_as: str = "interpreter"
) -> Invitation:
    said_yes = {} if guest_as == "interpreter" else {"consent_on": clock.today(), "consent_how": "spoken"}
    guest = Guest(*who, guest_as, **said_yes)  # type: ignore[arg-type]
    with at_work(staff("cecilia")) as cecilia:
        return actions.invite(cecilia, Case.objects.get(id=case.id), room, guest, uuid7())


def take_back(case: Case, invitation: Invitation) -> None:
    with at_work(staff("cecilia")) as cecilia:
        actions.withdraw(cecilia, Case.objects.get(id=case.id), invitation.id)


@dataclass
class GuestPage(Page):
    """room: the id of the invitation, which is all that stands in their address."""

    slug: str = "helsingborg"

    @property
    def path(self) -> str:
        return f"/{self.slug}/mina-sidor/inbjudan/{self.room}/"


def page_of(case: Case, invitation: Invitation, who: tuple[str, str] = SAMIRA) -> GuestPage:
    return GuestPage(resident(who), case, invitation.id)


def reach_of_guest(who: tuple[str, str], invitation: UUID, home: int) -> Reach:
    return Reach(Role.GUEST, resident(who).id, invitation=invitation, focus=home)


def room_as_guest(who: tuple[str, str], invitation: Invitation) -> Room | None:
    """The room, as the guest's own reach finds it."""
    person = resident(who)
    with at_work(person):
        mine = invited.mine_in(invitation.municipality, invitation.id)
        with invited.as_guest(person, mine):
            return invited.room_of(mine)
