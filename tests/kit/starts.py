"""A bot that is started as an operator would."""

import asyncio
import os
from pathlib import Path

from bot.sandbox.world import World
from tests.kit.forked import Forked, forked

TOKEN = World().token


NOBODY = "http://127.0.0.1:9"


BUSY = 90.0
"""Seconds on top of the promised two: a start takes one, another where the schema is new, and this machine may be doing
much else.
"""


def started(folder: Path, **environment: str) -> Forked:
    given = {
        "PATH": os.environ["PATH"],
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": NOBODY,
        "DATA_DIR": str(folder),
        "BUNDLED_EPISODES": "no",
        "PYTHONIOENCODING": "utf-8",
    }
    says = next(each for each in folder.parents if each.is_dir()) / f"{folder.name}.said"
    says.unlink(missing_ok=True)
    return forked("run", says=says, environment=given | environment)


async def ended(folder: Path, **environment: str) -> tuple[int, str]:
    """Exit code and what was said; a process that lives on fails the test."""
    process = started(folder, **environment)
    try:
        async with asyncio.timeout(2 + BUSY):
            code = await process.wait()
    finally:
        process.kill()
    return code, process.said
