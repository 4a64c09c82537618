"""From Telegram's JSON to a tap or the framework's update: what cannot be built is one less, never a reason to stop.

A Bot API server may be older or newer than the framework: a field that is missing there fails here.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, Update

from bot.edge.receiving import Raw
from bot.edge.tapped import Tapped, tap_of
from bot.model.errand import errand, of_update

_log = logging.getLogger(__name__)


def built(update: Raw, bot: Bot) -> Tapped | Update:
    """What the application handles. Raises what the framework does where it cannot build it."""
    return tap_of(update) or Update.de_json(update, bot)


class Building:
    """Builds updates and hands them on; what cannot be built is skipped, and counted."""

    def __init__(self, bot: Bot, handle: Callable[[Any], Awaitable[None]]) -> None:
        self._bot = bot
        self._handle = handle
        self._told: set[tuple[str, str]] = set()
        self.skipped = 0
        """Updates since the start that the framework could not build: a newer or older Bot API than it knows."""

    async def __call__(self, update: Raw) -> None:
        """Never raises: one update's trouble is not the next one's."""
        errand.set(of_update(update["update_id"]))
        try:
            made = built(update, self._bot)
        except Exception as error:
            self._skip(update, error)
            return
        try:
            await self._handle(made)
        except Exception as error:  # its text may quote what a reader wrote
            _log.error("an update was not handled: %s", type(error).__name__)

    def _skip(self, update: Raw, error: Exception) -> None:
        """Once a kind of update and error, without a word of what is in it."""
        self.skipped += 1
        kind = next((name for name in update if name != "update_id" and name.isidentifier()), "empty")[:40]
        if (kind, type(error).__name__) not in self._told:
            self._told.add((kind, type(error).__name__))
            reason = "an update (%s) that the framework cannot build is skipped: %s; others like it without a word"
            _log.error(reason, kind, type(error).__name__)
