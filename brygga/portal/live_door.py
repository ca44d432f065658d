"""Who may follow what: the same session, reach and permit as the page itself, asked again each minute."""

from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from brygga.access import gate
from brygga.access.queries import reach_of, resident_actor, staff_actor
from brygga.access.rules import ResidentActor, StaffActor, municipalities_in_reach
from brygga.cases.models import Case
from brygga.cases.queries import case_for
from brygga.cases.rules import KINDS
from brygga.ground import clock, tenancy
from brygga.ground.sessions import SessionStore
from brygga.ground.sse import Asked, Away, Watch
from brygga.law import Step
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import by_slug


def door(asked: Asked) -> Watch | None:
    """What this browser may follow at this moment, or None. Runs in a thread of its own."""
    try:
        return _watch(asked)
    except (OperationalError, InterfaceError) as error:
        raise Away from error
    finally:
        connection.close()


def _watch(asked: Asked) -> Watch | None:
    session = asked.cookies.get(settings.SESSION_COOKIE_NAME, "")
    who = _signed_in(session)
    if who is None:
        return None
    with tenancy.enter(tenancy.DOOR):
        home = by_slug(asked.slug)
        look_up = resident_actor if who[0] == "resident" else staff_actor
        actor = look_up(who[1], clock.today())
        if home is None or actor is None:
            return None
        if asked.what == "lista":
            found = _list(actor, home)
        elif asked.id is None:
            return None
        else:
            tenancy.switch(reach_of(actor, home.code))
            found = _case(actor, asked.id)
        return found and replace(found, browser=session)


def _signed_in(session_key: str) -> tuple[str, UUID] | None:
    """Door and id, unless the session has ended or been idle too long. Following is not being active."""
    session = SessionStore(session_key)
    who, seen_as = session.get("who"), session.get("door")
    if not who or seen_as not in settings.SESSION_IDLE_SECONDS:
        return None
    idle = clock.wall_seconds() - int(session.get("seen", 0))
    return None if idle > settings.SESSION_IDLE_SECONDS[seen_as] else (seen_as, UUID(who))


def _case(actor: StaffActor | ResidentActor, case_id: UUID) -> Watch | None:
    try:
        case = case_for(actor, case_id)
        if isinstance(actor, StaffActor):
            gate.require(actor, KINDS[case.kind].investigate, Step.READ, case, clock.today())
    except (Case.DoesNotExist, gate.Refused):
        return None
    return Watch(frozenset({f"case:{case.id}"}), case.version)


def _list(actor: StaffActor | ResidentActor, home: Municipality) -> Watch | None:
    """Staff follow every municipality in their reach, residents each of their own cases."""
    if isinstance(actor, ResidentActor):
        return Watch(frozenset(f"case:{key.case}" for key in actor.case_keys))
    reached = municipalities_in_reach(actor)
    return Watch(frozenset(f"list:{code}" for code in reached)) if home.code in reached else None
