"""Where the time goes: a subject of ours under cProfile, its top functions by own and whole time."""

import asyncio
import cProfile
import io
import pstats
from pathlib import Path

import uvloop

from tests.bench import canned, ours
from tests.bench.machine import REPOSITORY
from tests.bench.subject import Asked

_TOP = 45
_TAPS = 3_000


def profiled(what: str, asked: Asked, database: Path) -> str:
    """Two tables of pstats. cProfile makes Python calls dearer than they are: read shares, not seconds."""
    work = _push(asked, database) if what == "push" else _tap(asked, database)
    profile = cProfile.Profile()
    profile.enable()
    count = uvloop.run(work)
    profile.disable()
    out = io.StringIO()
    stats = pstats.Stats(profile, stream=out)
    for order in ("tottime", "cumulative"):
        stats.sort_stats(order).print_stats(_TOP)
    lines = [line.replace(f"{REPOSITORY}/", "").rstrip() for line in out.getvalue().splitlines()]
    shown = [line.replace(".venv/lib/", "") for line in lines if line]
    return f"{count} pieces of work under cProfile\n" + "\n".join(shown)


async def _push(asked: Asked, database: Path) -> int:
    await ours.pushed(asked.url, asked.chats, database)
    return asked.chats


async def _tap(asked: Asked, database: Path) -> int:
    taps = [canned.tap(number) for number in range(_TAPS)]
    numbers = iter(range(_TAPS))
    async with ours.tapped(asked.url, taps, database) as job:

        async def work() -> None:
            for number in numbers:
                await job(number)

        await asyncio.gather(*(work() for _ in range(64)))
    return _TAPS
