"""The resident's door: whether and how to be told, and the code that shows an address to be one's own."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brygga.access.doors import ResidentRequest, for_residents
from brygga.messages import actions, queries
from brygga.messages.forms import CodeForm, NoticesForm


@for_residents
def notices(request: ResidentRequest, slug: str) -> HttpResponse:
    """Whether and how to be told, by mail or text message."""
    form, too_many = _form(request), False
    if request.method == "POST" and form.is_valid():
        try:
            at_once = actions.want_notices(request.actor, form.choice())
        except actions.TooManyCodes:
            too_many = True
        else:
            return _to(_saved(slug) if at_once else _code(slug))
    page = {
        "form": form,
        "too_many": too_many,
        "saved": "sparat" in request.GET,
        "waits": queries.open_check(request.actor) is not None,
    }
    return render(request, "messages/notices.html", page, status=_status(form, too_many))


@for_residents
def code(request: ResidentRequest, slug: str) -> HttpResponse:
    """Type the code that was sent; or ask for another."""
    check = queries.open_check(request.actor)
    if check is None:
        return _to(reverse("my_notices", kwargs={"slug": slug}))
    form, too_many = CodeForm(request.POST if request.POST and "ny" not in request.POST else None), False
    try:
        if "ny" in request.POST:
            actions.send_again(request.actor)
            return _to(f"{_code(slug)}?ny=1")
        if form.is_valid():
            actions.confirm(request.actor, form.cleaned_data["code"])
            return _to(_saved(slug))
    except actions.WrongCode as wrong:
        form.add_error("code", _told(wrong.left))
    except actions.TooManyCodes:
        too_many = True
    page = {"form": form, "check": check, "too_many": too_many, "sent_again": "ny" in request.GET}
    return render(request, "messages/code.html", page, status=_status(form, too_many))


def _form(request: ResidentRequest) -> NoticesForm:
    data = request.POST if request.method == "POST" else None
    return NoticesForm(
        data,
        initial=queries.notices_of(request.actor),
        protected=request.actor.protected,
        ways=queries.channels(),
        can_answer=queries.can_be_answered(),
    )


def _told(left: int) -> str:
    if not left:
        return _("Koden gäller inte längre. Be om en ny.")
    return ngettext(
        "Koden stämmer inte. Du kan försöka en gång till.",
        "Koden stämmer inte. Du kan försöka %(n)s gånger till.",
        left,
    ) % {"n": left}


def _status(form: NoticesForm | CodeForm, too_many: bool) -> int:
    return 429 if too_many else 422 if form.errors else 200


def _to(url: str) -> HttpResponse:
    return HttpResponseRedirect(url, status=303)


def _saved(slug: str) -> str:
    return f"{reverse('my_notices', kwargs={'slug': slug})}?sparat=1"


def _code(slug: str) -> str:
    return reverse("my_notices_code", kwargs={"slug": slug})
