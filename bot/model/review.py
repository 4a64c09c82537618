"""What the bot remembers of reviewing: cards, their ratings, sessions and settings. Frozen values, as in `model`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model.chat import ChatId


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


MOST_STABILITY = 1e12
"""Days: what is near the largest of numbers has no interval."""


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

    def __post_init__(self) -> None:
        """Raises ValueError for a memory that could not be rated: one row of them would end every review."""
        rated = self.stability is not None and self.difficulty is not None
        if self.state is not State.LEARNING and not rated:
            raise ValueError("past learning, and never rated")
        if self.state is State.RELEARNING and self.step is None:
            raise ValueError("learned again, and at no step")
        if self.stability is not None and not 0 < self.stability < MOST_STABILITY:
            raise ValueError("firmer than anything is")

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
    """What a review shows before the answer: the sentence with the term blanked, the term in its sentence, or nothing
    but the sentence's sound.
    """

    BLANK = "blank"
    WORD = "word"
    LISTEN = "listen"


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
class Standing:
    """Where a session stands: this card of so many, its turn, and the last rating, which can be undone.

    `again` are the cards asked for once more, this one among them; 0 while it is asked for the first time.
    """

    number: int
    total: int
    turn: int
    undo: int | None
    again: int = 0


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
