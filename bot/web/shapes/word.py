"""Words: what they mean, what a reader keeps of them, how they are reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from bot.model.review import Prompt, Rating
from bot.model.term import MOST_MEANING, MOST_NOTE
from bot.vocabulary.lexicon import Level
from content.episode.episode import Day

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


@dataclass(frozen=True, slots=True)
class StateTold:
    """What this reader has of a word: the term that they saved, whether in this very place, whether they know it."""

    term: int | None
    here: bool
    known: bool


@dataclass(frozen=True, slots=True)
class WordTold:
    """`here` is what it means in the place that was asked about, `senses` what it means elsewhere; IPA without slashes.

    `near` are words that may have been meant where nothing is known of this one. `heard` says that it can be said.
    """

    surface: str
    found: bool
    headword: str
    key: str
    here: str
    senses: tuple[str, ...]
    us: str
    uk: str
    levels: tuple[Level, ...]
    rank: int | None
    sentence: str
    translation: str
    heard: bool
    near: tuple[str, ...]
    state: StateTold


@dataclass(frozen=True, slots=True)
class ContextTold:
    """A place where a term was met. `episode` is null where that can no longer be read."""

    id: int
    episode: int | None
    segment: int
    sentence: str
    translation: str
    show: str
    date: Day | None
    stands: tuple[tuple[int, int], ...]
    """Where the term stands in the sentence, in whatever form."""


@dataclass(frozen=True, slots=True)
class TermTold:
    """A term with its newest context first; of lists only that one. `due` is null for one that is not reviewed."""

    id: int
    key: str
    headword: str
    meaning: str
    note: str
    known: bool
    deleted: bool
    created_at: datetime
    due: datetime | None
    fresh: bool
    contexts: tuple[ContextTold, ...]


@dataclass(frozen=True, slots=True)
class TermsTold:
    """A page of the vocabulary, and how many there are in all."""

    terms: tuple[TermTold, ...]
    total: int
    more: bool


@dataclass(frozen=True, slots=True)
class BookSent:
    """Whether the file is in the chat; else it is being made, sounds and all, and comes there by itself."""

    sent: bool


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """A segment of an episode."""

    episode: int
    segment: int


class Saving(BaseModel):
    """A word to be saved: a gloss by its `mark`, any other by where it stands. `surface` is what the page shows there:
    where the text is another by now, nothing is saved (409). Without an episode it is saved by itself.
    """

    surface: Annotated[str, Field(min_length=1, max_length=80)]
    episode: Count | None = None
    segment: Count = 0
    mark: Count | None = None
    sentence: Count | None = None
    start: Count | None = None
    end: Count | None = None


class Written(BaseModel):
    """What the reader writes of a term; what is left out stays."""

    meaning: Annotated[str, Field(max_length=MOST_MEANING)] | None = None
    note: Annotated[str, Field(max_length=MOST_NOTE)] | None = None


class Knowing(BaseModel):
    """What the word means where it stands, for the list of known words."""

    meaning: Annotated[str, Field(max_length=MOST_MEANING)] = ""


@dataclass(frozen=True, slots=True)
class KnownTold:
    """Whether a word is known by now."""

    key: str
    known: bool


@dataclass(frozen=True, slots=True)
class CardTold:
    """A card with its answer: the page covers it. `blank` are spans of the sentence, as in a context's `stands`."""

    term: TermTold
    turn: int
    number: int
    total: int
    again: int
    prompt: Prompt
    ratings: tuple[Rating, ...]
    intervals: dict[str, int]
    """Seconds after which it comes again, by rating."""
    heard: bool


@dataclass(frozen=True, slots=True)
class EndTold:
    """A session without a card left."""

    reviewed: int
    forgotten: tuple[str, ...]
    waiting: int
    overdue: int
    tomorrow: int


@dataclass(frozen=True, slots=True)
class ReviewTold:
    """Where the session stands: at a `card`, at its `end`, or nothing is due (both null). `undo` is the last rating."""

    card: CardTold | None
    end: EndTold | None
    undo: int | None
    any_terms: bool
    next_due: datetime | None


class Rate(BaseModel):
    """What the reader says of a card after seeing the answer."""

    rating: Rating


class Undo(BaseModel):
    """The rating to take back, as it was told."""

    review: Count


@dataclass(frozen=True, slots=True)
class RatedTold:
    """`counted` is False where another door was quicker; then `next` is where the session is."""

    counted: bool
    due_in: int | None
    again: bool
    next: ReviewTold
