"""A bot that speaks in tones."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.world import World
from tests.kit.clock import Clock
from tests.kit.heard import listening
from tests.kit.story import Story, episode
from tests.kit.tones import ToneEngine


@pytest.fixture
def engine() -> ToneEngine:
    return ToneEngine()


@pytest.fixture
async def heard(
    sqlite_url: str, clock: Clock, world: World, tmp_path: Path, engine: ToneEngine
) -> AsyncIterator[Story]:
    async with listening(sqlite_url, clock, world, tmp_path, engine) as story:
        await story.publish(episode())
        yield story
