"""The application on one screen: everything the bot answers to, the tick, start and stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from telegram import CallbackQuery, Update
from telegram.ext import Application, ApplicationBuilder, CallbackContext, TypeHandler
from telegram.request import BaseRequest

from bot import book_buttons, buttons, lookup_buttons, publishing_buttons, review_buttons
from bot.callbacks import Button, StaleButton
from bot.config import Settings
from bot.delivery import Courier
from bot.desk import Desk, Withdrawn
from bot.errors import polling_failed, report
from bot.handlers import (
    admin,
    archive,
    book,
    delivery,
    lookup,
    publishing,
    reading,
    recap,
    replies,
    review,
    rhythm,
    settings,
    start,
    stats,
    terms,
    vocabulary,
)
from bot.handlers import membership as members
from bot.handlers import review_options as options
from bot.lexicon import Lexicon
from bot.locales import Words
from bot.model import ChatId, Clock
from bot.ordering import OneAtATimePerChat
from bot.pacing import Pace, Pause
from bot.press import Feed, Press
from bot.profile import introduce
from bot.reminding import Reminders
from bot.reply import Reply
from bot.routing import Command, Document, Tap, to_command, to_document, to_membership, to_migration, to_tap
from bot.store import Store
from bot.transport import AiohttpRequest
from content.translate.settings import TranslateSettings

App = Application[Any, Any, Any, Any, Any, Any]
CommandHandler = Callable[[Command, Desk], Awaitable[None]]
TapHandler = Callable[[Tap[Any], Desk], Awaitable[None]]

COMMANDS: Mapping[str, CommandHandler] = {
    "start": start.start,
    "today": reading.today,
    "vocab": vocabulary.vocabulary,
    "review": review.review,
    "stats": stats.stats,
    "archive": archive.archive,
    "builders": archive.builders,
    "settings": settings.settings,
    "time": settings.time,
    "zone": settings.zone,
    "quiet": rhythm.type_quiet,
    "pause": rhythm.type_pause,
    "why": delivery.why,
    "export": book.export,
    "import": book.explain_import,
    "stop": start.stop,
    "forget": book.ask_forget,
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
    lookup_buttons.Words: lookup.choose,
    lookup_buttons.LookUp: lookup.look,
    lookup_buttons.KeepHere: lookup.keep_here,
    lookup_buttons.Ask: lookup.ask_instead,
    lookup_buttons.Keep: lookup.keep,
    buttons.Vocabulary: vocabulary.turn,
    buttons.OpenTerm: vocabulary.open_term,
    buttons.DeleteTerm: vocabulary.delete,
    buttons.RestoreTerm: vocabulary.restore,
    buttons.SetKnown: vocabulary.set_known,
    buttons.AskMeaning: terms.ask_meaning,
    buttons.AskNote: terms.ask_note,
    buttons.OpenContext: vocabulary.open_context,
    review_buttons.Review: review.go_on,
    review_buttons.Answer: review.show_answer,
    review_buttons.Grade: review.grade,
    review_buttons.UndoReview: review.undo,
    review_buttons.PutOffCard: review.put_off,
    review_buttons.DropCard: review.drop,
    review_buttons.RestoreCard: review.restore,
    review_buttons.Stats: stats.show_stats,
    review_buttons.ReviewOptions: options.show,
    review_buttons.SetGrades: options.set_grades,
    review_buttons.SetPrompt: options.set_prompt,
    review_buttons.SetNewPerDay: options.set_new_per_day,
    review_buttons.SetDuePerDay: options.set_due_per_day,
    review_buttons.Reminders: options.reminders,
    review_buttons.SetReminder: options.set_reminder,
    review_buttons.NoReminder: options.no_reminder,
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
    publishing_buttons.Siblings: archive.siblings,
    publishing_buttons.Report: publishing.report,
    book_buttons.Export: book.send_file,
    book_buttons.Forget: book.forget,
    book_buttons.Keep: book.keep,
    buttons.Greet: start.greet,
    buttons.Subscribe: start.subscribe,
}

OPERATOR_TAPS: Mapping[type[Button], TapHandler] = {
    buttons.ResendParked: admin.resend,
    buttons.Preview: admin.preview,
    publishing_buttons.Correct: publishing.ask_correction,
    publishing_buttons.PublishDraft: publishing.publish,
    publishing_buttons.Discard: publishing.discard,
    publishing_buttons.Withdraw: publishing.withdraw,
}

DAILY_LOOK_SECONDS = 60

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
        if feed is not None:
            app.job_queue.run_repeating(daily, DAILY_LOOK_SECONDS, first=5, name="daily", job_kwargs={"coalesce": True})
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
    elif document := to_document(update):
        await on_document(document, desk)
    elif command := to_command(update, context.bot.username):
        await on_command(command, desk)


async def on_document(document: Document, desk: Desk) -> None:
    """A file: an episode or a source of some from an operator, a vocabulary from anyone."""
    if document.user_id in desk.admin_ids and await publishing.receive(document, desk):
        return
    await book.receive(document, desk)


async def on_command(command: Command, desk: Desk) -> None:
    """A command to its handler; in a group only those of groups, and only for administrators."""
    if command.private and command.user_id in desk.admin_ids and command.name in OPERATOR_COMMANDS:
        await OPERATOR_COMMANDS[command.name](command, desk)
    elif command.private and command.name in COMMANDS:
        await COMMANDS[command.name](command, desk)
    elif command.private:
        await on_text(command, desk)
    elif command.name in IN_GROUPS:
        if await desk.may_steer(command.chat_id, command.user_id):
            await COMMANDS[command.name](command, desk)
        else:
            await start.admins_only(command, desk)


async def on_text(command: Command, desk: Desk) -> None:
    """What is no command: an operator's source or correction, a reply to a message of ours, or a riddle."""
    if command.user_id in desk.admin_ids and await publishing.read_text(command, desk):
        return
    if not command.name and await replies.replied(command, desk):
        return
    if command.name:
        await start.unclear(command, desk)
    else:
        await lookup.ask(command, desk)


async def on_tap(update: Update, desk: Desk) -> None:
    """A tap, answered kindly also where its button or its episode is no more."""
    query = update.callback_query
    assert query is not None  # noqa: S101
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
            await refuse(query, desk, lambda words: words.delivery.admins_only)
            return
        await handler(tap, desk)
    except StaleButton:
        await refuse(query, desk, lambda words: words.stale)
    except Withdrawn:
        await refuse(query, desk, lambda words: words.withdrawn)


async def refuse(query: CallbackQuery, desk: Desk, why: Callable[[Words], str]) -> None:
    """Say why a tap does nothing, in the language that the chat reads in."""
    chat_id = ChatId(query.message.chat.id if query.message else query.from_user.id)
    words = await desk.words(chat_id, query.from_user.language_code)
    await desk.reply.answer(query.id, why(words), alert=True)


async def on_error(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Whatever a handler or the tick did not expect."""
    await report(update, context.error, desk_of(context.application))


async def daily(context: CallbackContext[Any, Any, Any, Any]) -> None:
    """What the feed brought, if its time has come."""
    await publishing.daily(desk_of(context.application))


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
