"""Public pages, the resident's pages and the staff workspace."""

from django.urls import path

from brygga.portal.views import public, resident, staff

urlpatterns = [
    path("", public.municipalities, name="municipalities"),
    path("<slug:slug>/", public.start, name="start"),
    path("<slug:slug>/om/<slug:what>/", public.about, name="about"),
    path("<slug:slug>/sprak/", public.languages, name="languages"),
    path("<slug:slug>/mina-sidor/", resident.my_cases, name="my_cases"),
    path("<slug:slug>/arbete/", staff.work, name="work"),
    path("<slug:slug>/arbete/sok/", staff.search, name="search"),
    path("<slug:slug>/arbete/namnden/", staff.board, name="board"),
    path("<slug:slug>/kommunen/", staff.governance, name="governance"),
]
