"""One pace, however many workers send."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from bot.store import open_store
from tests.faults.crew import Crew
from tests.faults.ground import Found, Ground
from tests.faults.people import FIRST, subscribe
from tests.faults.trouble import LATE


async def shared(ground: Ground) -> Found:
    """Rates over half a minute, by how many workers send."""
    rate, window = 30, 30.0
    ground.home = replace(ground.home, more=(*ground.home.more, ("PUSHES_PER_SECOND", str(rate))))
    ground.api.plan = lambda method, _: LATE if method == "sendMessage" else None
    done = 0
    for workers in (1, 2, 4, 8):
        crew = Crew(ground)
        count = int(rate * window * 1.4)
        async with open_store(ground.home.url) as store:
            more = await subscribe(store, count, datetime.now(UTC), first=FIRST + done)
        ground.readers = range(FIRST, more.stop)
        crew.workers += await asyncio.gather(*(crew.begin("worker") for _ in range(workers)))
        done += count
        ground.promise(await ground.came(done, seconds=180), f"{workers} workers did not bring all")
        for bot in crew.workers:
            await bot.stop()
        at = sorted(each.at for said in ground.api.said.values() for each in said if each.is_digest)[done - count :]
        most = max(sum(began <= each < began + window for each in at) for began in at)
        least = min(sum(began <= each < began + window for each in at) for began in at if began + window <= at[-1])
        ground.words.append(f"{workers}: {least}–{most} of {rate * window:.0f}")
        ground.promise(most <= rate * window, f"{workers} workers sent {most} in {window:.0f} s")
        ground.promise(least >= 0.97 * rate * window, f"{workers} workers sent only {least} in {window:.0f} s")
    return await ground.counted()
