"""An operator at their desk, whom doubtful pieces are shown to."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.world import World
from tests.kit.clock import Clock
from tests.kit.gate_desk import Desk, opened


@pytest.fixture
async def desk(sqlite_url: str, clock: Clock, world: World, tmp_path: Path) -> AsyncIterator[Desk]:
    async with opened(sqlite_url, clock, world, tmp_path) as running:
        yield running
