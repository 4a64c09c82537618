"""Script in titles, names, translations, notes and saved words is text in every room, and the chat goes on."""

from playwright.sync_api import expect

from bot.model.chat import ChatId
from tests.e2e.mini_app.conftest import Opens
from tests.kit.issues import HOSTILE, PICTURE, PICTURE_OF_NOTHING, SCRIPT
from tests.kit.looks import Look
from tests.kit.mini_app import Reading
from tests.kit.reading_room import ReadingRoom


def is_text(reading: Reading, *texts: str) -> None:
    for text in texts:
        expect(reading.page.locator("#page")).to_contain_text(text)
    assert reading.page.evaluate("document.documentElement.dataset.owned") is None
    assert reading.page.evaluate("document.querySelectorAll('main img, main script').length") == 0
    assert reading.fits()


def test_script_in_what_is_read_is_text(opens: Opens, look: Look) -> None:
    reading = opens(look, HOSTILE)
    reading.chooses("both")
    page = reading.page
    is_text(
        reading,
        HOSTILE,
        f"标题 {PICTURE}",
        f"导语 {PICTURE}",
        f"We met {PICTURE}",
        f"cache（{PICTURE_OF_NOTHING}缓存）",
        SCRIPT,
    )
    page.locator(".note summary").click()
    is_text(reading, f"手记里也有 {PICTURE}")
    entry = reading.asks(0, "cache")
    expect(entry.locator(".here")).to_contain_text(f"{PICTURE_OF_NOTHING}缓存")
    entry.locator(".save").click()
    expect(reading.button("open term")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    expect(reading.entry.locator(".choices")).to_contain_text("onerror")
    page.keyboard.press("Escape")
    page.evaluate("document.getElementById('end').scrollIntoView()")
    reading.button("review here").click()
    reading.button("answer").click()
    is_text(reading, PICTURE)
    reading.goes("?room=issues")
    is_text(reading)
    page.get_by_role("searchbox").fill("onerror")
    expect(page.locator(".hits .piece").first).to_be_visible()
    is_text(reading, PICTURE)
    reading.goes("?room=builders")
    page.get_by_role("link", name=PICTURE).click()
    expect(page.locator("h1")).to_contain_text(PICTURE)
    is_text(reading, f"We met {PICTURE}")
    assert page.locator("a[href^='javascript:']").count() == 0


def test_script_in_what_a_reader_keeps_is_text(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)

    async def kept() -> None:
        store, chat = room.demo.store, ChatId(reader.chat.id)
        await store.terms.save(chat, PICTURE, SCRIPT, room.demo.clock(), None)

    room.run(kept())
    reading = opens(look, query="?room=vocabulary", reader=reader)
    page = reading.page
    is_text(reading, PICTURE, SCRIPT)
    page.locator(".term a").click()
    expect(page.locator("h1")).to_have_text(PICTURE)
    reading.button("edit").click()
    page.get_by_label(reading.say["note"]).fill(SCRIPT)
    reading.button("write").click()
    is_text(reading, PICTURE, SCRIPT)
    reading.goes("?room=review")
    reading.button("answer").click()
    is_text(reading, PICTURE, SCRIPT)
    room.writes(reader, "/vocab", PICTURE[:16])
