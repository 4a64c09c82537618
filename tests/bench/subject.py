"""One subject in a process of its own: `python -m tests.bench.subject NAME '{"url": …}'` prints its result as JSON."""

import importlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import uvloop

from tests.bench import canned, loops
from tests.bench.loops import Rate

IN_FLIGHT = (16, 64, 256)
TAPPED_AT = 64
READERS = 20_000
"""Taps come from so many chats in turn: with fewer, one would tap twice in a second, and its second edit be paced."""

SUBJECTS: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    "send plain": ("plain", "sending", {}),
    "send ready": ("ours", "ready", {}),
    "send ptb on ours": ("ptb", "sending", {"ours": True}),
    "send ptb": ("ptb", "sending", {}),
    "send aiogram": ("aiogram_bot", "sending", {}),
    "tap plain": ("plain", "tapped", {}),
    "tap ours": ("ours", "tapped", {}),
    "tap ptb": ("ptb", "tapped", {}),
    "tap aiogram": ("aiogram_bot", "tapped", {}),
    "poll ours": ("ours", "polled", {}),
    "poll aiogram": ("aiogram_bot", "polled", {}),
    "push ours": ("ours", "pushed", {}),
    "grow ours": ("grown", "grown", {}),
}
"""What can be measured, by kind and name: module, function and fixed arguments."""


@dataclass(frozen=True)
class Asked:
    """What a subject is to do: how long, how many taps its feed has, how many chats of its database are due."""

    url: str
    seconds: float
    taps: int
    chats: int
    database: str | None = None
    library: str | None = None


@dataclass(frozen=True)
class Result:
    """Rates by what is in flight; latencies in milliseconds at half the rate, for taps."""

    rates: dict[str, Rate]
    memory_mb: float
    latency: tuple[float, float] | None = None
    notes: dict[str, float] = field(default_factory=dict)


async def measured(name: str, asked: Asked) -> Result:
    """Warm up, measure."""
    module, function, fixed = SUBJECTS[name]
    subject = getattr(importlib.import_module(f"tests.bench.{module}"), function)
    given = {"database": asked.database, "library": asked.library}
    where = {name: Path(path) for name, path in given.items() if path}
    match name.partition(" ")[0]:
        case "send":
            return await _sent(subject, asked, fixed)
        case "tap":
            return await _tapped(subject, asked, fixed | where)
        case "grow":
            notes = await subject(asked.url, [canned.tap(number) for number in range(200)], **where)
            return Result({}, loops.memory_mb(), notes=notes)
        case kind:
            count = asked.taps if kind == "poll" else asked.chats
            rate = await subject(asked.url, count, **fixed, **where)
            return Result({str(TAPPED_AT): rate}, loops.memory_mb())


async def _sent(subject: Callable[..., Any], asked: Asked, more: dict[str, Any]) -> Result:
    rates = {}
    async with subject(asked.url, **more) as job:
        await loops.closed(job, in_flight=16, seconds=0.3)
        for in_flight in IN_FLIGHT:
            rates[str(in_flight)] = await loops.closed(job, in_flight=in_flight, seconds=asked.seconds)
    return Result(rates, loops.memory_mb())


async def _tapped(subject: Callable[..., Any], asked: Asked, more: dict[str, Any]) -> Result:
    taps = [canned.tap(number, chats=READERS) for number in range(READERS)]
    async with subject(asked.url, taps, **more) as job:
        await loops.closed(job, in_flight=16, seconds=0.3)
        rate = await loops.closed(job, in_flight=TAPPED_AT, seconds=asked.seconds * 2, start=2_000)
        half = {"per_second": max(rate.per_second / 2, 5), "seconds": asked.seconds * 2}
        # Each of a reader who did not tap just now: two edits of a chat within a second are one second apart.
        latency = await loops.latencies(job, **half, start=READERS - int(half["per_second"] * half["seconds"]))
    return Result({str(TAPPED_AT): rate}, loops.memory_mb(), latency)


if __name__ == "__main__":
    outcome = uvloop.run(measured(sys.argv[1], Asked(**json.loads(sys.argv[2]))))
    sys.stdout.write(json.dumps(asdict(outcome)))
