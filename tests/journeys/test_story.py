"""The main job: a resident and two municipalities take one case from application to closure, live."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.people import SOON, Resident, Worker
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

AT_ONCE = 10_000
"""Patience in milliseconds on a busy machine. The page never reloads; how fast it is, `make bench` measures."""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "hyresavi.jpg"
    Image.new("RGB", (900, 1200), "#eeeeee").save(path)
    return path


def test_alma_cecilia_and_david_take_a_case_from_application_to_closure(site: Site, photo: Path) -> None:
    cecilia = Worker(site.signed_in("Cecilia", "staff"))
    alma = Resident(site.signed_in("Alma", "resident", phone=True), "Alma")

    number = alma.applies_for_family_support(photo)
    assert number.startswith("Hbg ")
    cecilia.sees_new("Alma Nilsson")

    cecilia.opens("Alma Nilsson")
    alma.opens_own_case()
    cecilia.steps("Börja bedöma")
    expect(alma.page.get_by_role("heading", level=1)).to_contain_text("börjat titta", timeout=AT_ONCE)
    cecilia.writes("Samtal om kvällarna", "Vi pratade om hur kvällarna är.")
    expect(alma.page.locator("#panel-journal")).to_contain_text("Samtal om kvällarna", timeout=AT_ONCE)
    cecilia.inquires()
    expect(alma.page.get_by_role("heading", level=1)).to_contain_text("Vi utreder", timeout=AT_ONCE)

    cecilia.asks_for("Vilka dagar är svårast?")
    expect(alma.page.locator("#panel-status")).to_contain_text("Vilka dagar är svårast?", timeout=AT_ONCE)
    alma.answers("Måndagar och torsdagar.")
    expect(cecilia.page.locator(".timeline")).to_contain_text("Måndagar och torsdagar.", timeout=AT_ONCE)

    cecilia.hands_over_to("David Berg, Landskrona")
    david = Worker(site.signed_in("David", "staff", "landskrona"))
    david.opens("Alma Nilsson")
    expect(david.page.locator(".ribbon")).to_contain_text("Helsingborgs ärende")
    expect(david.page.locator(".ribbon")).to_contain_text("avtal 2026-014, 9 kap. 37 § KL")
    david.writes(
        "Hembesök", "Vi sågs hemma. [[Elis pappa ringde om sin sjukdom.]] Ni vill ha lugn.", hides=True
    )
    journal = alma.page.locator("#panel-journal")
    expect(journal).to_contain_text("är dold för dig", timeout=AT_ONCE)
    expect(journal).to_contain_text("David Berg bestämde det")
    assert "sjukdom" not in alma.page.content()

    david.communicates("Ni behöver stöd hemma två kvällar i veckan.")
    expect(alma.page.get_by_role("heading", level=1)).to_contain_text("höra vad du tycker", timeout=AT_ONCE)
    alma.comments_on_the_draft("Det stämmer, men jag vill ha tre kvällar.")
    expect(david.page.locator(".timeline")).to_contain_text("jag vill ha tre kvällar", timeout=AT_ONCE)
    alma.objects_to("Hembesök", "Jag sa att Elis är trött ibland, inte alltid.")
    expect(david.page.locator(".timeline")).to_contain_text("trött ibland", timeout=AT_ONCE)

    david.proposes("Beslut om insats till ett barn", "Ni får stöd hemma")
    david.decides()

    expect(alma.page.get_by_role("heading", level=1)).to_contain_text("fått ett beslut", timeout=AT_ONCE)
    alma.page.get_by_role("link", name="Läs beslutet").click()
    expect(alma.page.locator("main")).to_contain_text("David Berg")
    expect(alma.page.locator("main")).to_contain_text("inom tre veckor")
    alma.page.go_back()

    _support_and_closure(david, alma)
    _reads_everything(alma, "Samtal om kvällarna", "Hembesök", "Måndagar och torsdagar.", "trött ibland")
    expect(alma.page.locator("main")).to_contain_text("David Berg, Landskrona")
    expect(alma.page.locator("main")).to_contain_text("avtal 2026-014")


def _support_and_closure(worker: Worker, resident: Resident) -> None:
    worker.goes_to("Sätt i gång stödet")
    worker.page.get_by_label("Vad stödet är").fill("Familjebehandlare hemma")
    worker.page.get_by_label("Så har ni planerat").fill("Måndagar och torsdagar.")
    worker.page.get_by_label("Ses över").fill(SOON)
    worker.page.locator("main form button[type=submit]").last.click()
    expect(resident.page.get_by_role("heading", level=1)).to_contain_text("i gång", timeout=AT_ONCE)
    worker.goes_to("Följ upp")
    worker.page.locator("input[name=course]").first.check()
    worker.page.get_by_label("Personens egna ord").fill("Det har blivit lugnare.")
    worker.page.get_by_label("Din bedömning").fill("Det går bra.")
    worker.page.locator("main form button[type=submit]").last.click()
    worker.goes_to("Avsluta ärendet")
    worker.page.get_by_label("Sammanfattning").fill("Stödet har hjälpt. Välkommen tillbaka om du behöver.")
    worker.page.locator("main form button[type=submit]").last.click()
    expect(resident.page.get_by_role("heading", level=1)).to_contain_text("avslutat", timeout=AT_ONCE)
    expect(resident.page.locator("#panel-status")).to_contain_text("Stödet har hjälpt.")


def _reads_everything(resident: Resident, *written: str) -> None:
    """The whole record, and then who has opened it."""
    case = resident.page.url.partition("#")[0]
    resident.page.goto(f"{case}hela-akten/")
    for words in written:
        expect(resident.page.locator("main")).to_contain_text(words)
    resident.page.goto(f"{case}lasare/")


def test_a_placement_is_refused_to_david_with_its_section_and_decided_by_fridas_board(
    site: Site, photo: Path
) -> None:
    Resident(site.signed_in("Alma", "resident", phone=True), "Alma").applies_for_family_support(photo)
    cecilia = Worker(site.signed_in("Cecilia", "staff"))
    cecilia.opens("Alma Nilsson")
    cecilia.steps("Börja bedöma")
    cecilia.inquires()
    cecilia.hands_over_to("David Berg, Landskrona")
    david = Worker(site.signed_in("David", "staff", "landskrona"))
    david.opens("Alma Nilsson")
    david.proposes("Beslut om vård i familjehem eller jourhem", "Elis får bo i familjehem")
    expect(david.page.locator("main")).to_contain_text("30 kap. 6 § SoL")
    david.page.get_by_role("button", name="Skicka till nämnden").click()

    frida = site.signed_in("Frida", "staff")
    frida.get_by_role("link", name="Nämnden").click()
    frida.locator("main").get_by_role("link", name="Elis får bo i familjehem").click()
    for name in {box.get_attribute("name") for box in frida.locator("main input[type=radio]").all()}:
        frida.locator(f"input[name={name}]").first.check()
    frida.get_by_label("Sammanträdesdag").fill("2026-11-20")
    frida.get_by_label("Paragraf i protokollet").fill("41")
    frida.get_by_role("button", name="Beslutat, mottagaren läser det nu").click()
    alma = site.signed_in("Alma", "resident", phone=True)
    alma.goto("/helsingborg/mina-sidor/")
    alma.locator("main a[href*='/arende/']").first.click()
    expect(alma.get_by_role("heading", level=1)).to_contain_text("fått ett beslut")


def test_bo_and_eva_get_404_at_every_address_that_david_and_alma_saw(site: Site, photo: Path) -> None:
    alma = Resident(site.signed_in("Alma", "resident", phone=True), "Alma")
    alma.applies_for_family_support(photo)
    alma.opens_own_case()
    cecilia = Worker(site.signed_in("Cecilia", "staff"))
    cecilia.opens("Alma Nilsson")
    seen = {alma.page.url, cecilia.page.url}
    for page in (alma.page, cecilia.page):
        seen |= {link.get_attribute("href") or "" for link in page.locator("a[href*='/arende/']").all()}
    for stranger in (site.signed_in("Bo Ek", "resident"), site.signed_in("Eva", "staff", "bjuv")):
        for address in seen - {""}:
            answer = stranger.goto(address)
            assert answer is not None
            assert answer.status == 404, address


def test_petra_with_protected_identity_is_helped_and_seen_by_her_own_handler_alone(
    site: Site, photo: Path
) -> None:
    david = Worker(site.signed_in("David", "staff", "landskrona"))
    petra = Resident(site.signed_in("Petra", "resident", phone=True), "Petra")
    petra.applies_for_family_support(photo, safely="protected")
    petra.opens_own_case()
    cecilia = Worker(site.signed_in("Cecilia", "staff"))
    cecilia.opens("Petra Lind")
    expect(cecilia.page.locator(".region-context")).to_contain_text("Skyddade uppgifter")
    cecilia.steps("Börja bedöma")
    cecilia.writes("Samtal", "Vi pratade om hur vi når dig på ett tryggt sätt.")
    expect(petra.page.locator("#panel-journal")).to_contain_text("på ett tryggt sätt", timeout=AT_ONCE)
    cecilia.asks_for("När passar det att vi skriver?")
    expect(petra.page.locator("#panel-status")).to_contain_text("När passar det", timeout=AT_ONCE)
    petra.answers("På kvällen.")
    expect(cecilia.page.locator(".timeline")).to_contain_text("På kvällen.", timeout=AT_ONCE)

    cecilia.page.get_by_role("link", name="Ändra vem som arbetar med ärendet").click()
    offered = cecilia.page.get_by_label("Vem ska arbeta med ärendet?").inner_text()
    assert "Landskrona" not in offered
    answer = david.page.goto(cecilia.page.url.removesuffix("handlaggare/"))
    assert answer is not None
    assert answer.status == 404
    david.page.goto("/landskrona/arbete/?visa=over-grans")
    assert "Petra" not in david.page.content()
    cecilia.page.go_back()

    _decided_on_by_her_own_handler(cecilia, petra)
    _support_and_closure(cecilia, petra)
    _reads_everything(petra, "ett tryggt sätt", "På kvällen.", "Jag vill bara ha brev hit.")
    expect(petra.page.locator("main")).to_contain_text("Cecilia Holm")
    assert "Landskrona" not in petra.page.locator("main").inner_text(), "nobody from there has seen it"


def _decided_on_by_her_own_handler(cecilia: Worker, petra: Resident) -> None:
    cecilia.inquires()
    cecilia.communicates("Du behöver stöd hemma två kvällar i veckan.")
    expect(petra.page.get_by_role("heading", level=1)).to_contain_text("höra vad du tycker", timeout=AT_ONCE)
    petra.comments_on_the_draft("Jag vill bara ha brev hit.")
    cecilia.proposes("Beslut om insats till ett barn", "Ni får stöd hemma")
    cecilia.decides()
    expect(petra.page.get_by_role("heading", level=1)).to_contain_text("fått ett beslut", timeout=AT_ONCE)


def test_a_resident_without_script_can_apply_answer_and_read(site: Site, photo: Path) -> None:
    cecilia = Worker(site.signed_in("Cecilia", "staff"))
    alma = Resident(site.signed_in("Alma", "resident", phone=True, script=False), "Alma")
    alma.applies_for_family_support(photo)
    alma.opens_own_case()
    cecilia.opens("Alma Nilsson")
    cecilia.steps("Börja bedöma")
    cecilia.asks_for("Vilka dagar är svårast?")
    alma.page.reload()
    alma.answers("Måndagar.")
    expect(alma.page.locator("main")).to_contain_text("Måndagar.")
