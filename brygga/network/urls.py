"""The municipality's own pages. Only staff have anything here."""

from django.urls import path

from brygga.network.views import agreements, delegations, draft_pages, drafts, governance, people, settings

HOME = "<slug:slug>/kommunen/"

staff_urls = [
    path(HOME, governance.overview, name="governance"),
    path(f"{HOME}historik/", governance.history, name="governance_history"),
    path(f"{HOME}enheter/", settings.units, name="governance_units"),
    path(f"{HOME}enheter/ny/", settings.new_unit, name="governance_new_unit"),
    path(f"{HOME}enheter/<uuid:unit_id>/", settings.unit, name="governance_unit"),
    path(f"{HOME}personal/", people.staff, name="governance_staff"),
    path(f"{HOME}personal/ny/", people.new_person, name="governance_new_person"),
    path(f"{HOME}personal/<uuid:staff_id>/", people.person, name="governance_person"),
    path(f"{HOME}personal/<uuid:staff_id>/andra/", people.edit_person, name="governance_edit_person"),
    path(f"{HOME}personal/<uuid:staff_id>/befattning/", people.new_position, name="governance_new_position"),
    path(
        f"{HOME}befattning/<uuid:position_id>/avsluta/", people.end_position, name="governance_end_position"
    ),
    path(f"{HOME}avtal/", agreements.agreements, name="agreements"),
    path(f"{HOME}avtal/nytt/", agreements.new_agreement, name="new_agreement"),
    path(f"{HOME}avtal/<uuid:agreement_id>/", agreements.agreement, name="agreement"),
    path(f"{HOME}avtal/<uuid:agreement_id>/godkann/", agreements.approve, name="approve_agreement"),
    path(f"{HOME}avtal/<uuid:agreement_id>/avsluta/", agreements.end_agreement, name="end_agreement"),
    path(
        f"{HOME}avtal/<uuid:agreement_id>/avtalet.pdf", drafts.agreement_document, name="agreement_document"
    ),
    path(f"{HOME}avtal/<uuid:agreement_id>/ny-version/", drafts.new_version, name="new_version"),
    path(f"{HOME}avtal/utkast/", drafts.begin, name="begin_draft"),
    path(f"{HOME}avtal/utkast/<uuid:draft_id>/", drafts.draft, name="draft"),
    path(f"{HOME}avtal/utkast/<uuid:draft_id>/utkast.pdf", drafts.draft_document, name="draft_document"),
    path(f"{HOME}avtal/utkast/<uuid:draft_id>/kommentar/", drafts.remark, name="draft_remark"),
    path(f"{HOME}avtal/utkast/<uuid:draft_id>/registrera/", drafts.register, name="register_draft"),
    path(f"{HOME}avtal/utkast/<uuid:draft_id>/dra-tillbaka/", drafts.withdraw, name="withdraw_draft"),
    path(f"{HOME}avtal/utkast/<uuid:draft_id>/<slug:page>/", draft_pages.draft_page, name="draft_page"),
    path(f"{HOME}delegation/", delegations.delegations, name="delegations"),
    path(f"{HOME}delegation/ny/", delegations.new_delegation, name="new_delegation"),
    path(
        f"{HOME}delegation/<uuid:delegation_id>/avsluta/", delegations.end_delegation, name="end_delegation"
    ),
    path(f"{HOME}farg/<slug:colour>.css", settings.preview, name="governance_preview"),
    path(f"{HOME}<slug:what>/", settings.setting, name="governance_settings"),
]

urlpatterns = staff_urls
