"""What translating costs in a month is counted, shown, told of at four fifths, and passed by no two together."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.clockwork import daily
from bot.sandbox.world import World
from bot.store import open_store
from bot.store.spending import Month, Spending
from content.translate.faults import BudgetReached
from tests.kit.clock import Clock
from tests.kit.feed_server import FEED
from tests.kit.gate_desk import Desk, confirmed, opened, with_the_doubtful, wrong


@pytest.fixture
async def limited(sqlite_url: str, clock: Clock, world: World, tmp_path: Path) -> AsyncIterator[Desk]:
    async with opened(sqlite_url, clock, world, tmp_path, price_in=1.0, price_out=1.0, monthly_limit=0.02) as running:
        yield running


@pytest.fixture
async def poor(sqlite_url: str, clock: Clock, world: World, tmp_path: Path) -> AsyncIterator[Desk]:
    async with opened(sqlite_url, clock, world, tmp_path, price_in=1.0, price_out=1.0, monthly_limit=0.008) as running:
        yield running


async def test_admin_shows_the_days_doubts_and_what_the_month_cost(limited: Desk) -> None:
    limited.model.spoils |= {"translate": wrong, "back": confirmed}
    limited.feed.feed = {**with_the_doubtful(), "x": []}
    await daily(limited.story.desk)
    told = (await limited.story.writes(limited.operator, "/admin")).text
    assert "近一天存疑 1 处，其中要紧的 1 处" in told
    assert "Counting Tokens · 第 1 段 · 数字：175 billion ↔ 17.5 亿" in told
    assert "上限 0.02" in told
    assert await limited.story.desk.press.purse.spent() == pytest.approx(len(limited.model.asked) * 0.0015)


async def test_when_the_month_is_used_up_operators_hear_of_it_once_and_the_next_month_goes_on(poor: Desk) -> None:
    poor.feed.feed = FEED
    for _ in range(3):
        await daily(poor.story.desk)
        poor.story.clock.move(hours=1)
    asked = len(poor.model.asked)
    assert asked * 0.0015 <= 0.008
    assert len(poor.cards("已到上限 0.01")) == 1
    poor.story.clock.move(days=31)
    await daily(poor.story.desk)
    assert len(poor.model.asked) > asked


async def test_at_four_fifths_of_the_month_operators_hear_of_it_once(limited: Desk) -> None:
    await limited.story.desk.press.purse.take(0.0155)
    limited.feed.feed = {**FEED, "podcasts": [], "x": []}
    await daily(limited.story.desk)
    assert limited.cards("八成") == []
    await limited.story.desk.press.purse.take(0.001)
    for _ in range(2):
        limited.story.clock.move(hours=1)
        await daily(limited.story.desk)
    (card,) = limited.cards("八成")
    assert card.text == "本月的翻译花费 0.02，已过上限 0.02 的八成。"


async def spend_together(url: str, clock: Clock) -> None:
    """Two processes buy as much as they can from one month."""
    async with open_store(url) as one, open_store(url) as other:
        purses = [Month(Spending(store.database), 1.0, clock) for store in (one, other)]

        async def buy(purse: Month) -> bool:
            try:
                await purse.take(0.3)
            except BudgetReached:
                return False
            await purse.settle(0.3, 0.25)
            return True

        bought = await asyncio.gather(*(buy(purses[at % 2]) for at in range(12)))
        assert sum(bought) >= 3
        assert await purses[0].spent() <= 1.0
        assert await purses[0].spent() == pytest.approx(0.25 * sum(bought))
        clock.move(days=31)
        await purses[0].take(0.9)


async def test_two_processes_never_spend_together_more_than_the_month_has(sqlite_url: str, clock: Clock) -> None:
    await spend_together(sqlite_url, clock)


async def test_nor_do_they_on_postgresql(postgres_url: str, clock: Clock) -> None:
    await spend_together(postgres_url, clock)
