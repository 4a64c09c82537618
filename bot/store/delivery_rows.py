"""Rows of the ledger as values: what is written for a chat and a date, and what is read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.model.delivery import Delivery
from bot.model.subscription import Subscription
from bot.store.database import maybe_ms, to_ms


@dataclass(frozen=True, slots=True)
class Owing:
    """What a look at a chat comes to: the row to be written, if any, and how its subscription moves on."""

    delivery: Delivery | None
    seen: Subscription
    last_date: date | None
    next_due_at: datetime | None


def columns(delivery: Delivery) -> dict[str, Any]:
    """What a new row begins with."""
    return {
        **key(delivery),
        "episode_id": delivery.episode_id,
        "size": delivery.size,
        "first": delivery.first,
        "due_at": to_ms(delivery.due_at),
        "now": to_ms(delivery.updated_at),
        "late": int(delivery.late),
    }


def advanced(owing: Owing) -> dict[str, Any]:
    """The next instant, and the settings that it was worked out from."""
    seen = owing.seen
    return {
        "chat_id": seen.chat_id,
        "last_date": owing.last_date.isoformat() if owing.last_date else None,
        "next_due_at": maybe_ms(owing.next_due_at),
        "seen": maybe_ms(seen.next_due_at),
        "zone": seen.zone,
        "minute": seen.minute,
        "days": seen.days,
        "quiet_from": seen.quiet_from,
        "quiet_to": seen.quiet_to,
    }


def key(delivery: Delivery) -> dict[str, Any]:
    """What names a row: one chat, one local date."""
    return {"chat_id": delivery.chat_id, "local_date": delivery.local_date.isoformat()}
