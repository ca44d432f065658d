"""What people do on the pages, said as they would say it."""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from brygga.ground import clock
from tests.journeys.site import choose

SOON = (clock.today() + timedelta(days=10)).isoformat()


@dataclass
class Resident:
    """A resident on a phone."""

    page: Page
    name: str

    def applies_for_family_support(self, photo: Path, *, safely: str = "yes") -> str:
        """From the start page to the receipt; returns the case number."""
        page = self.page
        page.goto("/helsingborg/ansok/")
        page.get_by_role("link", name=re.compile("Stöd till barn och familj")).click()
        page.get_by_role("button", name="Börja").click()
        page.get_by_label("Vardagen hemma").check()
        self._on()
        page.get_by_label("Med dina egna ord").fill(
            "Kvällarna är svårast. Jag vill ha lugna rutiner med Elis."
        )
        self._on()
        page.get_by_label("Barnets namn").fill("Elis Nilsson")
        self._on()
        page.locator(f"input[value={safely}]").check()
        self._on()
        self._tells_how_to_reach(safely)
        page.get_by_role("radio", name="Nej").check()
        self._on()
        page.locator("input[type=file]").last.set_input_files(photo)
        page.get_by_role("button", name="Lägg till", exact=True).click()
        expect(page.get_by_text(photo.name)).to_be_visible()
        page.get_by_role("button", name="Fortsätt").click()
        page.get_by_role("button", name="Skriv under och skicka").click()
        choose(page, self.name)
        return page.locator(".receipt-number bdi").inner_text()

    def _tells_how_to_reach(self, safely: str) -> None:
        if safely == "yes":
            self.page.get_by_label("Telefon").fill("070-174 06 05")
        for box in self.page.locator("main textarea").all():
            box.fill("Skriv till mig här på sidan.")
        self._on()

    def _on(self) -> None:
        self.page.get_by_role("button", name="Fortsätt", exact=True).click()

    def opens_own_case(self) -> None:
        self.page.get_by_role("link", name="Till mitt ärende").click()
        expect(self.page.get_by_role("heading", name="Journal")).to_be_visible()

    def answers(self, text: str) -> None:
        self.page.get_by_role("link", name="Svara").first.click()
        self.page.get_by_label("Ditt svar").fill(text)
        self.page.get_by_role("button", name="Skicka svaret").click()

    def objects_to(self, heading: str, text: str) -> None:
        note = self.page.locator("article.entry", has_text=heading)
        note.locator(".entry-ways").get_by_role("link", name="Det stämmer inte").click()
        self.page.get_by_label("Vad vill du säga?").fill(text)
        self.page.get_by_role("button", name="Skicka, det står i din akt nu").click()

    def comments_on_the_draft(self, text: str) -> None:
        self.page.get_by_role("link", name="Läs och svara").click()
        self.page.get_by_label("Vad stämmer, och vad stämmer inte?").fill(text)
        self.page.get_by_role("button", name="Skicka svaret").click()


@dataclass
class Worker:
    """A caseworker at a desk."""

    page: Page

    def sees_new(self, name: str) -> None:
        expect(self.page.locator(".list-row", has_text=name).first).to_be_visible()

    def opens(self, name: str) -> None:
        self.page.locator(".list-row", has_text=name).first.click()
        expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible()

    def steps(self, label: str) -> None:
        self.page.locator(".case-steps").get_by_role("button", name=label).click()
        expect(self.page.locator(".case-steps").get_by_role("button", name=label)).to_have_count(0)

    def inquires(self) -> None:
        self.goes_to("Inled utredning")
        self.page.get_by_label("Varför ni inleder en utredning").fill(
            "Vi behöver veta vad som skulle hjälpa."
        )
        self.page.get_by_role("button", name="Besluta att inleda utredning").click()

    def goes_to(self, label: str) -> None:
        self.page.locator(".case-steps").get_by_role("link", name=label).click()

    def writes(self, heading: str, text: str, *, hides: bool = False) -> None:
        self.page.get_by_label("Rubrik").fill(heading)
        self.page.locator("#skriv-text").fill(text)
        self.page.get_by_role("button", name=re.compile("^Skriv in")).click()
        if hides:
            self.page.get_by_label(re.compile("^Varför döljs:")).select_option(index=1)
            self.page.get_by_label("Prövas igen senast").fill(SOON)
            self.page.get_by_role("button", name=re.compile("^Skriv in")).click()
        expect(self.page.locator(".timeline", has_text=heading)).to_be_visible()

    def asks_for(self, question: str) -> None:
        self.goes_to("Be om komplettering")
        self.page.get_by_label("Vad behöver kompletteras?").fill(question)
        self.page.get_by_label("Svar senast").fill(SOON)
        self.page.get_by_role("button", name=re.compile("^Fråga")).click()

    def hands_over_to(self, name: str) -> None:
        self.page.get_by_role("link", name="Ändra vem som arbetar med ärendet").click()
        self.page.get_by_label("Vem ska arbeta med ärendet?").select_option(label=name)
        self.page.get_by_role("button", name="Lämna över").click()
        expect(self.page.locator(".region-context")).to_contain_text(name.split(",", maxsplit=1)[0])

    def communicates(self, text: str) -> None:
        self.goes_to("Skicka utredningen för synpunkter")
        self.page.get_by_label("Eller skriv utredningen här").fill(text)
        self.page.get_by_label("Svar senast").fill(SOON)
        self.page.get_by_role("button", name=re.compile("^Skicka, den enskilde")).click()

    def proposes(self, activity: str, heading: str) -> None:
        self.goes_to("Lägg fram förslag till beslut")
        choice = self.page.get_by_role("radio", name=activity)
        if choice.count():
            choice.check()
        else:
            self.page.get_by_label("Beslutet gäller").select_option(label=activity)
        self.page.locator("input[name=outcome][value=granted]").check()
        self.page.get_by_label("Beslutet på en rad").fill(heading)
        for box in self.page.locator("main textarea").all():
            box.fill("Vi bedömer att ni behöver stödet och inte kan få det på annat sätt.")
        self.page.get_by_role("button", name="Spara förslaget").click()

    def decides(self) -> None:
        for name in {box.get_attribute("name") for box in self.page.locator("main input[type=radio]").all()}:
            self.page.locator(f"input[name={name}]").last.check()
        self.page.get_by_role("button", name=re.compile("^Besluta, mottagaren")).click()
