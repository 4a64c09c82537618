"""Somebody sets the machine's clock: back by an hour, on by a day, and back again."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.store import open_store
from content.files.library import write_episode
from tests.faults.ground import Found, Ground
from tests.faults.people import FIRST, subscribe
from tests.faults.preloads import preloaded
from tests.kit.story import episode


async def stepped(ground: Ground) -> Found:
    """Whoever is due by the clock as it stands gets theirs within moments, and nobody a date twice."""
    by = ground.home.folder.with_name("by")
    by.write_text("0")
    home = preloaded(ground.home, "stepped", STEPPED_BY=str(by))
    if home is None:
        return Found(0, words="no C compiler, or no Linux")
    ground.home, count = home, ground.size(20, 200)
    write_episode(episode("For the next day", day=None, length=8), home.library)
    await ground.due(count)
    bot = await ground.bot()
    ground.promise(await ground.came(count), "the first push did not come")
    await asyncio.sleep(1)  # the tick that brought it is over
    by.write_text("-3600")
    await asyncio.sleep(1)
    async with open_store(ground.home.url) as store:
        more = await subscribe(store, count, datetime.now(UTC) - timedelta(hours=1), first=FIRST + count)
    ground.readers = range(FIRST, more.stop)
    ground.promise(await ground.came(2 * count, seconds=60), "after an hour back nothing was sent for a minute")
    ground.promise("the clock was set by" in bot.said, "the log says nothing of it")
    if not ground.quick:  # a day on: a new date; and back: the same dates again
        by.write_text(str(86_400 + 60))
        ground.promise(await ground.came(4 * count, seconds=60), "after a day on the next date did not come")
        by.write_text("0")
        await ground.api.until(lambda: False, seconds=15)
    digests = ground.api.digests
    times = 1 if ground.quick else 2
    await ground.finish()
    twice = sum(digests[chat] > times for chat in ground.readers)
    never = sum(digests[chat] < times for chat in ground.readers)
    ground.promise(not twice, f"{twice} got a date twice")
    ground.promise(not never, f"{never} missed a date")
    ground.words.append("an hour back" + ("" if ground.quick else ", a day on, and back: a digest a date"))
    return ground.line(once=len(ground.readers) - twice - never, twice=twice, never=never, in_doubt=0)
