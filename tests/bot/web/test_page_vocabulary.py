"""The vocabulary on the page is the chat's: it leaves as files, comes into the chat, and is reviewed once."""

import asyncio
from pathlib import Path

from bot.app.page import send_book
from bot.app.sound import Sound
from bot.model.chat import ChatId
from bot.render.buttons.book import Shape
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from tests.kit.clock import Clock
from tests.kit.page import Page, gloss
from tests.kit.story import Story, episode
from tests.kit.tones import ToneEngine


async def test_a_context_opens_where_it_stands_now(story: Story, opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    term = await page.post("/terms", gloss(await page.get(f"/episodes/{episode_id}"), 5))
    whole = episode()
    await story.publish(episode(segments=whole.segments[2:]))
    context = term["contexts"][0]["id"]
    assert await page.get(f"/contexts/{context}") == {"episode": episode_id, "segment": 3}


async def test_the_vocabulary_leaves_as_a_table_and_as_a_deck(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    await page.post("/terms", gloss(await page.get(f"/episodes/{episode_id}"), 1))
    table = await page.ask("GET", "/terms/export")
    assert "cache" in table.text
    assert table.headers["content-disposition"] == 'attachment; filename="buildspeak-2026-06-04.csv"'
    assert (await page.ask("GET", "/terms/export?format=anki")).content.startswith(b"PK")


async def test_the_vocabulary_comes_into_the_chat_where_the_bot_may_write(opened: tuple[Reader, Page, int]) -> None:
    reader, page, episode_id = opened
    assert await page.kind("POST", "/terms/export") == (404, "not-there")
    await page.post("/terms", gloss(await page.get(f"/episodes/{episode_id}"), 1))
    for shape, beginning in (("csv", "\ufeff".encode()), ("anki", b"PK")):
        assert await page.post(f"/terms/export?format={shape}") == {"sent": True}
        sent = reader.received[-1]
        assert sent.content.media is not None
        assert sent.content.media.file.content.startswith(beginning)
        assert "1 个词" in sent.text
    assert await page.kind("POST", "/terms/export?format=all") == (422, "not-in-order")
    reader.block()
    assert await page.kind("POST", "/terms/export") == (409, "no-chat")


async def test_a_deck_whose_sounds_are_still_made_comes_later(
    sqlite_url: str, clock: Clock, world: World, tmp_path: Path
) -> None:
    held = asyncio.Event()
    settings = {"data_dir": tmp_path}
    sound = Sound(ToneEngine(held=held))
    async with Story(sqlite_url, clock, world, settings, sound=sound).bot() as story:
        await story.publish(episode())
        reader = story.reader()
        await story.writes(reader, "/start")
        await story.taps(reader, "①")
        before, whose = len(reader.received), await story.desk.readers.reader(ChatId(7), None)
        assert await send_book(story.desk, Shape.ANKI, whose, within=0.01) is None
        assert len(reader.received) == before
        held.set()
        await story.desk.player.idle()
        assert reader.received[-1].content.media is not None


async def test_a_card_that_both_doors_show_is_rated_once(story: Story, opened: tuple[Reader, Page, int]) -> None:
    reader, page, episode_id = opened
    told = await page.get(f"/episodes/{episode_id}")
    for segment in (0, 1):
        await page.post("/terms", gloss(told, segment))
    question = await story.writes(reader, "/review")
    card = (await page.get("/review"))["card"]
    assert (card["number"], card["total"]) == (1, 2)
    await story.taps(reader, "看答案", question)
    rating = page.post(f"/review/{card['term']['id']}/{card['turn']}", {"rating": "good"})
    rated, _ = await asyncio.gather(rating, story.taps(reader, "🙂", question))
    assert [
        len(await story.store.reviews.of_term(ChatId(7), term["id"])) for term in (await page.get("/terms"))["terms"]
    ].count(1) == 1
    assert rated["next"]["card"]["number"] == 2
    again = await page.post(f"/review/{card['term']['id']}/{card['turn']}", {"rating": "good"})
    assert not again["counted"]
    undone = await page.post("/review/undo", {"review": rated["next"]["undo"]})
    assert undone["next"]["card"]["term"]["id"] == card["term"]["id"]


async def test_a_term_saved_on_the_page_while_the_chat_reviews_waits_for_the_next_round(
    story: Story, opened: tuple[Reader, Page, int]
) -> None:
    reader, page, episode_id = opened
    told = await page.get(f"/episodes/{episode_id}")
    await page.post("/terms", gloss(told, 0))
    question = await story.writes(reader, "/review")
    await page.post("/terms", gloss(told, 1))
    await story.taps(reader, "看答案", question)
    await story.taps(reader, "🙂", question)
    end = (await page.get("/review"))["card"]
    assert end["term"]["headword"] == "cache"
