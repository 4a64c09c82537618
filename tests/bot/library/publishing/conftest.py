"""An operator of a bot with a feed and a library of its own."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from content.translate.settings import TranslateSettings
from tests.kit.clock import Clock
from tests.kit.feed_server import FeedServer
from tests.kit.model_server import ModelServer, serving
from tests.kit.story import Story

OPERATOR = 99


@pytest.fixture
async def feed() -> AsyncIterator[FeedServer]:
    server = FeedServer()
    async with await asyncio.start_server(server.answer, "127.0.0.1", 0) as listening:
        server.address = listening.sockets[0].getsockname()[:2]
        yield server


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "episodes"
    folder.mkdir()
    return folder


@pytest.fixture
async def story(
    sqlite_url: str, clock: Clock, world: World, tmp_path: Path, library: Path, feed: FeedServer
) -> AsyncIterator[Story]:
    """A bot with an operator, a folder of its own, a feed on loopback and a model that translates."""
    settings = {
        "admin_ids": frozenset({OPERATOR}),
        "data_dir": tmp_path,
        "episodes_dir": library,
        "bundled_episodes": False,
        "daily_feed_url": (f"http://127.0.0.1:{feed.address[1]}/feed.json",),
        "daily_at": 6 * 60,
        "fetch_allowed": frozenset({feed.address}),
    }
    async with serving(ModelServer()) as model:
        translate = TranslateSettings(base_url=model.url, api_key=SecretStr("k"), model="m")
        async with Story(sqlite_url, clock, world, settings, translate).bot() as running:
            yield running


@pytest.fixture
async def operator(story: Story) -> Reader:
    reader = story.reader(OPERATOR)
    await story.writes(reader, "/help")
    return reader
