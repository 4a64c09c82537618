"""The application on one screen: everything the bot answers to, the tick, start and stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CallbackContext, TypeHandler
from telegram.request import BaseRequest

from bot import buttons
from bot.callbacks import Button, StaleButton
from bot.config import Settings
from bot.delivery import Courier
from bot.desk import Desk, Withdrawn, guess_language
from bot.errors import report
from bot.handlers import admin, archive, delivery, reading, recap, rhythm, settings, start, terms, vocabulary
from bot.handlers import membership as members
from bot.locales import WORDS
from bot.model import Clock
from bot.ordering import OneAtATimePerChat
from bot.pacing import Pace
from bot.profile import introduce
from bot.reply import Reply
from bot.routing import Command, Tap, to_command, to_membership, to_migration, to_tap
from bot.store import Store
from bot.transport import AiohttpRequest

App = Application[Any, Any, Any, Any, Any, Any]
CommandHandler = Callable[[Command, Desk], Awaitable[None]]
TapHandler = Callable[[Tap[Any], Desk], Awaitable[None]]

COMMANDS: Mapping[str, CommandHandler] = {
    "start": start.start,
    "today": reading.today,
    "vocab": vocabulary.vocabulary,
    "archive": archive.archive,
    "settings": settings.settings,
    "time": settings.time,
    "zone": settings.zone,
    "quiet": rhythm.type_quiet,
    "pause": rhythm.type_pause,
    "why": delivery.why,
    "stop": start.stop,
    "about": start.about,
    "help": start.show_help,
}

OPERATOR_COMMANDS: Mapping[str, CommandHandler] = {"admin": admin.admin}

IN_GROUPS = frozenset({"start", "stop", "settings", "time", "zone", "quiet", "pause", "why"})
"""Commands of groups and channels, for their administrators; reading and words are each reader's own, in private."""

TAPS: Mapping[type[Button], TapHandler] = {
    buttons.Cover: reading.cover,
    buttons.Read: reading.read,
    buttons.Jump: reading.jump,
    buttons.Whole: reading.whole,
    buttons.Modes: reading.modes,
    buttons.SetMode: reading.set_mode,
    buttons.Recap: recap.show_recap,
    buttons.SaveRest: recap.save_rest,
    buttons.Save: terms.save,
    buttons.Vocabulary: vocabulary.turn,
    buttons.OpenTerm: vocabulary.open_term,
    buttons.DeleteTerm: vocabulary.delete,
    buttons.RestoreTerm: vocabulary.restore,
    buttons.OpenContext: vocabulary.open_context,
    buttons.Archive: archive.months,
    buttons.ArchiveMonth: archive.month,
    buttons.Settings: settings.back,
    buttons.Times: settings.times,
    buttons.SetTime: settings.set_time,
    buttons.Zones: settings.zones,
    buttons.SetZone: settings.set_zone,
    buttons.SetSize: settings.set_size,
    buttons.SetTranslation: settings.set_translation,
    buttons.SetLanguage: settings.set_language,
    buttons.SetReading: settings.set_reading,
    buttons.SetEmptyDay: settings.set_empty_day,
    buttons.SetSilent: settings.set_silent,
    buttons.Days: rhythm.days,
    buttons.SetDays: rhythm.set_days,
    buttons.Quiet: rhythm.quiet,
    buttons.SetQuiet: rhythm.set_quiet,
    buttons.Pauses: rhythm.pauses,
    buttons.Pause: rhythm.pause,
    buttons.Later: delivery.later,
    buttons.PutOff: delivery.put_off,
    buttons.Skip: delivery.skip,
    buttons.Unskip: delivery.unskip,
    buttons.Missed: delivery.missed,
    buttons.Greet: start.greet,
    buttons.Subscribe: start.subscribe,
}

OPERATOR_TAPS: Mapping[type[Button], TapHandler] = {
    buttons.ResendParked: admin.resend,
    buttons.Preview: admin.preview,
}

