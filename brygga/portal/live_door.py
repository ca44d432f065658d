"""Who may follow what: the same session, reach and permit as the page itself, asked again each minute."""

from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from brygga.access import gate
from brygga.access.queries import reach_of, resident_actor, staff_actor
from brygga.access.rules import ResidentActor, StaffActor, municipalities_in_reach
from brygga.advice import permits
from brygga.advice.models import Chat
from brygga.advice.queries import desk as advice_desk
from brygga.advice.queries import visiting as advice_visits
from brygga.advice.rules import KEY_COOKIE
from brygga.calls import invited
from brygga.calls.models import Invitation
from brygga.cases.models import Case
from brygga.cases.queries import case_for
from brygga.cases.rules import KINDS
from brygga.ground import clock, tenancy
from brygga.ground.sessions import SessionStore
from brygga.ground.sse import Asked, Away, Watch
from brygga.law import Step
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import by_slug
from brygga.people import professionals


def door(asked: Asked) -> Watch | None:
    """What this browser may follow at this moment, or None. Runs in a thread of its own."""
    try:
        return _watch(asked)
    except (OperationalError, InterfaceError) as error:
        raise Away from error
    finally:
        connection.close()


def _watch(asked: Asked) -> Watch | None:
    if asked.what == "live":
        return _visitor(asked)
    session = asked.cookies.get(settings.SESSION_COOKIE_NAME, "")
    who = _signed_in(session)
    if who is None or who[0] == professionals.KIND:
        return None
    with tenancy.enter(tenancy.DOOR):
        home = by_slug(asked.slug)
        look_up = resident_actor if who[0] == "resident" else staff_actor
        actor = look_up(who[1], clock.today())
        if home is None or actor is None:
            return None
        if asked.as_list:
            tenancy.switch(reach_of(actor, home.code))
            found = _list(actor, home) if asked.what == "lista" else _queue(actor)
        elif asked.id is None:
            return None
        else:
            tenancy.switch(reach_of(actor, home.code))
            found = _FOLLOWED[asked.what](actor, asked.id, home)
        return found and replace(found, browser=session)


def _signed_in(session_key: str) -> tuple[str, UUID] | None:
    """Door and id, unless the session has ended or been idle too long. Following is not being active."""
    session = SessionStore(session_key)
    who, seen_as = session.get("who"), session.get("door")
    if not who or seen_as not in settings.SESSION_IDLE_SECONDS:
        return None
    idle = clock.wall_seconds() - int(session.get("seen", 0))
    return None if idle > settings.SESSION_IDLE_SECONDS[seen_as] else (seen_as, UUID(who))


def _invited(actor: StaffActor | ResidentActor, ident: UUID, home: Municipality) -> Watch | None:
    """One invited to a meeting is told that something happens there, and of nothing else in the case."""
    if not isinstance(actor, ResidentActor):
        return None
    try:
        with invited.as_guest(actor, invited.mine_in(home.code, ident)):
            return Watch(frozenset({f"guests:{invited.case_followed()}"}), 0)
    except Invitation.DoesNotExist:
        return None


def _case(actor: StaffActor | ResidentActor, case_id: UUID, _home: Municipality) -> Watch | None:
    try:
        case = case_for(actor, case_id)
        if isinstance(actor, StaffActor):
            gate.require(actor, KINDS[case.kind].investigate, Step.READ, case, clock.today())
    except (Case.DoesNotExist, gate.Refused):
        return None
    return Watch(frozenset({f"case:{case.id}"}), case.version)


def _visitor(asked: Asked) -> Watch | None:
    """A conversation without a name, by the key that this browser holds; who is signed in is not looked at."""
    key = asked.cookies.get(KEY_COOKIE, "")
    with tenancy.enter(tenancy.DOOR):
        home = by_slug(asked.slug)
        chat = advice_visits.followed(home, key) if home and key else None
    if chat is None:
        return None
    return Watch(frozenset({f"chat:{chat.id}"}), chat.version, advice_visits.hashed(key))


def _queue(actor: StaffActor | ResidentActor) -> Watch | None:
    """Whoever answers follows every municipality they may answer for."""
    homes = permits.homes(actor) if isinstance(actor, StaffActor) else ()
    return Watch(frozenset(f"queue:{code}" for code in homes)) if homes else None


def _chat(actor: StaffActor | ResidentActor, chat_id: UUID, _home: Municipality) -> Watch | None:
    if not isinstance(actor, StaffActor):
        return None
    try:
        chat, _answer = advice_desk.chat_for(actor, chat_id)
    except Chat.DoesNotExist:
        return None
    return Watch(frozenset({f"chat:{chat.id}"}), chat.version)


def _list(actor: StaffActor | ResidentActor, home: Municipality) -> Watch | None:
    """Staff follow every municipality in their reach, residents each of their own cases."""
    if isinstance(actor, ResidentActor):
        return Watch(frozenset(f"case:{key.case}" for key in actor.case_keys))
    reached = municipalities_in_reach(actor)
    return Watch(frozenset(f"list:{code}" for code in reached)) if home.code in reached else None


_FOLLOWED = {"arende": _case, "samtal": _chat, "inbjudan": _invited}
