"""The process dies without a word: of a push nothing comes twice, of what readers did nothing is lost."""

from dataclasses import replace
from functools import partial

from bot.delivery.courier import IN_FLIGHT
from tests.faults.api import Api
from tests.faults.ground import Found, Ground
from tests.faults.people import FIRST, taps, writes
from tests.faults.trouble import LATE, Trouble


async def parked(ground: Ground) -> Found:
    """Killed again and again in the middle of a push; what may have arrived waits for its reader."""
    kills = await _lives(ground)
    found = await ground.counted()
    assert found.in_doubt is not None
    ground.promise(found.in_doubt <= kills * IN_FLIGHT, "more in doubt than was on its way")
    return replace(found, broken=tuple(ground.broken))


async def resent(ground: Ground) -> Found:
    """The same with DELIVERY_ON_UNKNOWN=resend: nobody is left without, some have two, as was chosen."""
    ground.home = replace(ground.home, more=(("DELIVERY_ON_UNKNOWN", "resend"),))
    kills = await _lives(ground)
    await ground.finish()
    digests = ground.api.digests
    never = sum(digests[chat] == 0 for chat in ground.readers)
    twice = sum(digests[chat] > 1 for chat in ground.readers)
    ground.promise(never == 0, f"{never} got none")
    ground.promise(twice <= kills * IN_FLIGHT, "more got two than were on their way")
    in_doubt = len(await ground.doubts())
    ground.promise(in_doubt == 0, f"{in_doubt} are in doubt")
    return ground.line(once=len(ground.readers) - never - twice, twice=twice, never=never, in_doubt=in_doubt)


async def _lives(ground: Ground) -> int:
    """Lives and deaths of bots until one brings the rest."""
    ground.api.plan = _late
    kills, count = ground.size(2, 20), ground.size(50, 1000)
    await ground.due(count)
    for number in range(kills):
        bot = await ground.bot()
        await ground.came(ground.api.digests.total() + ground.chance.randint(1, count // kills // 2))
        await bot.kill()
        ground.memory_mb = max(ground.memory_mb, bot.memory_mb)
        await ground.age()
        ground.promise("Traceback" not in bot.said, f"life {number}: a traceback in the log")
    await ground.bot()
    await ground.over()
    ground.words.append(f"{kills} kills")
    return kills


def _late(method: str, _chat: int) -> Trouble | None:
    """Answers take long enough for a kill to come between."""
    return LATE if method == "sendMessage" else None


async def among_taps(ground: Ground) -> Found:
    """Readers tap and write while the process is killed: everything is answered, by this process or by the next."""
    api, kills = ground.api, ground.size(1, 5)
    api.plan = lambda method, _: LATE if method in ("sendMessage", "answerCallbackQuery") else None
    chats = ground.readers = range(FIRST, FIRST + ground.size(40, 200))
    queries = [taps(api, chat, "s:") for chat in chats]
    for chat in chats:
        writes(api, chat, "/help")
    for _ in range(kills):
        bot = await ground.bot()
        done = len(api.answered) + ground.chance.randint(1, len(chats) // (kills + 1))
        await api.until(partial(_answered, api, done), seconds=60)
        await bot.kill()
    await ground.bot()

    def all_of_it() -> bool:
        return all(query in api.answered for query in queries) and all(api.said[chat] for chat in chats)

    ground.promise(await api.until(all_of_it, seconds=60), "a tap or a text was never answered")
    await ground.finish()
    lost = sum(query not in api.answered for query in queries) + sum(not api.said[chat] for chat in chats)
    ground.words.append(f"{len(queries) + len(chats)} taps and texts, {kills} kills, {lost} unanswered")
    return ground.line()


def _answered(api: Api, count: int) -> bool:
    return len(api.answered) >= count
