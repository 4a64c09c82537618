"""A vocabulary as a whole: every term with its contexts, its memory and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
    """Entries, oldest term first; and the builders whom the chat follows."""

    entries: tuple[Entry, ...]
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: terms that came new, terms that were there and gained something."""

    added: int
    updated: int


class BookError(ValueError):
    """A file that is no vocabulary; the text says where and why, without quoting the reader's words."""
