"""The whole bot in real time: polling, ticking and pacing as it does for readers, with the world in process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.app.build import build
from bot.app.config import Settings
from bot.app.running import running
from bot.sandbox.transport import InProcess
from bot.sandbox.world import World
from bot.store import Store, open_store
from tests.kit.story import WITHOUT_BUNDLED


@asynccontextmanager
async def alive(url: str, world: World, **settings: Any) -> AsyncIterator[Store]:
    """The bot is up for the block."""
    config = Settings(telegram_bot_token=world.token, **(WITHOUT_BUNDLED | settings))
    requests = (InProcess(world), InProcess(world))
    async with open_store(url) as store, running(build(config, store, world.now, requests=requests)):
        yield store
