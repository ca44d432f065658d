"""Addresses of support. The resident reads it on the page of the case."""

from typing import Any

from django.urls import path

from brygga.support.views import staff

_WORK = "<slug:slug>/arbete/arende/<uuid:case_id>/"

resident_urls: list[Any] = []

staff_urls = [
    path(f"{_WORK}stod/", staff.start_support, name="start_support"),
    path(f"{_WORK}uppfoljning/", staff.follow_up, name="follow_up"),
    path(f"{_WORK}stod/<uuid:measure_id>/avsluta/", staff.end_measure, name="end_measure"),
    path(f"{_WORK}avsluta/", staff.close, name="close"),
]

urlpatterns = [*resident_urls, *staff_urls]
