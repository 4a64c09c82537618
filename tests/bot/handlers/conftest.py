"""What the stories of several handlers begin with."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.world import World
from bot.vocabulary.lexicon import open_lexicon
from tests.kit.clock import Clock
from tests.kit.story import Story
from tests.kit.tiny import tiny_lexicon


@pytest.fixture
async def told(sqlite_url: str, clock: Clock, world: World, tmp_path: Path) -> AsyncIterator[Story]:
    """The bot is up, with a lexicon of two dozen words."""
    tiny_lexicon(tmp_path / "lexicon.db")
    async with Story(sqlite_url, clock, world, lexicon=open_lexicon(tmp_path / "lexicon.db")).bot() as running:
        yield running
