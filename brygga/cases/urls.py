"""Addresses of persons, representatives and linked cases. The case's own pages are the portal's."""

from django.urls import path

from brygga.cases.views import resident, staff

_MINE = "<slug:slug>/mina-sidor/arende/<uuid:case_id>/"
_WORK = "<slug:slug>/arbete/arende/<uuid:case_id>/"
_PARTY = f"{_WORK}personer/<uuid:party_id>/"

resident_urls = [
    path(f"{_MINE}foretradare/", resident.who_may, name="who_may"),
    path(f"{_MINE}foretradare/<uuid:representative_id>/aterkalla/", resident.revoke, name="revoke"),
]

staff_urls = [
    path(f"{_WORK}personer/", staff.persons, name="persons"),
    path(f"{_WORK}personer/ny/", staff.add_person, name="add_person"),
    path(_PARTY, staff.correct_contact, name="correct_contact"),
    path(f"{_PARTY}skydda/", staff.protect, name="protect"),
    path(f"{_PARTY}ombud/", staff.register_representative, name="register_representative"),
    path(
        f"{_WORK}ombud/<uuid:representative_id>/avsluta/",
        staff.end_representative,
        name="end_representative",
    ),
    path(f"{_WORK}kopplingar/", staff.links, name="links"),
    path(f"{_WORK}kopplingar/panel/", staff.links_panel, name="links_panel"),
]

urlpatterns = [*resident_urls, *staff_urls]
