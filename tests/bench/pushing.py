"""A push by one process on SQLite and by several on PostgreSQL, and beside it what as many that share nothing take.

Each is a process of its own, `python -m tests.bench.pushing SERVER DATABASE`. All begin together, once they are up and
once more when they have brought a few digests: a process that has just begun connects and prepares for a tenth of a
second, which is nothing of a worker's months. Processes on databases of their own tell what the machine takes for there
being several: their cores' caches, and the server's.
"""

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import uvloop

from bot.app.build import build
from bot.app.config import Settings
from bot.app.dispatch import desk_of
from bot.cli import collector
from bot.edge.transport import AiohttpRequest
from bot.store import open_store
from tests.bench import canned
from tests.bench.databases import copied, copied_file, moved
from tests.bench.fill import DAY_BEGINS, fill
from tests.bench.ours import UNPACED
from tests.bench.report import table

WORKERS = (1, 2, 4)
_BEFORE = timedelta(hours=1)
_HEAD = ("push", "a second", ": SQLite", "CPU µs", ": one worker's", "apart, CPU µs", ": theirs")


@dataclass(frozen=True, slots=True)
class Pushed:
    """Pushes a second of all together, and CPU microseconds a push, summed over them."""

    rate: float
    cpu: float


def compared(api: str, server: str, folder: Path, *, chats: int, rounds: int) -> str:
    """All of them in turn, in each round."""
    file, early = folder / "filled.db", chats // 10
    asyncio.run(fill(file, chats + early))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(_EARLY, (canned.FIRST_CHAT + early,))
    asyncio.run(moved(server, file, "filled"))
    alone: list[Pushed] = []
    shared: dict[int, list[Pushed]] = {workers: [] for workers in WORKERS}
    apart: dict[int, list[Pushed]] = {workers: [] for workers in WORKERS if workers > 1}
    for number in range(rounds):
        alone.append(_pushed(api, [copied_file(file, f"{number}.db")], chats))
        for workers, found in shared.items():
            url = asyncio.run(copied(server, "filled", f"shared_{number}_{workers}"))
            found.append(_pushed(api, [url] * workers, chats))
        for workers, found in apart.items():
            names = [f"apart_{number}_{workers}_{part}" for part in range(workers)]
            urls = [
                asyncio.run(copied(server, "filled", name, part=part, parts=workers)) for part, name in enumerate(names)
            ]
            found.append(_pushed(api, urls, chats))
    return _told(_middle(alone), _all(shared), _all(apart))


_EARLY = "UPDATE subscriptions SET next_due_at = next_due_at - 3600000, minute = minute - 60 WHERE chat_id < ?"


def _told(base: Pushed, shared: Mapping[int, Pushed], apart: Mapping[int, Pushed]) -> str:
    named = {"SQLite, one process": base} | {f"PostgreSQL, {n} worker{'s' * (n > 1)}": of for n, of in shared.items()}
    beside = dict(zip(named, (None, *(apart.get(workers) for workers in shared)), strict=True))
    rows = []
    for who, of in named.items():
        row = [who, f"{of.rate:,.0f}", f"{of.rate / base.rate:.2f}", f"{of.cpu:.0f}", f"{of.cpu / shared[1].cpu:.2f}"]
        other = beside[who]
        rows.append([*row, *(("", "") if other is None else (f"{other.cpu:.0f}", f"{of.cpu / other.cpu:.2f}"))])
    return table(_HEAD, rows)


def _all(found: Mapping[int, Sequence[Pushed]]) -> dict[int, Pushed]:
    return {workers: _middle(each) for workers, each in found.items()}


def _middle(found: Sequence[Pushed]) -> Pushed:
    return Pushed(median(each.rate for each in found), median(each.cpu for each in found))


def _pushed(api: str, urls: Sequence[str], chats: int) -> Pushed:
    """A process for each address, at the same time."""
    found = _together([[sys.executable, "-m", "tests.bench.pushing", api, url] for url in urls])
    sent = sum(each["sent"] for each in found)
    if sent != chats:
        raise RuntimeError(f"{sent} of {chats} were sent")
    spent = max(each["ended"] for each in found) - min(each["began"] for each in found)
    return Pushed(sent / spent, sum(each["cpu"] for each in found) / sent * 1e6)


def _together(commands: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for command in commands
    ]
    try:
        for _ in range(2):
            for process in processes:
                if process.stdout is None or not process.stdout.readline():
                    raise RuntimeError("a process ended by itself")
            for process in processes:
                if process.stdin is not None:
                    process.stdin.write("\n")
                    process.stdin.flush()
        return [json.loads(process.communicate()[0]) for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()


async def _push(api: str, url: str) -> dict[str, float]:
    settings = Settings(telegram_bot_token=canned.TOKEN, telegram_api_url=api, pushes_per_second=UNPACED)
    ahead = DAY_BEGINS - _BEFORE - datetime.now(UTC)
    requests = (AiohttpRequest(), AiohttpRequest(connections=2))
    async with open_store(url) as store:
        app = build(settings, store, lambda: datetime.now(UTC) + ahead, requests=requests)
        courier = desk_of(app).courier
        collector.settle_in()
        async with app:
            await asyncio.to_thread(_ready)
            await courier.tick()
            ahead += _BEFORE
            before = courier.outcomes["sent"]
            await asyncio.to_thread(_ready)
            began, cpu = time.time(), time.process_time()
            await courier.tick()
            spent = time.process_time() - cpu
            return {"sent": courier.outcomes["sent"] - before, "began": began, "ended": time.time(), "cpu": spent}


def _ready() -> None:
    """Wait for the others."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(uvloop.run(_push(*sys.argv[1:]))))
