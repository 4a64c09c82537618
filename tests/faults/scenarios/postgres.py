"""PostgreSQL crashes in the middle of a push, and comes back."""

import asyncio

from bot.delivery.courier import IN_FLIGHT
from tests.faults.ground import Found, Ground
from tests.faults.people import FIRST, waits
from tests.faults.trouble import LATE


async def crashed(ground: Ground) -> Found:
    """The bot lives through it, sends nothing meanwhile, and goes on by itself."""
    own = ground.cluster
    assert own is not None
    ground.api.plan = lambda method, _: LATE if method == "sendMessage" else None
    crashes, count = ground.size(1, 5), ground.size(50, 500)
    await ground.due(count)
    bot = await ground.bot()
    for _ in range(crashes):
        await ground.came(ground.api.digests.total() + ground.chance.randint(3, count // crashes // 2))
        await own.crash()
        await asyncio.sleep(ground.size(1, 5))
        await own.rise()
    ground.promise(bot.alive, "the process ended")
    await ground.came(count - crashes * IN_FLIGHT, seconds=60)
    ground.promise(await waits(ground.api, FIRST, seconds=60) < 60, "a reader is not answered after it")
    lines = bot.said.count("\n")
    ground.promise(lines < 100 * crashes, f"{lines} lines of log")
    ground.memory_mb = bot.memory_mb
    await bot.stop()
    await ground.age()
    await ground.bot()
    await ground.over()
    doubts = len(await ground.doubts())
    ground.promise(doubts <= crashes * IN_FLIGHT, "more in doubt than was on its way")
    ground.words.append(f"{crashes} crashes, {lines} lines of log")
    return await ground.counted()
