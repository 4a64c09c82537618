"""An endpoint that speaks and is an attacker's: whoever taps is told, nobody else waits, nothing else is reached."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from functools import partial

from bot.locales import WORDS
from bot.model.chat import Language
from bot.render.buttons.voice import Hear
from tests.faults.api import Api
from tests.faults.ground import Found, Ground
from tests.faults.people import FIRST, PATIENCE, asked_in_turn, p99, taps, waits
from tests.kit.attacker import Write, answering, attacking, endless, inflating

MOST_MEMORY_MB = 400
LISTENERS = range(500, 508)
NOISE = bytes([0xFF, 243, 20, 0xC4]) + bytes(20)
"""The smallest frame that there is."""


async def hostile(ground: Ground) -> Found:
    """Readers tap 🔊 while it answers without end, with a bomb, with noise, by halves, elsewhere, or not at all."""
    async with attacking(endless) as inner:
        ways: Mapping[str, Write] = {
            "without an end": endless,
            "a bomb": inflating,
            "noise": answering(NOISE * 40_000),
            "a page": answering(b"<html>" * 50_000, Content_Type="text/html"),
            "half": answering(NOISE * 100, length=1_000_000),
            "elsewhere": answering(b"", status="307 x", Location=inner.url),
            "refused": answering(b"", status="401 x"),
            "broken": answering(b"", status="500 x"),
            "too many": answering(b"", status="429 x", Retry_After="86400"),
        }
        way = [endless]

        async def now() -> AsyncIterator[bytes]:
            async for data in way[0]():
                yield data

        async with attacking(now) as attacker:
            given = {"BASE_URL": attacker.url, "API_KEY": "sk-any-key", "MODEL": "m"}
            ground.home = replace(ground.home, more=tuple((f"SPEECH_{name}", said) for name, said in given.items()))
            await _played(ground, ways, way)
        ground.promise(inner.asked == 0, "a redirect was followed")
        ground.words.append(f"{len(ways)} ways, {attacker.asked} requests")
    await ground.finish()
    return ground.line()


async def _played(ground: Ground, ways: Mapping[str, Write], way: list[Write]) -> None:
    api, others = ground.api, range(FIRST, FIRST + 60)
    bot = await ground.bot()
    quiet = [await waits(api, chat) for chat in others]
    for number, (name, write) in enumerate(ways.items()):
        way[0] = write
        told = {chat: _told(api, chat) for chat in LISTENERS}
        for chat in LISTENERS:
            taps(api, chat, Hear(episode=1, size=8, index=number % 8).pack())
        all_told = asyncio.ensure_future(api.until(partial(_more, api, told), seconds=120))
        ground.waited += await asked_in_turn(api, others[:20], all_told)
        ground.promise(all_told.result(), f"{name}: who tapped is not told")
    ground.promise(p99(ground.waited) < PATIENCE + 3 * max(quiet), f"others waited {p99(ground.waited):.1f} s")
    ground.promise(bot.memory_mb < MOST_MEMORY_MB, f"{bot.memory_mb:.0f} MB of memory")
    ground.promise(bot.alive, "the process ended")


def _told(api: Api, chat: int) -> int:
    failed = WORDS[Language.ZH].voice.failed
    return sum(said.text == failed for said in api.said[chat])


def _more(api: Api, before: Mapping[int, int]) -> bool:
    return all(_told(api, chat) > count for chat, count in before.items())
