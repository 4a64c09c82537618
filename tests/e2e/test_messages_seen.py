"""What a message may hold is seen as what it is: styles, quotes, spoilers, dates, documents."""

import re
import struct
import zlib

from playwright.sync_api import Browser, Page, expect

from bot.app.cast import CHINESE_READER
from bot.sandbox.files import Upload
from tests.kit.browser import Strict
from tests.kit.said_on_a_page import LONG, newest, say
from tests.kit.stage import Stage


def png(width: int = 60, height: int = 40) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\0" + b"\x2a\x7a\xb8" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


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
