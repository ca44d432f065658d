"""From a working note to the journal: what turns out to be a fact goes where the resident reads it."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from brygga.access.doors import StaffRequest, for_staff
from brygga.cases import queries as cases
from brygga.documentation import actions as documentation
from brygga.ground.texts import tidy
from brygga.messages import actions as messages
from brygga.messages import queries as conversations

MOST_TYPED = 20_000


@for_staff
@require_POST
def to_journal(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Words just typed, or a note that is taken away, become the beginning of a journal note."""
    case = cases.case_for(request.actor, case_id)
    if not conversations.may_see(request.actor, case):
        raise Http404
    ident = _ident(request)
    words = tidy(request.POST.get("text", ""))[:MOST_TYPED]
    if ident is not None:
        words = messages.working_note_to_journal(request.actor, case, ident)
    if words.strip():
        documentation.begin_note(request.actor, case, words.strip())
    return HttpResponseRedirect(reverse("write_note", kwargs={"slug": slug, "case_id": case_id}), status=303)


def _ident(request: StaffRequest) -> UUID | None:
    """The note's id where a note is moved; none where words have only been typed."""
    given = request.POST.get("note", "")
    try:
        return UUID(given) if given else None
    except ValueError:
        raise Http404 from None
