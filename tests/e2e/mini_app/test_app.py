"""The page within the chat, which acts as Telegram's app: colours, back, the large button, what is felt."""

import re

from playwright.sync_api import Browser, expect

from tests.kit.browser import Strict
from tests.kit.issues import PODCAST
from tests.kit.mini_app import open_page
from tests.kit.page_words import SAY
from tests.kit.reading_room import ReadingRoom
from tests.kit.screen import Screen

GROUND = "() => getComputedStyle(document.documentElement).backgroundColor"


def test_the_page_opens_within_the_app_and_is_led_by_its_buttons(browser: Browser, room: ReadingRoom) -> None:
    reader, say = room.reader("zh"), SAY["zh"]
    room.writes(reader, "/start")
    room.saves(reader, PODCAST, 0)
    strict = Strict(browser, newcomer=True)
    strict.context.add_init_script(
        f"localStorage.chat = '{reader.chat.id}';"
        "window.told = []; addEventListener('message', ({ data }) => typeof data === 'string' && told.push(data))"
    )
    page = strict.open(room.demo.address)
    open_page(Screen(page))
    sheet = page.locator("#app.ready")
    within = sheet.frame_locator("iframe")
    expect(within.locator("#s0 .english")).to_be_visible()
    light = within.locator("html").evaluate(GROUND)
    page.locator("#theme").click()
    expect(within.locator("html[data-theme=dark]")).to_be_attached()
    assert within.locator("html").evaluate(GROUND) != light
    within.locator(".top .mark").click()
    expect(within.locator(".lead h1")).to_be_visible()
    within.get_by_role("link", name=re.compile(f"^{say['review']}")).click()
    expect(within.locator(".question")).to_be_visible()
    sheet.get_by_role("button", name=say["answer"]).click()  # the app's own, below the page
    expect(within.locator(".answer")).to_be_visible()
    expect(sheet.get_by_role("button", name=say["answer"])).to_have_count(0)
    within.get_by_role("button", name=re.compile(say["good"])).click()
    expect(within.locator(".card h2")).to_have_text(say["done"])
    assert any("web_app_trigger_haptic_feedback" in told for told in page.evaluate("told"))
    sheet.get_by_role("button", name=say["back"]).click()
    expect(within.locator(".lead h1")).to_be_visible()
    sheet.get_by_role("button", name=say["back"]).click()
    expect(within.locator("#s0 .english")).to_be_visible()
    page.locator("#theme").click()
    sheet.get_by_role("button", name="关闭页面").click()
    expect(page.locator("#app iframe")).to_have_count(0)
    strict.close()
