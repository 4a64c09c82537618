"""Telling those who operate the bot."""

from __future__ import annotations

import logging
from collections.abc import Callable

from telegram.error import TelegramError

from bot.handlers.desk import Desk
from bot.locales import WORDS, Words
from bot.model.chat import ChatId, Language
from bot.render.view import View

_log = logging.getLogger(__name__)


async def tell_operators(make: Callable[[Words], View], desk: Desk) -> None:
    """Send every operator a view in their language; one who never started the bot keeps no other from hearing."""
    for user_id in sorted(desk.admin_ids):
        subscription = await desk.store.subscriptions.get(ChatId(user_id))
        words = WORDS[subscription.language if subscription else Language.ZH]
        try:
            await desk.reply.send(ChatId(user_id), make(words))
        except TelegramError as error:
            _log.warning("operator %s not told: %s", user_id, error.message)
