"""A saved word, the places where it was met, and how a vocabulary is listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

TERMS_PAGE = 5
"""Terms on a page of the vocabulary: as many as a phone shows with their sentences."""


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


MOST_MEANING, MOST_NOTE = 200, 500
"""Characters that a reader may write of a term."""


class Field(StrEnum):
    """What a prompt asks the reader to write about a term."""

    MEANING = "meaning"
    NOTE = "note"
    ANSWER = "answer"
    """A meaning as well, asked for in the middle of a review: the reply goes back there."""
