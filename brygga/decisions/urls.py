"""Addresses of proposals and decisions."""

from django.urls import path

from brygga.decisions.views import hurry, resident, staff

_MINE = "<slug:slug>/mina-sidor/arende/<uuid:case_id>/"
_WORK = "<slug:slug>/arbete/arende/<uuid:case_id>/"

resident_urls = [
    path(f"{_MINE}beslut/<uuid:decision_id>/", resident.decision, name="my_decision"),
    path(f"{_MINE}beslut/<uuid:decision_id>/brev.pdf", resident.decision_pdf, name="my_decision_pdf"),
    path(f"{_MINE}beslut/<uuid:decision_id>/overklaga/", resident.appeal, name="appeal"),
]

staff_urls = [
    path(f"{_WORK}forslag/", staff.proposal, name="proposal"),
    path(f"{_WORK}forslag/skriv/", staff.propose, name="propose"),
    path(f"{_WORK}forslag/besluta/", staff.decide, name="decide"),
    path(f"{_WORK}forslag/ta-tillbaka/", staff.take_back, name="take_back_proposal"),
    path(f"{_WORK}forslag/till-namnden/", staff.send_to_board, name="send_to_board"),
    path(f"{_WORK}bradskande/", hurry.propose, name="propose_urgently"),
    path(f"{_WORK}bradskande/<uuid:proposal_id>/ta-tillbaka/", hurry.withdraw, name="withdraw_urgent"),
    path(f"{_WORK}beslut/<uuid:decision_id>/visa/", hurry.show, name="show_decision"),
    path(f"{_WORK}beslut/<uuid:decision_id>/domstolen/", hurry.sent_to_court, name="sent_to_court"),
    path(f"{_WORK}beslut/<uuid:decision_id>/", staff.decision, name="decision_for_staff"),
    path("<slug:slug>/arbete/namnden/", staff.board, name="board"),
    path("<slug:slug>/arbete/namnden/<uuid:case_id>/", staff.board_decide, name="board_decide"),
    path("<slug:slug>/arbete/namnden/<uuid:case_id>/bradskande/", hurry.on_call, name="decide_urgently"),
]

urlpatterns = [*resident_urls, *staff_urls]
