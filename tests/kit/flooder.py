"""A page that asks without end, as a process of its own: `python -m tests.kit.flooder URL TOKEN SECONDS A_SECOND`.

Prints how often each status was answered, as JSON.
"""

import asyncio
import json
import sys
import time
from collections import Counter

import aiohttp

PATHS = ("/today", "/terms", "/episodes/1/mine", "/review", "/search?q=latency", "/words/cache?episode=1&segment=1")


async def flood(url: str, token: str, seconds: float, a_second: float) -> Counter[int]:
    """Requests leave evenly, whether the ones before were answered or not."""
    statuses: Counter[int] = Counter()

    async def ask(path: str) -> None:
        async with session.get(f"{url}{path}") as response:
            await response.read()
            statuses[response.status] += 1

    connector = aiohttp.TCPConnector(limit=100)
    async with aiohttp.ClientSession(connector=connector, headers={"Authorization": f"Bearer {token}"}) as session:
        began = time.perf_counter()
        asked: list[asyncio.Task[None]] = []
        while (passed := time.perf_counter() - began) < seconds:
            while len(asked) < passed * a_second:
                asked.append(asyncio.create_task(ask(PATHS[len(asked) % len(PATHS)])))
            await asyncio.sleep(0.005)
        await asyncio.gather(*asked)
    return statuses


if __name__ == "__main__":
    print(json.dumps(asyncio.run(flood(sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])))))  # noqa: T201
