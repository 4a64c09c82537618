"""The first word with Telegram: a machine may be up before its network, and an outage may be on just now."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from itertools import count

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.edge.rest import rest
from bot.edge.transport import post

_log = logging.getLogger(__name__)


async def connected(bot: Bot, *, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Ask who we are until Telegram says so, a line a try. Raises InvalidToken: asking again would not help."""
    try:
        await bot.request.initialize()
        await _patiently(bot, pause)
    except BaseException:
        await bot.request.shutdown()  # a bot that never came up would leave its connections open
        raise


async def _patiently(bot: Bot, pause: Callable[[float], Awaitable[None]]) -> None:
    for failures in count():
        try:
            await post(bot, "getMe", b"{}")
            await bot.initialize()
        except InvalidToken:
            raise
        except TelegramError as error:
            wait = rest(error, failures)
            reason = f"{type(error).__name__}: {error.message}"
            _log.warning("Telegram cannot be reached (%s); trying again in %g s", reason, wait)
            await pause(wait)
        else:
            return
