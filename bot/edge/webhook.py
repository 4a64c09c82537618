"""Updates brought to our own address: each is handled or kept before Telegram is told that it arrived.

Nearly always one is handled within a tenth of a second, and nothing is written; what takes longer is kept in the store
first. One that is brought again, because our answer was lost, is not handled again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import orjson
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.edge.polling import GRACE, REJECTED_AT_MOST
from bot.edge.receiving import ALLOWED, Raw, Takes
from bot.edge.rest import rest
from bot.edge.transport import post

CONNECTIONS = 100
"""How many updates Telegram may bring at once; of one chat it brings one."""

LOOK_EVERY = 30.0
"""Seconds between two looks whether Telegram still knows the address: whoever polls with the token takes it away."""

_log = logging.getLogger(__name__)


class Webhook:
    """Asks Telegram to bring updates to `url`. `pause` is how it waits, so that tests need not."""

    def __init__(
        self,
        bot: Bot,
        intake: Takes,
        url: str,
        secret: str,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.intake = intake
        self.heard_at: float | None = None
        self.listening = asyncio.Event()
        """Set when something answers at the address: not before is Telegram told of it."""
        self._bot = bot
        self._url = url
        self._secret = secret
        self._pause = pause
        self._told = ""

    async def receive(self, update: Raw) -> None:
        """Take an update: on return it is handled, or kept where a dead process does not lose it."""
        await self.intake.accept(update, within=GRACE)

    async def run(self, left: Iterable[Raw] = ()) -> None:
        """First what an earlier process left; then see to it that Telegram brings updates here, until cancelled.

        Raises InvalidToken when Telegram goes on rejecting the token: only an operator can mend that.
        """
        for update in left:
            await self.intake.room()
            self.intake.take(update, kept=True)
        await self.listening.wait()
        failures = rejections = 0
        while True:
            try:
                await self._see_to_it()
            except TelegramError as error:
                rejections = rejections + 1 if isinstance(error, InvalidToken) else 0
                if rejections >= REJECTED_AT_MOST:
                    raise
                _log.warning("webhook: %s: %s", type(error).__name__, error.message)
                await self._pause(rest(error, failures))
                failures += 1
            else:
                failures = rejections = 0
                await self._pause(LOOK_EVERY)

    async def close(self, *, within: float) -> None:
        """Handle or keep what is in hand. The address stays with Telegram, which keeps what comes meanwhile."""
        await self.intake.close(within=within)

    async def _see_to_it(self) -> None:
        """Telegram is told only where it does not know already: telling it needs seconds to become so."""
        told: Any = await post(self._bot, "getWebhookInfo", b"{}")
        if not isinstance(told, dict):
            raise TelegramError("Invalid server response")
        if self.heard_at is None or told.get("url") != self._url:
            if self.heard_at is not None:
                _log.warning("the webhook was taken away, as by somebody who polls with this token: set again")
            given = {
                "url": self._url,
                "secret_token": self._secret,
                "allowed_updates": ALLOWED,
                "max_connections": CONNECTIONS,
            }
            await post(self._bot, "setWebhook", orjson.dumps(given))
        elif (error := str(told.get("last_error_message") or "")) and error != self._told:
            self._told = error
            _log.warning("Telegram could not bring an update: %s", error)
        self.heard_at = time.monotonic()
