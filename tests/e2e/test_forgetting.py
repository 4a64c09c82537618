"""Whoever is forgotten in the chat is forgotten by the device that has the page."""

from playwright.sync_api import Browser, Page, expect

from tests.kit.mini_app import Reading, address_of
from tests.kit.screen import Screen

KEPT = """async () => ({
  stores: await Promise.all((await caches.keys()).map(async (name) =>
    [name, (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)])),
  local: Object.keys(localStorage), session: Object.keys(sessionStorage),
})"""
HAS_ITS_OWN = (
    "async () => (await Promise.all((await caches.keys()).filter(name => name.startsWith('reader-'))"
    ".map(async name => (await (await caches.open(name)).keys()).length))).some(count => count > 1)"
)


def test_forget_in_the_chat_clears_what_the_device_keeps(browser: Browser, page: Page) -> None:
    address = address_of(page, "小林", "zh")
    reading = Reading(browser, address)
    reading.waits_for(HAS_ITS_OWN)
    reading.page.evaluate(
        "localStorage.outbox = JSON.stringify([{ method: 'POST', path: '/x', key: 'k', of: 'another' }])"
    )
    screen = Screen(page)
    screen.write("/forget")
    screen.tap("删除")
    expect(reading.page.locator("#main")).to_contain_text("你的数据已经删除", timeout=60_000)
    reading.waits_for("async () => !(await caches.keys()).some(name => name.startsWith('reader-'))")
    kept = reading.page.evaluate(KEPT)
    assert [path for _, paths in kept["stores"] for path in paths if "/api/" in path] == []
    assert not any(name.startswith(("visit-", "launch")) for name in kept["local"] + kept["session"])
    assert reading.page.evaluate("JSON.parse(localStorage.outbox).map(({ of }) => of)") == ["another"]
    reading.goes()
    expect(reading.page.locator("#main")).to_contain_text("你的数据已经删除")
    reading.strict.close(errors_expected=True)  # the refusals, as the browser tells of them
