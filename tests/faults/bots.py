"""Bots as an operator starts them, each a process that can be killed, stopped, looked at and starved."""

import asyncio
import os
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.faults.api import TOKEN, Api
from tests.faults.people import OPERATOR
from tests.kit.forked import Forked, forked

STARTS_WITHIN = 60.0
"""Seconds; this machine may be doing much else."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a bot lives: its folder, its database, its library, and more of its environment."""

    folder: Path
    library: Path
    database: str | None = None
    more: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        return self.database or f"sqlite:///{self.file}"

    @property
    def file(self) -> Path:
        return self.folder / "buildspeak.db"

    def environment(self, api: Api) -> dict[str, str]:
        given = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path.cwd()),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api.url,
            "DATA_DIR": str(self.folder),
            "EPISODES_DIR": str(self.library),
            "BUNDLED_EPISODES": "no",
            "ADMIN_IDS": str(OPERATOR),
            "TICK_SECONDS": "0.3",
            "PUSHES_PER_SECOND": "30",
        }
        return given | ({"DATABASE_URL": self.database} if self.database else {}) | dict(self.more)


@dataclass(eq=False)
class Bot:
    """One process, and the log that it writes."""

    process: asyncio.subprocess.Process | Forked
    log: Path
    began_at: int

    @property
    def said(self) -> str:
        """Its log so far."""
        with self.log.open("rb") as file:
            file.seek(self.began_at)
            return file.read().decode("utf-8", "replace")

    @property
    def alive(self) -> bool:
        return self.process.returncode is None

    @property
    def memory_mb(self) -> float:
        """The most that it ever had."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return 0.0
        return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)

    async def awake(self, api: Api, polls: int) -> None:
        """Until somebody has polled more often than so; raises where it ends instead."""
        async with asyncio.timeout(STARTS_WITHIN):
            while api.calls["getUpdates"] <= polls:
                if not self.alive:
                    raise RuntimeError(f"the bot ended with {self.process.returncode}:\n{self.said[-2000:]}")
                await asyncio.sleep(0.02)

    async def at_work(self) -> None:
        """Until it says so: of one that may not poll."""
        async with asyncio.timeout(STARTS_WITHIN):
            while "at work as" not in self.said:
                if not self.alive:
                    raise RuntimeError(f"the bot ended with {self.process.returncode}:\n{self.said[-2000:]}")
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """kill -9."""
        if self.alive:
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> float:
        """SIGTERM; the seconds that it took to end."""
        began = time.monotonic()
        if self.alive:
            self.process.terminate()
        async with asyncio.timeout(120):
            await self.process.wait()
        return time.monotonic() - began

    def starve(self, file_bytes: int) -> None:
        """No file of it may be longer than this."""
        _, hard = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (file_bytes, hard))

    def feed(self) -> None:
        """They may again."""
        _, hard = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (hard, hard))


async def begin(home: Home, api: Api, *, awake: bool = True, role: str = "all", quick: bool = False) -> Bot:
    """Start one; where there is little time it is forked from a process that has imported what it needs."""
    polls = api.calls["getUpdates"]
    log = home.folder.with_name(f"{home.folder.name}.log")
    at = log.stat().st_size if log.exists() else 0
    bot = Bot(await _process(("run", "--role", role), home.environment(api), log, quick=quick), log, at)
    try:
        if role != "all":
            await bot.at_work()
        elif awake:
            await bot.awake(api, polls)
    except BaseException:  # nobody else knows of it yet
        await bot.kill()
        raise
    return bot


async def _process(
    arguments: tuple[str, ...], environment: dict[str, str], log: Path, *, quick: bool
) -> asyncio.subprocess.Process | Forked:
    if quick and "LD_PRELOAD" not in environment:
        return forked(*arguments, says=log, environment=environment)
    with log.open("ab") as out:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments), env=environment, stdout=out, stderr=out
        )
