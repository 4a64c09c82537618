"""One reader's page that asks without end keeps nobody waiting: not the chat, not another's page."""

import asyncio
import json
import sys
import time
from statistics import quantiles

import httpx

from bot.app.page import door_of
from bot.web.mini_app import mini_app_routes
from bot.web.serving import serving
from tests.kit.page import Page, handed_over, page_assets
from tests.kit.story import Story, episode

SECONDS, A_SECOND = 2.0, 200


async def taps(story: Story, flooding: "asyncio.Task[tuple[bytes, bytes]] | None") -> list[float]:
    """Milliseconds of each, of a reader who turns pages all the while; a few without a flood."""
    reader, took = story.reader(8), list[float]()
    while len(took) < 40 if flooding is None else not flooding.done():
        began = time.perf_counter()
        await story.taps(reader, "下一段" if len(took) % 2 == 0 else "上")
        took.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.01)
    return took


async def test_a_flood_of_requests_is_turned_away_and_taps_are_answered(story: Story) -> None:
    await story.publish(episode(length=60))
    await story.writes(story.reader(8), "/start")
    routes = mini_app_routes(door_of(story.app, story.config, asyncio.Event()), page_assets())
    async with serving(routes, "127.0.0.1", 0, setting="WEB_LISTEN") as port:
        url = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(base_url=url, timeout=30) as client:
            page, other = Page(client), Page(client)
            for opened, reader in ((page, story.reader(7)), (other, story.reader(8))):
                opened.token = (await opened.post("/session", {"init_data": handed_over(story, reader)}))["token"]
            calm = await taps(story, None)
            flooder = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.kit.flooder", f"{url}/api/v1", page.token, str(SECONDS), str(A_SECOND)),
                stdout=asyncio.subprocess.PIPE,
            )
            flooding = asyncio.create_task(flooder.communicate())
            busy = await taps(story, flooding)
            statuses = json.loads((await flooding)[0])
            assert (await other.get("/today"))["lead"]["title"] == "On Measuring"
    assert set(statuses) == {"200", "429"}
    assert statuses["429"] > statuses["200"], "most of it was turned away"
    p99 = [quantiles(took, n=100)[98] for took in (calm, busy)]
    print(f"{statuses} at {A_SECOND} a second; {len(busy)} taps meanwhile: p99 {p99[0]:.0f} → {p99[1]:.0f} ms")  # noqa: T201
