"""Every address. The first part names the municipality whose house one is in."""

from django.urls import include, path

from brygga.portal.themes import stylesheet
from brygga.portal.views.live import stream

urlpatterns = [
    path("tema/<str:name>.css", stylesheet, name="theme"),
    path("<slug:slug>/live/arende/<uuid:case_id>", stream, name="live_case"),
    path("<slug:slug>/live/lista", stream, name="live_list"),
    path("", include("brygga.portal.sign_in_urls")),
    path("", include("brygga.applications.urls")),
    path("", include("brygga.portal.urls")),
    path("", include("brygga.cases.urls")),
    path("", include("brygga.decisions.urls")),
    path("", include("brygga.documentation.urls")),
    path("", include("brygga.support.urls")),
    path("", include("brygga.concerns.urls")),
    path("", include("brygga.messages.urls")),
    path("", include("brygga.booking.urls")),
    path("", include("brygga.calls.urls")),
    path("", include("brygga.advice.urls")),
    path("", include("brygga.counsel.urls")),
    path("", include("brygga.control.urls")),
    path("", include("brygga.insight.urls")),
    path("", include("brygga.network.urls")),
]

handler404 = "brygga.portal.views.errors.not_found"
handler500 = "brygga.portal.views.errors.server_error"
