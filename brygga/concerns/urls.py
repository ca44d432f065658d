"""Addresses of concerns. Anybody may report; nothing of a report is ever part of an address."""

from django.urls import path

from brygga.concerns.views import public, staff

_WORK = "<slug:slug>/arbete/arende/<uuid:case_id>/anmalan/"

public_urls = [path("<slug:slug>/oro/", public.report, name="report_concern")]

staff_urls = [
    path("<slug:slug>/arbete/oro/", staff.concerns, name="concerns"),
    path(f"{_WORK}skydd/", staff.assess, name="assess_protection"),
    path(f"{_WORK}lamna/", staff.leave, name="leave_report"),
    path(f"{_WORK}svar/", staff.answer, name="answer_reporter"),
    path(f"{_WORK}fil/<uuid:file_id>/", staff.file, name="report_file"),
]

urlpatterns = [*public_urls, *staff_urls]
