"""Addresses of concerns. Anybody may report; nothing of a report is ever part of an address."""

from django.urls import path

from brygga.concerns.views import professional, public, staff, together

_WORK = "<slug:slug>/arbete/arende/<uuid:case_id>/anmalan/"

_AT_WORK = "<slug:slug>/oro/yrke/"

public_urls = [
    path("<slug:slug>/oro/", public.report, name="report_concern"),
    path(_AT_WORK, professional.report_at_work, name="report_at_work"),
]

professional_urls = [
    path(f"{_AT_WORK}ny/", professional.new_work_report, name="new_work_report"),
    path(f"{_AT_WORK}mina/", professional.work_reports, name="work_reports"),
    path(f"{_AT_WORK}mina/<uuid:receipt_id>/", professional.work_receipt, name="work_receipt"),
]

staff_urls = [
    path("<slug:slug>/arbete/oro/", staff.concerns, name="concerns"),
    path(f"{_WORK}skydd/", staff.assess, name="assess_protection"),
    path(f"{_WORK}inled/", staff.inquire, name="inquire"),
    path(f"{_WORK}lamna/", staff.leave, name="leave_report"),
    path(f"{_WORK}svar/", staff.answer, name="answer_reporter"),
    path(f"{_WORK}visa/", staff.disclose, name="disclose_report"),
    path(f"{_WORK}ihop/", together.reports_together, name="reports_together"),
    path(f"{_WORK}ihop/valj/", together.gather_reports, name="gather_reports"),
    path(f"{_WORK}ihop/ut/", together.take_out_report, name="take_out_report"),
    path(f"{_WORK}ihop/skydd/", together.protect_together, name="protect_together"),
    path(f"{_WORK}ihop/beslut/", together.decide_together, name="decide_together"),
    path(f"{_WORK}ihop/svar/", together.answer_together, name="answer_together"),
    path(f"{_WORK}fil/<uuid:file_id>/", staff.file, name="report_file"),
]

urlpatterns = [*public_urls, *professional_urls, *staff_urls]
