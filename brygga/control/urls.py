"""Addresses of control: emergency openings at work, and the duties among the municipality's own pages."""

from django.urls import path

from brygga.control.views import duties, emergency, log, reports

HOME = "<slug:slug>/kommunen/kontroll/"

staff_urls = [
    path(HOME, duties.overview, name="control"),
    path("<slug:slug>/arbete/nodoppning/", emergency.emergency, name="emergency"),
    path(
        "<slug:slug>/arbete/arende/<uuid:case_id>/nodoppning/stang/",
        emergency.close_emergency,
        name="close_emergency",
    ),
    path(f"{HOME}rapport/<int:year>/", reports.report, name="control_report"),
    path(f"{HOME}rapport/<int:year>/rapport.pdf", reports.report_pdf, name="control_report_pdf"),
    path(f"{HOME}beslut/", reports.decisions, name="control_decisions"),
    path(f"{HOME}beslut/beslut.pdf", reports.decisions_pdf, name="control_decisions_pdf"),
    path(f"{HOME}delegationsordning.pdf", reports.order_pdf, name="control_order_pdf"),
    path(f"{HOME}logg/", log.log, name="control_log"),
    path(f"{HOME}behorighet/", duties.checks, name="control_checks"),
    path(f"{HOME}jour/", duties.roster, name="control_roster"),
    path(f"{HOME}jour/<uuid:shift_id>/ta-bort/", duties.end_shift, name="control_end_shift"),
    path(f"{HOME}nodoppningar/", emergency.openings, name="control_openings"),
    path(f"{HOME}nodoppningar/<uuid:opening_id>/", emergency.review, name="control_review"),
]

urlpatterns = staff_urls
