"""One chat sends without end, or everybody at once: others wait no longer, a stop is soon, nothing is lost."""

import asyncio
from functools import partial

from bot.edge.texts import MOST
from tests.faults import trouble
from tests.faults.api import Api
from tests.faults.ground import Found, Ground
from tests.faults.people import FIRST, PATIENCE, asked_in_turn, p99, waits, writes
from tests.faults.trouble import Trouble

FLOODER = 999
STOPS_WITHIN = 20.0
"""Seconds; five are given to what is in hand, and the machine may be busy."""


async def one_chat(ground: Ground) -> Found:
    """Thousands of messages from one chat, and what twenty others wait meanwhile."""
    api, others = ground.api, range(FIRST, FIRST + 60)
    bot = await ground.bot()
    quiet = [await waits(api, chat) for chat in others]
    count = ground.size(1000, 5000)
    for number in range(count):
        writes(api, FLOODER, ("/help", "/vocab", "/settings", "latency")[number % 4])
    over = asyncio.ensure_future(api.until(partial(_heard, api, FLOODER), seconds=120))
    ground.waited = await asked_in_turn(api, others, over)
    ground.promise(over.result(), "the flood is not taken in")
    ground.promise(p99(ground.waited) < PATIENCE + 3 * max(quiet), f"others waited {p99(ground.waited):.1f} s")
    ground.words.append(f"{count:,} messages of one chat; without them others wait {p99(quiet) * 1000:.0f} ms")
    ground.promise(bot.alive, "the process ended")
    await ground.finish()
    return ground.line()


def _heard(api: Api, chat: int) -> bool:
    return not any(update["message"]["chat"]["id"] == chat for update in api.waiting if "message" in update)


async def stopped(ground: Ground) -> Found:
    """SIGTERM while thousands of updates wait and answers take long: it ends soon, and the next process goes on."""
    api, chats = ground.api, range(FIRST, FIRST + ground.size(200, 2000))
    ground.readers = chats
    api.plan = lambda method, _: (
        Trouble(trouble.Answer.USUAL, accepted=True, wait=1) if method == "sendMessage" else None
    )
    for _ in range(2):
        for chat in chats:
            writes(api, chat, "/help")
    bot = await ground.bot()
    await api.until(lambda: len(api.said) > 20, seconds=60)
    took = await bot.stop()
    ground.promise(took < STOPS_WITHIN, f"the stop took {took:.0f} s")
    ground.memory_mb = bot.memory_mb
    api.plan = None
    await ground.bot()
    every = await api.until(lambda: all(len(api.said[chat]) > 1 for chat in chats), seconds=120)
    ground.promise(every, "an update is lost")
    ground.words.append(f"{2 * len(chats):,} updates, stopped in {took:.1f} s, all of them answered")
    await ground.finish()
    return ground.line()


async def commands(ground: Ground) -> Found:
    """As many commands at once as are read of a chat in a minute, answered with 429: each is answered in the end."""
    api, count = ground.api, ground.size(12, MOST)
    passed: list[float] = []

    def strict(method: str, chat: int) -> Trouble | None:
        if method != "sendMessage" or chat != FIRST:
            return None
        now = asyncio.get_running_loop().time()
        if len([at for at in passed if now - at < 1]) >= 5:
            return trouble.too_many(1)
        passed.append(now)
        return None

    api.plan = strict
    await ground.bot()
    for _ in range(count):
        writes(api, FIRST, "/help")
    every = await api.until(lambda: len(api.said[FIRST]) >= count, seconds=120)
    ground.promise(every, f"{count - len(api.said[FIRST])} of {count} commands were never answered")
    refused = api.calls["sendMessage"] - len(api.said[FIRST])
    ground.promise(refused <= count // 2, f"{refused} calls went into the refusal")
    ground.words.append(f"{count} commands, {refused} calls refused")
    await ground.finish()
    return ground.line()
