"""A doubt: something in a translation that may be wrong, how bad it would be, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a reader would be misled, or would only stumble."""

    MINOR = "minor"
    MAJOR = "major"


class About(StrEnum):
    """What a doubt is about, in the words of MQM where it has one; the bot names each in both languages."""

    NUMBER = "number"
    BOUND = "bound"
    UNIT = "unit"
    DATE = "date"
    NEGATION = "negation"
    DIRECTION = "direction"
    MODALITY = "modality"
    TENSE = "tense"
    PERSON = "person"
    ORDER = "order"
    NAME = "name"
    ADDRESS = "address"
    OMISSION = "omission"
    ADDITION = "addition"
    SENSE = "sense"
    TERM = "term"
    GLOSS = "gloss"
    LEFTOVER = "leftover"
    STYLE = "style"
    ACCURACY = "accuracy"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt about one segment; `english` and `chinese` quote what it is about, as far as that has words.

    `position` is the segment's in its episode; `judged` says that a model raised it, not a check.
    """

    about: About
    severity: Severity
    what: str
    english: str = ""
    chinese: str = ""
    position: int = 0
    judged: bool = False

    def __str__(self) -> str:
        return f"{self.severity.value}, {self.about.value}: {self.what}"
