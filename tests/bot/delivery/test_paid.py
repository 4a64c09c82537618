"""What costs Stars is sent only as far as the month allows; then the push goes on, slower and for nothing."""

from bot.sandbox.limits import Limits
from bot.sandbox.world import World
from bot.store import open_store
from tests.kit.clock import Clock
from tests.kit.crowd import gather_crowd, received
from tests.kit.story import Story

CROWD = 45
CEILING = 3
"""Stars: thirty messages."""


async def test_a_months_ceiling_is_never_passed_and_everyone_gets_theirs(
    either_url: str, clock: Clock, world: World
) -> None:
    async with open_store(either_url) as store:
        await gather_crowd(store, world, CROWD)
    settings = {"pushes_per_second": 200, "paid_broadcast": True, "paid_stars_monthly": CEILING}
    async with Story(either_url, clock, world, settings=settings).bot() as story:
        await story.tick()
        assert set(received(world).values()) == {1}
        paid = [call for call in world.calls_of("sendMessage") if call.arguments.get("allow_paid_broadcast")]
        assert 10 * CEILING - 9 <= len(paid) <= 10 * CEILING
        assert await story.store.stars.spent(f"{clock():%Y-%m}") == len(paid)


async def test_what_is_paid_for_passes_where_telegram_would_refuse_it_for_nothing(clock: Clock) -> None:
    limits = Limits()
    free = [limits.retry_after(chat, clock()) for chat in range(1, 32)]
    assert (free[:30], free[30]) == ([None] * 30, 1)
    assert limits.retry_after(99, clock(), paid=True) is None
