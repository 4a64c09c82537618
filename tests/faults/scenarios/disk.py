"""No room is left in the middle of a push, and later there is: what could not be written down was not sent twice."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from tests.faults.bots import Bot
from tests.faults.ground import Found, Ground
from tests.faults.trouble import LATE

_ROOM_MB = 32


async def full(ground: Ground) -> Found:
    """Where a small disk may be mounted, it is filled; else no file may grow any more."""
    ground.api.plan = lambda method, _: LATE if method == "sendMessage" else None
    async with _small_disk(ground) as mounted:
        count = ground.size(60, 600)
        await ground.due(count)
        bot = await ground.bot()
        await ground.came(count // 3)
        again = _fill(ground) if mounted else _starve(ground, bot)
        await asyncio.sleep(ground.size(2, 15))
        at_most = ground.api.digests.total()
        await asyncio.sleep(1)
        ground.promise(ground.api.digests.total() == at_most, "digests are sent that cannot be written down")
        ground.promise(bot.alive, "the process ended")
        ground.promise(bot.said.count("\n") < 400, f"{bot.said.count(chr(10))} lines of log")
        again()
        await ground.came(count - len(await ground.doubts()), seconds=60)
        ground.memory_mb = bot.memory_mb
        took = await bot.stop()
        await ground.age()
        await ground.bot()
        await ground.over()
        ground.words.append(("a full disk" if mounted else "files that may not grow") + f"; stopped in {took:.1f} s")
        return await ground.counted()


def _fill(ground: Ground) -> Callable[[], None]:
    ballast = ground.home.folder / "ballast"
    file = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(file, b"\0" * 4096)
    except OSError:
        os.close(file)
    return ballast.unlink


def _starve(ground: Ground, bot: Bot) -> Callable[[], None]:
    wal = ground.home.file.with_name(ground.home.file.name + "-wal")
    bot.starve(max(wal.stat().st_size, ground.home.file.stat().st_size, bot.log.stat().st_size + 100_000))
    return bot.feed


@asynccontextmanager
async def _small_disk(ground: Ground) -> AsyncIterator[bool]:
    """A few megabytes in the place of the bot's folder; whether there is one."""
    folder = ground.home.folder
    if os.geteuid() != 0 or shutil.which("mount") is None:
        yield False
        return
    command = ["mount", "-t", "tmpfs", "-o", f"size={_ROOM_MB}m,mode=0700", "tmpfs", str(folder)]
    if (await asyncio.to_thread(subprocess.run, command, capture_output=True, check=False)).returncode != 0:
        yield False
        return
    try:
        yield True
    finally:
        await ground.finish()
        await asyncio.to_thread(subprocess.run, ["umount", "-l", str(folder)], check=True)
