"""Several processes on one PostgreSQL: as many workers as are asked for, a web process and a clock."""

import asyncio
from dataclasses import dataclass, field, replace

from tests.faults.bots import Bot, begin
from tests.faults.ground import Ground


@dataclass(eq=False)
class Crew:
    """The processes, and how many of them ended or stood still with something in hand."""

    ground: Ground
    database: str | None = None
    more: tuple[tuple[str, str], ...] = ()
    workers: list[Bot] = field(default_factory=list)
    others: list[Bot] = field(default_factory=list)
    losses: int = 0
    made: int = 0

    async def muster(self, workers: int) -> None:
        """All of them up; no clock where there is little time."""
        roles = ("web",) if self.ground.quick else ("web", "clock")
        others, found = (
            len(roles),
            await asyncio.gather(*(self.begin(role) for role in (*roles, *["worker"] * workers))),
        )
        self.others += found[:others]
        self.workers += found[others:]

    async def begin(self, role: str, *more: tuple[str, str]) -> Bot:
        """One more, in a folder of its own."""
        ground, self.made = self.ground, self.made + 1
        folder = ground.home.folder.with_name(f"{role}-{self.made}")
        folder.mkdir(exist_ok=True)
        database = self.database or ground.home.url
        home = replace(ground.home, folder=folder, database=database, more=(*ground.home.more, *self.more, *more))
        bot = await begin(home, ground.api, role=role, quick=ground.quick)
        ground.bots.append(bot)
        return bot

    async def kill(self) -> None:
        """kill -9 of one of them, any; another takes its place where there is time, and its chats in any case."""
        lost = self.workers.pop(self.ground.chance.randrange(len(self.workers)))
        await lost.kill()
        self.losses += 1
        if not self.ground.quick:
            self.workers.append(await self.begin("worker"))

    async def until_pushed(self, more: int) -> None:
        """Until so many more digests have come."""
        await self.ground.came(self.ground.api.digests.total() + more, seconds=60)
