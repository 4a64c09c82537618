"""The page hears what the chat hears: pieces with the times of sentences and words, by ranges, made on demand."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.sound import Sound
from bot.sandbox.world import World
from tests.kit.clock import Clock
from tests.kit.page import Page, pages
from tests.kit.story import Story, episode
from tests.kit.tones import ToneEngine


@pytest.fixture
async def page(sqlite_url: str, clock: Clock, world: World, tmp_path: Path) -> AsyncIterator[Page]:
    settings = {"data_dir": tmp_path, "bundled_episodes": False}
    async with Story(sqlite_url, clock, world, settings, sound=Sound(ToneEngine())).bot() as story, pages(story) as at:
        await story.publish(episode())
        yield await at.open(story.reader())


async def test_a_segment_is_recorded_on_demand_and_told_with_its_times(page: Page) -> None:
    where = f"/episodes/{(await page.get('/today'))['lead']['id']}/segments/1/audio"
    assert await page.kind("GET", where) == (404, "not-recorded")
    sound = await page.post(where)
    assert sound == await page.get(where)
    told = await page.get(where.partition("/segments")[0])
    english = told["segments"][1]["english"]
    assert len(sound["sentences"]) == len(english) == 3
    sentence, start, end, since, until = sound["words"][0]
    assert (english[sentence][start:end], since < until <= sound["duration"]) == ("This", True)


async def test_sound_is_given_by_ranges_to_whoever_was_told_of_it(page: Page) -> None:
    where = f"/episodes/{(await page.get('/today'))['lead']['id']}/segments/0/audio"
    url = (await page.post(where))["url"].removeprefix("/api/v1")
    everybody = Page(page.client)
    whole = await everybody.ask("GET", url)
    assert (whole.headers["content-type"], "immutable" in whole.headers["cache-control"]) == ("audio/mpeg", True)
    part = await everybody.ask("GET", url, Range="bytes=10-19")
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.content)}"
    assert (await everybody.ask("GET", url, Range="bytes=99999999-")).status_code == 416
    assert await everybody.kind("GET", url[:-1] + ("0" if url[-1] != "0" else "1")) == (404, "not-there")


async def test_what_left_the_disk_comes_back_from_telegram_once_and_tells_no_token(
    sqlite_url: str, clock: Clock, world: World, tmp_path: Path
) -> None:
    settings = {"data_dir": tmp_path, "bundled_episodes": False}
    async with Story(sqlite_url, clock, world, settings, sound=Sound(ToneEngine())).bot() as story, pages(story) as at:
        await story.publish(episode())
        reader = story.reader()
        await story.writes(reader, "/start")
        await story.taps(reader, "🔊")
        await story.settle()
        lead = (await (await at.open(reader)).get("/today"))["lead"]["id"]
        clock.move(days=40)
        assert await story.desk.voices.pieces.throw_away() == 1
        page = await at.open(reader)
        sound = await page.get(f"/episodes/{lead}/segments/0/audio")
        for first in (0, 100, 200):
            part = await page.ask("GET", sound["url"].removeprefix("/api/v1"), Range=f"bytes={first}-{first + 99}")
            assert (part.status_code, len(part.content)) == (206, 100)
            assert world.token not in f"{part.headers}{part.url}{sound}"
        assert len(world.calls_of("getFile")) == 1


async def test_what_is_nowhere_any_more_is_recorded_anew_when_the_reader_asks(page: Page, tmp_path: Path) -> None:
    where = f"/episodes/{(await page.get('/today'))['lead']['id']}/segments/0/audio"
    sound = await page.post(where)
    for file in (tmp_path / "voices").rglob("*.mp3"):
        file.unlink()
    assert await page.kind("GET", where) == (404, "not-recorded")
    assert await page.post(where) == sound
    assert (await page.ask("GET", sound["url"].removeprefix("/api/v1"))).status_code == 200


async def test_words_and_sentences_are_heard_and_a_day_has_its_number_of_them(page: Page) -> None:
    assert (await page.post("/words/latency/audio"))["duration"] > 0
    for number in range(19):
        await page.post(f"/words/word{number}/audio")
    assert await page.kind("POST", "/words/another/audio") == (429, "enough-recorded")
    assert (await page.post("/words/latency/audio"))["duration"] > 0, "what is there costs nothing"


async def test_where_nothing_speaks_the_page_is_told_so(sqlite_url: str, clock: Clock, world: World) -> None:
    async with Story(sqlite_url, clock, world, {"bundled_episodes": False}).bot() as story, pages(story) as at:
        await story.publish(episode())
        silent = await at.open(story.reader())
        lead = (await silent.get("/today"))["lead"]["id"]
        assert (await silent.get(f"/episodes/{lead}/mine"))["hears"] == []
        assert await silent.kind("POST", f"/episodes/{lead}/segments/0/audio") == (404, "silent")
