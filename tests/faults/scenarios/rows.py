"""What cannot be read, in the database and in what Telegram sends: one thing is passed over, all others go on."""

import asyncio

from tests.faults import trouble
from tests.faults.ground import Found, Ground
from tests.faults.people import FIRST, OPERATOR, message, waits
from tests.faults.trouble import Trouble

WORDS = "私房话不该进日志"
POLL = {"id": "1", "question": WORDS, "options": [], "total_voter_count": 0, "is_closed": False, "type": "regular"}
"""As a Bot API server writes it that does not know the newest field."""


async def unreadable(ground: Ground) -> Found:
    """One reader's row is of a version that was taken back: the operator hears of it, all others get theirs."""
    ground.spoiled = {FIRST}
    await ground.due(60, spoil=f"UPDATE subscriptions SET language = 'xx' WHERE chat_id = {FIRST}")  # noqa: S608
    bot = await ground.bot()
    await ground.over()
    await ground.api.until(lambda: ground.api.said[OPERATOR], seconds=20)
    told = len(ground.api.said[OPERATOR])
    ground.promise(told == 1, f"the operator heard {told} times")
    ground.promise(len(bot.said) < 20_000, "a log of more than 20 kB")
    return await ground.counted()


async def updates(ground: Ground) -> Found:
    """Updates that the framework cannot build among those of readers, and polls that are refused now and then."""
    api = ground.api
    bot = await ground.bot()
    ground.waited += [await waits(api, FIRST + number) for number in range(5)]
    refused = iter([trouble.REJECTED, trouble.PAGE, trouble.BAD_GATEWAY, trouble.DROPPED][: ground.size(2, 4)])

    def now_and_then(method: str, _chat: int) -> Trouble | None:
        return next(refused, None) if method == "getUpdates" else None

    for number in range(3):
        api.put("message", message(FIRST, 1, poll=POLL))
        ground.waited.append(await waits(api, FIRST + number))
    api.plan = now_and_then
    before = api.calls["getUpdates"]
    await asyncio.sleep(1)
    asked = api.calls["getUpdates"] - before
    ground.promise(asked < 20, f"{asked} polls in a second")
    ground.promise(await waits(api, FIRST) < 60, "a reader was not answered when it was over")
    ground.promise(await api.until(lambda: not api.waiting, seconds=20), "an update is fetched again and again")
    ground.promise(max(ground.waited) < 60, "a reader was not answered")
    ground.promise(bot.alive, "the process ended")
    ground.promise(WORDS not in bot.said, "a reader's words are in the log")
    ground.promise(len(bot.said) < 20_000, f"{len(bot.said)} bytes of log")
    ground.words.append(f"{asked} polls in a second of trouble, {len(bot.said):,} bytes of log")
    await ground.finish()
    return ground.line()
