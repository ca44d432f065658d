"""The review of who has opened what (2001:454, 10 §): a sample, all protected identities, and alarms."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from brygga.access.doors import StaffRequest, for_administration
from brygga.control import actions, queries
from brygga.control.forms import LogForm
from brygga.control.rules.sampling import CASES_AN_HOUR, SAMPLE, sample, seed
from brygga.control.views.pages import show
from brygga.ground import clock


@for_administration
def log(request: StaffRequest, slug: str) -> HttpResponse:
    """Say of each reading drawn whether it is in order. The draw can be made again by anybody."""
    home, today = request.municipality.code, clock.today()
    days = queries.uncovered(home, "log", today)
    everything, alarms = queries.readings(*days), queries.alarms(*days)
    drawn = sample(everything, seed(home, *days))
    form = LogForm(request.POST if request.method == "POST" else None, today=today, readings=drawn)
    if request.method == "POST" and form.is_valid():
        typed, marks = form.cleaned_data, form.marks()
        odd = sum(not one["sound"] for one in marks)
        facts = {"readings": len(everything), "drawn": len(drawn), "odd": odd, "alarms": len(alarms)}
        deed = actions.Deed(typed["once"], "log", days, typed["on"], typed["note"], facts)
        if actions.done(request.actor, home, deed):
            actions.mark(deed.id, marks)
        return HttpResponseRedirect(reverse("control_log", kwargs={"slug": slug}), status=303)
    page = {"days": days, "all": len(everything), "alarms": alarms, "form": form, "names": queries.names()}
    page |= {"most": CASES_AN_HOUR, "size": SAMPLE, "earlier": queries.done_of(home, "log")[:12]}
    return show(request, "log", page, status=422 if form.errors else 200)
