"""Updates brought to the bot's own address, as Telegram does for a bot that has set a webhook.

Of one chat one is under way at a time, and the next follows when it was taken; what is refused or not answered is
brought again.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

import aiohttp

from bot.sandbox.inbox import Hook, Pending
from bot.sandbox.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
_PATIENCE = aiohttp.ClientTimeout(total=10)


@asynccontextmanager
async def bringing(world: World) -> AsyncIterator[None]:
    """For the block, whatever waits is brought to where the bot wants it; to nobody while it polls."""
    task = asyncio.create_task(_bring_all(world), name="webhook")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _bring_all(world: World) -> None:
    inbox, under_way = world.inbox, dict[int, asyncio.Task[None]]()
    async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
        try:
            while True:
                inbox.changed.clear()
                if inbox.hook is not None:
                    for update in list(inbox.pending):
                        if len(under_way) < inbox.hook.connections and update.queue not in under_way:
                            task = asyncio.create_task(_bring(world, session, update))
                            under_way[update.queue] = task
                            task.add_done_callback(partial(_ended, under_way, update.queue))
                await inbox.changed.wait()
        finally:
            for task in under_way.values():
                task.cancel()


def _ended(under_way: dict[int, asyncio.Task[None]], queue: int, _task: asyncio.Task[None]) -> None:
    under_way.pop(queue)


async def _bring(world: World, session: aiohttp.ClientSession, update: Pending) -> None:
    """Until it was taken, or is not to be brought any more."""
    wait = FIRST_WAIT
    while (hook := world.inbox.hook) is not None and update in world.inbox.pending:
        error = await _post(session, hook, update)
        if not error:
            world.inbox.taken(update)
            break
        world.inbox.last_error = error
        await asyncio.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT)
    asyncio.get_running_loop().call_soon(world.inbox.changed.set)  # when this one is no longer under way


async def _post(session: aiohttp.ClientSession, hook: Hook, update: Pending) -> str:
    """What went wrong; empty where it was taken."""
    headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
    try:
        async with session.post(hook.url, json=update.as_json(), headers=headers) as response:
            await response.read()
            return "" if response.ok else f"Wrong response from the webhook: {response.status} {response.reason}"
    except (aiohttp.ClientError, TimeoutError) as error:
        return f"Connection failed: {type(error).__name__}"
