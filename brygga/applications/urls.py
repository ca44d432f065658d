"""Addresses of applying."""

from django.urls import path

from brygga.applications.views import resident

MINE = "<slug:slug>/mina-sidor/"
DRAFT = f"{MINE}ansokan/<uuid:draft_id>/"

resident_urls = [
    path("<slug:slug>/ansok/", resident.apply, name="apply"),
    path(f"{MINE}ansok/<slug:kind>/", resident.new, name="new_application"),
    path(DRAFT, resident.continue_, name="application"),
    path(f"{DRAFT}filer/", resident.files, name="application_files"),
    path(f"{DRAFT}filer/<uuid:file_id>/", resident.file, name="application_file"),
    path(f"{DRAFT}filer/<uuid:file_id>/bort/", resident.remove_file, name="remove_file"),
    path(f"{DRAFT}granska/", resident.review, name="review"),
    path(f"{DRAFT}skriv-under/", resident.sign, name="sign_application"),
    path(f"{DRAFT}skicka/", resident.send, name="send_application"),
    path(f"{DRAFT}ta-bort/", resident.discard, name="discard_application"),
    path(f"{DRAFT}<slug:code>/", resident.step, name="application_step"),
    path(f"{MINE}arende/<uuid:case_id>/kvitto/", resident.receipt, name="receipt"),
]
staff_urls: list[object] = []

urlpatterns = resident_urls
