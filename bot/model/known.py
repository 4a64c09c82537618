"""What a reader knows: words they said so of, and a level that stands for many."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

KNOWN_PAGE = 8


class ReaderLevel(StrEnum):
    """What a reader's exams, or the most frequent words, say they know: an exam's tag in the lexicon, or a rank.

    UNASKED until the question was put once, OFF for whoever did not choose.
    """

    UNASKED = ""
    OFF = "off"
    CET4 = "cet4"
    CET6 = "cet6"
    GRADUATE = "ky"
    TOEFL = "toefl"
    IELTS = "ielts"
    GRE = "gre"
    TOP_3000 = "3000"
    TOP_8000 = "8000"


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A word that a reader said they know and never saved."""

    id: int
    headword: str
    meaning: str
