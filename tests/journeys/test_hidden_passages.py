"""A report is shown to a guardian with two passages hidden, each on its own section: marked, listed, picked, read."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from brygga.concerns.tests.test_disclosing import let_in
from brygga.concerns.tests.test_reporting import SEEN, by_work, reported
from brygga.ground import clock
from tests.committed import apart
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

SOON = (clock.today() + timedelta(days=60)).isoformat()
JACKET, EVENINGS = "utan jacka", "Han är ute på kvällarna"


def a_reported_case(blocker: Any) -> str:
    with apart(blocker) as act:
        return str(act(lambda: let_in(reported(**by_work()))).id)


def fills_in(page: Page) -> None:
    page.get_by_label("Anmälan, men inte vem som har anmält").check()
    page.get_by_label("Den som har anmält eller berättat · 26 kap. 5 § OSL", exact=True).check()
    page.get_by_label("Hur du har prövat").fill("Familjen har hotat skolan.")
    page.get_by_label("Prövas igen senast").fill(SOON)


def listed(page: Page) -> list[tuple[str, str]]:
    rows = page.locator("[data-holes] ol > li").all()
    return [(row.locator("q").inner_text(), row.locator("select").input_value()) for row in rows]


def reads(site: Site, case: str) -> None:
    alma = site.signed_in("Alma", "resident", phone=True)
    alma.goto(f"/helsingborg/mina-sidor/arende/{case}/")
    expect(alma.locator(".withheld")).to_have_count(3)
    sections = alma.locator(".withheld .meta").all_inner_texts()
    assert sections == ["26 kap. 5 § OSL", "26 kap. 1 § och 10 kap. 3 § OSL", "26 kap. 5 § OSL"]
    for secret in (JACKET, EVENINGS, "Lotta"):
        assert secret not in alma.content()


def test_cecilia_marks_and_picks_and_alma_sees_on_what_each_gap_rests(
    site: Site, django_db_blocker: Any
) -> None:
    case = a_reported_case(django_db_blocker)
    cecilia = site.signed_in("Cecilia", "staff")
    cecilia.goto(f"/helsingborg/arbete/arende/{case}/anmalan/visa/")
    expect(cecilia.locator("[data-holes]")).to_be_hidden()
    text = cecilia.get_by_label("Anmälan så som parten läser den")
    for words in (JACKET, EVENINGS):
        text.evaluate(
            "(one, words) => one.setSelectionRange(one.value.indexOf(words), one.value.indexOf(words) + words.length)",
            words,
        )
        cecilia.get_by_role("button", name="Dölj markering").click()
    assert listed(cecilia) == [(EVENINGS, ""), (JACKET, "")]
    cecilia.get_by_label(f"Varför döljs: {EVENINGS}").select_option("other_person")
    cecilia.get_by_label(f"Varför döljs: {JACKET}").select_option("reporter")
    fills_in(cecilia)
    cecilia.get_by_role("button", name="Spara prövningen").click()
    expect(cecilia.locator("#anmalan")).to_contain_text("prövade sekretessen")
    reads(site, case)


def test_without_javascript_the_list_comes_when_the_form_has_been_sent_once(
    site: Site, django_db_blocker: Any
) -> None:
    case = a_reported_case(django_db_blocker)
    cecilia = site.signed_in("Cecilia", "staff", script=False)
    cecilia.goto(f"/helsingborg/arbete/arende/{case}/anmalan/visa/")
    marked = SEEN.replace(JACKET, f"[[{JACKET}]]").replace(EVENINGS, f"[[{EVENINGS}]]")
    expect(cecilia.get_by_role("button", name="Dölj markering")).to_be_hidden()
    cecilia.get_by_label("Anmälan så som parten läser den").fill(marked)
    fills_in(cecilia)
    cecilia.get_by_role("button", name="Spara prövningen").click()
    expect(cecilia.locator(".error-summary")).to_contain_text("Välj för varje ställe varför det döljs.")
    assert listed(cecilia) == [(EVENINGS, ""), (JACKET, "")]
    cecilia.get_by_label(re.compile(f"Varför döljs: {EVENINGS}")).select_option("other_person")
    cecilia.get_by_label(re.compile(f"Varför döljs: {JACKET}")).select_option("reporter")
    cecilia.get_by_role("button", name="Spara prövningen").click()
    expect(cecilia.locator("#anmalan")).to_contain_text("prövade sekretessen")
    reads(site, case)
