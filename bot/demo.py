"""The whole bot without a token: the real application against the sandbox, over HTTP on loopback.

Only three things differ from a real run: the address of the Bot API, a database in a temporary folder, and a clock
that can be moved.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, build, desk_of, running
from bot.config import Settings
from bot.library import sync_library
from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.store import Store, open_store

TICK_SECONDS = 1.0
EDIT_EVERY = 0.0
"""The sandbox has no flood limits: cards follow the finger."""


@dataclass(slots=True)
class MovableClock:
    """Real time plus an offset that only grows."""

    offset: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC) + self.offset

    def move_to(self, instant: datetime) -> None:
        """Make it `instant`; never backwards."""
        self.offset += max(timedelta(), instant - self())


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo: the world with its readers, and the bot in it."""

    world: World
    clock: MovableClock
    store: Store
    app: App
    url: str

    async def move_to(self, instant: datetime) -> None:
        """Move the clock and do at once what has come due."""
        self.clock.move_to(instant)
        await desk_of(self.app).tick()


@asynccontextmanager
async def running_demo(episodes: Path, *, clock: MovableClock | None = None) -> AsyncIterator[Demo]:
    """Bot and sandbox at work with the episodes of a folder; everything is gone afterwards."""
    clock = clock or MovableClock()
    world = World(clock=clock)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="buildspeak-demo-")))
        url = await stack.enter_async_context(serve(world))
        settings = Settings(
            telegram_bot_token=SecretStr(world.token),
            telegram_api_url=url,
            data_dir=folder,
            episodes_dir=episodes,
            bundled_episodes=False,
            tick_seconds=TICK_SECONDS,
        )
        store = await stack.enter_async_context(open_store(settings.store_url))
        await sync_library(store, *settings.folders)
        app = build(settings, store, clock, edit_every=EDIT_EVERY)
        await stack.enter_async_context(running(app))
        yield Demo(world, clock, store, app, url)
