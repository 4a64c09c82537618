"""What the page asks the server for by itself: its first screen, the rest, one choice at a time, a longer visit."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.kit.browser import Strict, until_held
from tests.kit.mini_app import DESK, PHONE, Reading, address_of
from tests.kit.stage import Running

AT = 6
ALONE: dict[str, Any] = {"service_workers": "block"}  # what goes through a worker is not seen by a page's routes
SETTLED = "new Promise((go) => { let n = 8; const turn = () => (n-- ? requestAnimationFrame(turn) : go()); turn() })"


@pytest.fixture(scope="module")
def address(browser: Browser, demo: Running) -> Iterator[str]:
    strict = Strict(browser)
    yield address_of(strict.open(demo.address), "小林", "zh")
    strict.close()


def test_the_first_screen_is_read_before_the_rest_and_stays_where_it_stood(browser: Browser, address: str) -> None:
    place, _, told = address.partition("#")
    place = place.partition("&at=")[0]
    strict = Strict(browser, newcomer=True, locale="zh-CN", **PHONE, **ALONE)
    opened, held = strict.page, list[Route]()
    opened.route("**/api/v1/episodes/*?revision=*", lambda route: held.append(route))
    opened.goto(f"{place}&at={AT}#{told}")
    here = opened.locator(f"#s{AT}")
    expect(here.locator(".english")).to_be_in_viewport()
    expect(opened.locator(".place")).to_have_text(f"{AT + 1}/{_length(opened)}")
    expect(opened.locator("#s0")).to_have_count(0)
    expect(opened.locator("#end")).to_have_count(0)
    opened.evaluate(SETTLED)
    before = here.bounding_box()
    until_held(opened, held)
    held[0].continue_()
    expect(opened.locator("#s0")).to_be_attached()
    expect(opened.locator("[aria-busy]")).to_have_count(0)
    opened.evaluate(SETTLED)
    after = here.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) <= 2
    expect(here.locator(".english")).to_be_in_viewport()
    strict.close()


def test_keys_are_heard_on_the_first_screen_and_what_needs_the_rest_is_done_with_it(
    browser: Browser, address: str
) -> None:
    strict = Strict(browser, newcomer=True, locale="zh-CN", **DESK, **ALONE)
    opened, held = strict.page, list[Route]()
    opened.route("**/api/v1/episodes/*?revision=*", lambda route: held.append(route))
    opened.goto(address)
    expect(opened.locator(".rest-comes")).to_be_attached()
    opened.keyboard.press("2")
    expect(opened.locator(".reading")).to_have_attribute("data-mode", "both")
    opened.keyboard.press("?")
    expect(opened.get_by_role("dialog", name="按键")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("dialog")).to_have_count(0)
    opened.keyboard.press("d")
    opened.evaluate(SETTLED)
    expect(opened.locator(".lookup")).to_have_count(0)
    with opened.expect_response("**/api/v1/settings"):
        opened.keyboard.press("1")
    until_held(opened, held)
    held[0].continue_()
    expect(opened.locator(".lookup .choices button").first).to_be_visible()
    strict.close()


def test_choices_made_quickly_are_written_one_at_a_time_and_the_last_one_stays(browser: Browser, address: str) -> None:
    reading = Reading(browser, address, **DESK, **ALONE)
    page, held = reading.page, list[Route]()
    page.route("**/api/v1/settings", lambda route: held.append(route))
    for key, mode in zip("2345", ("both", "folded", "english", "chinese"), strict=True):
        page.keyboard.press(key)
        expect(page.locator(".reading")).to_have_attribute("data-mode", mode)
    written = []
    for number in range(2):
        until_held(page, held, number + 1)
        page.evaluate(SETTLED)
        assert len(held) == number + 1, "the next one waits for the answer"
        written.append(json.loads(held[number].request.post_data or "")["translation"])
        with page.expect_response("**/api/v1/settings"):
            held[number].continue_()
    page.evaluate(SETTLED)
    assert (written, len(held)) == (["both", "chinese"], 2)
    page.unroute("**/api/v1/settings")
    reading.goes()
    expect(page.locator(".reading")).to_have_attribute("data-mode", "chinese")
    with page.expect_response("**/api/v1/settings"):
        page.keyboard.press("1")
    reading.close()


def test_a_visit_in_use_is_prolonged_once_half_of_it_is_over(browser: Browser, address: str) -> None:
    strict = Strict(browser, newcomer=True, locale="zh-CN", **DESK, **ALONE)
    page, renewals = strict.page, list[str]()
    page.on("request", lambda asked: renewals.append(asked.method) if asked.url.endswith("/session/renew") else None)
    page.clock.install()
    page.goto(address)
    expect(page.locator("#end")).to_be_attached()
    page.clock.run_for(3_000)
    assert renewals == []
    page.clock.fast_forward(31 * 60 * 1000)
    with page.expect_response("**/session/renew") as told:
        page.keyboard.press("2")
    assert told.value.json()["lasts"] == 3600
    with page.expect_response("**/api/v1/settings"):
        page.keyboard.press("1")
    assert renewals == ["POST"]
    strict.close()


def _length(opened: Page) -> int:
    return int(opened.locator(".place").inner_text().partition("/")[2])
