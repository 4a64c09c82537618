"""Taps in one process, on PostgreSQL and on SQLite, and through the webhook and the inbox.

`python -m tests.bench.tapping KIND SERVER DATABASE SECONDS` is such a process.
"""

import asyncio
import json
import subprocess
import sys
import time
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any

import aiohttp
import uvloop

from bot.app.build import build
from bot.app.config import Settings
from bot.app.dispatch import hearing_of
from bot.app.public import public
from bot.app.running import running
from bot.edge.transport import AiohttpRequest
from bot.sandbox.webhook import SECRET_HEADER
from bot.store import open_store
from tests.bench import canned, loops
from tests.bench.fill import DAY_BEGINS
from tests.bench.ours import UNPACED, Watched, tapped
from tests.bench.report import table
from tests.bench.subject import TAPPED_AT

TAPPERS = 12_000
"""So many that none is tapped twice within a second, after which an edit is paced; and who is tapped when it is told
how long taps take was not tapped before.
"""
TAPS_A_SECOND = 300
_TAPPING = 2.0
_FRESH = 9_000
_IMPATIENT = 100_000
_CHATS = 200
"""Numbers of the taps of those who do not wait for an answer, and how many they are."""


def compared(api: str, file: str, server: str, rounds: int) -> str:
    """On SQLite and on PostgreSQL in turn."""
    found: dict[str, list[dict[str, float]]] = {"SQLite": [], "PostgreSQL": []}
    for _ in range(rounds):
        for who, url in (("SQLite", file), ("PostgreSQL", server)):
            found[who].append(_run("tap", api, url, _TAPPING))
    middle = {who: {what: median(each[what] for each in told) for what in told[0]} for who, told in found.items()}
    base = middle["SQLite"]["rate"]
    rows = [
        [
            who,
            f"{of['rate']:,.0f}",
            f"{of['rate'] / base:.2f}",
            f"{of['cpu']:.0f}",
            f"{of['p50']:.1f} / {of['p99']:.1f} ms",
        ]
        for who, of in middle.items()
    ]
    return table(("tap, 64 in flight", "a second", ": SQLite", "CPU µs", "p50 / p99 at half"), rows)


def through_the_inbox(api: str, url: str, seconds: float) -> str:
    """In words: taps that come evenly through the webhook, and chats that tap several times at once."""
    taps = _run("taps", api, url, seconds)
    return (
        f"{TAPS_A_SECOND} taps a second through the webhook and the inbox on PostgreSQL, {seconds:.0f} s, receiver and "
        f"worker in one process: p50 {taps['p50']:.1f} ms, p99 {taps['p99']:.1f} ms, lost {taps['lost']:.0f} "
        f"of {taps['sent']:.0f}; of {_CHATS} chats that then tapped three times at once, {taps['inverted']:.0f} were "
        "answered in another order."
    )


def _run(kind: str, api: str, url: str, seconds: float) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.tapping", kind, api, url, str(seconds)]
    told: dict[str, float] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return told


async def _tap(api: str, url: str, seconds: float) -> dict[str, float]:
    """As many as it can do, then half as many a second; each of another reader."""
    given = [canned.tap(number, chats=TAPPERS) for number in range(TAPPERS)]
    async with tapped(api, given, url) as job:
        await loops.closed(job, in_flight=16, seconds=0.5)
        rate = await loops.closed(job, in_flight=TAPPED_AT, seconds=seconds, start=400)
        half = {"per_second": rate.per_second / 2, "seconds": seconds}
        p50, p99 = await loops.latencies(job, **half, start=_FRESH)
    return {"rate": rate.per_second, "cpu": rate.cpu_us, "p50": p50, "p99": p99}


class _Answering(Watched):
    """Tells in which order taps were answered, by chat."""

    def __init__(self) -> None:
        super().__init__()
        self.answered: dict[int, list[int]] = {}

    async def do_request(self, url: str, method: str, request_data: Any = None, *args: Any, **more: Any) -> Any:
        if url.endswith("/answerCallbackQuery"):
            number = int(request_data.parameters["callback_query_id"]) - canned.QUERIES
            self.answered.setdefault(number % TAPPERS, []).append(number)
        return await super().do_request(url, method, request_data, *args, **more)


async def _taps(api: str, url: str, seconds: float) -> dict[str, float]:
    """Taps come evenly, whatever becomes of those before, each of another reader; then three at once of some."""
    count, transport = int(TAPS_A_SECOND * seconds), _Answering()
    port = 18_443
    settings = Settings(
        telegram_bot_token=canned.TOKEN,
        telegram_api_url=api,
        pushes_per_second=UNPACED,
        webhook_url=f"http://127.0.0.1:{port}/in",
        web_listen=("127.0.0.1", port),
    )
    offset = DAY_BEGINS - datetime.now(UTC)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(url))
        requests = (transport, AiohttpRequest(connections=2))
        app = build(settings, store, lambda: datetime.now(UTC) + offset, requests=requests)
        await stack.enter_async_context(running(app))
        await stack.enter_async_context(public(app, settings))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        tenure = hearing_of(app).tenure
        assert tenure is not None
        while len(tenure.shards) < 64:  # noqa: ASYNC110
            await asyncio.sleep(0.05)

        async def post(number: int) -> None:
            body, headers = canned.tap(number, chats=TAPPERS), {SECRET_HEADER: settings.secret}
            async with session.post(f"http://127.0.0.1:{port}/in", data=body, headers=headers):
                pass

        async def tap(number: int) -> float:
            edited, began = transport.edited(canned.FIRST_CHAT + number % TAPPERS), time.perf_counter()
            await post(number)
            await edited
            return (time.perf_counter() - began) * 1000

        async def impatient(chat: int) -> None:
            for number in range(_IMPATIENT + chat, _IMPATIENT + 3 * TAPPERS, TAPPERS):
                await post(number)

        began, tapping = time.perf_counter(), []
        for number in range(count):
            await asyncio.sleep(max(0.0, began + number / TAPS_A_SECOND - time.perf_counter()))
            tapping.append(asyncio.create_task(tap(number)))
        done, late = await asyncio.wait(tapping, timeout=30)
        waits = [task.result() for task in done]
        transport.answered.clear()
        await asyncio.gather(*(impatient(chat) for chat in range(_CHATS)))
        with suppress(TimeoutError):
            async with asyncio.timeout(30):
                while sum(map(len, transport.answered.values())) < 3 * _CHATS:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
    inverted = sum(answers != sorted(answers) for answers in transport.answered.values())
    unanswered = 3 * _CHATS - sum(map(len, transport.answered.values()))
    cuts = quantiles(waits, n=100)
    return {"sent": count, "lost": len(late) + unanswered, "p50": cuts[49], "p99": cuts[98], "inverted": inverted}


def main(kind: str, api: str, url: str, seconds: str) -> None:
    """One process of it."""
    work = {"tap": _tap, "taps": _taps}[kind]
    sys.stdout.write(json.dumps(uvloop.run(work(api, url, float(seconds)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
