"""Four workers, a web process and a clock on one PostgreSQL, while readers write and a push is on.

Each reader who writes sends three commands, whose answers tell their order. An update whose handler dies is handled
again, so an answer may come twice; none may be missing, and the last of each come in the order of the commands.
"""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from bot.delivery.courier import IN_FLIGHT
from bot.delivery.sending import LEASE
from bot.model.delivery import Status
from bot.store import open_store
from tests.faults.crew import Crew
from tests.faults.ground import Found, Ground
from tests.faults.people import FIRST, writes
from tests.faults.preloads import preloaded
from tests.faults.trouble import LATE
from tests.kit.crowd import ledger
from tests.kit.wire import Wire, wire

COMMANDS = ("/help", "/settings", "/privacy")
TALKERS = FIRST + 100_000
"""Whoever writes is due nothing."""

Attack = Callable[[Crew], Awaitable[None]]


async def killed(ground: Ground) -> Found:
    """Any of them, again and again."""

    async def trouble(crew: Crew) -> None:
        for _ in range(ground.size(1, 8)):
            await crew.until_pushed(ground.chance.randint(5, 20))
            await crew.kill()

    return await _played(ground, trouble)


async def replaced(ground: Ground) -> Found:
    """One after the other, as a new version is brought in: nothing is in doubt, nothing answered twice."""

    async def trouble(crew: Crew) -> None:
        for role, bots in (("worker", crew.workers), ("web", crew.others)):
            for _ in range(len(bots) if role == "worker" else 1):
                await crew.until_pushed(5)
                bots.append(await crew.begin(role))
                await bots.pop(0).stop()

    found = await _played(ground, trouble)
    ground.promise(found.in_doubt == 0, f"{found.in_doubt} are in doubt")
    return replace(found, broken=tuple(ground.broken))


async def frozen(ground: Ground) -> Found:
    """One stands still until its leases have run out and its claims are parked, then wakes."""
    still = LEASE.total_seconds() + 10

    async def trouble(crew: Crew) -> None:
        await crew.until_pushed(20)
        asleep = crew.workers[0].process
        asleep.send_signal(signal.SIGSTOP)
        crew.losses += 1
        await asyncio.sleep(still)
        asleep.send_signal(signal.SIGCONT)
        await asyncio.sleep(5)

    return await _played(ground, trouble)


async def crashed(ground: Ground) -> Found:
    """The database is gone for some seconds in the middle, for all of them."""

    async def trouble(crew: Crew) -> None:
        assert ground.cluster is not None
        for _ in range(3):
            await crew.until_pushed(20)
            await ground.cluster.crash()
            crew.losses += len(crew.workers)
            await asyncio.sleep(4)
            await ground.cluster.rise()

    return await _played(ground, trouble)


async def apart(ground: Ground) -> Found:
    """Clocks two seconds before and behind the others'; one of them is killed as well."""
    homes = []
    for number, seconds in enumerate(("2", "-2")):
        by = ground.home.folder.with_name(f"by-{number}")
        by.write_text(seconds)
        homes.append(preloaded(ground.home, "stepped", STEPPED_BY=str(by)))
    if None in homes:
        return Found(0, words="no C compiler, or no Linux")

    async def trouble(crew: Crew) -> None:
        for home in homes:
            assert home is not None
            crew.workers.append(await crew.begin("worker", *home.more))
        await crew.until_pushed(30)
        await crew.kill()

    return await _played(ground, trouble, workers=2)


async def cut(ground: Ground) -> Found:
    """The way to the database is cut for a minute; half of that it swallows what is sent, and answers nothing."""
    async with wire(ground.home.url) as line:

        async def trouble(crew: Crew) -> None:
            await crew.until_pushed(20)
            crew.losses += len(crew.workers)
            line.swallow()
            await asyncio.sleep(30)
            line.cut()
            await asyncio.sleep(30)
            line.mend()

        return await _played(ground, trouble, line=line)


