"""The jurist's desk. Only staff have anything here."""

from django.urls import path

from brygga.counsel.views import ask, browse, compare, guidelines, proposals

LAW = "<slug:slug>/lag/"

staff_urls = [
    path(LAW, ask.may_they, name="may_they"),
    path(f"{LAW}svar.json", ask.answer_as_json, name="law_answer_json"),
    path(f"{LAW}verksamheter/", browse.activities, name="law_activities"),
    path(f"{LAW}verksamheter/<slug:code>/", browse.activity, name="law_activity"),
    path(f"{LAW}paragrafer/", browse.sections, name="law_sections"),
    path(f"{LAW}paragrafer/<str:ref>/", browse.section, name="law_section"),
    path(f"{LAW}underlag/", browse.instruments, name="law_instruments"),
    path(f"{LAW}jamfor/", compare.compare, name="law_compare"),
    path(f"{LAW}riktlinjer/", guidelines.guidelines, name="law_guidelines"),
    path(f"{LAW}riktlinjer/ny/", guidelines.new_guideline, name="new_guideline"),
    path(f"{LAW}riktlinjer/<uuid:guideline_id>/avsluta/", guidelines.end_guideline, name="end_guideline"),
    path(f"{LAW}forslag/", proposals.proposals, name="law_proposals"),
    path(f"{LAW}forslag/nytt/", proposals.new_proposal, name="new_law_proposal"),
    path(f"{LAW}forslag/<uuid:proposal_id>/", proposals.proposal, name="law_proposal"),
    path(f"{LAW}forslag/<uuid:proposal_id>/svar/", proposals.decide_proposal, name="decide_law_proposal"),
    path(f"{LAW}forslag/<uuid:proposal_id>/rad.yaml", proposals.proposal_rows, name="law_proposal_rows"),
]

urlpatterns = staff_urls
