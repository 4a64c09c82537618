"""Twenty-four hours of a bot's life under an accelerated clock, through a night in which clocks are changed.

In the sandbox, the whole application in this process: readers in all zones, faults at random with a seed.
"""

import random
import tracemalloc
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model.chat import ChatId, Language
from bot.model.delivery import DOUBT_LASTS, Status
from bot.model.schedule import local_date, next_due, owed_at
from bot.model.subscription import Standing, Subscription
from bot.sandbox import faults
from bot.sandbox.chat import Message
from bot.sandbox.faults import Delay, Fault, LostAfter, LostBefore, NeverLeft, NoAnswer, TooMany
from bot.sandbox.world import World
from tests.faults.ground import Found, Ground
from tests.faults.people import FIRST, OPERATOR
from tests.kit.clock import Clock
from tests.kit.story import Story, episode

NIGHTS = tuple(datetime(2026, *day, 12, tzinfo=UTC) for day in ((3, 28), (10, 24), (3, 7), (10, 31)))
"""Noon before clocks are changed: in Europe, in America."""

ZONES = (
    *("Asia/Shanghai",) * 6,
    *("Asia/Kathmandu", "Asia/Kolkata", "Asia/Tehran", "Asia/Tokyo", "Australia/Lord_Howe", "Australia/Sydney"),
    *("Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Honolulu"),
    *("America/Los_Angeles", "America/New_York", "America/St_Johns", "America/Sao_Paulo", "America/Havana"),
    *("Europe/London", "Europe/Berlin", "Europe/Lisbon", "Atlantic/Azores", "Africa/Cairo", "Africa/Casablanca"),
)
OUTAGES: tuple[Fault, ...] = (
    *(faults.BAD_GATEWAY, faults.SERVER_ERROR, LostBefore(), LostAfter(), NoAnswer(), NeverLeft()),
    TooMany(30, everywhere=True),
)
ONCE: tuple[Fault, ...] = (faults.BAD_GATEWAY, faults.SERVER_ERROR, LostAfter(), LostBefore(), TooMany(20), Delay(0))
BEGIN = ("▶ 开始阅读", "▶ Start reading")
QUIET = timedelta(hours=2)
"""At the end nothing goes wrong any more, and everybody has looked at their chat."""


@dataclass(eq=False)
class Day:
    """The hours as they pass."""

    story: Story
    chance: random.Random
    subscribed: dict[int, Subscription]
    outage_until: datetime
    outages: int = 0
    restarts: int = 0
    waits: bool = False
    """Whether this outage is one that asks for patience."""

    @property
    def away(self) -> bool:
        return self.story.clock() < self.outage_until

    def trouble(self) -> None:
        """Now and then an outage of minutes, oftener a single call that goes wrong."""
        planned, roll = self.story.world.faults, self.chance.random()
        if self.away:
            return
        planned.clear()
        if roll < 0.02:
            self.outages += 1
            self.outage_until = self.story.clock() + timedelta(minutes=self.chance.uniform(2, 70))
            only = self.chance.choice([None, "sendMessage"])
            fault = self.chance.choice(OUTAGES)
            self.waits = isinstance(fault, TooMany)
            planned.next(fault, method=only, times=1_000_000)
        elif roll < 0.15:
            planned.next(self.chance.choice(ONCE), method="sendMessage")

    async def readers(self) -> None:
        """Some read what they have. Who is in doubt shows up within hours: taps on the card, or writes without one."""
        world = self.story.world
        if self.waits and world.faults.left:
            return  # an edit waits in real time for what Telegram asks for, and here none passes
        for chat in self.chance.sample(sorted(self.subscribed), 3):
            if card := self.card(chat):
                world.readers[chat].press(card, card.buttons[0].data or "")
        if not self.away and self.chance.random() < 0.1:
            self.show_up()
        await self.story.settle()

    def show_up(self) -> None:
        for chat in sorted(self.story.desk.courier.doubtful):
            reader = self.story.world.readers[chat]
            if card := self.card(chat):
                reader.press(card, card.buttons[0].data or "")
            else:
                reader.send("/help")

    def card(self, chat: int) -> Message | None:
        """Today's card, or last night's, where it has arrived."""
        zone, now = self.subscribed[chat].zone, self.story.clock()
        today = local_date(zone, now)
        said = self.story.world.readers[chat].received
        cards = [each for each in said if is_card(each)]
        lately = [each for each in cards if came_on(each, zone) == today or now - each.versions[0].at <= DOUBT_LASTS]
        return lately[-1] if lately else None


def is_card(message: Message) -> bool:
    return any(button.label in BEGIN for row in message.versions[0].content.keyboard for button in row)


