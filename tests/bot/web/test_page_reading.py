"""A reader opens the page: their day is there, at the segment where the chat has it, and the chat follows the page."""

import asyncio
import gzip
from contextlib import suppress
from dataclasses import replace
from datetime import date

import httpx
from starlette.applications import Starlette

from bot.model.chat import ChatId
from bot.web.assets import Assets
from bot.web.limits import WAITING
from bot.web.mini_app import mini_app_routes
from bot.web.serving import serving
from content.episode.episode import Kind
from tests.kit.page import Page, Pages
from tests.kit.podcast import podcast
from tests.kit.story import Story, episode


async def test_the_page_opens_todays_piece_where_the_chat_stands(story: Story, at_page: Pages) -> None:
    await story.publish(episode(), episode("Beside it", kind=Kind.BLOG, show="Somebody"))
    reader = story.reader()
    await story.writes(reader, "/start")
    await story.taps(reader, "下一段 ▶")
    page = await at_page.open(reader)
    today = await page.get("/today")
    assert (today["date"], today["lead"]["title"], [each["title"] for each in today["rest"]]) == (
        "2026-06-04",
        "On Measuring",
        ["Beside it"],
    )
    assert today["position"] == {"index": today["digest"][1], "begun": True, "finished": False, "size": 8}


async def test_whoever_reads_on_the_page_goes_on_in_the_chat(story: Story, at_page: Pages) -> None:
    await story.publish(episode(length=20))
    reader = story.reader()
    await story.writes(reader, "/start")
    page = await at_page.open(reader)
    lead = (await page.get("/today"))["lead"]
    told = await page.put(f"/episodes/{lead['id']}/position", {"index": 12})
    assert told["position"]["index"] == 12
    card = await story.writes(reader, "/today")
    assert "part 12 of the talk" in card.text


