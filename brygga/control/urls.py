"""Addresses of control: emergency openings at work, and the duties among the municipality's own pages."""

from django.urls import path

from brygga.control.views import duties, emergency

HOME = "<slug:slug>/kommunen/kontroll/"

staff_urls = [
    path(HOME, duties.overview, name="control"),
    path("<slug:slug>/arbete/nodoppning/", emergency.emergency, name="emergency"),
    path(
        "<slug:slug>/arbete/arende/<uuid:case_id>/nodoppning/stang/",
        emergency.close_emergency,
        name="close_emergency",
    ),
    path(f"{HOME}nodoppningar/", emergency.openings, name="control_openings"),
    path(f"{HOME}nodoppningar/<uuid:opening_id>/", emergency.review, name="control_review"),
]

urlpatterns = staff_urls
