"""From one update to the handler that answers it: what it means, who asks, and who may. Once, here, for all.

Refusals are worded here, in the chat's language.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext

from bot.app.errors import report
from bot.app.hearing import Hearing
from bot.app.routes import BUTTONS, COMMANDS, IN_GROUPS, OPERATOR_COMMANDS, OPERATOR_TAPS, TAPS, CommandHandler
from bot.edge.incoming import (
    Command,
    Document,
    Tap,
    Whereabouts,
    buttons_below,
    to_command,
    to_document,
    to_membership,
    to_migration,
    to_tap,
    to_whereabouts,
)
from bot.edge.receiving import Raw, Receiving
from bot.edge.tapped import Tapped, tap_of
from bot.edge.texts import Verdict
from bot.handlers import bringing, lookup, publishing, replies, settings, start
from bot.handlers import membership as members
from bot.handlers.desk import Desk
from bot.locales import Words
from bot.model.chat import ChatId, is_shared
from bot.model.errand import errand, of_update
from bot.reading.passages import Withdrawn
from bot.reading.readers import Reader
from bot.render.buttons.digest import Later
from bot.render.buttons.packing import Button, StaleButton
from bot.render.view import View

App = Application[Any, Any, Any, Any, Any, Any]


def desk_of(app: App) -> Desk:
    """What the application's handlers work with."""
    desk: Desk = app.bot_data["desk"]
    return desk


def hearing_of(app: App) -> Hearing:
    """How the application hears its readers, and what it may do alone."""
    heard: Hearing = app.bot_data["hearing"]
    return heard


def receiving_of(app: App) -> Receiving:
    """Where the application's updates come from."""
    return hearing_of(app).receiving


