"""The page on its own: what a message may hold, and what a client does with it."""

import json
import re
import struct
import zlib
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from bot.app.cast import CHINESE_READER, ENGLISH_READER, GROUP
from bot.sandbox.content import Content
from bot.sandbox.files import Upload
from tests.kit.browser import Strict
from tests.kit.screen import Screen
from tests.kit.stage import Stage

CARD = [[{"text": "◀ Previous", "callback_data": "b"}, {"text": "Next ▶", "callback_data": "n"}]]
LONG = " ".join(["A quote goes on for longer than three lines of a phone."] * 9)


def png(width: int = 60, height: int = 40) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\0" + b"\x2a\x7a\xb8" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def say(bare: Stage, text: str, **more: object) -> dict[str, object]:
    sent: dict[str, object] = bare.call(
        "sendMessage", chat_id=CHINESE_READER, text=text, parse_mode="HTML", **({"disable_notification": True} | more)
    )
    return sent


def keyboard(rows: list[list[dict[str, str]]]) -> dict[str, object]:
    return {"inline_keyboard": rows}


def newest(page: Page) -> Locator:
    return page.locator("article.message").last


def test_every_entity_looks_like_what_it_is(alone: Page, bare: Stage) -> None:
    say(
        bare,
        "<b>bold <i>both</i></b> <u>under</u> <s>gone</s> <code>x = 1</code> "
        '<a href="https://example.org/a">a link</a> https://example.com/b /vocab\n'
        '<pre><code class="language-python">print("你好")</code></pre>'
        "<blockquote>a quote</blockquote>\n𝄞 after <b>the clef</b>",
    )
    text = newest(alone).locator(".text")
    expect(text.locator("strong em")).to_have_text("both")
    expect(text.locator("u")).to_have_text("under")
    expect(text.locator("s")).to_have_text("gone")
    expect(text.locator("code:not(pre code)")).to_have_text("x = 1")
    expect(text.locator("pre code[data-language=python]")).to_have_text('print("你好")')
    expect(text.locator("blockquote")).to_have_text("a quote")
    expect(text.locator("strong").last).to_have_text("the clef")
    for link in text.locator("a").all():
        expect(link).to_have_attribute("rel", re.compile("noopener"))
        expect(link).to_have_attribute("target", "_blank")
    text.get_by_role("button", name="/vocab").click()
    expect(newest(alone)).to_have_text(re.compile("/vocab"))
    expect(newest(alone)).to_have_class(re.compile("mine"))


def test_english_lines_are_spoken_in_english_on_a_chinese_page(alone: Page, bare: Stage) -> None:
    say(
        bare,
        "节目 · 3/8 · 说话人 1\n\nWe have all this <b>compute</b> here.\n"
        "<blockquote>我们有 compute（算力）。</blockquote>",
    )
    text = newest(alone).locator(".text")
    expect(newest(alone)).to_have_attribute("lang", "zh-Hans")
    assert [part.strip() for part in text.locator("[lang=en]").all_inner_texts()] == [
        "We have all this",
        "compute",
        "here.",
    ]


def test_overlapping_styles_are_both_shown(alone: Page, bare: Stage) -> None:
    entities = [{"type": "bold", "offset": 0, "length": 6}, {"type": "italic", "offset": 3, "length": 6}]
    bare.call("sendMessage", chat_id=CHINESE_READER, text="aaabbbccc", entities=entities)
    expect(newest(alone).locator(".text")).to_have_text("aaabbbccc")
    expect(newest(alone).locator("strong em")).to_have_text("bbb")
    expect(newest(alone).locator("em").last).to_have_text("ccc")


def test_a_spoiler_says_nothing_until_it_is_opened(alone: Page, bare: Stage) -> None:
    say(bare, "<blockquote><tg-spoiler>the <b>secret</b></tg-spoiler></blockquote>")
    cover = newest(alone).locator(".spoiler")
    expect(cover).to_have_attribute("aria-label", re.compile("遮住"))
    assert "secret" not in newest(alone).aria_snapshot()
    cover.press(" ")
    assert "secret" in newest(alone).aria_snapshot()


def test_a_long_quote_is_folded_until_asked_for(alone: Page, bare: Stage) -> None:
    say(bare, f"<blockquote expandable>{LONG}</blockquote>")
    quote = newest(alone).locator(".expandable")
    folded = quote.bounding_box()
    quote.get_by_role("button", name="展开引用").click()
    opened = quote.bounding_box()
    assert folded is not None
    assert opened is not None
    assert opened["height"] > 2 * folded["height"]
    quote.get_by_role("button", name="收起引用").press("Enter")
    expect(quote).not_to_have_class(re.compile("open"))


def test_a_date_is_shown_in_the_devices_own_zone(browser: Browser, bare: Stage) -> None:
    say(bare, '<tg-time unix="1780531200" format="wDT">whenever</tg-time>')
    for zone, hour in (("Asia/Shanghai", "08:00"), ("Europe/Berlin", "02:00")):
        strict = Strict(browser, timezone_id=zone)
        strict.open(bare.address)
        expect(newest(strict.page).locator(".text time")).to_contain_text(hour)
        expect(newest(strict.page).locator(".text time")).to_contain_text("2026年6月4日")
        strict.close()


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


def test_documents_download_voices_play_and_photos_are_seen(alone: Page, bare: Stage) -> None:
    words = "headword,meaning\ncompute,算力\n".encode()
    bare.call("sendDocument", chat_id=CHINESE_READER, document=Upload("生词.csv", "text/csv", words), caption="here")
    with alone.expect_download() as download:
        newest(alone).get_by_role("link").click()
    assert download.value.suggested_filename == "生词.csv"
    assert download.value.path().read_bytes() == words

    bare.call("sendVoice", chat_id=CHINESE_READER, voice=Upload("v.ogg", "audio/ogg", b"OggS-not-really"), duration=7)
    expect(newest(alone)).to_contain_text("0:07")
    expect(newest(alone).get_by_role("button", name="播放")).to_be_visible()

    bare.call("sendPhoto", chat_id=CHINESE_READER, photo=Upload("p.png", "image/png", png()))
    expect(newest(alone).get_by_role("img", name="图片")).to_have_js_property("naturalWidth", 60)

    alone.locator("#attach input").set_input_files({"name": "notes.txt", "mimeType": "text/plain", "buffer": b"hello"})
    expect(newest(alone)).to_contain_text("notes.txt")
    expect(newest(alone)).to_have_class(re.compile("mine"))


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
