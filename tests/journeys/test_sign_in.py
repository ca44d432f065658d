"""Signing in with e-ID for real: cancelling, too weak an e-ID, signing out, idling, and where one lands."""

import pytest
from playwright.sync_api import expect

from tests.journeys.site import Site, choose, own

pytestmark = pytest.mark.browser


def test_cancelling_is_a_calm_page_with_a_way_on(site: Site) -> None:
    page = site.visitor(phone=True).new_page()
    page.goto("/helsingborg/logga-in/resident/")
    page.get_by_role("button", name="Avbryt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du avbröt inloggningen")
    page.get_by_role("link", name="Till startsidan").click()
    expect(page).to_have_url(f"{site.base}/helsingborg/")


def test_an_e_id_below_level_three_does_not_let_one_in(site: Site) -> None:
    page = site.visitor().new_page()
    page.goto("/helsingborg/logga-in/resident/")
    choose(page, "Loke")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggningen gick inte")
    answer = page.goto("/helsingborg/mina-sidor/")
    assert answer is not None
    assert "/authorize" in page.url


def test_a_page_that_needs_sign_in_is_where_one_lands_afterwards(site: Site) -> None:
    page = site.visitor().new_page()
    page.goto("/landskrona/arbete/?visa=teamet")
    choose(page, "David")
    expect(page).to_have_url(f"{site.base}/landskrona/arbete/?visa=teamet")


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "/\\example.org"])
def test_nobody_is_sent_to_another_site_after_sign_in(site: Site, elsewhere: str) -> None:
    page = site.visitor().new_page()
    page.goto(f"/helsingborg/logga-in/resident/?till={elsewhere}")
    choose(page, "Alma")
    expect(page).to_have_url(f"{site.base}/helsingborg/mina-sidor/")


def test_signing_in_changes_the_session_key_and_signing_out_ends_it(site: Site) -> None:
    page = site.visitor().new_page()
    page.goto("/helsingborg/logga-in/resident/")
    before = _key(page)
    choose(page, "Alma")
    key = _key(page)
    assert key not in {"", before}
    page.locator(".staff-me summary, .band-menu summary").first.evaluate(
        "one => one.parentElement.open = true"
    )
    page.locator("form[action='/logga-ut'] button").first.evaluate("one => one.form.requestSubmit()")
    expect(page.get_by_role("heading", level=1)).to_have_text("Du är utloggad")
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": site.base}])
    page.goto("/helsingborg/mina-sidor/")
    assert "/authorize" in page.url


def test_the_doors_are_separate(site: Site) -> None:
    alma = site.signed_in("Alma", "resident")
    answer = alma.goto("/helsingborg/arbete/")
    assert answer is not None
    assert answer.status == 404
    cecilia = site.signed_in("Cecilia", "staff")
    answer = cecilia.goto("/helsingborg/mina-sidor/")
    assert answer is not None
    assert answer.status == 404


def test_under_its_own_name_a_municipality_is_found_signed_in_to_and_left(site: Site) -> None:
    page = site.visitor(phone=True).new_page()
    house = own(site.base)
    page.goto(f"{house}/")
    expect(page).to_have_url(f"{house}/landskrona/")
    page.goto(f"{house}/landskrona/logga-in/resident/")
    choose(page, "Bo Ek")
    expect(page).to_have_url(f"{house}/landskrona/mina-sidor/")
    page.locator("form[action='/logga-ut'] button").first.evaluate("one => one.form.requestSubmit()")
    expect(page).to_have_url(f"{house}/landskrona/utloggad/")
    answer = page.goto(f"{site.base}/landskrona/mina-sidor/")
    assert answer is not None
    assert "/authorize" in page.url, "a session under one name is none under another"


def _key(page) -> str:  # type: ignore[no-untyped-def]
    return next((c["value"] for c in page.context.cookies() if c["name"] == "sessionid"), "")
