"""Addresses of times."""

from django.urls import path

from brygga.booking.views import feeds, groups, moving, resident, settings, staff

_MINE = "<slug:slug>/mina-sidor/arende/<uuid:case_id>/tid/"
_WORK = "<slug:slug>/arbete/arende/<uuid:case_id>/tid/"
_OWN = "<slug:slug>/arbete/tider/"
_SET = "<slug:slug>/arbete/moten/"

open_urls = [path("kalender/<str:token>.ics", feeds.feed, name="calendar_feed")]

resident_urls = [
    path("<slug:slug>/mina-sidor/kalender/", feeds.mine, name="my_calendar"),
    path(_MINE, resident.book, name="book_meeting"),
    path(f"{_MINE}grupper/", groups.mine, name="my_groups"),
    path(f"{_MINE}grupper/<uuid:session_id>/", groups.take_part, name="take_part"),
    path(f"{_MINE}<uuid:meeting_id>/", resident.move, name="move_meeting"),
    path(f"{_MINE}<uuid:meeting_id>/avboka/", resident.cancel, name="cancel_meeting"),
    path(f"{_MINE}<uuid:meeting_id>/tidigare/", resident.wait, name="wait_earlier"),
    path(f"{_MINE}<uuid:meeting_id>/kalender.ics", resident.calendar, name="meeting_calendar"),
]

staff_urls = [
    path(f"{_OWN}kalender/", feeds.own, name="subscribe_times"),
    path(_OWN, staff.calendar, name="my_times"),
    path(f"{_OWN}oppna/", staff.open_hours, name="open_hours"),
    path(f"{_OWN}stang/<uuid:hours_id>/", staff.close_hours, name="close_hours"),
    path(f"{_OWN}borta/", staff.away, name="be_away"),
    path(f"{_OWN}tillbaka/<uuid:absence_id>/", staff.back, name="be_back"),
    path(f"{_OWN}grupper/", groups.led, name="led_groups"),
    path(f"{_OWN}grupper/<uuid:session_id>/stall-in/", groups.call_off, name="call_off_group"),
    path(_WORK, staff.book, name="book_for_resident"),
    path(f"{_WORK}<uuid:meeting_id>/flytta/", moving.move, name="staff_move_meeting"),
    path(f"{_WORK}<uuid:meeting_id>/avboka/", staff.cancel, name="staff_cancel_meeting"),
    path(f"{_WORK}utfall/", staff.outcome, name="note_outcome"),
    path(f"{_WORK}<uuid:meeting_id>/tolk/", staff.interpreter, name="order_interpreter"),
    path(_SET, settings.overview, name="meeting_settings"),
    path(f"{_SET}ny/", settings.add_kind, name="add_meeting_kind"),
    path(f"{_SET}<uuid:kind_id>/ta-bort/", settings.end_kind, name="end_meeting_kind"),
    path(f"{_SET}rum/", settings.add_room, name="add_room"),
    path(f"{_SET}rum/<uuid:room_id>/stang/", settings.close_room, name="close_room"),
]

urlpatterns = [*open_urls, *resident_urls, *staff_urls]
