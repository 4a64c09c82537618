"""When, where and how a chat wants its digest.

Instants are aware datetimes in UTC; local dates and minutes of a day belong to a subscription's zone and are worked
out in `schedule` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model.chat import ChatId, Language
from bot.model.known import ReaderLevel

DIGEST_SIZES = (5, 8, 12)
"""How many segments a reader may choose to get a day."""

EVERY_DAY = 0b1111111
"""Days of the week as bits, Monday the lowest."""


class Translation(StrEnum):
    """How a segment card shows its Chinese."""

    HIDDEN = "hidden"
    BOTH = "both"
    FOLDED = "folded"
    ENGLISH = "english"
    CHINESE = "chinese"


class Mode(StrEnum):
    """What a day brings: the digest of the newest episode, or the next part of the one being read."""

    DIGEST = "digest"
    SERIAL = "serial"


class EmptyDay(StrEnum):
    """What a day without news brings."""

    EVERGREEN = "evergreen"
    SERIAL = "serial"
    NOTHING = "nothing"


class Lead(StrEnum):
    """Which kind of piece leads a reader's day; ANY leaves it to the operator. The others are those of Kind."""

    ANY = "any"
    PODCAST = "podcast"
    BLOG = "blog"
    POSTS = "posts"


class Standing(StrEnum):
    """Whether a chat gets digests: it does, it said /stop, or Telegram says that it is gone."""

    ACTIVE = "active"
    STOPPED = "stopped"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Subscription:
    """When, where and how a chat wants its digest.

    `minute`, `quiet_from` and `quiet_to` are minutes after local midnight; `days` are bits, Monday the lowest.
    Nothing is owed for an instant before `since`. `last_date` is the latest local date that the ledger has a
    row for. `next_due_at` is None while nothing will ever be due.
    """

    chat_id: ChatId
    language: Language
    zone: str
    minute: int
    since: datetime
    days: int = EVERY_DAY
    digest_size: int = 8
    translation: Translation = Translation.HIDDEN
    mode: Mode = Mode.DIGEST
    empty_day: EmptyDay = EmptyDay.EVERGREEN
    lead: Lead = Lead.ANY
    silent: bool = False
    quiet_from: int | None = None
    quiet_to: int | None = None
    standing: Standing = Standing.STOPPED
    paused_until: datetime | None = None
    last_date: date | None = None
    next_due_at: datetime | None = None
    level: ReaderLevel = ReaderLevel.UNASKED
