"""With keys alone: every key of the list, and from opening the page to the end of a review."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.mini_app.conftest import Opens
from tests.kit.issues import ARTICLE, HEARD
from tests.kit.looks import Look


def tabs_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Until it has the focus, which can be seen on it."""
    expect(wanted).to_be_visible()
    for _ in range(60):
        if wanted.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press(key)
    expect(wanted).to_be_focused()
    assert wanted.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"


def test_every_key_does_what_the_list_of_keys_says(opens: Opens, desk: Look) -> None:
    reading = opens(desk, HEARD)
    page, say = reading.page, reading.say
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name=say["keys"])).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("d")
    choices = reading.entry.locator(".choices button")
    expect(choices.first).to_be_visible()
    choices.first.press("Enter")
    expect(reading.entry.locator(".translation")).to_be_visible()
    page.keyboard.press("Escape")
    expect(reading.entry).to_have_count(0)
    page.keyboard.press("s")
    expect(page.locator(".notice")).to_contain_text(say["saved"])
    expect(page.locator(".saved:not([data-again])")).to_have_count(1)
    page.locator(".notice").get_by_role("button", name=say["undo"]).click()
    expect(page.locator(".saved")).to_have_count(0)
    for key, mode in (("3", "folded"), ("4", "english"), ("5", "chinese"), ("2", "both"), ("1", "hidden")):
        page.keyboard.press(key)
        expect(page.locator(".reading")).to_have_attribute("data-mode", mode)
    page.keyboard.press(" ")
    expect(reading.button("pause")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".english .spoken")).to_have_attribute("data-sentence", "1")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".english .spoken")).to_have_attribute("data-sentence", "0")
    page.keyboard.press(" ")
    expect(reading.button("play")).to_be_visible()


def test_the_modes_are_one_choice_and_arrows_move_within_it(opens: Opens, desk: Look) -> None:
    reading = opens(desk, HEARD)
    page = reading.page
    chosen = page.get_by_role("radio", checked=True)
    tabs_to(page, chosen, "Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name=reading.say["modes.both"])).to_be_focused()
    expect(page.locator(".reading")).to_have_attribute("data-mode", "both")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name=reading.say["modes.chinese"])).to_be_focused()
    expect(page.locator(".reading")).to_have_attribute("data-mode", "chinese")
    page.keyboard.press("Tab")
    expect(reading.button("look")).to_be_focused()


def test_from_opening_to_the_end_of_a_review_with_keys_alone(opens: Opens, desk: Look) -> None:
    reading = opens(desk, query="?room=issues")
    page, say = reading.page, reading.say
    page.keyboard.press("Tab")
    tabs_to(page, page.get_by_role("searchbox"))
    page.keyboard.type("ubiquitous")
    hit = page.locator(".hits a").first
    expect(hit).to_be_visible()
    tabs_to(page, hit)
    page.keyboard.press("Enter")
    expect(page.locator(".reading h1")).to_have_text(ARTICLE)
    mark = reading.segment(1).locator(".gloss")
    tabs_to(page, mark)
    page.keyboard.press("Enter")
    save = reading.entry.locator(".save")
    tabs_to(page, save)
    page.keyboard.press("Enter")
    expect(save).to_have_attribute("aria-pressed", "true")
    expect(reading.button("open term")).to_be_visible()
    page.keyboard.press("Escape")
    expect(reading.entry).to_have_count(0)
    start = reading.button("review here")
    tabs_to(page, start)
    page.keyboard.press("Enter")
    answer = reading.button("answer")
    tabs_to(page, answer)
    page.keyboard.press("Enter")
    expect(page.locator("#end .answer")).to_contain_text("延迟")
    tabs_to(page, page.get_by_role("button", name=re.compile(say["good"])))
    page.keyboard.press("Enter")
    expect(page.locator("#end .card h2")).to_have_text(say["done"])
    tabs_to(page, page.locator("#end").get_by_role("button", name=say["undo"]))
    page.keyboard.press("Enter")
    expect(page.locator("#end .question")).to_be_visible()
    page.keyboard.press(" ")
    expect(page.locator("#end .answer")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator("#end .card h2")).to_have_text(say["done"])


def test_keys_rate_no_card_that_is_out_of_sight(opens: Opens, desk: Look) -> None:
    reading = opens(desk, ARTICLE)
    page, say = reading.page, reading.say
    reading.saves(1, "latency")
    page.evaluate("document.getElementById('end').scrollIntoView()")
    reading.button("review here").click()
    reading.button("answer").click()
    expect(page.locator("#end .grades")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 400})
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("#end .grades")).not_to_be_in_viewport()
    page.keyboard.press("2")
    expect(page.locator(".reading")).to_have_attribute("data-mode", "both")
    expect(page.locator("#end .grades")).to_have_count(1)
    page.locator("#end .grades").evaluate("element => element.scrollIntoView({ block: 'center' })")
    expect(page.locator("#end .grades")).to_be_in_viewport()
    page.keyboard.press("2")
    expect(page.locator("#end .card h2")).to_have_text(say["done"])
