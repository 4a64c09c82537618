"""What a scenario stands on, and what it finds: readers, their ledger, and the promises that did not hold."""

import asyncio
import os
import random
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.model.delivery import Status
from bot.store import Store, open_store
from content.files.library import write_episode
from tests.faults.api import Api, listening
from tests.faults.bots import Bot, Home, begin
from tests.faults.clusters import Cluster
from tests.faults.people import p99, subscribe
from tests.kit.crowd import ledger
from tests.kit.story import episode

IN_DOUBT = (Status.UNKNOWN, Status.SENDING)
"""May have arrived; what is still being sent when its process is dead becomes the other after two minutes."""


_ALEMBIC = asyncio.Lock()
"""It makes one schema at a time in a process, and scenarios may be played side by side."""


@dataclass(frozen=True, slots=True)
class Found:
    """A line of the table. A number is None where a scenario does not measure it."""

    readers: int
    once: int | None = None
    twice: int | None = None
    never: int | None = None
    in_doubt: int | None = None
    others_p99: float | None = None
    memory_mb: float | None = None
    seconds: float = 0.0
    words: str = ""
    broken: tuple[str, ...] = ()


@dataclass(eq=False)
class Ground:
    """A server, a home for bots, and chance with a seed."""

    api: Api
    home: Home
    chance: random.Random
    quick: bool
    cluster: Cluster | None = None
    readers: range = range(0)
    waited: list[float] = field(default_factory=list)
    memory_mb: float = 0.0
    broken: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    bots: list[Bot] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    spoiled: set[int] = field(default_factory=set)
    """Readers whose rows cannot be read: theirs cannot come."""

    def promise(self, holds: object, what: str) -> None:
        """Note it where it does not hold."""
        if not holds:
            self.broken.append(what)

    def size(self, quick: int, whole: int) -> int:
        """As many as there is time for."""
        return quick if self.quick else whole

    async def due(self, count: int, *, spoil: str | None = None) -> range:
        """So many readers are due, before any bot has started; `spoil` is SQL that is run on what was written."""
        async with _ALEMBIC, open_store(self.home.url) as store:
            self.readers = await subscribe(store, count, datetime.now(UTC))
            if spoil is not None:
                async with store.database.single() as connection:
                    await connection.execute(spoil)
        return self.readers

    async def bot(self, home: Home | None = None, *, awake: bool = True) -> Bot:
        """A bot that is ended with the scenario."""
        bot = await begin(home or self.home, self.api, awake=awake, quick=self.quick)
        self.bots.append(bot)
        return bot

    async def came(self, count: int, *, seconds: float = 120) -> bool:
        """Until so many digests have arrived."""
        return await self.api.until(lambda: self.api.digests.total() >= count, seconds=seconds)

    async def store(self, look: Callable[[Store], Awaitable[object]]) -> object:
        """What is in the database, beside a bot or after it."""
        async with open_store(self.home.url) as store:
            return await look(store)

    async def age(self, minutes: int = 3) -> None:
        """While no bot runs, so many minutes pass for whatever it was sending: longer than any request lives."""
        async with open_store(self.home.url) as store, store.database.single() as connection:
            await connection.execute(
                f"UPDATE deliveries SET updated_at = updated_at - {minutes * 60_000} WHERE status = 'sending'"  # noqa: S608
            )

    async def doubts(self) -> set[int]:
        """Readers whose digest may or may not have arrived."""
        async with open_store(self.home.url) as store:
            rows = await ledger(store)
        return {chat for status in IN_DOUBT for chat in rows[status]}

    async def over(self, *, seconds: float = 180) -> None:
        """Until nothing is due, waits or is being sent; noted where that does not come about."""
        until = time.monotonic() + seconds
        async with open_store(self.home.url) as store:
            while time.monotonic() < until:
                rows = await ledger(store)
                settled = set().union(*(rows[each] for each in Status if each not in (Status.SENDING, Status.PENDING)))
                if settled >= set(self.readers) - self.spoiled:
                    return
                await asyncio.sleep(0.1)
        self.broken.append(f"after {seconds:.0f} s there is still something to send")

    async def finish(self) -> None:
        """Note the memory of what runs, and end it."""
        for bot in self.bots:
            self.memory_mb = max(self.memory_mb, bot.memory_mb)
            await bot.kill()

    async def counted(self) -> Found:
        """The line; nobody may have two, and nobody none who is not in doubt."""
        await self.finish()
        doubts = await self.doubts()
        digests = self.api.digests
        once = sum(digests[chat] == 1 for chat in self.readers)
        twice = [chat for chat in self.readers if digests[chat] > 1]
        never = {chat for chat in self.readers if digests[chat] == 0}
        self.promise(not twice, f"{len(twice)} got it twice")
        lost = never - doubts - self.spoiled
        self.promise(not lost, f"{len(lost)} got none, and nobody is in doubt about it")
        return self.line(once=once, twice=len(twice), never=len(never), in_doubt=len(doubts))

    def line(self, **numbers: int) -> Found:
        """The line with whatever was measured."""
        return Found(
            readers=len(self.readers),
            others_p99=p99(self.waited) if self.waited else None,
            memory_mb=self.memory_mb or None,
            seconds=time.monotonic() - self.began,
            words="; ".join(self.words),
            broken=tuple(self.broken),
            **numbers,
        )


@asynccontextmanager
async def ground(*, quick: bool, seed: int, cluster: Cluster | None = None) -> AsyncIterator[Ground]:
    """Fresh for one scenario: a folder with a library of one piece."""
    folder = Path(tempfile.mkdtemp(prefix="buildspeak-faults-"))
    library = folder / "library"
    library.mkdir()
    write_episode(episode(day=None, length=8), library)
    home = folder / "home"
    home.mkdir()
    async with listening() as api:
        stood = Ground(api, Home(home, library, cluster.url if cluster else None), random.Random(seed), quick, cluster)
        try:
            yield stood
        finally:
            await stood.finish()
            if kept := os.environ.get("FAULTS_KEEP_LOGS"):
                for bot in stood.bots[:1]:
                    shutil.copy(bot.log, kept)
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
