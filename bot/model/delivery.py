"""A row of the ledger: what a chat was to get on a date, and how far it got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.model.chat import ChatId

RESTORED = "the database was restored"
"""Of a row: nobody knows what became of it after the backup was made. It most likely arrived."""

DOUBT_LASTS = timedelta(hours=12)
"""So long after a digest came to be in doubt it is brought to whoever shows up, also past midnight: an outage late in
the evening takes nobody's day.
"""


class Status(StrEnum):
    """How far a delivery got. See `bot.delivery.courier` for the moves between them.

    EXPIRED never left: a newer date came first, or the chat stopped or paused. Like FAILED and GONE it does not count
    as had, so that its episode may come on another date.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    REJECTED = "rejected"
    FAILED = "failed"
    GONE = "gone"
    SKIPPED = "skipped"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the ledger: this chat, this local date, this episode, and how far it got.

    `size` is the digest's size, or WHOLE for a serial part, which begins at segment `first`.
    """

    chat_id: ChatId
    local_date: date
    episode_id: int
    size: int
    first: int
    status: Status
    due_at: datetime
    updated_at: datetime
    late: bool = False
    attempts: int = 0
    message_id: int | None = None
    error: str | None = None