ALLOWED_UPDATES = (Update.MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
_log = logging.getLogger(__name__)


def build(
    config: Settings,
    store: Store,
    clock: Clock,
    *,
    requests: tuple[BaseRequest, BaseRequest] | None = None,
    edit_every: float | None = None,
) -> App:
    """The application, ready to be run. `requests` are transports for calls and for getUpdates; HTTP by default."""
    proxy = config.telegram_proxy
    calls, polls = requests or (AiohttpRequest(proxy=proxy), AiohttpRequest(connections=2, proxy=proxy))
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
    pace = Pace(config.pushes_per_second, clock)
    resend = config.delivery_on_unknown == "resend"
    courier = Courier(store, reply, clock, pace, resend_unknown=resend)
    app.bot_data["desk"] = Desk(store, reply, courier, clock, config.default_zone, config.admin_ids)
    app.add_handler(TypeHandler(Update, on_update))
    app.add_error_handler(on_error)
    if app.job_queue is not None:
        app.job_queue.run_repeating(tick, config.tick_seconds, first=0, name="tick", job_kwargs={"coalesce": True})
    return app


def desk_of(app: App) -> Desk:
    """What the application's handlers work with."""
    desk: Desk = app.bot_data["desk"]
    return desk


async def on_update(update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """One update: a tap to its button's handler, a command or a text to its own, news of the chat to theirs."""
    desk = desk_of(context.application)
    if update.callback_query is not None:
        await on_tap(update, desk)
    elif membership := to_membership(update):
        await members.changed(membership[0], desk, present=membership[1])
    elif migration := to_migration(update):
        await members.moved(*migration, desk)
    elif command := to_command(update, context.bot.username):
        await on_command(command, desk)


async def on_command(command: Command, desk: Desk) -> None:
    """A command to its handler; in a group only those of groups, and only for administrators."""
    if command.user_id in desk.admin_ids and command.name in OPERATOR_COMMANDS:
        await OPERATOR_COMMANDS[command.name](command, desk)
    elif command.private:
        await COMMANDS.get(command.name, start.unclear)(command, desk)
    elif command.name in IN_GROUPS:
        if await desk.may_steer(command.chat_id, command.user_id):
            await COMMANDS[command.name](command, desk)
        else:
            await start.admins_only(command, desk)


async def on_tap(update: Update, desk: Desk) -> None:
    """A tap, answered kindly also where its button or its episode is no more."""
    query = update.callback_query
    assert query is not None  # noqa: S101
    words = WORDS[guess_language(query.from_user.language_code)]
    try:
        tap = to_tap(update)
        if tap is None:
            return
        handler = TAPS.get(type(tap.button))
        if handler is None and tap.user_id in desk.admin_ids:
            handler = OPERATOR_TAPS.get(type(tap.button))
        if handler is None:
            raise StaleButton(tap.button.prefix)
        if tap.chat_id < 0 and not await desk.may_steer(tap.chat_id, tap.user_id):
            await query.answer(words.delivery.admins_only, show_alert=True)
            return
        await handler(tap, desk)
    except StaleButton:
        await query.answer(words.stale, show_alert=True)
    except Withdrawn:
        await query.answer(words.withdrawn, show_alert=True)


async def on_error(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Whatever a handler or the tick did not expect."""
    await report(update, context.error, desk_of(context.application))


async def tick(context: CallbackContext[Any, Any, Any, Any]) -> None:
    """All that is due now."""
    await desk_of(context.application).courier.tick()


@asynccontextmanager
async def running(app: App) -> AsyncIterator[None]:
    """The application at work: polling and ticking, until the block ends.

    Leaving takes in no more updates, finishes what is in flight (taps, edits, deliveries) and settles it.
    """
    await app.initialize()
    introduced = asyncio.create_task(introduce(app.bot))
    await app.start()
    if app.updater is not None:
        await app.updater.start_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1)
    _log.info("polling as @%s", app.bot.username)
    try:
        yield
    finally:
        if app.updater is not None:
            await app.updater.stop()
        introduced.cancel()
        await desk_of(app).courier.close()
        await app.stop()
        await desk_of(app).reply.idle()
        await app.shutdown()
        _log.info("stopped")
