"""After sign-in: what somebody had typed when their session ended, to send or to throw away."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from brygga.access.doors import Request, open_to_all
from brygga.access.rules import ResidentActor, StaffActor
from brygga.people import parking
from brygga.people.professionals import Professional
from brygga.portal import parked


@open_to_all
def parked_form(request: Request, slug: str) -> HttpResponse:
    """Shows it only to the person who typed it; for anybody else there is nothing here."""
    actor = request.actor or request.professional
    if actor is None or request.municipality is None:
        raise Http404
    form = parked.found(request, actor)
    if request.method == "POST" or form is None:
        response = HttpResponseRedirect(_home(actor, slug))
        if form is not None:
            parked.let_go(request, response)
        return response
    texts = parking.readable(form)
    base = _BASES[actor.kind]
    page = {"form": form, "texts": texts, "base": base, "sent_again": parked.SENT_AGAIN, "slug": slug}
    return render(request, "people/parked.html", page)


_BASES = {"staff": "staff_base.html", "resident": "resident_base.html", "professional": "public_base.html"}
_HOMES = {"staff": "work", "resident": "my_cases", "professional": "report_at_work"}


def _home(actor: StaffActor | ResidentActor | Professional, slug: str) -> str:
    return reverse(_HOMES[actor.kind], kwargs={"slug": slug})
