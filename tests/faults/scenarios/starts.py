"""Starts that cannot succeed: one sentence with the mend, and the process ends."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.faults.api import TOKEN
from tests.faults.bots import Home
from tests.faults.ground import Found, Ground
from tests.faults.trouble import REJECTED
from tests.kit.unusable import garbage, newer, truncated

ENDS_WITHIN = 30.0
"""Seconds; two are promised, and starting Python on a busy machine takes longer."""


SPOILT: dict[str, Callable[[Path], None]] = {"garbage": garbage, "cut": truncated, "of a newer version": newer}


async def bad(ground: Ground) -> Found:
    """A damaged or newer database, a PostgreSQL that is away, a token that is rejected."""
    longest = 0.0
    for name, spoil in SPOILT.items():
        file = ground.home.file
        for each in file.parent.glob("buildspeak.db*"):
            each.unlink()
        await asyncio.to_thread(spoil, file)
        longest = max(longest, await _ends(ground, ground.home, name, str(file)))
    away = replace(ground.home, database="postgresql://reader:hunter2-hunter2@127.0.0.1:9/speak")
    longest = max(longest, await _ends(ground, away, "PostgreSQL away", "127.0.0.1"))
    for each in ground.home.file.parent.glob("buildspeak.db*"):
        each.unlink()
    ground.api.plan = lambda _method, _chat: REJECTED
    longest = max(longest, await _ends(ground, ground.home, "a rejected token", "TELEGRAM_BOT_TOKEN", lines=3))
    ground.words.append(f"5 bad starts, the longest took {longest:.1f} s to end")
    return ground.line()


async def _ends(ground: Ground, home: Home, name: str, says: str, *, lines: int = 1) -> float:
    began = time.monotonic()
    bot = await ground.bot(home, awake=False)
    try:
        async with asyncio.timeout(ENDS_WITHIN):
            await bot.process.wait()
    except TimeoutError:
        ground.promise(False, f"{name}: the process lives on")
    said = bot.said
    ground.promise(bot.process.returncode == 1, f"{name}: exit code {bot.process.returncode}")
    ground.promise(len(said.splitlines()) <= lines, f"{name}: {len(said.splitlines())} lines")
    ground.promise(says in said, f"{name}: {says} is not named")
    secrets = (TOKEN, TOKEN.partition(":")[2], "hunter2")
    ground.promise(not any(secret in said for secret in secrets), f"{name}: a secret is told")
    return time.monotonic() - began