async def test_a_move_in_the_chat_is_seen_on_the_page_at_once(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    reader = story.reader()
    await story.writes(reader, "/start")
    page = await at_page.open(reader)
    lead = (await page.get("/today"))["lead"]
    seen = (await page.get(f"/episodes/{lead['id']}/position"))["version"]
    waiting = asyncio.create_task(page.get(f"/episodes/{lead['id']}/position?wait=20&seen={seen}"))
    await asyncio.sleep(0)
    story.clock.move(seconds=1)
    await story.taps(reader, "下一段 ▶")
    moved = await asyncio.wait_for(waiting, 60)
    assert moved["position"]["index"] > 0
    assert (await page.ask("GET", f"/episodes/{lead['id']}/position?seen={moved['version']}")).status_code == 204


async def test_the_chats_move_and_the_pages_reach_the_other_within_a_second(story: Story, at_page: Pages) -> None:
    """The quickest of several: what a busy machine adds is no promise of ours."""
    await story.publish(episode(length=20))
    reader, loop = story.reader(), asyncio.get_running_loop()
    await story.writes(reader, "/start")
    page = await at_page.open(reader)
    path = f"/episodes/{(await page.get('/today'))['lead']['id']}/position"
    to_page, to_chat = list[float](), list[float]()
    for index in (12, 9, 14):
        seen = (await page.get(path))["version"]
        waiting = asyncio.create_task(page.get(f"{path}?wait=20&seen={seen}"))
        while not at_page.door.limits.waiting:  # noqa: ASYNC110
            await asyncio.sleep(0)
        story.clock.move(seconds=1)
        await story.taps(reader, "下一段 ▶")
        moved = loop.time()
        assert (await waiting)["version"] != seen
        to_page.append(loop.time() - moved)
        story.clock.move(seconds=1)
        moved = loop.time()
        await page.put(path, {"index": index})
        assert f"part {index} of the talk" in (await story.writes(reader, "/today")).text
        to_chat.append(loop.time() - moved)
    assert min(to_page) < 1
    assert min(to_chat) < 1


async def test_who_waits_for_news_asks_the_store_nothing_until_there_is_some(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    reader, other, asked = story.reader(), story.reader(8), list[str]()
    page, beside = await at_page.open(reader), await at_page.open(other)
    path = f"/episodes/{(await page.get('/today'))['lead']['id']}/position"
    seen = (await page.get(path))["version"]
    near = story.store.database.near
    near.set_trace_callback(lambda said: asked.append(said) if "FROM progress" in said else None)
    waiting = asyncio.create_task(page.get(f"{path}?wait=20&seen={seen}"))
    while not asked:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    await beside.put("/settings", {"translation": "both"})
    await story.writes(other, "/vocab")
    await asyncio.sleep(0.6)
    assert len(asked) == 1, "it looked once, and what others did was no news"
    await page.put("/known/cache", {"meaning": "缓存"})
    assert (await waiting)["version"] != seen
    near.set_trace_callback(None)


async def test_beside_other_processes_the_store_is_looked_at_as_well(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    several = replace(at_page.door, alone=False)
    app = Starlette(routes=mini_app_routes(several, Assets()))
    reader = story.reader()
    page = await at_page.open(reader)
    path = f"/episodes/{(await page.get('/today'))['lead']['id']}/position"
    seen = (await page.get(path))["version"]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page.test") as client:
        elsewhere = Page(client, page.token)
        waiting = asyncio.create_task(elsewhere.get(f"{path}?wait=20&seen={seen}"))
        while not several.limits.waiting:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await story.store.known.set(ChatId(7), "cache", "", story.clock(), known=True)  # as another process does
        assert (await waiting)["version"] != seen


async def test_who_left_is_waited_for_no_longer(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    page = await at_page.open(story.reader())
    path = f"/episodes/{(await page.get('/today'))['lead']['id']}/position"
    seen = (await page.get(path))["version"]
    async with serving(mini_app_routes(at_page.door, Assets()), "127.0.0.1", 0, setting="TEST") as port:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            waiting = asyncio.create_task(Page(client, page.token).get(f"{path}?wait=25&seen={seen}"))
            while not at_page.door.limits.waiting:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            waiting.cancel()
            with suppress(asyncio.CancelledError):
                await waiting
        before = asyncio.get_running_loop().time()
        while at_page.door.limits.waiting:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        assert asyncio.get_running_loop().time() - before < 20, "not only when its time was over"


async def test_more_windows_than_a_reader_has_do_not_wait(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    page = await at_page.open(story.reader())
    path = f"/episodes/{(await page.get('/today'))['lead']['id']}/position"
    seen = (await page.get(path))["version"]
    waiting = [asyncio.create_task(page.ask("GET", f"{path}?wait=25&seen={seen}")) for _ in range(WAITING)]
    while at_page.door.limits.waiting[7] < WAITING:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    assert (await page.ask("GET", f"{path}?wait=25&seen={seen}")).status_code == 204
    await page.put(path, {"index": 1})
    assert {(await each).json()["position"]["index"] for each in waiting} == {1}
    assert not at_page.door.limits.waiting


async def test_who_waits_for_news_waits_no_longer_when_the_bot_stops(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    page = await at_page.open(story.reader())
    path = f"/episodes/{(await page.get('/today'))['lead']['id']}/position"
    seen = (await page.get(path))["version"]
    waiting = asyncio.create_task(page.ask("GET", f"{path}?wait=25&seen={seen}"))
    while not at_page.door.limits.waiting[7]:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    at_page.door.ending.set()
    assert (await asyncio.wait_for(waiting, 20)).status_code == 204


async def test_an_episode_is_told_in_sentences_with_its_glosses_where_they_stand(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    reader = story.reader()
    page = await at_page.open(reader)
    lead = (await page.get("/today"))["lead"]
    told = await page.get(f"/episodes/{lead['id']}")
    segment = told["segments"][1]
    assert segment["english"] == [
        "This is part 1 of the talk.",
        "We measured the cache before we changed it.",
        "Then we looked again.",
    ]
    assert segment["pairs"] == [[0, 1, 0, 1], [1, 2, 1, 2], [2, 3, 2, 3]]
    (gloss,) = segment["glosses"]
    sentence, start, end = gloss["at"]
    assert segment["english"][sentence][start:end] == gloss["surface"] == "cache"
    sentence, start, end = gloss["explained"]
    assert segment["chinese"][sentence][start:end] == "（术语1）"
    assert told["timed_url"] == "https://www.youtube.com/watch?v=abc&t={second}s"


async def test_an_episode_is_sent_once_and_kept_for_as_long_as_it_stays(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    page = await at_page.open(story.reader())
    path = f"/episodes/{(await page.get('/today'))['lead']['id']}"
    first = await page.ask("GET", path)
    assert first.headers["cache-control"] == "private, no-cache"
    assert (await page.ask("GET", path, **{"If-None-Match": first.headers["etag"]})).status_code == 304
    kept = await page.ask("GET", f"{path}?revision={first.json()['revision']}")
    assert "immutable" in kept.headers["cache-control"]
    await story.publish(episode(lead_in="为什么读它"))
    changed = await page.ask("GET", path, **{"If-None-Match": first.headers["etag"]})
    assert (changed.status_code, changed.json()["lead_in"]) == (200, "为什么读它")


async def test_a_podcast_of_ten_thousand_words_is_less_than_a_hundred_kilobytes(story: Story, at_page: Pages) -> None:
    await story.publish(await asyncio.to_thread(podcast, 10_000))
    page = await at_page.open(story.reader())
    lead = (await page.get("/today"))["lead"]
    assert lead["words"] >= 10_000
    own = {"Authorization": f"Bearer {page.token}"}
    async with at_page.client.stream("GET", f"/api/v1/episodes/{lead['id']}", headers=own) as response:
        sent = b"".join([piece async for piece in response.aiter_raw()])
    print(f"{lead['words']} words: {len(gzip.decompress(sent))} bytes, {len(sent)} as they are sent")  # noqa: T201
    assert len(sent) < 100_000


async def test_the_calendar_says_what_each_day_brought_and_what_was_read(story: Story, at_page: Pages) -> None:
    await story.publish(
        *(episode(f"Day {n}", day=date(2026, 6, n)) for n in (1, 2, 3, 4, 9)), episode("Ever", day=None)
    )
    reader = story.reader()
    page = await at_page.open(reader)
    lead = (await page.get("/today"))["lead"]
    await page.put(f"/episodes/{lead['id']}/position", {"index": lead["segments"] - 1})
    told = await page.get("/issues")
    assert [(day["date"], day["lead"]["title"], day["read"]) for day in told["days"]] == [
        ("2026-06-04", "Day 4", True),
        ("2026-06-03", "Day 3", False),
        ("2026-06-02", "Day 2", False),
        ("2026-06-01", "Day 1", False),
    ]
    assert [each["title"] for each in told["evergreen"]] == ["Ever"]
    assert [day["date"] for day in (await page.get("/issues?before=2026-06-02"))["days"]] == ["2026-06-01"]
    assert (await page.get("/issues/2026-06-02"))["pieces"][0]["first_line"].startswith("This is part 0")
    assert await page.kind("GET", "/issues/2026-06-09") == (404, "not-there"), "it is not out yet"


async def test_what_is_saved_in_the_chat_is_underlined_on_the_page(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    reader = story.reader()
    await story.writes(reader, "/start")
    await story.taps(reader, "latency")
    page = await at_page.open(reader)
    lead = (await page.get("/today"))["lead"]
    mine = await page.get(f"/episodes/{lead['id']}/mine")
    (term,) = mine["terms"]
    assert (term["headword"], term["here"]) == ("latency", [0])
    segments = (await page.get(f"/episodes/{lead['id']}"))["segments"]
    segment, sentence, start, end = term["stands"][0]
    assert segments[segment]["english"][sentence][start:end] == "latency"
