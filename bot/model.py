"""What the bot remembers: frozen values that the store returns and everyone else works with.

Instants are aware datetimes in UTC; local dates and minutes of a day belong to a subscription's zone and are
worked out in `schedule` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from content.episode import Kind, Segment

Clock = Callable[[], datetime]
"""Now, aware, in UTC. Everything that needs the time is handed one of these or the instant itself."""

ChatId = NewType("ChatId", int)

DIGEST_SIZES = (5, 8, 12)
"""How many segments a reader may choose to get a day."""

WHOLE = 0
"""In place of a digest's size: the whole episode, every segment."""

TERMS_PAGE = 8
"""Terms on a page of the vocabulary."""

EVERY_DAY = 0b1111111
"""Days of the week as bits, Monday the lowest."""


class Language(StrEnum):
    """The language of the bot's own words; what is read stays bilingual."""

    ZH = "zh"
    EN = "en"


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
    silent: bool = False
    quiet_from: int | None = None
    quiet_to: int | None = None
    standing: Standing = Standing.STOPPED
    paused_until: datetime | None = None
    last_date: date | None = None
    next_due_at: datetime | None = None


class Status(StrEnum):
    """How far a delivery got. See `delivery` for the moves between them.

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


@dataclass(frozen=True, slots=True)
class Digest:
    """The positions of the segments that a digest steps through, and how long reading them takes."""

    positions: tuple[int, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A stored episode as lists and cards show it; `digests` maps each size on offer to its digest.

    `siblings` counts the other pieces of its date.
    """

    id: int
    key: str
    kind: Kind
    show: str
    title: str
    title_zh: str | None
    url: str | None
    date: date | None
    words: int
    minutes: int
    length: int
    digests: Mapping[int, Digest]
    withdrawn: bool = False
    siblings: int = 0

    def __hash__(self) -> int:
        """By the id: `digests` has no hash."""
        return hash(self.id)

    def positions(self, size: int) -> tuple[int, ...]:
        """Which segments a reading of `size` steps through, in order; WHOLE, or a size not offered, means all."""
        digest = self.digests.get(size)
        return digest.positions if digest else tuple(range(self.length))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands: the `index`-th segment of a reading of `size` of an episode."""

    episode_id: int
    size: int
    index: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment in its place, with what its card shows around it. `index` is always within the reading."""

    listing: Listing
    segment: Segment
    size: int
    index: int

    @property
    def position(self) -> int:
        """The segment's position in the whole episode."""
        return self.listing.positions(self.size)[self.index]

    @property
    def total(self) -> int:
        """How many segments this reading has."""
        return len(self.listing.positions(self.size))


@dataclass(frozen=True, slots=True)
class Context:
    """A place where a term was met. Copied when saved: no later edit of an episode changes it."""

    id: int
    term_id: int
    episode_id: int | None
    position: int
    sentence: str
    translation: str
    show: str
    date: date | None
    created_at: datetime
    start: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A headword that a chat saved, as the reader saw it, with its meaning and newest context first.

    `known` takes it out of review; it stays in every list.
    """

    id: int
    key: str
    headword: str
    meaning: str
    created_at: datetime
    contexts: tuple[Context, ...] = ()
    deleted: bool = False
    note: str = ""
    known: bool = False


class Sort(StrEnum):
    """The order of the vocabulary: newest first, next review first, or by name."""

    NEWEST = "newest"
    DUE = "due"
    NAME = "name"


class Field(StrEnum):
    """What a prompt asks the reader to write about a term."""

    MEANING = "meaning"
    NOTE = "note"
