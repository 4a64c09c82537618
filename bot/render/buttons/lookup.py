"""The buttons of looking words up. A word of a segment is named by where it stands and `check` of how it reads."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from bot.render.buttons.packing import Button

LONGEST_CARRIED = 60
"""Bytes of a word or phrase that a button can carry."""


@dataclass(frozen=True)
class Words(Button, prefix="k"):
    """The words of a segment to pick from."""

    episode: int
    size: int
    index: int


@dataclass(frozen=True)
class PartWords(Button, prefix="kp"):
    """The words of a part of a segment to pick from."""

    episode: int
    size: int
    index: int
    part: int


@dataclass(frozen=True)
class LookUp(Button, prefix="kw"):
    """Look up the word that stands at `at`, `length` characters long, in the message of its segment."""

    episode: int
    size: int
    index: int
    at: int
    length: int
    check: str


@dataclass(frozen=True)
class KeepHere(Button, prefix="kk"):
    """Save a word with the sentence it stands in, or take it back. `card` is 1 in the message of the segment."""

    episode: int
    size: int
    index: int
    at: int
    length: int
    check: str
    card: int


@dataclass(frozen=True)
class Ask(Button, prefix="ka"):
    """Look up this word instead."""

    word: str


@dataclass(frozen=True)
class Keep(Button, prefix="kt"):
    """Save this word without a sentence, or take it back."""

    word: str


def carried(word: str) -> str | None:
    """A word as a button carries it, with _ between words; None for one that no button can carry."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.replace("’", "'")) if not unicodedata.combining(c))
    plain = "_".join(plain.split())
    fits = plain.isascii() and plain.isprintable() and ":" not in plain and 0 < len(plain) <= LONGEST_CARRIED
    return plain if fits else None


def read_carried(word: str) -> str:
    """The word that `carried` packed."""
    return word.replace("_", " ")
