"""The application: its parts put together, its clockwork, start and stop. What it answers to is in `routes`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackContext, TypeHandler
from telegram.request import BaseRequest

from bot.app.config import Settings
from bot.app.dispatch import App, desk_of, on_error, on_update
from bot.app.errors import polling_failed
from bot.delivery.courier import Courier
from bot.delivery.reminders import Reminders
from bot.edge.ordering import OneAtATimePerChat
from bot.edge.pace import Pace, Pause
from bot.edge.profile import introduce
from bot.edge.reply import Reply
from bot.edge.transport import AiohttpRequest, PollingRequest
from bot.handlers import (
    publishing,
)
from bot.handlers.desk import Desk
from bot.library.press import Feed, Press
from bot.model.clock import Clock
from bot.store import Store
from bot.vocabulary.lexicon import Lexicon
from content.translate.settings import TranslateSettings

DAILY_LOOK_SECONDS = 60
TIDY_SECONDS = 24 * 60 * 60

STOP_WITHIN = 6.0
"""Seconds that what is in flight is given to end by itself."""

ALLOWED_UPDATES = (Update.MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
_log = logging.getLogger(__name__)


def build(
    config: Settings,
    store: Store,
    clock: Clock,
    *,
    requests: tuple[BaseRequest, BaseRequest] | None = None,
    edit_every: float | None = None,
    translate: TranslateSettings | None = None,
    lexicon: Lexicon | None = None,
    pause: Pause = asyncio.sleep,
) -> App:
    """The application, ready to be run. `requests` are transports for calls and for getUpdates; HTTP by default.

    Without a lexicon words are looked up in the episode and the glossary only. `pause` is how pushes wait for their
    turn.
    """
    proxy = config.telegram_proxy
    calls, polls = requests or (AiohttpRequest(proxy=proxy), PollingRequest(connections=2, proxy=proxy))
    builder = (
        ApplicationBuilder()
        .token(config.telegram_bot_token.get_secret_value())
        .base_url(f"{config.telegram_api_url}/bot")
        .base_file_url(f"{config.telegram_api_url}/file/bot")
        .request(calls)
        .get_updates_request(polls)
        .concurrent_updates(OneAtATimePerChat())
    )
    app: App = builder.build()
    reply = Reply(app.bot) if edit_every is None else Reply(app.bot, edit_every=edit_every)
    pace = Pace(config.pushes_per_second, clock, pause=pause)
    resend = config.delivery_on_unknown == "resend"
    courier = Courier(store, reply, clock, pace, resend_unknown=resend)
    feed = Feed(config.daily_feed_url, config.daily_at, config.default_zone) if config.daily_feed_url else None
    press = Press(
        store,
        clock,
        library=config.library,
        folders=config.folders,
        work=config.data_dir / "work",
        feed=feed,
        translate=translate,
        allowed=config.fetch_allowed,
    )
    reminders = Reminders(store, reply, clock, pace)
    zone, operators = config.default_zone, config.admin_ids
    app.bot_data["desk"] = Desk(store, reply, courier, reminders, clock, zone, operators, press, lexicon or Lexicon())
    app.add_handler(TypeHandler(Update, on_update))
    app.add_error_handler(on_error)
    if app.job_queue is not None:
        app.job_queue.run_repeating(tick, config.tick_seconds, first=0, name="tick", job_kwargs={"coalesce": True})
        app.job_queue.run_repeating(tidy, TIDY_SECONDS, first=10, name="tidy")
        if feed is not None:
            app.job_queue.run_repeating(daily, DAILY_LOOK_SECONDS, first=5, name="daily", job_kwargs={"coalesce": True})
    return app


async def daily(context: CallbackContext[Any, Any, Any, Any]) -> None:
    """What the feed brought, if its time has come."""
    await publishing.daily(desk_of(context.application))


async def tidy(context: CallbackContext[Any, Any, Any, Any]) -> None:
    """What readers deleted long ago goes for good."""
    await desk_of(context.application).tidy()


async def tick(context: CallbackContext[Any, Any, Any, Any]) -> None:
    """All that is due now. A long tick goes on by itself: those that come due meanwhile are its work too."""
    desk = desk_of(context.application)
    if not desk.courier.busy:
        await desk.tick()


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
    await desk.reply.close(within=1.0)
