"""Addresses of the two doors."""

from django.urls import path

from brygga.portal.views import parked
from brygga.portal.views import sign_in as views

urlpatterns = [
    path("inloggning/<str:door>/svar", views.answered, name="answered"),
    path("inloggning/nycklar.json", views.keys, name="client_keys"),
    path("logga-ut", views.sign_out, name="sign_out"),
    path("lamna", views.leave, name="leave"),
    path("<slug:slug>/logga-in/<str:door>/", views.sign_in, name="sign_in"),
    path("<slug:slug>/utloggad/", views.signed_out, name="signed_out"),
    path("<slug:slug>/sparat/", parked.parked_form, name="parked"),
]
