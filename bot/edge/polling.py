"""Long polling: what is fetched is handled or kept before Telegram is told that it arrived.

python-telegram-bot's own loop confirms what it has only queued, ends for good at a 401, and asks again at once, for
ever, when one update of a hundred cannot be built. Here an update stays a dict until its turn.

An update is confirmed by asking for those after it. Nearly always all of an answer are handled within a tenth of a
second, and nothing is written; what takes longer is kept in the store first. So a kill loses none; what was handled
and not yet confirmed is handled again after it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, cast

import orjson
from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import BaseRequest, RequestData

from bot.edge.receiving import ALLOWED, Raw, Takes, has_number
from bot.edge.rest import rest
from bot.edge.transport import Ready, post

REJECTED_AT_MOST = 6
"""So often in a row may Telegram reject the token: a minute or so, in which a gateway may have spoken in its name."""

GRACE = 0.1
"""Seconds in which an update is expected to be handled; one that is not is kept, and those after it are fetched."""

_LONG_POLL = 10
_GOODBYE_SECONDS = 2.0

_log = logging.getLogger(__name__)


class Polling:
    """Fetches updates for an intake. `pause` is how it waits between two tries, so that tests need not."""

    def __init__(
        self,
        bot: Bot,
        request: BaseRequest,
        intake: Takes,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.intake = intake
        self._bot = bot
        self._request = request
        self._pause = pause
        self._next = self._offset = 0
        self._taken: set[int] = set()
        self.heard_at: float | None = None
        """When Telegram last answered, or polling began, on the clock that never goes back."""

    async def run(self, left: Iterable[Raw] = ()) -> None:
        """First what an earlier process left, then poll until cancelled.

        Raises InvalidToken when Telegram goes on rejecting the token: only an operator can mend that.
        """
        self.heard_at = time.monotonic()
        for update in left:
            await self.intake.room()
            self.intake.take(update, kept=True)
        failures = rejections = 0
        while True:
            try:
                await self.intake.room()
                await self._fetch(_LONG_POLL)
                self.heard_at = time.monotonic()
                await self.intake.settled(within=GRACE)
                self._offset = self._next
            except TelegramError as error:
                rejections = rejections + 1 if isinstance(error, InvalidToken) else 0
                if rejections >= REJECTED_AT_MOST:
                    raise
                _log.warning("polling: %s: %s", type(error).__name__, _said(error))
                await self._unhook(error)
                await self._pause(rest(error, failures))
                failures += 1
            except Exception as error:  # such as a full disk: nothing is confirmed, and all of it comes again
                _log.error("polling: what is in hand could not be kept: %s", type(error).__name__)
                await self._pause(rest(error, failures))
                failures += 1
            else:
                failures = rejections = 0

    async def close(self, *, within: float) -> None:
        """Handle or keep what is in hand, and tell Telegram so. Call it when `run` has ended."""
        try:
            await self.intake.close(within=within)
        except Exception as error:  # nothing is confirmed: all of it comes again
            _log.error("polling: what is in hand could not be kept: %s", type(error).__name__)
            return
        self._offset = self._next
        if self._taken:
            try:
                async with asyncio.timeout(_GOODBYE_SECONDS):
                    await self._ask(timeout=0, limit=1)
            except (TelegramError, TimeoutError):
                _log.info("the last updates are not confirmed: some may be handled again after the start")

    async def _fetch(self, seconds: int) -> None:
        told = await self._ask(timeout=seconds, limit=100)
        updates = [update for update in told if has_number(update)]
        if told and not updates:
            raise TelegramError("Invalid server response")
        fresh = [update for update in updates if update["update_id"] not in self._taken]
        self._taken = {update["update_id"] for update in updates}
        for update in fresh:
            self._next = update["update_id"] + 1
            self.intake.take(update)

    async def _unhook(self, error: TelegramError) -> None:
        """Whoever polls wants no webhook: one that is set, as by a bot that received at an address, is taken away."""
        if not isinstance(error, Conflict):
            return
        try:
            if (await post(self._bot, "getWebhookInfo", b"{}")).get("url"):
                await post(self._bot, "deleteWebhook", b"{}")
                _log.warning("a webhook was set with this token: it is taken away, since we poll")
        except TelegramError as trouble:
            _log.warning("polling: %s: %s", type(trouble).__name__, trouble.message)

    async def _ask(self, *, timeout: int, limit: int) -> list[Any]:  # noqa: ASYNC109  # Telegram's parameter
        asked: dict[str, Any] = {"timeout": timeout, "limit": limit, "allowed_updates": ALLOWED}
        if self._offset:
            asked["offset"] = self._offset
        patience = (self._request.read_timeout or 0) + timeout
        data = cast(RequestData, Ready(orjson.dumps(asked)))
        told = await self._request.post(f"{self._bot.base_url}/getUpdates", data, read_timeout=patience)
        if not isinstance(told, list):
            raise TelegramError("Invalid server response")
        return told


def _said(error: TelegramError) -> str:
    if isinstance(error, Conflict):
        return "another process polls with this token, or a webhook is set: there may be one only"
    return error.message
