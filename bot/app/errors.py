"""The one error handler: say so in the log without anyone's words, and to the reader kindly."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from telegram import Update
from telegram.constants import ChatType
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.edge.tapped import Tapped
from bot.handlers.desk import Desk
from bot.model.chat import ChatId
from bot.model.errand import of_update
from bot.model.trace import What
from bot.render.view import View
from bot.store import passing

_PACKAGE = __name__.partition(".")[0]
_log = logging.getLogger(__name__)


async def report(update: object, error: BaseException | None, desk: Desk) -> None:
    """Log where it happened; tell whoever tapped or wrote in private that it did. Never raises.

    Only the kind of error and the places are logged: the text of an error may quote what a reader wrote. Where it was
    Telegram or the database that did not answer, the places say nothing, and one line does.
    """
    away = isinstance(error, RetryAfter) or (isinstance(error, NetworkError) and not isinstance(error, BadRequest))
    if away:
        _log.warning("Telegram did not take an answer: %s", type(error).__name__)
    elif passing(error):
        _log.error("the database does not answer: %s", type(error).__name__)
    else:
        places = "".join(traceback.format_tb(error.__traceback__)) if error else ""
        _log.error("%s\n%s", type(error).__name__, places)
    desk.errors[type(error).__name__] += 1
    if not isinstance(update, Tapped | Update) or isinstance(error, RetryAfter):  # an apology would be refused as well
        return
    await _note(update, error, desk)
    try:
        await _apologise(update, desk)
    except TelegramError as also:
        _log.log(logging.DEBUG if away else logging.WARNING, "could not say so: %s", type(also).__name__)


def _chat_of(update: Tapped | Update) -> ChatId | None:
    if isinstance(update, Tapped):
        return update.chat_id
    return ChatId(update.effective_chat.id) if update.effective_chat else None


async def _note(update: Tapped | Update, error: BaseException | None, desk: Desk) -> None:
    """For whoever traces the complaint that will come; the store may be what failed."""
    chat_id = _chat_of(update)
    if chat_id is None:
        return
    detail = f"{type(error).__name__} at {_place(error)}, {of_update(update.update_id)}"
    try:
        await desk.store.traces.note(chat_id, desk.clock(), What.ERROR, detail)
    except Exception as also:
        _log.warning("could not note it: %s", type(also).__name__)


def _place(error: BaseException | None) -> str:
    """The innermost line of ours on the way to an error."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    ours = [frame for frame in frames if _PACKAGE in Path(frame.filename).parts]
    last = next(reversed(ours or frames), None)
    return f"{'/'.join(Path(last.filename).parts[-2:])}:{last.lineno}" if last else "no place"


async def _apologise(update: Tapped | Update, desk: Desk) -> None:
    """In the language the chat was last spoken to in: the store, which knows it, may be what failed."""
    if isinstance(update, Tapped):
        words = desk.readers.spoken(update.chat_id, update.language_code)
        await desk.reply.answer_query(update.query_id, words.failed, alert=True)
    elif (message := update.message) is not None and message.chat.type == ChatType.PRIVATE:
        chat_id = ChatId(message.chat.id)
        words = desk.readers.spoken(chat_id, message.from_user.language_code if message.from_user else None)
        await desk.reply.send(chat_id, View(words.failed))
