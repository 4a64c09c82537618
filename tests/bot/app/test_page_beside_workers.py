"""The web process serves the page from the database that the workers push from: one bot through both doors."""

from datetime import timedelta

import httpx

from bot.app.roles import Role
from bot.sandbox.launch import init_data
from bot.sandbox.webhook import bringing
from bot.sandbox.world import World
from bot.store import open_store
from tests.bot.web.test_operating import free_port
from tests.kit.crowd import gather_crowd, received
from tests.kit.fleet import fleet
from tests.kit.page import Page
from tests.kit.polled import until

PATIENCE = 30
CROWD = 12


async def test_the_web_serves_the_page_and_its_api_while_a_worker_pushes(postgres_url: str) -> None:
    world, port = World(), free_port()
    now, url = world.now(), f"http://127.0.0.1:{port}"
    async with open_store(postgres_url) as store:
        await gather_crowd(store, world, CROWD, now=now, since=now - timedelta(days=2), minute=0)
    settings = {"webhook_url": f"{url}/in", "web_url": url, "web_listen": ("127.0.0.1", port)}
    async with (
        bringing(world),
        fleet(postgres_url, world, tick_seconds=1, pushes_per_second=20, **settings) as parts,
        httpx.AsyncClient(base_url=url, timeout=PATIENCE) as client,
    ):
        await parts.start(Role.WEB)
        await parts.start(Role.WORKER)
        index = await client.get("/app/")
        assert (index.status_code, "assets/" in index.text) == (200, True)
        reader, page = world.reader(1), Page(client)
        raw = init_data(reader.user, world.token, world.now())
        visit = await page.post("/session", {"init_data": raw, "opens": {"room": "today"}})
        page.token = visit["token"]
        lead = visit["opening"]["today"]["lead"]["id"]
        whole = await page.get(f"/episodes/{lead}")
        assert whole["segments"][1]["english"][0] == "This is part 1 of the talk."
        await page.put(f"/episodes/{lead}/position", {"index": 5})
        saved = await page.post("/terms", {"episode": lead, "segment": 1, "mark": 0, "surface": "cache"})
        await until(lambda: sum(received(world).values()) >= CROWD, PATIENCE)
        assert set(received(world).values()) == {1}
        before = len(reader.received)
        reader.send("/today")  # through the web's webhook, and a worker that knows nothing of the page
        await until(lambda: len(reader.received) > before, PATIENCE)
        assert "part 5 of the talk" in reader.last.text
        reader.send("/vocab")
        await until(lambda: len(reader.received) > before + 1, PATIENCE)
        assert saved["headword"] in reader.last.text
