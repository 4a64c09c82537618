"""A reader's visit to the page, and how long it lasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.chat import ChatId

LASTS = timedelta(hours=1)
"""From when it began, or was prolonged last."""
LONGEST = timedelta(hours=12)
AT_ONCE = 20
"""Visits of one reader: devices and windows; the oldest ends first."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Of one reader, whose private chat has their own id."""

    chat_id: ChatId
    began_at: datetime
    expires_at: datetime

    def prolonged(self, now: datetime) -> datetime:
        """When it ends if it goes on at `now`."""
        return min(now + LASTS, self.began_at + LONGEST)
