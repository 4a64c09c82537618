"""A Telegram with one reader, and a store that polling keeps in."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.world import World
from bot.store import Store, open_store


@pytest.fixture
def world() -> World:
    """In real time."""
    return World()


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    async with open_store(sqlite_url) as opened:
        yield opened
