"""Telegram is away for a while in the middle of a push: nobody loses the day by it, nobody has to sit and watch."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from bot.edge.line import LOST_IN_A_ROW
from tests.faults import trouble
from tests.faults.api import Plan
from tests.faults.ground import Found, Ground
from tests.faults.people import OPERATOR, taps, writes
from tests.faults.trouble import Trouble

ON_ITS_WAY = LOST_IN_A_ROW + 4
"""In doubt at most: what it took to notice, what was on its way then, and what went alone to see."""

UNNOTICED = 40
"""The same where nothing comes back: a second of the pace passes before that is noticed."""


def _of_all(what: Trouble) -> Plan:
    return lambda _method, _chat: what


def _of_messages(what: Trouble) -> Plan:
    return lambda method, _chat: what if method == "sendMessage" else None


async def _outage(ground: Ground, plan: Plan | None, most: int = ON_ITS_WAY) -> Found:
    """It begins in the middle of a push, ends, and what is in doubt comes to those who show that they are there."""
    api, count = ground.api, ground.size(45, 1000)
    await ground.due(count)
    await ground.bot()
    await ground.came(count // 3)
    if plan is None:
        await api.kill()
    else:
        api.plan = plan
    await asyncio.sleep(ground.size(2, 15))
    if plan is None:
        await api.start()
    api.plan = None
    await ground.over()
    doubts = await ground.doubts()
    ground.promise(len(doubts) <= most, f"{len(doubts)} are in doubt, more than were on their way")
    if doubts:
        await api.until(lambda: api.said[OPERATOR], seconds=60)
    told = len(api.said[OPERATOR])
    ground.promise(told == bool(doubts), f"the operator heard {told} times of {len(doubts)} in doubt")
    for chat in doubts:
        cards = [said for said in api.said[chat] if said.is_digest]
        if cards:  # who has it reads it, who has none asks for something
            taps(api, chat, cards[0].buttons[0][1], under=cards[0].id)
        else:
            writes(api, chat, "/help")
    back = await api.until(lambda: all(api.digests[chat] for chat in ground.readers), seconds=60)
    ground.promise(back, "who is in doubt and writes does not get theirs")
    await api.until(lambda: not api.waiting, seconds=20)
    ground.words.append(f"{len(doubts)} in doubt until they wrote or tapped")
    return await ground.counted()


EACH: dict[str, Callable[[Ground], Awaitable[Found]]] = {
    "502": partial(_outage, plan=_of_all(trouble.BAD_GATEWAY)),
    "502 after acceptance, of messages": partial(_outage, plan=_of_messages(trouble.GATEWAY_AFTER)),
    "dropped": partial(_outage, plan=_of_all(trouble.DROPPED)),
    "dropped after acceptance": partial(_outage, plan=_of_all(trouble.DROPPED_AFTER)),
    "silent": partial(_outage, plan=_of_all(trouble.SILENT), most=UNNOTICED),
    "silent after acceptance": partial(_outage, plan=_of_all(trouble.SILENT_AFTER), most=UNNOTICED),
    "a gateway's page": partial(_outage, plan=_of_all(trouble.PAGE)),
    "half answers": partial(_outage, plan=_of_all(trouble.HALF_AFTER)),
    "nonsense": partial(_outage, plan=_of_messages(trouble.NONSENSE_AFTER)),
    "429": partial(_outage, plan=_of_all(trouble.too_many(1))),
    "401": partial(_outage, plan=_of_messages(trouble.REJECTED)),
    "server killed": partial(_outage, plan=None),
}
QUICK = {"502", "dropped after acceptance"}
