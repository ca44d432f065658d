"""Addresses of what is written, handed in and said."""

from django.urls import path

from brygga.documentation.views import contacts, resident, staff

_MINE = "<slug:slug>/mina-sidor/arende/<uuid:case_id>/"
_WORK = "<slug:slug>/arbete/arende/<uuid:case_id>/"

resident_urls = [
    path(f"{_MINE}anteckning/<uuid:note_id>/synpunkt/", resident.remark, name="remark"),
    path(f"{_MINE}dolt/<uuid:passage_id>/omprovning/", resident.ask_for_review, name="ask_for_review"),
    path(f"{_MINE}fraga/<uuid:ask_id>/", resident.answer_ask, name="answer_ask"),
    path(f"{_MINE}utredning/<uuid:communication_id>/", resident.respond, name="respond"),
    path(f"{_MINE}utredning/<uuid:communication_id>/mer-tid/", resident.more_time, name="more_time"),
    path(f"{_MINE}dokument/ny/", resident.add_documents, name="add_my_documents"),
    path(f"{_MINE}dokument/<uuid:document_id>/", resident.document, name="my_document"),
]

staff_urls = [
    path(f"{_WORK}anteckning/", staff.write_note, name="write_note"),
    path(f"{_WORK}kontakt/", contacts.log_contact, name="log_contact"),
    path(f"{_WORK}anteckning/utkast/", staff.save_draft, name="save_draft"),
    path(f"{_WORK}anteckning/<uuid:note_id>/ratta/", staff.correct_note, name="correct_note"),
    path(f"{_WORK}dolt/<uuid:passage_id>/", staff.passage, name="passage"),
    path(f"{_WORK}synpunkt/<uuid:remark_id>/", staff.answer_remark, name="answer_remark"),
    path(f"{_WORK}fraga/", staff.ask, name="ask_to_complete"),
    path(f"{_WORK}fraga/<uuid:ask_id>/dra-tillbaka/", staff.withdraw_ask, name="withdraw_ask"),
    path(f"{_WORK}kommunicera/", staff.communicate, name="communicate"),
    path(f"{_WORK}dokument/ny/", staff.add_documents, name="add_documents"),
    path(f"{_WORK}dokument/<uuid:document_id>/", staff.document, name="document"),
]

urlpatterns = [*resident_urls, *staff_urls]
