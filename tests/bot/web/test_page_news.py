"""Who has the page open hears at once what happens elsewhere: whoever waits for news is told, and is not waited for."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import httpx
from starlette.applications import Starlette

from bot.model.chat import ChatId
from bot.web.limits import WAITING
from bot.web.mini_app import mini_app_routes
from bot.web.serving import serving
from tests.kit.page import Page, Pages, page_assets
from tests.kit.story import Story, episode


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
    app = Starlette(routes=mini_app_routes(several, page_assets()))
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
    async with serving(mini_app_routes(at_page.door, page_assets()), "127.0.0.1", 0, setting="TEST") as port:
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
