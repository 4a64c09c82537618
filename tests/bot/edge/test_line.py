"""Whether Telegram answers is told by its answers, and by their staying away."""

import asyncio
import itertools
from typing import Any

from telegram import Bot

from bot.delivery.courier import Courier
from bot.edge.line import LONGEST_HOLD, LOST_IN_A_ROW, Line
from bot.edge.pace import Pace
from bot.edge.reply import Reply
from bot.sandbox.transport import InProcess
from bot.sandbox.world import World
from bot.store import open_store
from tests.kit.clock import Clock
from tests.kit.crowd import gather_crowd


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_lost_answer_here_and_there_holds_nothing() -> None:
    line = Line(Seconds())
    for _ in range(50):
        assert not any(line.lost() for _ in range(LOST_IN_A_ROW - 1))
        line.answered()
    assert not line.held


def test_after_a_few_in_a_row_one_goes_alone_and_the_next_ever_later() -> None:
    seconds = Seconds()
    line = Line(seconds)
    assert [line.lost() for _ in range(5)] == [False, False, True, False, False]
    assert line.worth_asking
    tried = []
    while seconds.now < 4 * 3600:
        seconds.now += 20
        if line.worth_asking:
            line.back()
            assert line.on_trial
            assert line.lost()
            tried.append(seconds.now)
    gaps = [after - before for before, after in itertools.pairwise(tried)]
    assert gaps[:3] == [20, 60, 180]
    assert max(gaps) == LONGEST_HOLD
    line.back()
    line.answered()
    assert not (line.held)
    assert not (line.on_trial)


async def test_where_nothing_comes_back_no_more_is_sent_than_in_a_second(
    sqlite_url: str, clock: Clock, world: World
) -> None:
    class Silent(InProcess):
        hung = 0

        async def do_request(self, url: str, *args: Any, **more: Any) -> tuple[int, bytes]:
            if url.endswith("/sendMessage"):
                self.hung += 1
                await asyncio.Event().wait()
            return await super().do_request(url, *args, **more)

    seconds = Seconds()

    async def pause(wait: float) -> None:
        await asyncio.sleep(0)
        seconds.now += wait

    request = Silent(world)
    bot = Bot(world.token, request=request, get_updates_request=request)
    async with open_store(sqlite_url) as store, bot:
        await gather_crowd(store, world, 200)
        courier = Courier(store, Reply(bot), clock, Pace(25, monotonic=seconds, pause=pause), Line(seconds))
        ticking = asyncio.create_task(courier.tick())
        while seconds.now < 4:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        hung = request.hung
        await courier.close(within=0)
        await ticking
    assert 3 <= hung <= 35
