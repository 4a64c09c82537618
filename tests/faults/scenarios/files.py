"""What strangers send as files: large, repeated, never closed. Nobody else waits for it."""

import asyncio
from functools import partial

from tests.faults.api import Api
from tests.faults.ground import Found, Ground
from tests.faults.people import FIRST, OPERATOR, PATIENCE, asked_in_turn, p99, sends_file, waits

MEGABYTE = 1024 * 1024
MOST_MEMORY_MB = 400
STOPS_WITHIN = 20.0


async def word_lists(ground: Ground) -> Found:
    """Readers send word lists of twelve megabytes at once; then the bot is told to stop among them."""
    api, senders = ground.api, range(500, 500 + ground.size(2, 12))
    bot = await ground.bot()
    others = range(FIRST, FIRST + 60)
    quiet = [await waits(api, chat) for chat in others]
    for chat in senders:
        sends_file(api, chat, "words.csv", b"latency\n" * (12 * MEGABYTE // 8))
    read = asyncio.ensure_future(api.until(partial(_answered, api, senders), seconds=180))
    ground.waited = await asked_in_turn(api, others, read)
    ground.promise(read.result(), "a sender is not answered")
    ground.promise(p99(ground.waited) < PATIENCE + 3 * max(quiet), f"others waited {p99(ground.waited):.1f} s")
    ground.promise(bot.memory_mb < MOST_MEMORY_MB, f"{bot.memory_mb:.0f} MB of memory")
    for chat in senders:
        sends_file(api, chat, "words.txt", b"latency of something long enough to be a line\n" * 300_000)
    await api.until(lambda: not api.waiting, seconds=60)
    ground.memory_mb = bot.memory_mb
    took = await bot.stop()
    ground.promise(took < STOPS_WITHIN, f"the stop took {took:.0f} s")
    ground.words.append(f"{len(senders)} lists of 12 MB; stopped among others in {took:.1f} s")
    await ground.finish()
    return ground.line()


def _answered(api: Api, chats: range) -> bool:
    return all(api.said[chat] for chat in chats)


async def pages(ground: Ground) -> Found:
    """Operators forward pages whose tags never end."""
    api, size = ground.api, ground.size(60_000, 8_000_000)
    bot = await ground.bot()
    others = range(FIRST, FIRST + 60)
    quiet = [await waits(api, chat) for chat in others]
    for name, text in (("a.html", "<a "), ("b.html", "<!--"), ("c.vtt", "<v "), ("d.html", "&#")):
        had = len(api.said[OPERATOR])
        head = "WEBVTT\n\n00:01.000 --> 00:02.000\n" if name.endswith("vtt") else "<!doctype html><html><body><p>"
        sends_file(api, OPERATOR, name, (head + text * (size // len(text))).encode())
        read = asyncio.ensure_future(api.until(partial(_more, api, had), seconds=180))
        ground.waited += await asked_in_turn(api, others, read)
        ground.promise(read.result(), f"{name} is not answered")
    ground.promise(p99(ground.waited) < PATIENCE + 3 * max(quiet), f"others waited {p99(ground.waited):.1f} s")
    ground.promise(bot.memory_mb < MOST_MEMORY_MB, f"{bot.memory_mb:.0f} MB of memory")
    ground.words.append(f"pages of {size:,} bytes")
    await ground.finish()
    return ground.line()


def _more(api: Api, had: int) -> bool:
    return len(api.said[OPERATOR]) > had
