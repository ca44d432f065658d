"""Addresses of calls."""

from django.urls import path

from brygga.calls.views import guest, inviting, public, resident, staff

_MINE = "<slug:slug>/mina-sidor/arende/<uuid:case_id>/video/<uuid:room_id>/"
_NO = "<slug:slug>/mina-sidor/arende/<uuid:case_id>/inbjudan/<uuid:invitation_id>/nej/"
_INVITED = "<slug:slug>/mina-sidor/inbjudan/<uuid:invitation_id>/"
_WORK = "<slug:slug>/arbete/arende/<uuid:case_id>/video/"
_ROOM = f"{_WORK}<uuid:room_id>/"

public_urls = [path("<slug:slug>/kamera-test/", public.camera_test, name="camera_test")]

resident_urls = [
    path(_MINE, resident.call, name="my_call"),
    path(f"{_MINE}utbyte/", resident.exchange, name="my_call_exchange"),
    path(_NO, resident.no_longer_wanted, name="no_longer_wanted"),
    path(_INVITED, guest.call, name="invited"),
    path(f"{_INVITED}utbyte/", guest.exchange, name="invited_exchange"),
]

staff_urls = [
    path(_WORK, staff.open_room, name="open_call"),
    path(_ROOM, staff.call, name="call"),
    path(f"{_ROOM}utbyte/", staff.exchange, name="call_exchange"),
    path(f"{_ROOM}slapp-in/", staff.admit, name="admit_to_call"),
    path(f"{_ROOM}neka/", staff.refuse, name="refuse_in_call"),
    path(f"{_ROOM}ta-emot/", staff.receive, name="receive_call"),
    path(f"{_ROOM}dolj-adresser/", staff.relay, name="relay_call"),
    path(f"{_ROOM}gor-plats/", staff.forward, name="forward_call"),
    path(f"{_ROOM}avsluta/", staff.end, name="end_call"),
    path(f"{_ROOM}inbjudna/", inviting.guests, name="call_guests"),
    path(
        f"{_ROOM}inbjudna/<uuid:invitation_id>/ta-tillbaka/", inviting.withdraw, name="take_back_invitation"
    ),
]

streams = [path("<slug:slug>/live/inbjudan/<uuid:invitation_id>", guest.stream, name="live_invited")]

urlpatterns = [*public_urls, *resident_urls, *staff_urls, *streams]
