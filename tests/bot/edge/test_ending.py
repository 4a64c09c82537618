"""What is cancelled ends, whatever it was waiting in."""

import asyncio

from bot.edge.ending import ended


async def test_a_task_that_takes_its_cancelling_for_a_limit_of_its_own_ends_all_the_same() -> None:
    taken = 0

    async def deaf_once() -> None:
        nonlocal taken
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                taken += 1
                if taken > 1:
                    raise

    task = asyncio.create_task(deaf_once())
    await asyncio.sleep(0)
    async with asyncio.timeout(30):
        await ended(task, again=0.01)
    assert task.cancelled()
    assert taken == 2
