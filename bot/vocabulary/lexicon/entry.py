"""What the lexicon says of a word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FORMAT = "1"
"""Of the lexicon's file: raised whenever its tables change, so that an older one is not misread."""


class Level(StrEnum):
    """The examinations whose word lists have a word, easiest first. The values are ECDICT's tags."""

    MIDDLE_SCHOOL = "zk"
    HIGH_SCHOOL = "gk"
    CET4 = "cet4"
    CET6 = "cet6"
    GRADUATE = "ky"
    TOEFL = "toefl"
    IELTS = "ielts"
    GRE = "gre"


@dataclass(frozen=True, slots=True)
class Entry:
    """A headword. `us` and `uk` are IPA without slashes, or empty; a meaning is one line, `adj. 迅速的，敏捷的`.

    `rank` is its place among words by frequency, 1 the most frequent, or None where nobody counted it.
    """

    headword: str
    us: str
    uk: str
    meanings: tuple[str, ...]
    levels: tuple[Level, ...]
    rank: int | None
