"""The power fails in the middle of a push: what was not synced is gone from the disk, and nothing comes twice."""

import asyncio

from bot.delivery.courier import IN_FLIGHT
from tests.faults.ground import Found, Ground
from tests.faults.preloads import preloaded
from tests.faults.trouble import LATE
from tests.kit.power import lose


async def lost(ground: Ground) -> Found:
    """Again and again; of the log that SQLite writes ahead only what it had synced is left."""
    home = preloaded(ground.home, "synced")
    if home is None:
        return Found(0, words="no C compiler, or no Linux")
    ground.home, bytes_lost = home, 0
    ground.api.plan = lambda method, _: LATE if method == "sendMessage" else None
    cuts, count = ground.size(2, 10), ground.size(50, 500)
    await ground.due(count)
    for _ in range(cuts):
        bot = await ground.bot()
        await ground.came(ground.api.digests.total() + ground.chance.randint(3, count // cuts // 2))
        await asyncio.sleep(ground.chance.uniform(0, 0.03))
        await bot.kill()
        bytes_lost += lose(ground.home.file)
        await ground.age()
    await ground.bot()
    await ground.over()
    ground.promise(ground.quick or bytes_lost > 0, "the cuts took nothing: the scenario proves nothing")
    doubts = len(await ground.doubts())
    ground.promise(doubts <= cuts * IN_FLIGHT, "more in doubt than was on its way")
    ground.words.append(f"{cuts} cuts, {bytes_lost:,} bytes lost")
    return await ground.counted()
