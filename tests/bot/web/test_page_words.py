"""Words on the page are the chat's: looked up by the same rules, saved into the same vocabulary, reviewed once."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.app.page import send_book
from bot.app.sound import Sound
from bot.model.chat import ChatId
from bot.render.buttons.book import Shape
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from content.episode.episode import Kind
from tests.kit.clock import Clock
from tests.kit.page import Page, Pages
from tests.kit.story import Story, episode
from tests.kit.tones import ToneEngine


@pytest.fixture
async def opened(story: Story, at_page: Pages) -> tuple[Reader, Page, int]:
    """A reader with today's card in the chat and on the page."""
    await story.publish(episode())
    reader = story.reader()
    await story.writes(reader, "/start")
    page = await at_page.open(reader)
    return reader, page, (await page.get("/today"))["lead"]["id"]


def gloss(told: dict[str, Any], segment: int) -> dict[str, Any]:
    return {
        "episode": told["id"],
        "segment": segment,
        "mark": 0,
        "surface": told["segments"][segment]["glosses"][0]["surface"],
    }


async def test_a_word_means_first_what_it_means_here(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    told = await page.get(f"/words/cache?episode={episode_id}&segment=1&sentence=1&start=16&end=21")
    assert (told["headword"], told["here"], told["state"]) == (
        "cache",
        "术语1",
        {"term": None, "here": False, "known": False},
    )
    assert told["sentence"] == "We measured the cache before we changed it."
    assert told["senses"], "the glossary knows it too"
    assert await page.kind("GET", f"/words/cache?episode={episode_id}&segment=1&sentence=1&start=15&end=20") == (
        409,
        "changed",
    )


async def test_a_term_saved_on_the_page_is_in_vocab_with_its_sentence(
    story: Story, opened: tuple[Reader, Page, int]
) -> None:
    reader, page, episode_id = opened
    told = await page.get(f"/episodes/{episode_id}")
    term = await page.post("/terms", gloss(told, 1))
    again = await page.post("/terms", gloss(told, 1))
    assert (again["id"], len(again["contexts"])) == (term["id"], 1)
    vocabulary = await story.writes(reader, "/vocab")
    assert "cache" in vocabulary.text
    assert "We measured the cache" in vocabulary.text
    state = await page.get(f"/words/cache?episode={episode_id}&segment=1")
    assert state["state"] == {"term": term["id"], "here": True, "known": False}
    await page.delete(f"/terms/{term['id']}?episode={episode_id}&segment=1")
    assert (await page.get("/terms"))["total"] == 0
    assert not (await page.post(f"/terms/{term['id']}/restore"))["deleted"]
    assert (await page.get("/terms"))["total"] == 1


async def test_any_word_that_is_known_somewhere_is_saved_where_it_stands(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    where = {"episode": episode_id, "segment": 0, "sentence": 1, "start": 16, "end": 23, "surface": "latency"}
    assert (await page.post("/terms", where))["meaning"] == "术语0"
    unknown = where | {"sentence": 0, "start": 22, "end": 26, "surface": "talk"}
    assert await page.kind("POST", "/terms", unknown) == (404, "unknown-word")


async def test_what_is_written_of_a_term_is_its_own_and_bounded(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    term = await page.post("/terms", gloss(await page.get(f"/episodes/{episode_id}"), 1))
    written = await page.patch(f"/terms/{term['id']}", {"meaning": "缓存", "note": "见  第二章"})
    assert (written["meaning"], written["note"]) == ("缓存", "见 第二章")
    assert await page.kind("PATCH", f"/terms/{term['id']}", {"meaning": "长" * 201}) == (422, "not-in-order")
    assert [each["headword"] for each in (await page.get("/terms?q=缓存"))["terms"]] == ["cache"]
    assert [each["headword"] for each in (await page.get("/terms?due=1"))["terms"]] == ["cache"]


async def test_a_known_word_is_explained_nowhere_any_more(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    assert await page.put("/known/cache", {"meaning": "术语1"}) == {"key": "cache", "known": True}
    assert "cache" in (await page.get(f"/episodes/{episode_id}/mine"))["known"]
    rest = (await page.get(f"/episodes/{episode_id}/rest"))["rest"]
    assert "cache" not in {headword for _, _, headword in rest}
    assert {tuple(each) for each in rest} >= {(2, 0, "throughput")}
    await page.delete("/known/cache")
    assert "cache" not in (await page.get(f"/episodes/{episode_id}/mine"))["known"]


async def test_the_rest_is_saved_in_one_go_once_and_taken_back_in_one(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    await page.post("/terms", gloss(await page.get(f"/episodes/{episode_id}"), 1))
    path = f"/episodes/{episode_id}/rest"
    offered = (await page.get(path))["rest"]
    assert offered
    answers = [(await page.ask("POST", path, **{"Idempotency-Key": "one-tap"})).json() for _ in range(2)]
    assert answers[0] == answers[1], "a queue that sends it again saves nothing twice"
    kept = answers[0]
    assert (kept["saved"], (await page.get("/terms"))["total"]) == (len(offered), len(offered) + 1)
    assert (await page.get(path))["rest"] == []
    assert (await page.post(path))["saved"] == 0, "a second tap finds nothing left"
    back = await page.delete(f"{path}?after={kept['after']}&last={kept['last']}")
    assert back["saved"] == len(offered)
    left = (await page.get("/terms"))["terms"]
    assert [term["headword"] for term in left] == ["cache"], "what was saved by hand stays"
    assert (await page.get(path))["rest"] == offered


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


async def test_what_a_queue_sends_again_is_done_once_and_answered_the_same(
    story: Story, opened: tuple[Reader, Page, int]
) -> None:
    _, page, episode_id = opened
    body, key = gloss(await page.get(f"/episodes/{episode_id}"), 1), {"Idempotency-Key": "a1"}
    first = await page.ask("POST", "/terms", body, **key)
    await page.delete(f"/terms/{first.json()['id']}")
    again = await page.ask("POST", "/terms", body, **key)
    assert (again.status_code, again.json()) == (200, first.json())
    assert (await page.get("/terms"))["total"] == 0, "taken back since, and not saved anew"
    missing = {"episode": 99, "segment": 0, "mark": 0, "surface": "x"}
    assert (await page.ask("POST", "/terms", missing, **{"Idempotency-Key": "b"})).status_code == 404
    assert (await page.ask("POST", "/terms", body, **{"Idempotency-Key": "b"})).status_code == 200


async def test_titles_and_texts_are_searched_in_both_languages(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    title = (await page.get("/search?q=measuring"))["hits"][0]
    assert (title["episode"]["id"], title["segment"], title["text"]) == (episode_id, None, "On Measuring")
    hits = (await page.get("/search?q=再动手改"))["hits"]
    assert len(hits) == 12
    start, end = hits[0]["at"]
    assert hits[0]["text"][start:end] == "再动手改"
    assert [hit["segment"] for hit in (await page.get("/search?q=QUORUM"))["hits"]] == [8]
    assert (await page.get("/search?q=100%25_"))["hits"] == []
    assert await page.kind("GET", "/search?q=x") == (422, "not-in-order")


async def test_a_builder_is_followed_on_the_page_as_in_the_chat(story: Story, at_page: Pages) -> None:
    posts = episode("Posts", kind=Kind.POSTS, show="Ada", handle="ada", bio="Counts.", length=3)
    await story.publish(posts)
    page = await at_page.open(story.reader())
    (ada,) = (await page.get("/builders"))["builders"]
    assert (ada["name"], ada["builder"], ada["followed"]) == ("Ada", "@ada", False)
    await page.put("/builders/@ada/follow")
    told = await page.get("/builders/@ada")
    assert (told["about"]["followed"], len(told["posts"])) == (True, 3)
    assert set(await story.store.builders.followed(ChatId(7))) == {"@ada"}
    await page.delete("/builders/@ada/follow")
    assert await page.kind("PUT", "/builders/@nobody/follow") == (404, "not-there")


async def test_how_a_reader_reads_is_the_same_in_the_chat(story: Story, opened: tuple[Reader, Page, int]) -> None:
    reader, page, _ = opened
    told = await page.put("/settings", {"translation": "both", "level": "cet6"})
    assert (told["translation"], told["level"]) == ("both", "cet6")
    subscription = await story.subscription(reader)
    assert (subscription.translation, subscription.level) == ("both", "cet6")
    assert await page.kind("PUT", "/settings", {"speed": 90}) == (422, "not-in-order")
