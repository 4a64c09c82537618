"""What the bot remembers: frozen values that the store returns and everyone else works with.

Instants are aware datetimes in UTC; local dates and minutes of a day belong to a subscription's zone and are
worked out in `schedule` only.
"""

from __future__ import annotations

from collections.abc import Callable
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
    """How far a delivery got. See `delivery` for the moves between them."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    REJECTED = "rejected"
    FAILED = "failed"
    GONE = "gone"
    SKIPPED = "skipped"


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
    digests: dict[int, Digest]
    withdrawn: bool = False
    siblings: int = 0

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


class State(StrEnum):
    """Where a card is: being learnt, in review, or being learnt again after a lapse."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class Rating(StrEnum):
    """What a reader says of a card after seeing the answer."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Card:
    """The memory of a term. Stability is in days, difficulty from 1 to 10; both None until the first review.

    Instants have whole milliseconds, so that what is stored reads back equal.
    """

    term_id: int
    due: datetime
    state: State = State.LEARNING
    step: int | None = 0
    stability: float | None = None
    difficulty: float | None = None
    last_review: datetime | None = None

    @property
    def new(self) -> bool:
        """Never reviewed."""
        return self.last_review is None


@dataclass(frozen=True, slots=True)
class Review:
    """One rating of a card, with the card before it: undo puts that back. `position` is its place in the session."""

    id: int
    session_id: int
    position: int
    rating: Rating
    reviewed_at: datetime
    before: Card


@dataclass(frozen=True, slots=True)
class Session:
    """A chat's review of one of its days: the terms that were due when it began, in order, frozen.

    A term whose card comes due again within the day is queued once more at the end. `position` is where the next
    card is looked for; terms known, deleted or put off since are passed over. `turn` grows with every rating and
    every undo, so that a button of an earlier turn counts for nothing.
    """

    id: int
    day: date
    started_at: datetime
    queue: tuple[int, ...]
    position: int
    turn: int


class Prompt(StrEnum):
    """What a review shows before the answer: the sentence with the term blanked, or the term in its sentence."""

    BLANK = "blank"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """How a chat reviews. `reminder` is a minute after local midnight; `remind_at` the next instant of one."""

    chat_id: ChatId
    four_grades: bool = False
    prompt: Prompt = Prompt.BLANK
    new_per_day: int = 10
    due_per_day: int = 40
    reminder: int | None = None
    remind_at: datetime | None = None
    reminded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cards a chat may review today, within its daily caps; `overdue` are beyond the cap of due ones."""

    due: int
    new: int
    overdue: int = 0

    @property
    def total(self) -> int:
        """Due and new."""
        return self.due + self.new


@dataclass(frozen=True, slots=True)
class Figures:
    """A vocabulary in numbers: all terms, those known, not reviewed yet, and firm: stable for three weeks or more."""

    terms: int
    known: int
    fresh: int
    firm: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a day's card says of reviewing: cards that wait, and saved terms that stand in today's reading."""

    waiting: int = 0
    meets: int = 0


class Field(StrEnum):
    """What a prompt asks the reader to write about a term."""

    MEANING = "meaning"
    NOTE = "note"
