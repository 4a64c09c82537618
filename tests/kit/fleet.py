"""Several processes' parts on one loop, each with a store of its own: the web, workers and the clock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.app.build import build
from bot.app.config import Settings
from bot.app.dispatch import App
from bot.app.public import public
from bot.app.roles import Role
from bot.app.running import running
from bot.sandbox.transport import InProcess
from bot.sandbox.world import World
from bot.store import open_store
from tests.kit.story import WITHOUT_BUNDLED


@asynccontextmanager
async def part(url: str, world: World, role: Role, *, direct: str | None = None, **settings: Any) -> AsyncIterator[App]:
    """One of them, in real time."""
    config = Settings(telegram_bot_token=world.token, **(WITHOUT_BUNDLED | settings))
    async with open_store(url, direct=direct) as store:
        app = build(config, store, world.now, requests=(InProcess(world), InProcess(world)), edit_every=0, role=role)
        async with running(app), public(app, config):
            yield app


class Fleet:
    """Parts that start and stop one by one; what is still there at the end is stopped."""

    def __init__(self, url: str, world: World, **settings: Any) -> None:
        self._url, self._world, self._settings = url, world, settings
        self._parts: list[tuple[asyncio.Task[None], asyncio.Event]] = []

    async def start(self, role: Role, **more: Any) -> App:
        """Up and at work on return."""
        up: asyncio.Future[App] = asyncio.get_running_loop().create_future()
        stop = asyncio.Event()
        task = asyncio.create_task(self._run(role, up, stop, self._settings | more))
        self._parts.append((task, stop))
        await asyncio.wait((task, up), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
        return up.result()

    async def stop(self, number: int) -> None:
        """As with SIGTERM."""
        task, stop = self._parts.pop(number)
        stop.set()
        await task

    async def _run(self, role: Role, up: "asyncio.Future[App]", stop: asyncio.Event, settings: dict[str, Any]) -> None:
        async with part(self._url, self._world, role, **settings) as app:
            up.set_result(app)
            await stop.wait()

    async def close(self) -> None:
        """Stop all of them."""
        while self._parts:
            await self.stop(0)


@asynccontextmanager
async def fleet(url: str, world: World, **settings: Any) -> AsyncIterator[Fleet]:
    """For the block."""
    parts = Fleet(url, world, **settings)
    try:
        yield parts
    finally:
        await parts.close()
