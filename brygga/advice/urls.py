"""Addresses of advice without a name. A visitor's conversation stands in a cookie, never in an address."""

from django.urls import path

from brygga.advice.views import planning, public, staff

_OPEN = "<slug:slug>/radgivning/"
_WORK = "<slug:slug>/arbete/radgivning/"
_TALK = f"{_WORK}<uuid:chat_id>/"

public_urls = [
    path(_OPEN, public.advice, name="advice"),
    path(f"{_OPEN}live", public.stream, name="advice_live"),
    path(f"{_OPEN}samtal/", public.talk, name="advice_chat"),
    path(f"{_OPEN}samtal/trad/", public.thread, name="advice_thread"),
    path(f"{_OPEN}samtal/avsluta/", public.end, name="leave_advice"),
    path(f"{_OPEN}samtal/ta-bort/", public.erase, name="erase_advice"),
    path(f"{_OPEN}kod/", public.show_code, name="advice_code"),
    path(f"{_OPEN}ga-vidare/", public.carry, name="carry_advice"),
    path(f"{_OPEN}ga-vidare/text", public.transcript, name="advice_words"),
    path(f"{_OPEN}tillbaka/", public.come_back, name="back_to_advice"),
]

staff_urls = [
    path(_WORK, staff.desk, name="advice_desk"),
    path(f"{_WORK}jag-svarar/", staff.presence, name="advice_presence"),
    path(f"{_WORK}pass/", planning.rota, name="advice_rota"),
    path(f"{_WORK}pass/<uuid:shift_id>/bort/", planning.cancel, name="cancel_shift"),
    path(f"{_WORK}svar/", planning.phrases, name="advice_phrases"),
    path(f"{_WORK}svar/<uuid:phrase_id>/", planning.phrase, name="advice_phrase"),
    path(f"{_WORK}svar/<uuid:phrase_id>/bort/", planning.drop_phrase, name="drop_phrase"),
    path(_TALK, staff.talk, name="advice_talk"),
    path(f"{_TALK}trad/", staff.thread, name="advice_talk_thread"),
    path(f"{_TALK}ta/", staff.take, name="take_advice"),
    path(f"{_TALK}lamna/", staff.hand_on, name="hand_on_advice"),
    path(f"{_TALK}avsluta/", staff.end, name="end_advice"),
]

streams = [
    path("<slug:slug>/live/ko", public.stream, name="advice_queue_live"),
    path("<slug:slug>/live/samtal/<uuid:chat_id>", public.stream, name="advice_talk_live"),
]

urlpatterns = [*public_urls, *staff_urls, *streams]
