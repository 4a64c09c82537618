"""The application at work: started, polling, and stopped without losing what is in flight."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Update

from bot.app.dispatch import App, desk_of
from bot.app.errors import polling_failed
from bot.edge.ordering import OneAtATimePerChat
from bot.edge.profile import introduce

STOP_WITHIN = 6.0
"""Seconds that what is in flight is given to end by itself."""

ALLOWED_UPDATES = (Update.MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
_log = logging.getLogger(__name__)


@asynccontextmanager
async def running(app: App) -> AsyncIterator[None]:
    """The application at work: polling and ticking, until the block ends.

    Leaving takes in no more updates, finishes what is in flight (taps, edits, deliveries) and settles it, within
    STOP_WITHIN seconds and a few moments more.
    """
    await app.initialize()
    introduced = asyncio.create_task(introduce(app.bot))
    await app.start()
    if app.updater is not None:
        await app.updater.start_polling(
            allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1, error_callback=polling_failed
        )
    _log.info("polling as @%s", app.bot.username)
    try:
        yield
    finally:
        introduced.cancel()
        await _stop(app)
        await app.shutdown()
        _log.info("stopped")


async def _stop(app: App) -> None:
    desk = desk_of(app)
    desk.reminders.close()
    closing = asyncio.create_task(desk.courier.close(within=STOP_WITHIN))
    if isinstance(app.update_processor, OneAtATimePerChat):
        asyncio.get_running_loop().call_later(STOP_WITHIN, app.update_processor.abandon)
    if app.updater is not None:
        with contextlib.suppress(TimeoutError):  # it tells Telegram which updates are done; if not, they come again
            await asyncio.wait_for(app.updater.stop(), STOP_WITHIN)
    await closing
    await app.stop()
    await desk.reply.edits.close(within=1.0)
