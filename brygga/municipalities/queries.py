"""Public facts about municipalities."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from brygga.ground import clock
from brygga.ground.remembered import remembered
from brygga.law import hours
from brygga.municipalities.models import (
    Agreement,
    Approval,
    Change,
    Delegation,
    Guideline,
    Municipality,
    Unit,
)


@remembered
def by_slug(slug: str) -> Municipality | None:
    """A municipality that uses Brygga, by its address."""
    return Municipality.objects.filter(slug=slug, in_use=True).first()


@remembered
def by_code(code: int) -> Municipality:
    return Municipality.objects.get(code=code)


def in_use() -> list[Municipality]:
    return list(Municipality.objects.filter(in_use=True).order_by("name"))


def by_name(words: str, *, limit: int = 8) -> list[Municipality]:
    """Municipalities, in use or not, whose name holds the words; those that begin so come first."""
    words = words.strip()
    rows = Municipality.objects.filter(Q(name__icontains=words) | Q(full_name__icontains=words))
    found = rows.order_by("name")
    return sorted(found, key=lambda row: not row.name.lower().startswith(words.lower()))[:limit]


def units_of(code: int) -> list[Unit]:
    return list(Unit.objects.filter(municipality=code).order_by("name"))


def agreements_of(code: int) -> list[Agreement]:
    """Agreements to which a municipality is a party, the latest first."""
    return list(Agreement.objects.filter(parties__contains=[code]).order_by("-valid_from", "reference"))


def agreements_among(codes: Iterable[int]) -> list[Agreement]:
    """Agreements with any of these municipalities as a party."""
    wanted = Q(pk=None)
    for code in codes:
        wanted |= Q(parties__contains=[code])
    return list(Agreement.objects.filter(wanted).order_by("-valid_from", "reference"))


def agreements_between(home: int, other: int, on: date) -> list[Agreement]:
    """Agreements in force on a day between two municipalities: both have approved them."""
    rows = Agreement.objects.filter(parties__contains=[home, other], valid_from__lte=on)
    for party in (home, other):
        given = Approval.objects.filter(municipality=party).exclude(ended_on__lt=on)
        rows = rows.filter(id__in=given.values("agreement_id"))
    return [row for row in rows if all(end is None or on <= end for end in (row.valid_to, row.terminated_on))]


def partners_of(code: int, on: date) -> list[str]:
    """Names of the municipalities that an agreement in force on a day, approved by both, lets work for this one."""
    ends = (Q(valid_to=None) | Q(valid_to__gte=on), Q(terminated_on=None) | Q(terminated_on__gte=on))
    live = Agreement.objects.filter(*ends, parties__contains=[code], valid_from__lte=on)
    given = Approval.objects.filter(agreement_id__in=live.values("id")).exclude(ended_on__lt=on)
    approved: dict[object, set[int]] = {}
    for agreement, party in given.values_list("agreement_id", "municipality"):
        approved.setdefault(agreement, set()).add(party)
    with_us = [parties for parties in approved.values() if code in parties]
    return sorted(by_code(other).name for other in set().union(*with_us) - {code})


def delegations_of(code: int) -> list[Delegation]:
    return list(Delegation.objects.filter(municipality=code).order_by("reference"))


@remembered
def guidelines_of(code: int) -> tuple[Guideline, ...]:
    """Every guideline of a municipality. Remembered: none of them gives anybody anything."""
    return tuple(Guideline.objects.filter(municipality=code).order_by("reference"))


def changes_of(code: int, *, limit: int = 100) -> list[Change]:
    return list(Change.objects.filter(municipality=code).order_by("-at")[:limit])


def open_state(home: Municipality) -> tuple[bool, str] | None:
    """(open, sentence) at this moment, or None where the hours cannot be read."""
    now = clock.now().astimezone(clock.STOCKHOLM)
    found = hours.state(home.hours, now)
    if found is None:
        return None
    if found.until is None:
        return found.is_open, _("Stängt just nu")
    time = f"{found.until.hour}.{found.until.minute:02d}"
    if found.is_open:
        return True, _("Öppet nu, till %(time)s") % {"time": time}
    ahead = (found.until.date() - now.date()).days
    day = {0: _("i dag"), 1: _("i morgon")}.get(ahead) or _weekday(found.until.weekday())
    return False, _("Stängt nu. Vi öppnar %(day)s %(time)s") % {"day": day, "time": time}


def _weekday(number: int) -> str:
    names = (_("måndag"), _("tisdag"), _("onsdag"), _("torsdag"), _("fredag"), _("lördag"), _("söndag"))
    return names[number]
