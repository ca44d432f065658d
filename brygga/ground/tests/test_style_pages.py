"""Every macro in a real browser: no accessibility violation, nothing the policy stops, nothing too wide."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from brygga.ground.tests import style_pages

AXE = Path(__file__).parents[3] / "build" / "test" / "axe.min.js"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (AXE.is_file() and CHROMIUM.is_file()), reason="needs chromium and `make setup`"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    made = style_pages.server()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_address[1]}"
    made.shutdown()
    made.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield made
        made.close()


def opened(browser: Browser, url: str, **options: Any) -> tuple[Page, list[str]]:
    context = browser.new_context(locale="sv-SE", **options)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url, wait_until="load")
    return page, complaints


def violations(page: Page) -> list[str]:
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{one['id']}: {' '.join(map(str, node['target']))}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("view", ["phone, light", "desk, dark"])
@pytest.mark.parametrize("name", style_pages.PAGES)
def test_a_page_has_no_violation_and_obeys_the_policy(
    browser: Browser, address: str, name: str, view: str
) -> None:
    size, scheme = (PHONE, "light") if view == "phone, light" else (DESK, "dark")
    page, complaints = opened(browser, f"{address}/{name}", viewport=size, color_scheme=scheme)
    assert violations(page) == []
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


@pytest.mark.parametrize("slug", style_pages.SEEDS)
def test_each_municipality_looks_itself_and_passes(browser: Browser, address: str, slug: str) -> None:
    page, _ = opened(browser, f"{address}/start?kommun={slug}", viewport=PHONE, color_scheme="dark")
    assert violations(page) == []
    band = page.locator("header.band").evaluate("one => getComputedStyle(one).backgroundColor")
    wanted = [int(style_pages.SEEDS[slug][i : i + 2], 16) for i in (1, 3, 5)]
    assert band == f"rgb({wanted[0]}, {wanted[1]}, {wanted[2]})"
    page.context.close()


@pytest.mark.parametrize("name", ["case", "form", "start"])
def test_a_page_reads_from_right_to_left(browser: Browser, address: str, name: str) -> None:
    page, _ = opened(browser, f"{address}/{name}?sprak=ar", viewport=PHONE)
    assert violations(page) == []
    brand, menu = (page.locator(one).first.bounding_box() for one in (".brand", ".band-menu, .band-sign-in"))
    assert brand is not None
    assert menu is not None
    assert brand["x"] > menu["x"]
    page.context.close()


@pytest.mark.parametrize("name", ["case", "start", "form", "letter", "404"])
def test_a_narrow_phone_needs_no_sideways_scroll(browser: Browser, address: str, name: str) -> None:
    page, _ = opened(browser, f"{address}/{name}", viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


def test_targets_are_big_enough_for_a_thumb(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/case", viewport=PHONE)
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, summary')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.height > 1 && box.height < 44 && getComputedStyle(one).display !== 'inline'
                && !one.matches('.passage-way');
        }).map(one => one.textContent.trim() + ' ' + one.getBoundingClientRect().height)"""
    )
    assert small == []
    page.context.close()


