"""The buttons of listening."""

from __future__ import annotations

from dataclasses import dataclass

from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Hear(Button, prefix="ah"):
    """Hear a segment."""

    episode: int
    size: int
    index: int


@dataclass(frozen=True)
class HearDigest(Button, prefix="ad"):
    """Hear a whole digest."""

    episode: int
    size: int


@dataclass(frozen=True)
class HearTerm(Button, prefix="at"):
    """Hear a saved term, then the sentence it was met in."""

    term: int


@dataclass(frozen=True)
class HearWord(Button, prefix="aw"):
    """Hear a word, packed as `carried` packs it."""

    word: str


@dataclass(frozen=True)
class HearSentence(Button, prefix="as"):
    """Hear the sentence of a term under review."""

    term: int


@dataclass(frozen=True)
class ListeningOptions(Button, prefix="ao"):
    """How a chat listens."""


@dataclass(frozen=True)
class SetTimbre(Button, prefix="aT"):
    """Hear this voice: its number, 0 for the bot's own choice."""

    number: int


@dataclass(frozen=True)
class SetSpeed(Button, prefix="aS"):
    """Hear it at this speed, in per cent."""

    speed: int


@dataclass(frozen=True)
class SetAloud(Button, prefix="aA"):
    """The player follows every page (1), or plays what is asked for (0)."""

    aloud: int


@dataclass(frozen=True)
class SetBoth(Button, prefix="aB"):
    """A digest is heard in English and Chinese (1), or in English (0)."""

    both: int


@dataclass(frozen=True)
class SetReviewSound(Button, prefix="aR"):
    """The sentence is played with the answer in review (1), or not (0)."""

    review: int
