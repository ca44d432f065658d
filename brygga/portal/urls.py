"""Public pages, the resident's pages and the staff workspace."""

from django.urls import path

from brygga.portal.views import my_pages, public, resident, staff, working_notes

MY_CASE = "<slug:slug>/mina-sidor/arende/<uuid:case_id>/"
CASE = "<slug:slug>/arbete/arende/<uuid:case_id>/"

urlpatterns = [
    path("", public.municipalities, name="municipalities"),
    path("sprak", public.set_language, name="set_language"),
    path("<slug:slug>/", public.start, name="start"),
    path("<slug:slug>/om/<slug:what>/", public.about, name="about"),
    path("<slug:slug>/sprak/", public.languages, name="languages"),
    path("<slug:slug>/mina-sidor/", my_pages.my_cases, name="my_cases"),
    path(MY_CASE, resident.my_case, name="my_case"),
    path(f"{MY_CASE}panel/<slug:panel>/", resident.my_panel, name="my_panel"),
    path(f"{MY_CASE}hela-akten/", resident.my_record, name="my_record"),
    path(f"{MY_CASE}lasare/", resident.my_reads, name="my_reads"),
    path("<slug:slug>/arbete/", staff.work, name="work"),
    path("<slug:slug>/arbete/lista/", staff.list_panel, name="list_panel"),
    path("<slug:slug>/arbete/sok/", staff.search, name="search"),
    path("<slug:slug>/kommunen/samverkan/", staff.together, name="together"),
    path(CASE, staff.case, name="case"),
    path(f"{CASE}panel/<slug:panel>/", staff.case_panel, name="case_panel"),
    path(f"{CASE}steg/<slug:verb>/", staff.advance, name="advance"),
    path(f"{CASE}handlaggare/", staff.assign, name="assign"),
    path(f"{CASE}minnesanteckning/till-journalen/", working_notes.to_journal, name="working_note_to_journal"),
    path(f"{CASE}historik/", staff.history, name="history"),
    path(f"{CASE}som-den-enskilde/", staff.view_as, name="view_as"),
]
