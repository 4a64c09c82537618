"""Whether the bot is alive and does its work, for whoever restarts it or sends it readers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.delivery.courier import Courier
from bot.edge.receiving import Receiving
from bot.model.clock import Clock
from bot.store import Store

HEARD_WITHIN = 60.0
"""Seconds within which a poll ends, also one that Telegram lets wait, and after a pause between two tries."""

TICKS = 3
"""A tick that is older than so many has not come."""

_DATABASE_WITHIN = 2.0


@dataclass(frozen=True, slots=True)
class Health:
    """Looks at the parts that the bot cannot do without."""

    store: Store
    courier: Courier
    receiving: Receiving
    clock: Clock
    tick_seconds: float
    ticks: bool = True
    """Whether this process ticks: one that only receives does not."""

    async def faults(self) -> Mapping[str, str]:
        """What is not as it should be, by part; empty where all is well."""
        found = {"updates": self._updates(), "tick": self.late_tick(), "database": await self._database()}
        return {part: fault for part, fault in found.items() if fault}

    def late_tick(self) -> str:
        """What is wrong with the clockwork; empty where it goes. One long push is many steps of one tick."""
        step = self.courier.last_step
        if not self.ticks:
            return ""
        if step is None:
            return "no tick yet"
        age, most = self.clock() - step, timedelta(seconds=TICKS * max(self.tick_seconds, 1.0))
        return f"none for {age.total_seconds():.0f} s" if age > most else ""

    def _updates(self) -> str:
        heard = self.receiving.heard_at
        if heard is None:
            return "none asked for yet"
        age = time.monotonic() - heard
        return f"Telegram has not answered for {age:.0f} s" if age > HEARD_WITHIN else ""

    async def _database(self) -> str:
        try:
            async with asyncio.timeout(_DATABASE_WITHIN):
                await self.store.figures.alive()
        except Exception as error:
            return f"does not answer ({type(error).__name__})"
        return ""
