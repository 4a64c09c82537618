"""A bot that polls a Telegram which may refuse."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from telegram import Bot

from bot.edge.building import Building
from bot.edge.intake import Intake
from bot.edge.polling import Polling
from bot.edge.receiving import Raw
from bot.sandbox.transport import InProcess
from bot.sandbox.world import World
from bot.store import Store


async def no_wait(_seconds: float) -> None:
    await asyncio.sleep(0)


async def ignore(_update: Raw) -> None:
    pass


@asynccontextmanager
async def polling(
    world: World, store: Store, handle: Callable[[Any], Awaitable[None]], *, request: InProcess | None = None
) -> AsyncIterator[Polling]:
    """Our polling alone, with a handler of the test's; what is left in hand at the end is as after a kill."""
    async with Bot(world.token, request=InProcess(world), get_updates_request=InProcess(world)) as bot:
        intake = Intake(Building(bot, handle), ignore, store.inbox)
        loop = Polling(bot, request or InProcess(world), intake, pause=no_wait)
        running = asyncio.create_task(loop.run(await store.inbox.left()))
        yield loop
        running.cancel()
        await asyncio.wait([running])


async def until(holds: Callable[[], object], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  # of what happens inside a loop nobody tells
            await asyncio.sleep(0.01)
