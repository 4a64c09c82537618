"""Telegram brings updates to the bot's address: readers are answered as when it polls, and strangers are not heard."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.app.build import build
from bot.app.config import Settings
from bot.app.public import public
from bot.app.running import running
from bot.sandbox.server import serve
from bot.sandbox.transport import InProcess
from bot.sandbox.webhook import SECRET_HEADER, bringing
from bot.sandbox.world import World
from bot.store import Store, open_store
from bot.web.webhook import LARGEST
from tests.bot.web.test_operating import free_port
from tests.kit.alive import alive
from tests.kit.polled import until


@asynccontextmanager
async def receiving(url: str, world: World, port: int, **settings: Any) -> AsyncIterator[Store]:
    """The bot, to which updates are brought."""
    config = Settings(
        telegram_bot_token=world.token,
        webhook_url=f"http://127.0.0.1:{port}/telegram",
        web_listen=("127.0.0.1", port),
        **settings,
    )
    async with open_store(url) as store, bringing(world):
        app = build(config, store, world.now, requests=(InProcess(world), InProcess(world)))
        async with running(app), public(app, config):
            yield store


@pytest.fixture
def world() -> World:
    """In real time."""
    return World()


async def answered(world: World, user_id: int = 7, text: str = "/help", count: int = 1) -> None:
    world.reader(user_id).send(text)
    await world.until(lambda: len(world.reader(user_id).received) >= count, seconds=60)


async def test_who_writes_to_a_bot_with_an_address_is_answered(sqlite_url: str, world: World) -> None:
    async with receiving(sqlite_url, world, free_port()) as store:
        await answered(world)
        await asyncio.gather(*(answered(world, user) for user in range(8, 20)))
        await until(lambda: not world.inbox.pending, seconds=60)
        assert await store.inbox.left() == ()
    assert not [call for call in world.calls if call.method == "getUpdates"]


async def test_what_comes_while_the_bot_is_away_is_brought_in_order_when_it_is_back(
    sqlite_url: str, world: World
) -> None:
    port = free_port()
    async with receiving(sqlite_url, world, port):
        await answered(world)
    world.reader(7).send("/settings")
    world.reader(7).send("/privacy")
    async with receiving(sqlite_url, world, port):
        await world.until(lambda: len(world.reader(7).received) >= 3, seconds=60)
        await until(lambda: not world.inbox.pending, seconds=60)
    first, second, third = (message.content.text for message in world.reader(7).received)
    assert len({first, second, third}) == 3


@asynccontextmanager
async def stranger(port: int) -> AsyncIterator[Any]:
    async with aiohttp.ClientSession() as session:

        async def post(body: bytes, secret: str | None) -> int:
            headers = {SECRET_HEADER: secret} if secret is not None else {}
            async with session.post(f"http://127.0.0.1:{port}/telegram", data=body, headers=headers) as response:
                return response.status

        yield post


async def test_nobody_but_telegram_is_heard_and_nothing_that_it_brings_stops_the_next(
    sqlite_url: str, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    async with receiving(sqlite_url, world, port), stranger(port) as post:
        await until(lambda: world.inbox.hook is not None, seconds=60)
        assert world.inbox.hook is not None
        secret = world.inbox.hook.secret
        assert len(secret) == 64
        assert [await post(b"{}", each) for each in (None, "", "wrong", secret[:-1] + "é", secret + "a")] == [403] * 5
        assert await post(b"x" * (LARGEST + 1), secret) == 413
        for body in (b"no json", b"[]", b'{"update_id": "1"}', b'{"update_id": 5, "message": {"chat": 3}}'):
            assert await post(body, secret) == 200, "brought again it would be the same"
        await answered(world)
    assert "no json" not in caplog.text


async def test_what_is_brought_twice_is_handled_once(sqlite_url: str, world: World) -> None:
    port = free_port()
    async with receiving(sqlite_url, world, port, webhook_secret="a-word_of-ours"), stranger(port) as post:
        await answered(world)
        message = world.reader(7).chat.messages[0]
        update = {"update_id": 900_000, "message": message.as_json()}
        body = json.dumps(update).encode()
        assert await asyncio.gather(*(post(body, "a-word_of-ours") for _ in range(5))) == [200] * 5
        assert await post(body, "a-word_of-ours") == 200
        await answered(world, count=3)
        assert len(world.reader(7).received) == 3


async def test_who_polls_again_takes_the_address_away(sqlite_url: str, world: World) -> None:
    async with receiving(sqlite_url, world, free_port()):
        await answered(world)
    assert world.inbox.hook is not None
    async with alive(sqlite_url, world):
        await answered(world, count=2)
    assert world.inbox.hook is None


async def test_the_sandbox_brings_updates_over_http_as_well_and_refuses_whoever_polls_beside(world: World) -> None:
    async with serve(world) as url, aiohttp.ClientSession() as session:

        async def call(method: str, **given: Any) -> dict[str, Any]:
            async with session.post(f"{url}/bot{world.token}/{method}", json=given) as response:
                told: dict[str, Any] = await response.json()
                return told

        assert not (await call("setWebhook", url="http://example.org/"))["ok"]
        assert not (await call("setWebhook", url="https://example.org/", secret_token="not this one"))["ok"]
        nobody = f"http://127.0.0.1:{free_port()}/"
        assert (await call("setWebhook", url=nobody, secret_token="word"))["ok"]
        assert (await call("getUpdates"))["error_code"] == 409
        world.reader(7).send("hello")
        await until(lambda: world.inbox.last_error, seconds=60)
        told = (await call("getWebhookInfo"))["result"]
        assert (told["url"], told["pending_update_count"]) == (nobody, 1)
        assert "Connection failed" in told["last_error_message"]
        assert (await call("deleteWebhook"))["ok"]
        assert len((await call("getUpdates"))["result"]) == 1