def came_on(message: Message, zone: str) -> date:
    """The date on the wall where its reader lives."""
    return message.versions[0].at.astimezone(ZoneInfo(zone)).date()


async def day(ground: Ground) -> Found:
    """None twice, none lost, memory flat, and the operator hears only of what there is something to do about."""
    start = ground.chance.choice(NIGHTS)
    clock = Clock(start)
    world = World(clock=clock)
    world.reader(OPERATOR, known=True)
    story = Story(ground.home.url, clock, world, settings={"admin_ids": frozenset({OPERATOR})})
    step = timedelta(minutes=ground.size(6, 1))
    sizes: list[int] = []
    ground.readers = range(FIRST, FIRST + ground.size(100, 2000))
    if not ground.quick:
        tracemalloc.start()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(story.bot())
        await story.publish(*(episode(f"Piece {number}", day=None, length=8) for number in range(4)))
        lived = Day(story, ground.chance, await _subscribed(ground, story, start), start)
        while clock() < start + timedelta(hours=24):
            if clock() < start + timedelta(hours=24) - QUIET:
                lived.trouble()
            elif not lived.away:
                world.faults.clear()
            await story.tick(seconds=step.total_seconds())
            await lived.readers()
            if not lived.away and ground.chance.random() < 0.003:  # a new version is rolled out
                lived.restarts += 1
                await stack.aclose()
                await stack.enter_async_context(story.bot())
            if not ground.quick and (clock() - start) % timedelta(hours=6) < step:
                world.calls.clear()
                sizes.append(_ours())
        world.faults.clear()
        for _ in range(40):
            await story.tick(minutes=3)
            lived.show_up()
            await story.settle()
        left = {
            status: n for status, n in (await story.store.deliveries.counts(start)).items() if status != Status.SENT
        }
    _judge(ground, lived, start, clock())
    ground.promise(not left, f"the ledger is left with {left}")
    if sizes:
        tracemalloc.stop()
        ground.promise(sizes[-1] < 1.3 * sizes[1] + 1_000_000, f"memory grows: {sizes}")
        ground.words.append(
            f"the bot's own memory {sizes[1] / 1e6:.1f} MB after six hours, {sizes[-1] / 1e6:.1f} MB at the end"
        )
    return ground.line(once=len(ground.readers) - len(ground.broken), twice=0, never=0, in_doubt=0)


def _judge(ground: Ground, lived: Day, start: datetime, end: datetime) -> None:
    """Each reader against their own calendar, and what the operator was told."""
    twice = lost = 0
    for chat, subscription in lived.subscribed.items():
        cards = [each for each in lived.story.world.readers[chat].received if is_card(each)]
        owed = [
            day
            for days in range(-1, 4)
            if start <= owed_at(subscription, day := local_date(subscription.zone, start) + timedelta(days=days)) <= end
        ]
        twice += len(cards) > len(owed)
        lost += len(cards) < len(owed)
    ground.promise(not twice, f"{twice} got more than a digest a date")
    ground.promise(not lost, f"{lost} lost a date")
    told = lived.story.world.readers[OPERATOR].received
    idle = [each.text for each in told if not each.versions[0].content.keyboard]
    ground.promise(not idle, f"the operator is told what needs no act: {idle[:1]}")
    ground.promise(len(told) <= 2 * lived.outages + 5, f"the operator is told {len(told)} times")
    ground.words.append(
        f"24 hours from {start:%Y-%m-%d}, {lived.outages} outages, {lived.restarts} restarts, "
        f"{len(told)} messages to the operator, {len(lived.story.world.faults.met):,} calls that went wrong"
    )


async def _subscribed(ground: Ground, story: Story, start: datetime) -> dict[int, Subscription]:
    found = {}
    for chat in ground.readers:
        zone = ground.chance.choice(ZONES)
        wanted = Subscription(
            chat_id=ChatId(chat),
            language=ground.chance.choice(list(Language)),
            zone=zone,
            minute=ground.chance.choice([ground.chance.randrange(24 * 60), 120, 150, 480]),
            since=start,
            standing=Standing.ACTIVE,
            last_date=None,
        )
        wanted = replace(wanted, next_due_at=next_due(wanted, start))
        await story.store.subscriptions.put(wanted)
        story.world.reader(chat, known=True)
        found[chat] = wanted
    return found


def _ours() -> int:
    """Bytes that the bot itself holds: not the sandbox's, which keeps every message."""
    snapshot = (
        tracemalloc.take_snapshot()
        .filter_traces([tracemalloc.Filter(inclusive=True, filename_pattern="*/bot/*")])
        .filter_traces([tracemalloc.Filter(inclusive=False, filename_pattern="*/bot/sandbox/*")])
    )
    return sum(trace.size for trace in snapshot.traces)