async def on_tap(tap: Tapped, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """A tap to its button's handler."""
    desk = desk_of(context.application)
    errand.set(of_update(tap.update_id))
    try:
        await _on_tap(tap, desk)
    finally:
        desk.news.tell(tap.chat_id)


async def on_update(update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Any other update: a command or a text to its handler, news of the chat to theirs."""
    desk = desk_of(context.application)
    errand.set(of_update(update.update_id))
    try:
        await _handle(update, desk, context.bot.username)
    finally:
        if update.effective_chat is not None:
            desk.news.tell(ChatId(update.effective_chat.id))


async def _handle(update: Update, desk: Desk, username: str) -> None:
    if membership := to_membership(update):
        await members.changed(membership[0], desk, present=membership[1])
    elif migration := to_migration(update):
        await members.moved(*migration, desk)
    elif document := to_document(update):
        if not await _is_read(document, desk):
            return
        await _on_document(document, await _reader(document, desk), desk)
        await _bring_doubtful(document, desk)
    elif place := to_whereabouts(update):
        await settings.whereabouts(place, await _reader(place, desk), desk)
        await _bring_doubtful(place, desk)
    elif command := to_command(update, username, BUTTONS):
        if not await _is_read(command, desk):
            return
        await _on_command(command, desk)
        await _bring_doubtful(command, desk)


async def _is_read(asked: Command | Document, desk: Desk) -> bool:
    """Whether it is one of as many as are read of a chat in a minute; whoever goes beyond is told so once."""
    verdict = desk.texts.verdict(asked.chat_id)
    if verdict is Verdict.TELL and not is_shared(asked.chat_id):
        words = desk.readers.spoken(asked.chat_id, asked.language_code)
        await desk.reply.send(asked.chat_id, View(words.too_many_texts))
    return verdict is Verdict.READ


async def _on_document(document: Document, reader: Reader, desk: Desk) -> None:
    """A file: an episode or a source of some from an operator, a vocabulary from anyone."""
    if document.user_id in desk.admin_ids and await publishing.receive(document, reader, desk):
        return
    await bringing.receive(document, reader, desk)


async def _on_command(command: Command, desk: Desk) -> None:
    """A command to its handler; in a group only those of groups, and only for administrators."""
    if not command.kind.shared:
        operates = command.user_id in desk.admin_ids
        handler = COMMANDS.get(command.name) or (OPERATOR_COMMANDS.get(command.name) if operates else None)
        await (handler or _on_text)(command, await _reader(command, desk), desk)
    elif command.name in IN_GROUPS:
        await _in_group(command, COMMANDS[command.name], desk)


async def _in_group(command: Command, handler: CommandHandler, desk: Desk) -> None:
    """Whoever may not steer leaves no mark on the group, not even a language."""
    if await _may_steer(command.chat_id, command.user_id, desk):
        await handler(command, await _reader(command, desk), desk)
        return
    words = await desk.readers.words(command.chat_id, command.language_code)
    await desk.reply.send(command.chat_id, View(words.delivery.admins_only))


async def _on_text(command: Command, reader: Reader, desk: Desk) -> None:
    """What is no command: an operator's source or correction, a reply to a message of ours, or a riddle."""
    if command.user_id in desk.admin_ids and await publishing.read_text(command, reader, desk):
        return
    if not command.name and await replies.replied(command, reader, desk):
        return
    if command.name:
        await start.unclear(command, reader, desk)
    else:
        await lookup.ask(command, reader, desk)


async def _on_tap(tapped: Tapped, desk: Desk) -> None:
    """A tap, answered kindly also where its button or its episode is no more."""
    try:
        tap = to_tap(tapped, BUTTONS)
        handler = TAPS.get(type(tap.button))
        if handler is None and tap.user_id in desk.admin_ids:
            handler = OPERATOR_TAPS.get(type(tap.button))
        if handler is None:
            raise StaleButton(tap.button.prefix)
        if is_shared(tap.chat_id) and not await _may_steer(tap.chat_id, tap.user_id, desk):
            await _refuse(tapped, desk, lambda words: words.delivery.admins_only)
            return
        await handler(tap, await _reader(tap, desk), desk)
        await _bring_doubtful(tap, desk, tapped.message)
    except StaleButton:
        await _refuse(tapped, desk, lambda words: words.stale)
    except Withdrawn:
        await _refuse(tapped, desk, lambda words: words.withdrawn)


async def _bring_doubtful(
    asked: Tap[Button] | Command | Document | Whereabouts, desk: Desk, card: Raw | None = None
) -> None:
    """Who is in doubt and shows that they are there gets the digest, unless it is on its very card that they tapped.

    Nearly always nobody is in doubt: nothing is read.
    """
    if asked.chat_id in desk.courier.doubtful and not desk.courier.held:
        seen = {button.episode for button in buttons_below(card, BUTTONS) if isinstance(button, Later)}
        if isinstance(asked, Tap) and (episode := getattr(asked.button, "episode", None)) is not None:
            seen.add(episode)
        await desk.today.if_in_doubt(await _reader(asked, desk), seen)


async def _reader(asked: Tap[Button] | Command | Document | Whereabouts, desk: Desk) -> Reader:
    return await desk.readers.reader(asked.chat_id, asked.language_code)


async def _may_steer(chat_id: ChatId, user_id: int | None, desk: Desk) -> bool:
    """Whether someone may change a group's settings: its administrators, and the chat speaking for itself."""
    return user_id is None or await desk.reply.is_administrator(chat_id, user_id)


async def _refuse(tapped: Tapped, desk: Desk, why: Callable[[Words], str]) -> None:
    """Say why a tap does nothing, in the language that the chat reads in."""
    words = await desk.readers.words(tapped.chat_id, tapped.language_code)
    await desk.reply.answer_query(tapped.query_id, why(words), alert=True)


async def turn_away(desk: Desk, update: Raw) -> None:
    """An update that is too many of its chat: whoever tapped is told so, nothing else is done. Never raises."""
    if (tap := tap_of(update)) is not None:
        words = desk.readers.spoken(tap.chat_id, tap.language_code)
        with suppress(TelegramError):
            await desk.reply.answer_query(tap.query_id, words.too_fast)


async def on_error(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Whatever a handler or the tick did not expect."""
    await report(update, context.error, desk_of(context.application))