def test_escape_twice_leaves_for_a_neutral_page(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/case", viewport=PHONE)
    page.route("**/lamna/", lambda route: route.fulfill(status=204))
    page.evaluate("document.querySelectorAll('[data-leave]').forEach(one => one.dataset.neutral = '/letter')")
    with page.expect_request("**/lamna/") as leaving:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    page.wait_for_url("**/letter")
    assert leaving.value.method == "POST"
    page.context.close()


def test_escape_once_stays(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/case", viewport=PHONE)
    page.keyboard.press("Escape")
    assert page.url.endswith("/case")
    assert page.locator("h1").is_visible()
    page.context.close()


def test_the_workspace_is_walked_by_keys(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/workspace", viewport=DESK)
    focused = "document.activeElement.textContent"
    page.keyboard.press("j")
    assert "Tuva Ek" in page.evaluate(focused)
    page.keyboard.press("k")
    assert "Alma Nilsson" in page.evaluate(focused)
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "skriv-text"
    page.keyboard.type("jkn")
    assert page.locator("#skriv-text").input_value().endswith("jkn")
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.id") == "sok"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#kortkommandon").is_visible()
    page.context.close()


def test_a_draft_is_saved_as_one_types_and_says_when_it_is_not(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/workspace", viewport=DESK)
    answers = iter([204, 503])
    page.route("**/utkast", lambda route: route.fulfill(status=next(answers)))
    saved = page.locator("[data-saved]")
    saved.evaluate("one => { one.textContent = ''; }")
    page.locator("#skriv-text").press_sequentially("Ett ord")
    expect(saved).to_have_text(re.compile(r"^Utkast sparat \d\d\.\d\d$"))
    page.locator("#skriv-text").press_sequentially("till")
    expect(saved).to_have_text("Utkastet är inte sparat")
    page.context.close()


def test_a_selection_is_hidden_and_shown_again(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/workspace", viewport=DESK)
    page.route("**/utkast", lambda route: route.fulfill(status=204))
    text = page.locator("#skriv-text")
    text.fill("Gun ringde. Hon är sjuk.")
    assert page.locator("[data-holes]").is_hidden()
    text.evaluate("one => one.setSelectionRange(12, 24)")
    page.locator("[data-hide-selection]").click()
    assert text.input_value() == "Gun ringde. [[Hon är sjuk.]]"
    assert page.locator("[data-holes] q").all_inner_texts() == ["Hon är sjuk."]
    page.locator("[data-hide-selection]").click()
    assert text.input_value() == "Gun ringde. Hon är sjuk."
    assert page.locator("[data-holes]").is_hidden()
    page.context.close()


def test_each_hidden_passage_keeps_its_own_ground_while_one_writes(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/workspace", viewport=DESK)
    page.route("**/utkast", lambda route: route.fulfill(status=204))
    text = page.locator("#skriv-text")

    def listed() -> list[tuple[str, str]]:
        rows = page.locator("[data-holes] ol > li").all()
        return [(row.locator("q").inner_text(), row.locator("select").input_value()) for row in rows]

    text.fill("[[Gun är sjuk.]] Hej. [[Lotta anmälde.]]")
    assert listed() == [("Gun är sjuk.", ""), ("Lotta anmälde.", "")]
    page.locator("#dolt-2").select_option("reporter")
    page.locator("#dolt-1").select_option("other_person")
    text.fill("[[Nytt.]] [[Lotta anmälde.]] Hej. [[Gun är sjuk.]]")
    assert listed() == [("Nytt.", ""), ("Lotta anmälde.", "reporter"), ("Gun är sjuk.", "other_person")]
    text.fill("[[Nytt.]] [[Lotta K anmälde.]] Hej. [[Gun är sjuk.]]")
    assert listed() == [("Nytt.", ""), ("Lotta K anmälde.", "reporter"), ("Gun är sjuk.", "other_person")]
    text.fill("[[Nytt.]] Hej. [[Gun är sjuk.]]")
    assert listed() == [("Nytt.", ""), ("Gun är sjuk.", "other_person")]
    assert page.locator("[data-holes-said]").inner_text().startswith("2 ställen döljs")
    page.context.close()


def test_a_form_is_sent_once_however_often_it_is_pressed(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/form", viewport=PHONE)
    sent: list[str] = []
    page.evaluate("document.querySelector('form.form').action = '/skickat'")
    page.route("**/skickat", lambda route: sent.append(route.request.method))
    page.evaluate(
        "{ const b = document.querySelector('form.form [type=submit]'); b.click(); b.click(); b.click(); }"
    )
    page.wait_for_timeout(200)
    assert sent == ["POST"]
    page.context.close()


def test_nothing_is_stored_in_the_browser(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/form", viewport=PHONE)
    page.locator("#behov").fill("Något ingen annan får se")
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert json.loads(stored)[0] == {}
    assert set(json.loads(stored)[1]) <= {
        "htmx-current-path-for-history"
    }  # an address, which holds no secret
    page.context.close()


def test_without_javascript_every_control_is_there(browser: Browser, address: str) -> None:
    page, _ = opened(
        browser, f"{address}/form", viewport=PHONE, is_mobile=True, has_touch=True, java_script_enabled=False
    )
    assert page.locator("input[type=file]:visible").count() == 2
    assert page.locator("form.form button[type=submit]").is_visible()
    assert page.locator(".bottom-leave button").is_visible()
    page.context.close()


@pytest.mark.parametrize("name", ["case", "start", "form"])
def test_text_twice_as_large_needs_no_sideways_scroll(browser: Browser, address: str, name: str) -> None:
    page, _ = opened(browser, f"{address}/{name}", viewport=PHONE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


def test_paper_is_white_even_when_the_screen_is_dark(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/case", viewport=PHONE, color_scheme="dark")
    page.emulate_media(media="print")
    ground, ink = page.evaluate(
        "['backgroundColor', 'color'].map(what => getComputedStyle(document.body)[what])"
    )
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    assert page.locator(".bottom-bar").is_hidden()
    page.context.close()


def test_a_fetched_panel_says_what_is_new_and_that_the_page_still_follows(
    browser: Browser, address: str
) -> None:
    page, _ = opened(browser, f"{address}/case", viewport=PHONE)
    page.evaluate("document.body.dispatchEvent(new CustomEvent('htmx:sseOpen', {bubbles: true}))")
    expect(page.locator("[data-live]")).to_have_text("Uppdateras direkt")
    page.evaluate(
        """() => {
            const panel = document.querySelector('#journal');
            panel.innerHTML = panel.innerHTML.replace('id="a1"', 'id="a0"').replace('data-state="on"', 'hidden');
            panel.dispatchEvent(new CustomEvent('htmx:afterSwap', {bubbles: true, detail: {target: panel}}));
        }"""
    )
    expect(page.locator("[data-announce]")).to_have_text("Nytt för en minut sedan: Samtal med Elis skola")
    expect(page.locator("[data-live]")).to_be_visible()
    page.evaluate("document.body.dispatchEvent(new CustomEvent('htmx:sseError', {bubbles: true}))")
    expect(page.locator("[data-live]")).to_have_text("Försöker ansluta igen")
    page.context.close()


def test_what_one_reads_stays_in_place_when_something_comes_above(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/case", viewport=PHONE)
    place = "document.querySelector('#a3').getBoundingClientRect().top"
    page.evaluate("window.scrollTo(0, document.querySelector('#a3').offsetTop - 100)")
    before = page.evaluate(place)
    page.evaluate(
        """() => {
            const panel = document.querySelector('.status');
            const tell = (name) => panel.dispatchEvent(new CustomEvent(name, {bubbles: true, detail: {target: panel}}));
            tell('htmx:beforeSwap');
            panel.insertAdjacentHTML('afterbegin', '<p>Nytt</p>'.repeat(9));
            tell('htmx:afterSwap');
        }"""
    )
    assert page.evaluate(place) == pytest.approx(before, abs=1)
    page.context.close()
