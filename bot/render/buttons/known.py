"""The buttons of what a reader knows. `known` is 1 to know from now on, 0 to take that back."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.known import ReaderLevel
from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class KnowGloss(Button, prefix="kn"):
    """Know a gloss of the segment shown. `check` is `check(headword)`."""

    episode: int
    size: int
    index: int
    gloss: int
    check: str
    known: int


@dataclass(frozen=True)
class KnowHere(Button, prefix="kh"):
    """Know the word that stands at `at`, `length` characters long, in the message of its segment."""

    episode: int
    size: int
    index: int
    at: int
    length: int
    check: str
    known: int


@dataclass(frozen=True)
class KnowWord(Button, prefix="kd"):
    """Know this word."""

    word: str
    known: int


@dataclass(frozen=True)
class KnownList(Button, prefix="vw"):
    """The known words, a page of them."""

    page: int


@dataclass(frozen=True)
class SetWordKnown(Button, prefix="vx"):
    """Know a word of that list no longer, or again."""

    page: int
    word: int
    known: int


@dataclass(frozen=True)
class Levels(Button, prefix="sv"):
    """The choice of a level."""


@dataclass(frozen=True)
class SetLevel(Button, prefix="sV"):
    """This is the reader's level."""

    level: ReaderLevel
