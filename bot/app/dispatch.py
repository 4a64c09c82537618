"""From one update to the handler that answers it; refusals are worded here, in the chat's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from telegram import CallbackQuery, Update
from telegram.ext import Application, CallbackContext

from bot.app.errors import report
from bot.app.routes import COMMANDS, IN_GROUPS, OPERATOR_COMMANDS, OPERATOR_TAPS, TAPS
from bot.edge.incoming import Command, Document, to_command, to_document, to_membership, to_migration, to_tap
from bot.handlers import (
    book,
    lookup,
    publishing,
    replies,
    start,
)
from bot.handlers import membership as members
from bot.handlers.desk import Desk, Withdrawn
from bot.locales import Words
from bot.model.chat import ChatId
from bot.render.buttons.packing import StaleButton

App = Application[Any, Any, Any, Any, Any, Any]


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
