"""The case as staff see it: ribbon, head, stream, context, and what may come next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from brygga.access.rules import StaffActor
from brygga.applications import queries as applications
from brygga.booking import queries as booking
from brygga.calls import queries as calls
from brygga.cases import queries as cases
from brygga.cases.models import Case, Clock, Party
from brygga.cases.rules import KINDS, MOVES, Stage, moves_from
from brygga.concerns import queries as concerns
from brygga.decisions import queries as decisions
from brygga.documentation import queries as documentation
from brygga.ground import clock
from brygga.ground.addresses import address
from brygga.ground.trail import Grounds
from brygga.messages import queries as messages
from brygga.municipalities.queries import by_code
from brygga.portal import words, worklist
from brygga.portal.themes import theme_url
from brygga.support import queries as support

PANELS = {
    "head": "portal/panels/case_head.html",
    "stream": "documentation/panels/staff_timeline.html",
    "context": "portal/panels/case_context.html",
    "call": "calls/panels/staff.html",
    "decisions": "decisions/panels/staff.html",
    "support": "support/panels/staff.html",
    "messages": "messages/panels/staff.html",
    "concern": "concerns/panels/staff.html",
}

POSTED = frozenset({"start_assessment", "open_investigation", "take_up_again"})
"""Steps that need nothing typed; the others have a page of their own, named as the verb."""


def gives_reasons(case: Case, verb: str) -> bool:
    """Whether a step is decided with reasons of its own: investigating a child's circumstances (SoL 20:2)."""
    return verb == "open_investigation" and case.kind == "child"


def leaves_report(case: Case, verb: str) -> bool:
    """Whether to end a case is to decide not to investigate: a decision of its own, and the reporter may be told."""
    reported = case.kind == "child" and case.title == words.REPORTED
    return verb == "close" and reported and case.stage == Stage.ASSESSMENT


@dataclass(frozen=True)
class Step:
    """A button of the case: what it does next, and whether it is the natural next thing."""

    label: str
    url: str
    posts: bool
    first: bool


@dataclass(frozen=True)
class Ribbon:
    """Whose name one writes in, on what grounds, until when."""

    slug: str
    owner: str
    grounds: str
    until: date | None


def page(actor: StaffActor, case: Case, grounds: Grounds) -> dict[str, Any]:
    home, today = by_code(case.municipality), clock.today()
    parties, clocks = cases.parties_of(case), cases.clocks_of(case)
    context: dict[str, Any] = {
        "case": case,
        "home": home,
        "owner": home,
        "kind": KINDS[case.kind],
        "stage": words.STAGES[Stage(case.stage)],
        "parties": parties,
        "main_party": _main(parties),
        "deadlines": [_deadline(running, today) for running in clocks],
        "ribbon_of": _ribbon(actor, case, grounds),
        "steps_on": list(_steps(case, home.slug)),
        "theme_urls": [theme_url(home)],
        "performer": by_code(case.performer),
        "reported_title": words.REPORTED,
    }
    context |= applications.staff_panels(actor, case)
    context |= concerns.staff_panels(actor, case, applied=context["application"] is not None, clocks=clocks)
    context |= documentation.staff_panels(actor, case, parties)
    context |= decisions.staff_panels(actor, case)
    context |= support.staff_panels(actor, case)
    context |= messages.staff_panels(actor, case)
    context |= booking.staff_panels(actor, case)
    context |= calls.staff_panels(case, context["meetings"])
    return context


def _main(parties: list[Party]) -> Party | None:
    return next((party for party in parties if party.role in {"applicant", "child"}), None)


def _deadline(running: Clock, today: date) -> tuple[str, str, str, str]:
    left, tone = worklist.left_of(running.due_on, today)
    return left, str(words.CLOCKS.get(running.code, running.plain)), running.section, tone


def _ribbon(actor: StaffActor, case: Case, grounds: Grounds) -> Ribbon | None:
    if case.municipality == actor.employer:
        return None
    home = by_code(case.municipality)
    accord = next((a for a in actor.accords if case.municipality in a.parties), None)
    reason = _("du arbetar på uppdrag enligt avtal %(reference)s, %(section)s") % {
        "reference": accord.reference if accord else "",
        "section": grounds.sections[0] if grounds.sections else "",
    }
    owner = _("%(name)s ärende") % {"name": _genitive(home.name)}
    return Ribbon(home.slug, owner, reason, accord.valid_to if accord else None)


def _genitive(name: str) -> str:
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def _steps(case: Case, slug: str) -> Any:
    here, stage = {"slug": slug, "case_id": case.id}, Stage(case.stage)
    if stage is Stage.PROPOSED:  # decided, changed and taken back where it is read
        yield Step(_("Öppna förslaget"), address("proposal", **here), posts=False, first=True)
        return
    onward = sorted(
        moves_from(stage), key=lambda move: move.ends == stage
    )  # what leads on, then what repeats
    for number, move in enumerate(onward):
        if leaves_report(case, move.verb):
            yield Step(_("Inled inte utredning"), address("leave_report", **here), posts=False, first=False)
            continue
        reasoned = gives_reasons(case, move.verb)
        posts = move.verb in POSTED and not reasoned
        name = "inquire" if reasoned else move.verb
        url = address("advance", **here, verb=move.verb) if posts else address(name, **here)
        assessed_first = case.kind == "child" or case.title == words.REPORTED
        protect_first = move.verb == "start_assessment" and assessed_first  # SoL 20:1, in a panel of its own
        yield Step(_(MOVES[move.verb].label), url, posts, first=number == 0 and not protect_first)
