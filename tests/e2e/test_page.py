"""The page on its own: what a client does with messages, taps, keys and the clock."""

import json
import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from bot.app.cast import CHINESE_READER, ENGLISH_READER, GROUP
from bot.sandbox.content import Content
from bot.sandbox.files import Upload
from tests.kit.browser import Strict
from tests.kit.said_on_a_page import LONG, keyboard, newest, say
from tests.kit.screen import Screen
from tests.kit.stage import Stage

CARD = [[{"text": "◀ Previous", "callback_data": "b"}, {"text": "Next ▶", "callback_data": "n"}]]


def test_an_edit_changes_only_what_it_changes_and_keeps_the_focus(alone: Page, bare: Stage) -> None:
    sent = say(bare, "one <tg-spoiler>two</tg-spoiler>", reply_markup=keyboard(CARD))
    card = newest(alone)
    card.locator(".spoiler").click()
    card.evaluate("node => { node.kept = true; node.querySelector('.text').firstChild.kept = true }")
    card.get_by_role("button", name="Next ▶").focus()
    saved = [CARD[0], [{"text": "✓ saved", "callback_data": "s"}]]
    edit = {"chat_id": CHINESE_READER, "message_id": sent["message_id"], "parse_mode": "HTML"}
    bare.call("editMessageText", **edit, text="one <tg-spoiler>two</tg-spoiler>", reply_markup=keyboard(saved))
    expect(card.get_by_role("button", name="✓ saved")).to_be_visible()
    assert card.evaluate("node => node.kept && node.querySelector('.text').firstChild.kept")
    expect(card.locator(".spoiler")).to_have_class(re.compile("open"))
    expect(card.get_by_role("button", name="Next ▶")).to_be_focused()
    bare.call("editMessageText", **edit, text="three", reply_markup=keyboard(saved))
    expect(card.locator(".text")).to_have_text("three")
    expect(card.get_by_role("button", name="Next ▶")).to_be_focused()
    bare.call("deleteMessage", chat_id=CHINESE_READER, message_id=sent["message_id"])
    expect(alone.locator("article")).to_have_count(0)


def test_taps_are_answered_with_toasts_and_alerts(alone: Page, bare: Stage) -> None:
    say(bare, "card", reply_markup=keyboard(CARD))
    alone.locator("#log").press("ArrowRight")
    expect(newest(alone).get_by_role("button", name="Next ▶")).to_have_attribute("aria-busy", "true")
    bare.call("answerCallbackQuery", callback_query_id=bare.tapped("n"), text="saved")
    expect(alone.locator("#toast.shown")).to_have_text("saved")
    expect(newest(alone).locator("[aria-busy]")).to_have_count(0)
    newest(alone).get_by_role("button", name="◀ Previous").click()
    bare.call("answerCallbackQuery", callback_query_id=bare.tapped("b"), text="Too old", show_alert=True)
    expect(alone.get_by_role("dialog")).to_contain_text("Too old")
    alone.keyboard.press("Enter")
    expect(alone.get_by_role("dialog")).to_have_count(0)


def test_links_leave_for_a_new_tab_except_those_to_the_bot(alone: Page, bare: Stage) -> None:
    rows = [
        [{"text": "Away", "url": bare.address + "static/icon.svg"}],
        [{"text": "Here", "url": "https://t.me/buildspeak_bot?start=e-12"}],
    ]
    say(bare, "card", reply_markup=keyboard(rows))
    with alone.expect_popup() as popup:
        alone.get_by_role("button", name="Away").click()
    assert popup.value.evaluate("window.opener") is None
    popup.value.close()
    alone.get_by_role("button", name="Here").click()
    expect(newest(alone)).to_contain_text("/start e-12")


def test_space_plays_the_newest_voice_and_stops_it(alone: Page, bare: Stage) -> None:
    silence = (b"\xff\xfb\x90\x00" + bytes(413)) * 200  # MPEG-1 layer III, 128 kbit/s, 44.1 kHz: five seconds
    bare.call("sendVoice", chat_id=CHINESE_READER, voice=Upload("v.mp3", "audio/mpeg", silence), duration=5)
    expect(newest(alone).get_by_role("button", name="播放")).to_be_visible()
    alone.locator("#log").press(" ")
    expect(newest(alone).get_by_role("button", name="暂停")).to_be_visible()
    expect(newest(alone).locator(".time")).to_have_text("0:01")
    alone.locator("#log").press(" ")
    expect(newest(alone).get_by_role("button", name="播放")).to_be_visible()


