"""How long to wait before a request is made again."""

from __future__ import annotations

from asyncio import sleep as asyncio_sleep
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from random import SystemRandom


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long to try; times in seconds.

    `sleep`, `now` and `chance` (0–1) are the world's, so that a test can bring its own.
    """

    attempts: int = 5
    first: float = 1.0
    longest: float = 30.0
    longest_told: float = 120.0
    """Where Retry-After asks for more, waiting is left to the next run."""
    answer_within: float = 300.0
    sleep: Callable[[float], Awaitable[None]] = asyncio_sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = SystemRandom().random

    def delay(self, attempt: int, told: float | None) -> float | None:
        """How long to wait after the failed try number `attempt`; None to give up.

        Never sooner than told; else twice as long each time, half of it by chance, so that those who failed together
        do not return together.
        """
        if attempt >= self.attempts or (told is not None and told > self.longest_told):
            return None
        wait = min(self.longest, self.first * 2.0 ** (attempt - 1))
        wait *= 0.5 + 0.5 * self.chance()
        return wait if told is None else told + min(wait, 1.0) * self.chance()
