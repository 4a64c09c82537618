"""A vocabulary as a whole: every term with its contexts, its memory and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.known import KnownWord
from bot.model.review import Card, Rating
from bot.model.term import Term


@dataclass(frozen=True, slots=True)
class PastReview:
    """A rating, with the card before it."""

    rating: Rating
    reviewed_at: datetime
    before: Card


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as it leaves or enters: ids are the chat's own and mean nothing outside it.

    A word that someone lists for import has no card yet: it begins as a new one.
    """

    term: Term
    card: Card | None = None
    reviews: tuple[PastReview, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """Entries, oldest term first; the builders whom the chat follows; the words it knows without having saved them."""

    entries: tuple[Entry, ...]
    follows: tuple[str, ...] = ()
    known: tuple[KnownWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: terms that came new, terms that were there and gained something, what else came new.

    `id` names it for whoever takes it back.
    """

    added: int
    updated: int
    id: int = 0
    known: int = 0
    follows: int = 0


class Flaw(StrEnum):
    """What makes a file no vocabulary; the value is what a log says."""

    NOT_TEXT = "not UTF-8 text"
    NO_WORD = "no word in the first column"
    NO_WORDS = "no words in it"
    MANY_WORDS = "more than {most} words"
    MANY_LINES = "more than {most} lines"
    LONG = "too long for a word list"
    SIGNS = "not a text"
    CELLS = "its cells cannot be told apart"
    NOT_JSON = "not JSON"
    MANY_VALUES = "too many values"
    MANY_FIELDS = "too many fields"
    MISSING = "is missing"
    STRANGE = "does not belong there"
    BOUNDS = "too long, or out of bounds"
    VALUE = "not what belongs there"


class BookError(ValueError):
    """A file that is no vocabulary: what is wrong and where, without quoting the reader's words.

    The place is a line, or the path of a value in JSON; without either it is the whole file.
    """

    def __init__(self, flaw: Flaw, *, line: int = 0, path: str = "", most: int = 0) -> None:
        self.flaw, self.line, self.path, self.most = flaw, line, path, most
        place = f"line {line}" if line else path or "the document"
        super().__init__(f"{place}: {flaw.value.format(most=most)}")
