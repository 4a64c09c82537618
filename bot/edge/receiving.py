"""How updates reach us: fetched by polling, or brought to an address of ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from telegram import Update

from bot.model.timing import Timings

ALLOWED = (Update.MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
"""What we ask Telegram for."""

Raw = dict[str, Any]


class Takes(Protocol):
    """What becomes of an update when it is here."""

    times: Timings
    turned_away: int

    @property
    def in_hand(self) -> int:
        """Those that are not done with."""

    def take(self, update: Raw, *, kept: bool = False) -> None:
        """One that was fetched."""

    async def accept(self, update: Raw, *, within: float) -> None:
        """One that was brought; on return it is handled, or kept."""

    async def room(self) -> None:
        """Wait until more may be fetched."""

    async def settled(self, *, within: float) -> None:
        """Wait until all that was taken is handled, or kept."""

    async def close(self, *, within: float) -> None:
        """Handle or keep what is in hand."""


class Receiving(Protocol):
    """Brings updates to an intake until it is cancelled."""

    @property
    def intake(self) -> Takes:
        """What becomes of them."""

    @property
    def heard_at(self) -> float | None:
        """When Telegram was last known to reach us or to answer, on the clock that never goes back."""

    async def run(self, left: Iterable[Raw] = ()) -> None:
        """First what an earlier process left, then what comes. Raises InvalidToken when the token stays rejected."""

    async def close(self, *, within: float) -> None:
        """Handle or keep what is in hand. Call it when `run` has ended."""


def has_number(update: object) -> bool:
    """Whether this is an update at all."""
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)