def test_one_answers_a_message_by_a_prompt_a_button_or_the_keyboard(alone: Page, bare: Stage) -> None:
    screen = Screen(alone)
    say(bare, "Which word?", reply_markup={"force_reply": True, "input_field_placeholder": "a word"})
    expect(alone.locator("#input")).to_be_focused()
    expect(alone.locator("#input")).to_have_attribute("placeholder", "a word")
    screen.write("latency")
    expect(newest(alone).locator(".quoted")).to_contain_text("Which word?")
    alone.locator("#input").press("Control+ArrowUp")
    alone.locator("#input").press("Control+ArrowUp")
    expect(alone.locator("#replying")).to_contain_text("Which word?")
    alone.locator("#input").press("Escape")
    expect(alone.locator("#replying")).to_be_hidden()


def test_a_message_elsewhere_is_counted_and_one_in_sight_is_not(alone: Page, bare: Stage) -> None:
    bare.call("sendMessage", chat_id=ENGLISH_READER, text="for Emma")
    expect(alone.locator("#chats button", has_text="Emma").locator(".unread")).to_have_text("1")
    say(bare, "for Lin", disable_notification=False)
    expect(newest(alone).locator(".bell:not(.silent)")).to_be_visible()
    expect(alone.locator("#chats button", has_text="小林").locator(".unread")).to_be_hidden()
    bare.call("sendChatAction", chat_id=CHINESE_READER, action="typing")
    expect(alone.locator("#status")).to_have_text("正在输入…")


def test_who_writes_in_a_group_can_be_chosen_while_messages_arrive(alone: Page, bare: Stage) -> None:
    Screen(alone).open("Reading Circle")
    writers = alone.locator("#writer")
    writers.evaluate("node => { node.lastChild.kept = true }")
    bare.call("sendMessage", chat_id=GROUP, text="hello")
    expect(newest(alone)).to_contain_text("hello")
    assert writers.evaluate("node => node.lastChild.kept")
    writers.select_option(label="Emma")
    bare.call("sendMessage", chat_id=GROUP, text="again")
    expect(newest(alone)).to_contain_text("again")
    expect(writers).to_have_value(str(ENGLISH_READER))


def test_the_clock_and_the_rows_are_the_backstages(alone: Page, bare: Stage) -> None:
    bare.backstage.tables["terms"] = [{"chat_id": CHINESE_READER, "headword": "quorum", "created_at": 1780531200000}]
    alone.locator("[data-leap=hour]").click()
    expect(alone.locator("[data-table=terms]")).to_contain_text("quorum")
    expect(alone.locator("[data-table=terms]")).to_contain_text("08:00:00")
    Screen(alone).restart()
    assert bare.backstage.restarts == 1


def test_the_theme_follows_the_device_until_it_is_switched(browser: Browser, bare: Stage) -> None:
    strict = Strict(browser, color_scheme="dark")
    strict.open(bare.address)
    ground = strict.page.locator(".talk").evaluate("node => getComputedStyle(node).backgroundColor")
    strict.page.locator("#theme").click()
    switched = strict.page.locator(".talk").evaluate("node => getComputedStyle(node).backgroundColor")
    assert (ground, switched) == ("rgb(23, 33, 43)", "rgb(255, 255, 255)")
    strict.close()


def test_two_thousand_messages_stay_smooth(browser: Browser, bare: Stage) -> None:
    def fill(world: object) -> None:
        chat = bare.world.chats[CHINESE_READER]
        for number in range(2_000):
            bare.world.say(chat, bare.world.bot, Content(f"Message {number}. " + LONG[: number % 300]), silent=True)

    bare.do(fill)
    strict = Strict(browser)
    page = strict.page
    strict.open(bare.address)
    expect(newest(page)).to_contain_text("Message 1999.")
    while page.locator("article").count() < 2_000:  # up to the very first
        page.locator("#log").evaluate("log => { log.scrollTop = 0; log.dispatchEvent(new Event('scroll')) }")
        page.wait_for_timeout(20)
    expect(page.locator("article").first).to_contain_text("Message 0.")
    page.locator("#to-end").click()
    session = strict.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # the time spent, not the time waited for
    before = _spent(session.send("Performance.getMetrics"))
    for number in range(10):
        say(bare, f"New {number}", reply_markup=keyboard(CARD))
        expect(newest(page)).to_contain_text(f"New {number}")
    after = _spent(session.send("Performance.getMetrics"))
    each = {name: (after[name] - before[name]) / 10 * 1000 for name in after}
    print(json.dumps({f"{name}, ms a message": round(value, 2) for name, value in each.items()}))  # noqa: T201
    assert each["ScriptDuration"] + each["LayoutDuration"] + each["RecalcStyleDuration"] < 100
    expect(newest(page)).to_be_in_viewport()
    strict.close()


def _spent(metrics: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    wanted = {"ScriptDuration", "LayoutDuration", "RecalcStyleDuration", "TaskDuration"}
    return {m["name"]: m["value"] for m in metrics["metrics"] if m["name"] in wanted}
