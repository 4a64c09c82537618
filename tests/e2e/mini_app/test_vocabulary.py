"""The vocabulary: searched, sorted, what is due, written, opened where a term was met, taken along."""

import re
from functools import partial

from playwright.sync_api import expect

from bot.sandbox.reader import Reader
from tests.e2e.mini_app.conftest import Opens
from tests.kit.issues import HEARD, PODCAST
from tests.kit.looks import Look
from tests.kit.reading_room import ReadingRoom


def test_the_vocabulary_is_searched_sorted_and_shows_what_is_due(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 5, 0, 3)  # shard, latency, queue
    reading = opens(look, query="?room=review", reader=reader)
    page, say = reading.page, reading.say
    reading.button("answer").click()
    rated = page.locator(".answer h2").inner_text().strip()
    page.get_by_role("button", name=re.compile(say["good"])).click()
    expect(page.locator(".facts").first).to_contain_text("2/3")
    reading.goes("?room=vocabulary")
    names = page.locator(".term .title")
    expect(names).to_have_count(3)
    page.get_by_label(say["sort"]).select_option(label=say["sorts.name"])
    expect(names).to_have_text(["latency", "queue", "shard"])
    page.get_by_label(say["sort"]).select_option(label=say["sorts.due"])
    expect(names.last).to_have_text(rated)
    page.get_by_label(say["due only"]).check()
    expect(names).to_have_count(2)
    expect(page.locator(".term", has_text=rated)).to_have_count(0)
    page.get_by_label(say["due only"]).uncheck()
    page.get_by_role("searchbox").fill("术语3")
    expect(names).to_have_text(["queue"])
    page.get_by_role("searchbox").fill("laten")
    expect(names).to_have_text(["latency"])


def test_a_term_is_written_deleted_and_had_back(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)
    room.saves(reader, HEARD, 0)
    reading = opens(look, query="?room=vocabulary", reader=reader)
    page, say = reading.page, reading.say
    page.locator(".term a").click()
    reading.button("edit").click()
    page.get_by_label(say["note"]).fill("会自己用工具 <b>的</b>")
    reading.button("write").click()
    expect(page.locator(".note")).to_have_text("会自己用工具 <b>的</b>")
    reading.button("remove").click()
    expect(page.locator(".empty")).to_be_visible()
    page.locator(".notice").get_by_role("button", name=say["undo"]).click()
    expect(page.locator(".term")).to_have_count(1)  # there again, without being looked for


def test_every_place_of_a_term_opens_there(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 7)
    reading = opens(look, query="?room=vocabulary", reader=reader)
    page = reading.page
    page.locator(".term a").click()
    expect(page.locator(".one .quoted")).to_contain_text("We measured the cursor before we changed it.")
    expect(page.locator(".one .translation")).to_contain_text("cursor（术语7）")
    reading.button("open").click()
    expect(page.locator(".reading h1")).to_have_text(PODCAST)
    expect(reading.segment(7).locator(".saved")).to_be_in_viewport()
    assert reading.at() == 8


def test_the_vocabulary_comes_as_a_file_into_the_chat(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 0)
    reading = opens(look, query="?room=vocabulary", reader=reader)
    for button, name in ((reading.say["csv"], ".csv"), ("Anki", ".apkg")):
        reading.page.get_by_role("button", name=button).click()
        told = re.compile(f"{reading.say['sent']}|{reading.say['making']}")  # at once, or a little later
        expect(reading.page.locator(".notice")).to_have_text(told)
        room.until(partial(_has, reader, name))


def _has(reader: Reader, suffix: str) -> bool:
    media = [said.content.media for said in reader.received]
    return any(each is not None and each.file.name.endswith(suffix) for each in media)


def test_where_the_bot_may_not_write_the_browser_keeps_the_file(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 0)
    reading = opens(look, query="?room=vocabulary", reader=reader)
    page = reading.page
    room.do(reader.block)
    with page.expect_download() as table:
        reading.button("csv").click()
    assert table.value.suggested_filename == "buildspeak.csv"
    assert "latency" in table.value.path().read_text("utf-8-sig")
    with page.expect_download() as deck:
        page.get_by_role("button", name="Anki").click()
    assert deck.value.path().read_bytes().startswith(b"PK")
    reading.strict.forgiven.append("409")


def test_what_does_not_arrive_is_said(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 0)
    reading = opens(look, query="?room=vocabulary", reader=reader)
    page, say = reading.page, reading.say
    page.locator(".term a").click()
    reading.button("edit").click()
    page.get_by_label(say["note"]).fill("kept")
    page.route("**/api/v1/terms/*", lambda route: route.abort())
    reading.button("write").click()
    expect(page.locator(".notice").filter(has_text=say["unsent"])).to_be_visible()
    expect(page.get_by_label(say["note"])).to_have_value("kept")  # nothing of it is lost
    page.unroute("**/api/v1/terms/*")
    reading.button("write").click()
    expect(page.locator(".note")).to_have_text("kept")
    reading.strict.forgiven.append("ERR_FAILED")
