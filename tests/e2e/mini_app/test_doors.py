"""Chat and page are two doors to one reading: place, terms and reviews of either are those of the other."""

import re

from playwright.sync_api import Route, expect

from bot.model.chat import ChatId
from tests.e2e.mini_app.conftest import Opens
from tests.kit.browser import until_held
from tests.kit.issues import PODCAST
from tests.kit.looks import Look
from tests.kit.reading_room import ReadingRoom

NEXT = {"zh": "下一段 ▶", "en": "Next ▶"}


def test_chat_and_page_are_at_the_same_place(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)
    room.writes(reader, "/start", "of the talk")
    reading = opens(look, PODCAST, reader=reader)
    page = reading.page
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.url.endswith("/position")):
        reading.segment(5).evaluate("element => element.scrollIntoView()")
    assert reading.at() == 6
    card = room.writes(reader, "/today", "part 5 of the talk")
    room.taps(reader, card, NEXT[look.language])
    said = re.search(r"part (\d+) of the talk", card.text)
    assert said
    there = int(said[1])
    assert there != 5
    moved = page.locator(".place", has_text=re.compile(f"^{there + 1}/")).or_(
        page.locator(".notice", has_text=str(there + 1))
    )
    expect(moved.first).to_be_visible(timeout=30_000)


def test_a_card_that_both_doors_show_counts_once(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 0, 1)
    question = room.writes(reader, "/review")
    reading = opens(look, query="?room=review", reader=reader)
    page, say = reading.page, reading.say
    expect(page.locator(".card .facts").first).to_contain_text("1/2")
    reading.button("answer").click()
    rated = page.locator(".answer h2").inner_text().strip()
    room.taps(reader, question, say["answer"])
    room.taps(reader, question, "🙂")
    page.get_by_role("button", name=re.compile(say["good"])).click()
    expect(page.locator(".card .facts").first).to_contain_text("2/2")  # the next one, and no word of a fault
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.locator(".notice")).to_have_count(0)
    store, chat = room.demo.store, ChatId(reader.chat.id)
    term = room.run(store.terms.find(chat, rated))
    assert term is not None
    assert len(room.run(store.reviews.of_term(chat, term.id))) == 1


def test_a_term_saved_on_the_page_while_the_chat_reviews_waits_for_the_next_round(
    opens: Opens, look: Look, room: ReadingRoom
) -> None:
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 0)
    question = room.writes(reader, "/review")
    reading = opens(look, PODCAST, reader=reader)
    say = reading.say
    reading.saves(1, "cache")
    room.taps(reader, question, say["answer"])
    room.taps(reader, question, "🙂")
    reading.goes("?room=review")
    expect(reading.page.locator(".card .facts").first).to_contain_text("1/1")
    reading.button("answer").click()
    expect(reading.page.locator(".answer h2")).to_contain_text("cache")


def test_a_term_saved_in_the_chat_is_underlined_on_an_open_page(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)
    card = room.writes(reader, "/start", "of the talk")
    said = re.search(r"part (\d+) of the talk", card.text)
    assert said
    segment = int(said[1])
    reading = opens(look, PODCAST, segment, reader=reader)
    expect(reading.segment(segment).locator(".gloss")).to_have_count(1)
    expect(reading.page.locator(".saved")).to_have_count(0)
    room.taps(reader, card, "①")
    expect(reading.segment(segment).locator(".saved")).to_have_count(1)


def test_a_term_saved_in_the_chat_just_before_the_page_moves_on_is_underlined(
    opens: Opens, look: Look, room: ReadingRoom
) -> None:
    reader = room.reader(look.language)
    card = room.writes(reader, "/start", "of the talk")
    said = re.search(r"part (\d+) of the talk", card.text)
    assert said
    segment = int(said[1])
    reading = opens(look, PODCAST, segment, reader=reader)
    page, news = reading.page, list[Route]()
    page.route(re.compile(r"/position\?"), lambda route: news.append(route))

    def moves(to: int) -> None:
        with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.url.endswith("/position")):
            reading.segment(to).evaluate("element => element.scrollIntoView()")

    moves(segment + 3)
    until_held(page, news)
    room.taps(reader, card, "①")
    moves(segment + 5)
    expect(page.locator(".saved")).to_have_count(0)
    news[0].continue_()
    expect(reading.segment(segment).locator(".saved")).to_have_count(1)
