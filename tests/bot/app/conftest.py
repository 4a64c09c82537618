"""A Telegram that the doctor can ask."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.server import serve
from bot.sandbox.world import World


@pytest.fixture
async def api(world: World) -> AsyncIterator[str]:
    async with serve(world) as url:
        yield url
