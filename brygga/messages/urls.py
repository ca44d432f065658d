"""Addresses of messages."""

from django.urls import path

from brygga.messages.views import notices, resident, staff, working_notes

_MINE = "<slug:slug>/mina-sidor/arende/<uuid:case_id>/meddelanden/"
_WORK = "<slug:slug>/arbete/arende/<uuid:case_id>/meddelanden/"

resident_urls = [
    path("<slug:slug>/mina-sidor/aviseringar/", notices.notices, name="my_notices"),
    path("<slug:slug>/mina-sidor/aviseringar/kod/", notices.code, name="my_notices_code"),
    path(_MINE, resident.messages, name="my_messages"),
    path(f"{_MINE}trad/", resident.thread, name="my_thread"),
    path(f"{_MINE}utkast/", resident.draft, name="my_message_draft"),
    path(f"{_MINE}fil/<uuid:file_id>/", resident.attachment, name="my_attachment"),
]

staff_urls = [
    path("<slug:slug>/arbete/meddelanden/", staff.unanswered, name="unanswered"),
    path(_WORK, staff.messages, name="case_messages"),
    path(f"{_WORK}trad/", staff.thread, name="case_thread"),
    path(f"{_WORK}utkast/", staff.draft, name="message_draft"),
    path(f"{_WORK}fil/<uuid:file_id>/", staff.attachment, name="attachment"),
    path(f"{_WORK}inget-svar/", staff.no_answer, name="needs_no_answer"),
    path(f"{_WORK}har/", staff.presence, name="presence"),
    path(f"{_WORK}minnesanteckning/", working_notes.write, name="write_working_note"),
    path(
        f"{_WORK}minnesanteckning/<uuid:note_id>/ta-bort/", working_notes.remove, name="remove_working_note"
    ),
]

urlpatterns = [*resident_urls, *staff_urls]
