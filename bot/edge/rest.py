"""How long Telegram is left alone after it could not be reached, whatever was asked of it."""

from __future__ import annotations

from telegram.error import RetryAfter

from bot.edge.outcome import wait_of

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between two tries."""


def rest(error: Exception, failures: int) -> float:
    """Seconds before the next try after so many failures in a row: longer each time, never less than is asked for."""
    wait = min(FIRST_WAIT * 2**failures, LONGEST_WAIT)
    return max(wait, wait_of(error).total_seconds()) if isinstance(error, RetryAfter) else float(wait)
