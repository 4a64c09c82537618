"""The one error handler: say so in the log without anyone's words, and to the reader kindly."""

from __future__ import annotations

import logging
import traceback

from telegram import Update
from telegram.error import NetworkError, TelegramError

from bot.desk import Desk, guess_language
from bot.locales import WORDS

_log = logging.getLogger(__name__)


async def report(update: object, error: BaseException | None, desk: Desk) -> None:
    """Log where it happened; tell whoever tapped that it did. Never raises.

    Only the kind of error and the places are logged: the text of an error may quote what a reader wrote.
    """
    if isinstance(error, NetworkError) and not isinstance(update, Update):
        _log.warning("polling: %s: %s", type(error).__name__, error.message)
        return
    places = "".join(traceback.format_tb(error.__traceback__)) if error else ""
    _log.error("%s\n%s", type(error).__name__, places)
    query = update.callback_query if isinstance(update, Update) else None
    if query is None:
        return
    words = WORDS[guess_language(query.from_user.language_code)]
    try:
        await query.answer(words.failed, show_alert=True)
    except TelegramError as also:
        _log.warning("could not say so: %s", type(also).__name__)