async def _played(ground: Ground, trouble: Attack, *, workers: int = 4, line: Wire | None = None) -> Found:
    """A push and talk, with trouble in the middle; then what is left is brought by the next who start."""
    ground.api.plan = lambda method, _: LATE if method == "sendMessage" else None
    await ground.due(ground.size(40, 900))
    crew = Crew(ground, database=line.url if line else None)
    await crew.muster(ground.size(2, workers))
    talkers = range(TALKERS, TALKERS + ground.size(10, 60))
    talking = asyncio.create_task(_talk(ground, talkers))
    await trouble(crew)
    await talking
    answered = await ground.api.until(partial(_answered, ground, talkers), seconds=90)
    for bot in (*crew.workers, *crew.others):
        ground.promise(bot.alive, "a process ended by itself")
        ground.memory_mb = max(ground.memory_mb, bot.memory_mb)
    await _taken(ground)
    await asyncio.gather(*(bot.stop() for bot in (*crew.workers, *crew.others)))
    await ground.age()
    if ground.quick:  # nobody is left to be brought anything: what is in doubt is parked
        await ground.store(lambda store: store.doubts.park(datetime.now(UTC) - LEASE, datetime.now(UTC)))
    else:
        await ground.bot()
    await ground.over()
    found = await ground.counted()
    assert found.in_doubt is not None
    said = [[each.text.split("\n")[0] for each in ground.api.said[chat]] for chat in talkers]
    usual = _usual(said)
    answers = [[text for text in texts if text in usual] for texts in said]
    lost = sum(len(COMMANDS) - len(set(texts)) for texts in answers)
    again = sum(len(texts) - len(set(texts)) for texts in answers)
    sorry = sum(map(len, said)) - sum(map(len, answers))
    ground.promise(answered and not lost, f"{lost} texts were never answered")
    wrong = sum(tuple(dict.fromkeys(reversed(texts))) != usual for texts in answers)
    ground.promise(not wrong, f"the order was broken in {wrong} chats")
    ground.promise(found.in_doubt <= crew.losses * IN_FLIGHT, "more in doubt than was on its way")
    ground.words.append(
        f"{crew.losses} workers hit; {len(talkers) * len(COMMANDS)} texts: {lost} unanswered, {again} answered again, "
        f"{sorry} apologies, order broken in {wrong} chats"
    )
    return replace(found, words="; ".join(ground.words), broken=tuple(ground.broken))


async def _taken(ground: Ground) -> None:
    """Until everyone who is due has a row, and none waits: what is still being sent is in a dead worker's hands."""
    async with open_store(ground.home.url) as store, asyncio.timeout(120):
        while True:
            rows = await ledger(store)
            if sum(map(len, rows.values())) >= len(ground.readers) and not rows[Status.PENDING]:
                return
            await asyncio.sleep(0.2)


async def _talk(ground: Ground, talkers: range) -> None:
    """Each their three commands, spread over the trouble, a chat's close together."""
    pause = ground.size(1, 40) / len(talkers)
    for chat in talkers:
        for command in COMMANDS:
            writes(ground.api, chat, command)
        await asyncio.sleep(pause)


def _answered(ground: Ground, talkers: range) -> bool:
    return all(len({each.text.split("\n")[0] for each in ground.api.said[chat]}) >= len(COMMANDS) for chat in talkers)


def _usual(said: list[list[str]]) -> tuple[str, ...]:
    """The order, last first, that most chats' answers have, the last of each."""
    orders = [tuple(dict.fromkeys(reversed(texts))) for texts in said]
    return max(set(orders), key=orders.count)


QUICK = ("kill -9",)
EACH = {
    "kill -9": killed,
    "replaced one by one": replaced,
    "one frozen beyond its leases": frozen,
    "the database crashes": crashed,
    "clocks two seconds apart": apart,
    "cut from the database for a minute": cut,
}
