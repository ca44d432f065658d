"""Addresses of calls."""

from django.urls import path

from brygga.calls.views import public, resident, staff

_MINE = "<slug:slug>/mina-sidor/arende/<uuid:case_id>/video/<uuid:room_id>/"
_WORK = "<slug:slug>/arbete/arende/<uuid:case_id>/video/"
_ROOM = f"{_WORK}<uuid:room_id>/"

public_urls = [path("<slug:slug>/kamera-test/", public.camera_test, name="camera_test")]

resident_urls = [
    path(_MINE, resident.call, name="my_call"),
    path(f"{_MINE}utbyte/", resident.exchange, name="my_call_exchange"),
]

staff_urls = [
    path(_WORK, staff.open_room, name="open_call"),
    path(_ROOM, staff.call, name="call"),
    path(f"{_ROOM}utbyte/", staff.exchange, name="call_exchange"),
    path(f"{_ROOM}slapp-in/", staff.admit, name="admit_to_call"),
    path(f"{_ROOM}neka/", staff.refuse, name="refuse_in_call"),
    path(f"{_ROOM}ta-emot/", staff.receive, name="receive_call"),
    path(f"{_ROOM}dolj-adresser/", staff.relay, name="relay_call"),
    path(f"{_ROOM}avsluta/", staff.end, name="end_call"),
]

urlpatterns = [*public_urls, *resident_urls, *staff_urls]
