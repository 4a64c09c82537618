"""axe-core finds nothing serious on the chat's page, in either theme, with everything open that can be."""

import pytest
from playwright.sync_api import Browser, expect

from tests.kit.axe import faults
from tests.kit.browser import Strict
from tests.kit.screen import Screen
from tests.kit.stage import Running


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, demo: Running, axe: str, theme: str) -> None:
    strict = Strict(browser, color_scheme=theme, bypass_csp=True, reduced_motion="reduce")
    page = strict.open(demo.address)
    screen = Screen(page).open("Emma")
    screen.start()
    screen.tap("▶")
    expect(screen.card.locator(".spoiler")).to_be_visible()
    assert faults(page, axe) == []
    screen.card.locator(".spoiler").click()
    page.locator("#calls summary").first.click()
    page.locator("#input").fill("/")
    expect(page.locator("#menu")).to_be_visible()
    assert faults(page, axe) == []
    page.locator("#input").fill("")
    for command in ("/vocab", "/review", "/stats", "/archive", "/builders", "/privacy", "/export", "缓存", "/settings"):
        before = screen.received.count()
        screen.write(command)
        expect(screen.received).not_to_have_count(before)
    assert faults(page, axe) == []
    screen.open("Reading Circle").write("/start")
    expect(screen.received).not_to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    assert faults(page, axe) == []
    page.locator("#to-inspector").click()
    assert faults(page, axe) == []
    strict.close()
