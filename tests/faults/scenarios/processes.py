"""Two processes on one database: each reader is brought theirs by one of them."""

import asyncio
from dataclasses import replace

from tests.faults.ground import Found, Ground


async def two(ground: Ground) -> Found:
    """Both push, and Telegram lets one of them poll."""
    await ground.due(ground.size(50, 1000))
    other = replace(ground.home, folder=ground.home.folder.with_name("other"), database=ground.home.url)
    other.folder.mkdir()
    await asyncio.gather(ground.bot(), ground.bot(other))
    await ground.over()
    return await ground.counted()
